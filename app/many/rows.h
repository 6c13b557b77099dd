/* What the list shows of each mail: texts live elsewhere, once each. Rows are only added, in one thread,
 * and never move, so sorting and searching threads read them without waiting.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Texts belong to the owner of the rows; NULL = none. */
typedef struct {
  const char *sender, *subject, *folder, *name;
  const char *reason; /* in the window's language */
  guint32 time;       /* seconds since 1970, 0 = not known */
  guint32 number;     /* of the mail in its mbox, 0 = a file of its own */
  guint8 verdict;     /* MbVerdict */
  gboolean notice;    /* a delivery notice */
} MbRow;

typedef struct _MbRows MbRows;
#define MB_ROWS_MAX (1u << 24)

/* owner is what the texts belong to; freed with the last reference, in whatever thread that is. */
MbRows *mb_rows_new(gpointer owner, GDestroyNotify free_owner);
MbRows *mb_rows_ref(MbRows *rows);
void mb_rows_unref(MbRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbRows, mb_rows_unref)

/* FALSE beyond MB_ROWS_MAX. */
gboolean mb_rows_add(MbRows *rows, const MbRow *row);
guint mb_rows_count(MbRows *rows);
const MbRow *mb_rows_at(const MbRows *rows, guint i); /* i < a count seen in this thread */
/* "Inbox#12" or the path, as the mail is read again by. Free with g_free. */
char *mb_row_source(const MbRow *row);
/* The last part of it, for the screen. Free with g_free. */
char *mb_row_file(const MbRow *row);
/* "2026-07-14 08:12" in the local time, "" when not known. Free with g_free. */
char *mb_row_date(guint32 time);
