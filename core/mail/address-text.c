/* What Thunderbird removes from an address field before and after it takes it apart: blanks of all
 * kinds become a blank, characters that draw nothing go. We have to do the same to show the same,
 * and keep book of what was removed. Source: Thunderbird's address parser (jsmime, cleanToken).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "address-text.h"

#include "../base/text.h"
#include "../base/utf8.h"
#include "charset.h"

/* So many blanks in a row inside a name are no typing habit. */
#define PADDING 8

#define ZWJ 0x200d

typedef struct {
  gunichar c;
  guint32 at;
} Char;

typedef struct {
  gunichar first, last;
} Range;

static gboolean is_in(const Range *ranges, gsize n, gunichar c) {
  for (gsize i = 0; i < n && c >= ranges[i].first; i++)
    if (c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

static gboolean is_dropped(gunichar c) {
  static const Range dropped[] = {{0x00, 0x08},     {0x0b, 0x0c},     {0x0e, 0x1f},
                                  {0x7f, 0x9f},     {0x034f, 0x034f}, {0x17b4, 0x17b5},
                                  {0x180b, 0x180d}, {0xfe00, 0xfe0d}, {0xe0100, 0xe01ef}};
  return is_in(dropped, G_N_ELEMENTS(dropped), c);
}

static gboolean is_blanked(gunichar c) {
  static const Range blanked[] = {
      {0xa0, 0xa0},       {0xad, 0xad},       {0x061c, 0x061c},   {0x06dd, 0x06dd},
      {0x070f, 0x070f},   {0x08e2, 0x08e2},   {0x1680, 0x1680},   {0x180e, 0x180e},
      {0x2000, 0x200c},   {0x200e, 0x200f},   {0x202a, 0x202f},   {0x205f, 0x2064},
      {0x2066, 0x206f},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0xfeff, 0xfeff},
      {0xfff9, 0xfffb},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x13438},
      {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0001, 0xe0001}, {0xe0020, 0xe007f}};
  return is_in(blanked, G_N_ELEMENTS(blanked), c);
}

static gboolean is_selector(gunichar c) {
  return c == 0xfe0e || c == 0xfe0f;
}

static gsize drop_and_blank(Char *s, gsize n) {
  gsize out = 0;
  for (gsize i = 0; i < n; i++) {
    if (is_dropped(s[i].c))
      continue;
    s[out] = s[i];
    if (is_blanked(s[i].c))
      s[out].c = ' ';
    out++;
  }
  return out;
}

/* A joiner next to a blank or at either end joins nothing. */
static gsize blank_joiners(Char *s, gsize n) {
  gsize out = 0;
  for (gsize i = 0; i < n; i++) {
    Char c = s[i];
    if (c.c == ' ' && i + 1 < n && s[i + 1].c == ZWJ) {
      i++;
    } else if (c.c == ZWJ && (i == 0 || i + 1 == n || s[i + 1].c == ' ')) {
      c.c = ' ';
      i += i > 0 && i + 1 < n;
    }
    s[out++] = c;
  }
  return out;
}

/* Variation selectors after a blank become one blank with it; of several only the first stays. */
static gsize merge_selectors(Char *s, gsize n) {
  gsize out = 0;
  for (gsize i = 0; i < n; i++) {
    Char c = s[i];
    gboolean front = i == 0 && is_selector(c.c);
    if (front)
      c.c = ' ';
    if (front || (is_selector(c.c) && i > 0) || (c.c == ' ' && i + 1 < n))
      while (i + 1 < n && is_selector(s[i + 1].c))
        i++;
    s[out++] = c;
  }
  return out;
}

static gboolean is_simple(MbSlice s) {
  for (gsize i = 0; i < s.len; i++) {
    guchar b = (guchar)s.data[i];
    if (b >= 0x7f || (b < 0x20 && b != '\t'))
      return FALSE;
  }
  return TRUE;
}

static gsize clean(Char *s, gsize n) {
  return merge_selectors(s, blank_joiners(s, drop_and_blank(s, n)));
}

/* Characters of s; at gives the offset of each byte, or NULL: then every one stands at its place.
 */
static Char *explode(MbSlice s, const guint32 *at, gsize *n) {
  Char *chars = g_new(Char, s.len + 1);
  const char *start = s.data;
  *n = 0;
  while (s.len) {
    guint32 offset = (guint32)(s.data - start);
    Char c = {.at = at ? at[offset] : offset};
    c.c = mb_utf8_next(&s);
    chars[(*n)++] = c;
  }
  return chars;
}

