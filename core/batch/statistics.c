/* Tables are bounded by the number of interned strings, countries and days.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics.h"

#include <string.h>

#define DAY (24 * 3600)

static int by_count(const void *a, const void *b) {
  const MbCount *x = a, *y = b;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

GArray *mb_count_values(const MbSummary *s, gsize offset, MbStory story) {
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(MbCount));
  for (guint i = 0; i < s->n; i++) {
    const MbRecord *r = mb_record_at(s, i);
    gpointer id = GUINT_TO_POINTER(G_STRUCT_MEMBER(guint32, r, offset));
    if (r->story == story && id)
      g_hash_table_insert(counts, id,
                          GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, id)) + 1));
  }
  GHashTableIter iter;
  gpointer id, n;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &id, &n)) {
    MbCount count = {GPOINTER_TO_UINT(id), GPOINTER_TO_UINT(n)};
    g_array_append_val(sorted, count);
  }
  g_array_sort(sorted, by_count);
  return sorted;
}

static int by_countries(const void *a, const void *b) {
  const MbCountries *x = a, *y = b;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return memcmp(x, y, 6);
}

GArray *mb_count_countries(const MbSummary *s, MbStory story) {
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(MbCountries));
  for (guint i = 0; i < s->n; i++) {
    const MbRecord *r = mb_record_at(s, i);
    if (r->story != story || !r->country[0])
      continue;
    guint32 key = (guchar)r->country[0] << 24 | (guchar)r->country[1] << 16 |
                  (guchar)r->there[0] << 8 | (guchar)r->there[1];
    gpointer n = g_hash_table_lookup(counts, GUINT_TO_POINTER(key));
    g_hash_table_insert(counts, GUINT_TO_POINTER(key), GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
  }
  GHashTableIter iter;
  gpointer key, n;
  g_hash_table_iter_init(&iter, counts);
  while (g_hash_table_iter_next(&iter, &key, &n)) {
    guint k = GPOINTER_TO_UINT(key);
    MbCountries row = {{k >> 24, k >> 16, 0}, {k >> 8, k, 0}, GPOINTER_TO_UINT(n)};
    g_array_append_val(sorted, row);
  }
  g_array_sort(sorted, by_countries);
  return sorted;
}

static int by_day(const void *a, const void *b) {
  const MbDay *x = a, *y = b;
  return x->day < y->day ? -1 : x->day > y->day;
}

GArray *mb_count_days(const MbSummary *s) {
  g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
  GArray *days = g_array_new(FALSE, TRUE, sizeof(MbDay));
  for (guint i = 0; i < s->n; i++) {
    const MbRecord *r = mb_record_at(s, i);
    gpointer key = GUINT_TO_POINTER(r->time / DAY);
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, key));
    if (!r->time || (!at && days->len >= MB_MAX_DAYS))
      continue;
    if (!at) {
      MbDay day = {.day = (gint64)(r->time / DAY) * DAY};
      g_array_append_val(days, day);
      at = days->len;
      g_hash_table_insert(known, key, GUINT_TO_POINTER(at));
    }
    g_array_index(days, MbDay, at - 1).verdicts[r->verdict]++;
  }
  g_array_sort(days, by_day);
  return days;
}

guint mb_curve_step(guint span) {
  static const guint steps[] = {1,     5,     15,    60,    300,    900,     3600,
                                10800, 21600, 43200, 86400, 604800, 2592000, 31536000};
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
    if (span / steps[i] < MB_CURVE_COLUMNS)
      return steps[i];
  return 4 * 31536000; /* 32 bits of seconds fit */
}
