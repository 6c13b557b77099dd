/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "order.h"

#include <stdlib.h>
#include <string.h>

#include "miyaburi.h"

typedef struct {
  const MbRows *rows;
  const MbOrderWish *wish;
} Sorting;

static gboolean is_ascii(const char *text) {
  for (; *text; text++)
    if (*text & 0x80)
      return FALSE;
  return TRUE;
}

char *mb_order_fold(const char *text) {
  if (!text || !*text)
    return NULL;
  if (is_ascii(text))
    return g_ascii_strdown(text, -1);
  g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  return normal ? g_utf8_casefold(normal, -1) : NULL;
}

static gboolean contains(const char *text, const char *wanted) {
  g_autofree char *folded = mb_order_fold(text);
  return folded && strstr(folded, wanted);
}

static gboolean is_shown(const MbRow *row, const MbOrderWish *wish) {
  if (!(wish->verdicts & (1u << row->verdict)))
    return FALSE;
  return !wish->text || contains(row->sender, wish->text) || contains(row->subject, wish->text);
}

/* From the worst on: what could not be read is to be looked at before what is merely unknown. */
static int weight(guint8 verdict) {
  static const int weights[] = {
      [MB_VERDICT_SPOOFED] = 0, [MB_VERDICT_HIJACKED] = 1, [MB_VERDICT_SUSPICIOUS] = 2,
      [MB_VERDICT_ERROR] = 3,   [MB_VERDICT_UNKNOWN] = 4,  [MB_VERDICT_LEGITIMATE] = 5,
      [MB_VERDICT_GENUINE] = 6};
  return weights[verdict];
}

/* Rows without the text come last. */
static int by_text(const char *a, const char *b) {
  if (a == b)
    return 0;
  if (!a || !b)
    return a ? -1 : 1;
  return g_ascii_strcasecmp(a, b);
}

static int by_file(const MbRow *a, const MbRow *b) {
  int folders = by_text(a->folder, b->folder);
  if (folders || (a->number && b->number))
    return folders ? folders : (int)(a->number > b->number) - (int)(a->number < b->number);
  return by_text(a->name, b->name);
}

static int by_sort(const MbRow *a, const MbRow *b, MbSort sort) {
  switch (sort) {
  case MB_SORT_VERDICT:
    return weight(a->verdict) - weight(b->verdict);
  case MB_SORT_SENDER:
    return by_text(a->sender, b->sender);
  case MB_SORT_SUBJECT:
    return by_text(a->subject, b->subject);
  case MB_SORT_DATE:
    return (a->time > b->time) - (a->time < b->time);
  case MB_SORT_FILE:
    return by_file(a, b);
  case MB_SORT_REASON:
    return by_text(a->reason, b->reason);
  default:
    return 0;
  }
}

static int compare(const void *a, const void *b, void *data) {
  const Sorting *sorting = data;
  guint32 ia = *(const guint32 *)a, ib = *(const guint32 *)b;
  int sign =
      by_sort(mb_rows_at(sorting->rows, ia), mb_rows_at(sorting->rows, ib), sorting->wish->sort);
  if (sign)
    return sorting->wish->descending ? -sign : sign;
  return ia < ib ? -1 : ia > ib;
}

static MbOrder *allocate(guint room, guint seen) {
  MbOrder *order = g_atomic_rc_box_new0(MbOrder);
  order->rows = g_new(guint32, MAX(room, 1));
  order->seen = seen;
  return order;
}

static MbOrder *pick(MbRows *rows, guint from, guint to, const MbOrderWish *wish,
                     GCancellable *cancellable) {
  Sorting sorting = {rows, wish};
  MbOrder *order = allocate(to - from, to);
  for (guint i = from; i < to; i++) {
    if (i % 1024 == 0 && g_cancellable_is_cancelled(cancellable))
      break;
    if (is_shown(mb_rows_at(rows, i), wish))
      order->rows[order->n++] = i;
  }
  if (wish->sort != MB_SORT_NONE)
    qsort_r(order->rows, order->n, sizeof(guint32), compare, &sorting);
  return order;
}

MbOrder *mb_order_new(MbRows *rows, guint count, const MbOrderWish *wish,
                      GCancellable *cancellable) {
  return pick(rows, 0, count, wish, cancellable);
}

static void note(GArray *inserted, guint position) {
  MbInserted *last = inserted->len ? &g_array_index(inserted, MbInserted, inserted->len - 1) : NULL;
  if (last && last->position + last->n == position) {
    last->n++;
    return;
  }
  MbInserted one = {position, 1};
  g_array_append_val(inserted, one);
}

MbOrder *mb_order_more(MbRows *rows, guint count, const MbOrderWish *wish, const MbOrder *old,
                       GArray *inserted) {
  Sorting sorting = {rows, wish};
  MbOrder *fresh = pick(rows, old->seen, count, wish, NULL);
  MbOrder *both = allocate(old->n + fresh->n, count);
  guint a = 0, b = 0;
  while (a < old->n || b < fresh->n) {
    gboolean take_old =
        b == fresh->n || (a < old->n && compare(&old->rows[a], &fresh->rows[b], &sorting) < 0);
    if (!take_old)
      note(inserted, both->n);
    both->rows[both->n++] = take_old ? old->rows[a++] : fresh->rows[b++];
  }
  mb_order_unref(fresh);
  return both;
}

MbOrder *mb_order_ref(MbOrder *order) {
  return g_atomic_rc_box_acquire(order);
}

static void clear(gpointer data) {
  g_free(((MbOrder *)data)->rows);
}

void mb_order_unref(MbOrder *order) {
  g_atomic_rc_box_release_full(order, clear);
}
