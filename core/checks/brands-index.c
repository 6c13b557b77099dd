/* Sorted names with prefix links: the longest name at a place costs one binary search, whatever the
 * text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

static inline guint head_hash(const char *text, gsize n) {
  guint64 head = 0;
  memcpy(&head, text, n);
  return (guint)((head * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 51);
}

static inline gboolean has_bit(const guint8 *bits, guint bit) {
  return bits[bit / 8] >> bit % 8 & 1;
}

static void add_head(MbNameIndex *index, const char *text, gsize len) {
  gboolean is_long = len >= MB_NAME_HEAD;
  guint bit = head_hash(text, is_long ? MB_NAME_HEAD : MIN(len, 2));
  (is_long ? index->long_heads : index->short_heads)[bit / 8] |= 1 << bit % 8;
}

/* FALSE = no name begins here. */
static gboolean may_begin(const MbNameIndex *index, const char *text, gsize len) {
  if (len >= MB_NAME_HEAD && has_bit(index->long_heads, head_hash(text, MB_NAME_HEAD)))
    return TRUE;
  return (len >= 2 && has_bit(index->short_heads, head_hash(text, 2))) ||
         (len >= 1 && has_bit(index->short_heads, head_hash(text, 1)));
}

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
    add_head(index, rows[i].text, index->length[i]);
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
  int row = may_begin(index, text, len) ? last_not_greater(index, text, len) : -1;
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
