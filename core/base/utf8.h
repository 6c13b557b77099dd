/* Walking text that may be broken UTF-8 and may hold NUL, which GLib's functions do not take.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

#define MB_UTF8_REPLACEMENT 0xfffd

/* How many bytes from p on are ASCII. */
static inline gsize mb_ascii_run(const char *p, gsize n) {
  gsize i = 0;
  for (guint64 word; i + 8 <= n; i += 8) {
    memcpy(&word, p + i, 8);
    if (word & G_GUINT64_CONSTANT(0x8080808080808080))
      break;
  }
  while (i < n && !(p[i] & 0x80))
    i++;
  return i;
}

/* Length of the character at p (n ≥ 1), or minus the length of the broken beginning of one:
 * WHATWG's "maximal subpart", so that one cut character gives one replacement. */
static inline int mb_utf8_length(const char *text, gsize n) {
  const guchar *p = (const guchar *)text;
  int need = p[0] < 0x80 ? 0 : p[0] < 0xc2 ? -1 : p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
  if (need < 0 || p[0] > 0xf4)
    return -1;
  guchar low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
  guchar high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
  for (int i = 1; i <= need; i++) {
    if ((gsize)i >= n || p[i] < low || p[i] > high)
      return -i;
    low = 0x80;
    high = 0xbf;
  }
  return need + 1;
}

/* The character at p, which has len valid bytes. */
static inline gunichar mb_utf8_decode(const char *text, int len) {
  const guchar *p = (const guchar *)text;
  if (len == 1)
    return p[0];
  gunichar c = p[0] & (0x7f >> len);
  for (int i = 1; i < len; i++)
    c = c << 6 | (p[i] & 0x3f);
  return c;
}

/* Takes one character off the front of s (not empty); U+FFFD for broken bytes. */
static inline gunichar mb_utf8_next(MbSlice *s) {
  int len = mb_utf8_length(s->data, s->len);
  gunichar c = len > 0 ? mb_utf8_decode(s->data, len) : MB_UTF8_REPLACEMENT;
  len = ABS(len);
  s->data += len;
  s->len -= len;
  return c;
}