MbSlice mb_address_clean(MbArena *arena, MbSlice utf8) {
  if (is_simple(utf8))
    return utf8;
  gsize n;
  g_autofree Char *chars = explode(utf8, NULL, &n);
  n = clean(chars, n);
  char *out = mb_arena_alloc(arena, n * 4 + 1), *p = out;
  for (gsize i = 0; i < n; i++)
    p += g_unichar_to_utf8(chars[i].c, p);
  return mb_slice(out, p - out);
}

guint mb_address_look(MbSlice s) {
  guint flags = 0, run = 0;
  gboolean drawn = FALSE, hidden = FALSE;
  gunichar before = 0;
  while (s.len) {
    gunichar c = mb_utf8_next(&s);
    gboolean emoji = (is_selector(c) || c == ZWJ) && (before >= 0x2190 || is_selector(before));
    gboolean unseen = !emoji && (mb_is_invisible(c) || mb_is_bidi_control(c));
    gboolean blank = unseen || c == ' ' || c == '\t' || is_blanked(c);
    if (unseen)
      flags |= MB_ADDR_INVISIBLE;
    if ((c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0))
      flags |= MB_ADDR_CONTROL;
    if (blank) {
      run++;
      hidden |= unseen;
    } else {
      run = 0;
      hidden = FALSE;
      drawn = TRUE;
    }
    if (drawn && (run >= PADDING || (hidden && run >= PADDING / 2)))
      flags |= MB_ADDR_PADDED;
    before = c;
  }
  return flags;
}

/* Thunderbird takes a CR for the end of the field, unless a blank or LF follows. */
static gsize length_to_cr(MbSlice v) {
  for (const char *p = v.data, *end = v.data + v.len; (p = memchr(p, '\r', end - p)); p++)
    if (p + 1 == end || (p[1] != '\n' && p[1] != ' ' && p[1] != '\t'))
      return p - v.data;
  return v.len;
}

/* Without line ends; at[i] is the place of out[i]. */
static MbSlice one_line(MbArena *arena, MbSlice raw, guint32 *at) {
  char *out = mb_arena_alloc(arena, raw.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < raw.len; i++) {
    char c = raw.data[i];
    if (c == '\n' || (c == '\r' && i + 1 < raw.len && raw.data[i + 1] == '\n'))
      continue;
    at[n] = (guint32)i;
    out[n++] = c == '\r' ? ' ' : c;
  }
  at[n] = (guint32)raw.len;
  return mb_slice(out, n);
}

/* 8-bit or odd text: to UTF-8, then cleaned. In a legacy charset the offsets are lost; everything
 * is said to stand in the whole value. */
static void convert(MbArena *arena, MbAddressText *t, guint32 *at) {
  gboolean utf8 =
      g_utf8_validate_len(t->text.data, t->text.len, NULL) || memchr(t->text.data, 0, t->text.len);
  if (!utf8) {
    t->text = mb_charset_to_utf8(arena, t->text, NULL, NULL, NULL);
    at = mb_arena_alloc(arena, (t->text.len + 1) * sizeof *at);
    at[t->text.len] = (guint32)t->raw.len;
  }
  t->flags |= mb_address_look(t->text) & ~(guint)MB_ADDR_PADDED;
  gsize n;
  g_autofree Char *chars = explode(t->text, at, &n);
  n = clean(chars, n);
  char *out = mb_arena_alloc(arena, n * 4 + 1), *p = out;
  guint32 *map = mb_arena_alloc(arena, (n * 4 + 1) * sizeof *map);
  for (gsize i = 0; i < n; i++) {
    int len = g_unichar_to_utf8(chars[i].c, p);
    for (int j = 0; j < len; j++)
      map[p - out + j] = chars[i].at;
    p += len;
  }
  map[p - out] = (guint32)t->raw.len;
  t->text = mb_slice(out, p - out);
  t->at = map;
}

MbAddressText mb_address_text(MbArena *arena, MbSlice value, gboolean cut_at_cr) {
  MbAddressText t = {.raw = value};
  if (t.raw.len == 0)
    t.raw.data = "";
  if (t.raw.len > MB_MAX_ADDRESS_FIELD) {
    t.raw.len = MB_MAX_ADDRESS_FIELD;
    t.flags |= MB_ADDR_TOO_MANY;
  }
  if (cut_at_cr)
    t.raw.len = length_to_cr(t.raw);
  guint32 *at = mb_arena_alloc(arena, (t.raw.len + 1) * sizeof *at);
  t.text = one_line(arena, t.raw, at);
  t.at = at;
  if (!is_simple(t.text))
    convert(arena, &t, at);
  return t;
}
