/* Sorted names with prefix links: the longest name at a place costs one binary search, whatever the
 * text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

void mb_name_index_build(MbNameIndex *index, const MbBrandName *rows, guint n) {
  g_assert(n < G_MAXINT16);
  index->rows = rows;
  index->n = n;
  index->parent = g_new(gint16, n + 1);
  index->length = g_new(guint16, n + 1);
  guint row = 0;
  for (guint byte = 0; byte <= 256; byte++) {
    while (row < n && (guchar)rows[row].text[0] < byte)
      row++;
    index->first[byte] = row;
  }
  for (guint i = 0; i < n; i++) {
    index->length[i] = strlen(rows[i].text);
    mb_heads_add(&index->heads, rows[i].text, index->length[i]);
    int p = (int)i - 1;
    while (p >= 0 && !(index->length[p] < index->length[i] &&
                       memcmp(rows[p].text, rows[i].text, index->length[p]) == 0))
      p = index->parent[p];
    index->parent[i] = p;
  }
}

/* Like strcmp of text (of len bytes) with a row's name. */
static int compare(const MbNameIndex *index, guint row, const char *text, gsize len) {
  gsize n = MIN(len, index->length[row]);
  int order = memcmp(text, index->rows[row].text, n);
  return order ? order : (int)(len > n) - (int)(index->length[row] > n);
}

/* The last row that is not greater than text, within its first byte; -1 = none. */
static int last_not_greater(const MbNameIndex *index, const char *text, gsize len) {
  if (len == 0)
    return -1;
  guint low = index->first[(guchar)text[0]], high = index->first[(guchar)text[0] + 1], start = low;
  while (low < high) {
    guint mid = (low + high) / 2;
    if (compare(index, mid, text, len) < 0)
      high = mid;
    else
      low = mid + 1;
  }
  return low > start ? (int)low - 1 : -1;
}

int mb_name_index_longest(const MbNameIndex *index, const char *text, gsize len) {
  gboolean may_begin = mb_heads_may_begin(&index->heads, text, len);
  int row = may_begin ? last_not_greater(index, text, len) : -1;
  /* every name that begins text also begins the rows between itself and text */
  while (row >= 0 && !(index->length[row] <= len &&
                       memcmp(index->rows[row].text, text, index->length[row]) == 0))
    row = index->parent[row];
  return row;
}

int mb_name_index_find(const MbNameIndex *index, const char *text, gsize len) {
  int row = last_not_greater(index, text, len);
  return row >= 0 && compare(index, row, text, len) == 0 ? row : -1;
}
