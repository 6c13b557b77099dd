/* Checks in work: at most four at once and 32 waiting; each answers under its own id and can be
 * cancelled. Finished reports are kept for a while, so that the whole of one can be asked for in
 * pages. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "batches.h"

/* Of the last 16 checks, for the whole report and for drafts. */
typedef struct {
  char *json; /* in the language of its check */
  gsize len;
  MbReport *report;
  MbOptions *options;
  GBytes *header; /* the mail's first MB_KEPT_HEADER bytes */
} MbFinished;
#define MB_KEPT_HEADER (64 * 1024)

typedef struct _MbChecks MbChecks;
/* answer: a frame's JSON, for the callback's duration. Called in the main context. */
typedef void (*MbAnswerFunc)(const char *answer, gpointer data);

/* Starts the first worker while the mail program still greets and sends. Does not wait. */
void mb_checks_warm_up(void);

MbChecks *mb_checks_new(MbAnswerFunc func, gpointer data);
/* What is to be checked; mail and options are taken, the texts are copied, the batch is referenced. */
typedef struct {
  GBytes *mail;
  MbOptions *options;
  const char *locale, *sha256; /* sha256: of the mail, as compared on the way in */
  MbBatch *batch;              /* or NULL: then the report is answered and kept */
  const char *name;            /* the mail's in the batch, or NULL */
} MbCheckJob;
/* Returns NULL or the error word "busy" or "bad-request" (id in use). */
const char *mb_checks_start(MbChecks *checks, gint64 id, const MbCheckJob *job);
/* FALSE when no such check is in work. Its answer is dropped. */
gboolean mb_checks_cancel(MbChecks *checks, gint64 id);
/* NULL when it is not kept any more. Owned by checks, until the next check ends. */
const MbFinished *mb_checks_finished(MbChecks *checks, gint64 id);
