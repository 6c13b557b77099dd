/* A run of bytes with a length: hostile text may hold NUL, so nothing in the core trusts a
 * terminator. A slice never owns its bytes; each function says whose they are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct {
  const char *data;
  gsize len;
} MbSlice;

#define MB_SLICE_NONE   ((MbSlice){NULL, 0})
#define MB_SLICE_LIT(s) ((MbSlice){(s), sizeof(s) - 1})
/* for printf's "%.*s"; only for text already known to be printable */
#define MB_SLICE_ARG(s) ((int)(s).len), ((s).data ? (s).data : "")

static inline MbSlice mb_slice(const char *data, gsize len) {
  return (MbSlice){data, len};
}

static inline MbSlice mb_slice_str(const char *s) {
  return (MbSlice){s, s ? strlen(s) : 0};
}

static inline char mb_ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* n bytes are equal but for ASCII case. Inline, because comparing with words is what parsers spend
 * their time on. */
static inline gboolean mb_ascii_same(const char *a, const char *b, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (mb_ascii_lower(a[i]) != mb_ascii_lower(b[i]))
      return FALSE;
  return TRUE;
}

/* ASCII case-insensitive comparison of the whole slice with a literal. */
static inline gboolean mb_slice_is(MbSlice s, const char *word) {
  return strlen(word) == s.len && mb_ascii_same(s.data, word, s.len);
}

static inline gboolean mb_slice_equal(MbSlice a, MbSlice b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline gboolean mb_slice_has_prefix(MbSlice s, const char *prefix) {
  gsize n = strlen(prefix);
  return s.len >= n && mb_ascii_same(s.data, prefix, n);
}

static inline gboolean mb_is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without leading and trailing blanks, tabs and line ends. */
static inline MbSlice mb_slice_trim(MbSlice s) {
  while (s.len && mb_is_blank(s.data[0]))
    s.data++, s.len--;
  while (s.len && mb_is_blank(s.data[s.len - 1]))
    s.len--;
  return s;
}
