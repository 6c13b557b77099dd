/* Open addressing at most half full, hashed from the last byte to the first so that every parent of a
 * host is hashed on the way. Binary searches for each of them took 3.5 % of a mail.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suffix-set.h"

#include <string.h>

static guint add_byte(guint hash, char c) {
  return (hash ^ (guchar)c) * 16777619u; /* FNV-1a */
}

static const char *name_of(const MbSuffixSet *set, guint row) {
  return *(const char *const *)(set->rows + row * set->stride);
}

/* The slot of name, or the free one where it would stand. */
static guint16 *slot_of(const MbSuffixSet *set, guint hash, const char *name) {
  for (guint i = hash ^ hash >> 16;; i++) {
    guint16 *slot = &set->slots[i & set->mask];
    if (!*slot || strcmp(name_of(set, *slot - 1u), name) == 0)
      return slot;
  }
}

void mb_suffix_set_build(MbSuffixSet *set, gconstpointer rows, gsize stride, guint n) {
  guint room = 16;
  g_assert(n < G_MAXUINT16);
  while (room < 2 * n)
    room *= 2;
  *set = (MbSuffixSet){rows, stride, g_new0(guint16, room), room - 1};
  for (guint row = 0; row < n; row++) {
    const char *name = name_of(set, row);
    guint hash = 0;
    for (gsize i = strlen(name); i-- > 0;)
      hash = add_byte(hash, name[i]);
    guint16 *slot = slot_of(set, hash, name);
    if (!*slot)
      *slot = (guint16)(row + 1);
  }
}

int mb_suffix_set_find(const MbSuffixSet *set, const char *host) {
  int longest = -1;
  guint hash = 0;
  for (gsize i = host ? strlen(host) : 0; i-- > 0;) {
    hash = add_byte(hash, host[i]);
    if (i > 0 && host[i - 1] != '.')
      continue;
    guint16 row = *slot_of(set, hash, host + i);
    longest = row ? row - 1 : longest;
  }
  return longest;
}
