/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include "words.h"

#define CHUNK    4096
#define N_CHUNKS (MB_ROWS_MAX / CHUNK)

struct _MbRows {
  MbRow *chunks[N_CHUNKS];
  guint n; /* atomic: what is below it is written */
  gpointer owner;
  GDestroyNotify free_owner;
};

MbRows *mb_rows_new(gpointer owner, GDestroyNotify free_owner) {
  MbRows *rows = g_atomic_rc_box_new0(MbRows);
  rows->owner = owner;
  rows->free_owner = free_owner;
  return rows;
}

MbRows *mb_rows_ref(MbRows *rows) {
  return g_atomic_rc_box_acquire(rows);
}

static void clear(gpointer data) {
  MbRows *rows = data;
  for (guint i = 0; i < N_CHUNKS; i++)
    g_free(rows->chunks[i]);
  if (rows->free_owner)
    rows->free_owner(rows->owner);
}

void mb_rows_unref(MbRows *rows) {
  g_atomic_rc_box_release_full(rows, clear);
}

gboolean mb_rows_add(MbRows *rows, const MbRow *row) {
  guint i = rows->n;
  if (i >= MB_ROWS_MAX)
    return FALSE;
  if (!rows->chunks[i / CHUNK])
    rows->chunks[i / CHUNK] = g_new(MbRow, CHUNK);
  rows->chunks[i / CHUNK][i % CHUNK] = *row;
  g_atomic_int_set(&rows->n, i + 1);
  return TRUE;
}

guint mb_rows_count(MbRows *rows) {
  return g_atomic_int_get(&rows->n);
}

const MbRow *mb_rows_at(const MbRows *rows, guint i) {
  return &rows->chunks[i / CHUNK][i % CHUNK];
}

char *mb_row_source(const MbRow *row) {
  if (row->number)
    return g_strdup_printf("%s#%u", row->folder ? row->folder : "", row->number);
  return g_strconcat(row->folder ? row->folder : "", row->name ? row->name : "", NULL);
}

char *mb_row_file(const MbRow *row) {
  g_autofree char *source = mb_row_source(row);
  return mb_many_file(source);
}

char *mb_row_date(guint32 time) {
  g_autoptr(GDateTime) when = time ? g_date_time_new_from_unix_local(time) : NULL;
  return when ? g_date_time_format(when, "%Y-%m-%d %H:%M") : g_strdup("");
}
