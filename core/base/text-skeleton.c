/* What text looks like at a glance: characters of other scripts become the ASCII letters they are
 * drawn like (UTS #39), accents go, and the usual pairs are joined. Two names with the same
 * skeleton can be mistaken for each other. SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"
#include "utf8.h"

#include "lookalikes.h"

static const char *find(gunichar c) {
  gsize low = 0, high = G_N_ELEMENTS(lookalikes);
  while (low < high) {
    gsize mid = (low + high) / 2;
    if (lookalikes[mid].c == c)
      return lookalikes[mid].to;
    if (lookalikes[mid].c < c)
      low = mid + 1;
    else
      high = mid;
  }
  return NULL;
}

/* Appends an ASCII character; the second one of a pair changes the first. */
static void put_ascii(GString *out, char c) {
  char last = out->len ? out->str[out->len - 1] : 0;
  c = c == '0' ? 'o' : c == '1' || c == '|' ? 'l' : c;
  if (last == 'r' && c == 'n')
    out->str[out->len - 1] = 'm';
  else if (last == 'v' && c == 'v')
    out->str[out->len - 1] = 'w';
  else if (last == 'c' && c == 'l')
    out->str[out->len - 1] = 'd';
  else
    g_string_append_c(out, c);
}

static void put(GString *out, gunichar c) {
  const char *to = c < 0x80 ? NULL : find(c);
  if (c < 0x80)
    put_ascii(out, (char)c);
  else if (!to)
    g_string_append_unichar(out, c);
  else if (to[0] & 0x80)
    g_string_append(out, to);
  else
    for (; *to; to++)
      put_ascii(out, *to);
}

static gboolean is_accent(gunichar c) {
  return c >= 0x300 && c <= 0x36f;
}

/* Letters lose their accents; kana keep their voicing marks, which make other letters of them. */
static void put_without_accents(GString *out, gunichar c) {
  gunichar parts[8] = {c};
  gsize n = c >= 0xc0 && c < 0x2000 ? g_unichar_fully_decompose(c, FALSE, parts, 8) : 1;
  for (gsize i = 0; i < MIN(n, 8); i++)
    if (!is_accent(parts[i]))
      put(out, parts[i]);
}

char *mb_text_skeleton(const char *folded) {
  MbSlice s = mb_slice_str(folded);
  GString *out = g_string_sized_new(s.len + 1);
  while (s.len)
    put_without_accents(out, mb_utf8_next(&s));
  return g_string_free(out, FALSE);
}
