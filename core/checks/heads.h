/* Which places of a text may begin one of many words: two bits tell it for most of them without a
 * search. Words of six bytes (two Japanese letters) and more are known by six, others by three or two.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

#define MB_HEADS_BITS 16384
typedef struct {
  guint8 bits[MB_HEADS_BITS / 8];
} MbHeads;

static inline guint mb_heads_hash(const char *text, gsize n) {
  guint64 head = 0;
  memcpy(&head, text, n);
  return (guint)(((head + n) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 50);
}

static inline gboolean mb_heads_has(const MbHeads *heads, const char *text, gsize n) {
  guint bit = mb_heads_hash(text, n);
  return heads->bits[bit / 8] >> bit % 8 & 1;
}

/* word: at least two bytes; shorter ones are found at every place. */
static inline void mb_heads_add(MbHeads *heads, const char *word, gsize len) {
  if (len < 2) {
    memset(heads, 0xff, sizeof *heads);
    return;
  }
  guint bit = mb_heads_hash(word, len >= 6 ? 6 : len >= 3 ? 3 : 2);
  heads->bits[bit / 8] |= 1 << bit % 8;
}

/* FALSE = none of the words begins at text, of which len bytes may be read. */
static inline gboolean mb_heads_may_begin(const MbHeads *heads, const char *text, gsize len) {
  if (len >= 6 && mb_heads_has(heads, text, 6))
    return TRUE;
  return len < 2 || mb_heads_has(heads, text, 2) || (len >= 3 && mb_heads_has(heads, text, 3));
}
