/* Reads and judges one mail in a thread, so that the window never waits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source-text.h"

/* Where a mail is from. Plain data, reference counted. */
typedef struct {
  char *name;       /* shown: file name or "pasted text" */
  char *path;       /* NULL: the bytes are here already */
  GBytes *mail;     /* NULL until read */
  char *facts;      /* answers of a saved investigation, or NULL */
  gint64 facts_now; /* when those were judged */
} MbSubject;

MbSubject *mb_subject_new(const char *name, const char *path, GBytes *mail);
MbSubject *mb_subject_ref(MbSubject *subject);
void mb_subject_unref(MbSubject *subject);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbSubject, mb_subject_unref)

typedef struct {
  MbReport *report;
  MbSourceText *source; /* NULL when the file could not be read */
  GBytes *mail;         /* likewise */
  char *facts, *saved_name;
  gboolean from_saved;
} MbChecked;
void mb_checked_free(MbChecked *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbChecked, mb_checked_free)

/* In the main thread: a whole report, not the last one. Takes it. */
typedef void (*MbCheckProgress)(MbReport *report, gpointer owner);

/* progress is called while owner lives and the check is not cancelled. */
/* link_hosts: char*, the full link hosts to ask for by the reader's act; copied. */
void mb_check_async(MbSubject *subject, const GPtrArray *link_hosts, GObject *owner,
                    MbCheckProgress progress, GCancellable *cancellable, GAsyncReadyCallback done);
/* NULL only when cancelled. Whatever else went wrong is a report that says so. */
MbChecked *mb_check_finish(GAsyncResult *result, GError **error);
