/* Folding for comparison and safe display. Whole mail bodies pass through mb_text_fold, so ASCII
 * and the characters that NFKC and case folding leave alone (kana, Han) never reach GLib's tables.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"
#include "utf8.h"

/* --- fold ------------------------------------------------------------------------------------ */

/* Kana, Han and the punctuation between them, dashes and quotation marks, small Western letters with
 * accents: caseless or folded, and changed by NFKC only together with a combining mark that follows. */
static gboolean is_inert(gunichar c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30a1 && c <= 0x30fe) || (c >= 0x3001 && c <= 0x3030) ||
         (c >= 0x2018 && c <= 0x2023) || c == 0x2013 || c == 0x2014 || (c >= 0xe0 && c <= 0xff);
}

/* The ASCII character that NFKC makes of this one: full-width forms, the no-break space. */
static gunichar narrow(gunichar c) {
  return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0xa0 || c == 0x3000 ? ' ' : c;
}

/* May change the character before it: combining marks, vowel and final jamo. */
static gboolean joins(MbSlice rest) {
  if (rest.len == 0 || !(rest.data[0] & 0x80))
    return FALSE;
  gunichar c = mb_utf8_next(&rest);
  return g_unichar_combining_class(c) != 0 || (c >= 0x1160 && c <= 0x11ff) || c == 0xff9e ||
         c == 0xff9f || g_unichar_ismark(c);
}

static gboolean is_blank_filler(gunichar c) {
  return c == 0x2800 || c == 0x3164 || c == 0xffa0 || c == 0x115f || c == 0x1160;
}

static void flush_complex(GString *out, GString *complex) {
  if (complex->len == 0)
    return;
  g_autofree char *normal = g_utf8_normalize(complex->str, complex->len, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = normal ? g_utf8_casefold(normal, -1) : NULL;
  g_string_append(out, folded ? folded : complex->str);
  g_string_truncate(complex, 0);
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* ASCII at the front of s, lower-cased; the last byte waits when a mark may change it. */
static void fold_ascii(GString *out, MbSlice *s) {
  gsize run = mb_ascii_run(s->data, s->len);
  if (run && joins(mb_slice(s->data + run, s->len - run)))
    run--;
  gsize at = out->len, n = at;
  g_string_append_len(out, s->data, run);
  for (gsize i = at; i < out->len; i++)
    out->str[i] = lower(out->str[i]);
  if (run && memchr(out->str + at, 0, run)) { /* NUL would end the string for the caller */
    for (gsize i = at; i < out->len; i++)
      if (out->str[i])
        out->str[n++] = out->str[i];
    g_string_truncate(out, n);
  }
  s->data += run;
  s->len -= run;
}

/* Length of the inert character at p, 0 when there is none. */
static int inert_at(const char *p, gsize n) {
  const guchar *b = (const guchar *)p;
  if (n < 3 || b[0] < 0xe3 || b[0] > 0xe9)
    return 0;
  if (b[0] > 0xe4 && b[0] < 0xe9) /* U+5000 to U+8FFF: most Han */
    return (b[1] & 0xc0) == 0x80 && (b[2] & 0xc0) == 0x80 ? 3 : 0;
  int len = mb_utf8_length(p, n);
  return len == 3 && is_inert(mb_utf8_decode(p, 3)) ? 3 : 0;
}

/* Kana and Han at the front of s, copied; the last one waits when a mark may change it. */
static void fold_inert(GString *out, MbSlice *s) {
  gsize run = 0;
  for (int len; (len = inert_at(s->data + run, s->len - run)); run += len)
    ;
  if (run && joins(mb_slice(s->data + run, s->len - run)))
    run -= 3;
  g_string_append_len(out, s->data, run);
  s->data += run;
  s->len -= run;
}

/* One character off the paths above: left out, kept for GLib, or the end of what GLib gets. */
static void fold_other(GString *out, GString *complex, MbSlice *s) {
  gunichar c = mb_utf8_next(s);
  gboolean unseen = mb_is_invisible(c) || mb_is_bidi_control(c);
  if (c == 0 || (unseen && !is_blank_filler(c)))
    return;
  c = is_blank_filler(c) ? ' ' : narrow(c);
  if ((c < 0x80 || is_inert(c)) && !joins(*s)) {
    flush_complex(out, complex);
    g_string_append_unichar(out, c < 0x80 ? (gunichar)lower((char)c) : c);
  } else {
    g_string_append_unichar(complex, c);
  }
}

/* Most names and addresses; NUL is left out. */
static char *fold_all_ascii(MbSlice s) {
  char *out = g_malloc(s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++) {
    out[n] = lower(s.data[i]);
    n += s.data[i] != 0;
  }
  out[n] = 0;
  return out;
}

char *mb_text_fold(MbSlice s) {
  if (mb_ascii_run(s.data, s.len) == s.len)
    return fold_all_ascii(s);
  GString *out = g_string_sized_new(s.len + 1);
  g_autoptr(GString) complex = g_string_new(NULL);
  while (s.len) {
    gsize before = s.len;
    if (complex->len == 0) {
      fold_ascii(out, &s);
      fold_inert(out, &s);
    }
    if (s.len == before)
      fold_other(out, complex, &s);
  }
  flush_complex(out, complex);
  return g_string_free(out, FALSE);
}

/* --- names ----------------------------------------------------------------------------------- */

static gboolean is_middle_dot(gunichar c) {
  return c == 0xb7 || c == 0x30fb || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22c5;
}

static gboolean is_hyphen(gunichar c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500;
}

static gboolean is_katakana(gunichar c) {
  return c >= 0x30a1 && c <= 0x30fe && c != 0x30fb;
}

/* A dash or 一 that stands for ー: after katakana, and before katakana or the end. */
static gboolean is_long_vowel(gunichar before, gunichar c, MbSlice rest) {
  if ((!is_hyphen(c) && c != 0x4e00) || !is_katakana(before))
    return FALSE;
  return rest.len == 0 ? c != '-' : is_katakana(mb_utf8_next(&rest));
}

char *mb_text_fold_name(MbSlice utf8) {
  g_autofree char *folded = mb_text_fold(utf8);
  MbSlice s = mb_slice_str(folded);
  GString *out = g_string_sized_new(s.len + 1);
  gunichar before = 0;
  while (s.len) {
    gunichar c = mb_utf8_next(&s);
    if (is_long_vowel(before, c, s))
      c = 0x30fc;
    else if (g_unichar_isspace(c) || is_middle_dot(c) || is_hyphen(c))
      continue;
    g_string_append_unichar(out, c);
    before = c;
  }
  return g_string_free(out, FALSE);
}

/* --- display --------------------------------------------------------------------------------- */

/* Broken bytes replaced, NUL out; NULL when there are no broken bytes. */
static char *repair(MbSlice s) {
  gsize i = 0;
  for (int len = 1; i < s.len && len > 0; i += MAX(len, 0)) {
    i += mb_ascii_run(s.data + i, s.len - i);
    len = i < s.len ? mb_utf8_length(s.data + i, s.len - i) : 0;
  }
  if (i >= s.len)
    return NULL;
  GString *out = g_string_sized_new(s.len + 16);
  while (s.len) {
    gunichar c = mb_utf8_next(&s);
    if (c)
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

static gboolean is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

char *mb_text_squeeze(MbSlice s) {
  g_autofree char *repaired = repair(s);
  if (repaired)
    s = mb_slice_str(repaired);
  char *out = g_malloc(s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++)
    if (is_ascii_space(s.data[i])) {
      if (n && out[n - 1] != ' ')
        out[n++] = ' ';
    } else if (s.data[i]) {
      out[n++] = s.data[i];
    }
  n -= n && out[n - 1] == ' ';
  out[n] = 0;
  return out;
}

static gboolean is_symbol(gunichar c) {
  return c >= 0x1f000 || g_unichar_type(c) == G_UNICODE_OTHER_SYMBOL;
}

/* Variation selector or joiner inside an emoji, where it belongs. */
static gboolean belongs_to_emoji(gunichar before, gunichar c) {
  if (c == 0xfe0f || c == 0xfe0e)
    return is_symbol(before);
  return c == 0x200d && (is_symbol(before) || before == 0xfe0f);
}

static gboolean must_be_named(gunichar before, gunichar c) {
  if (mb_is_bidi_control(c) || c == 0x2028 || c == 0x2029)
    return TRUE;
  if (mb_is_invisible(c))
    return !belongs_to_emoji(before, c);
  return g_unichar_iscntrl(c) || (c & 0xfffe) == 0xfffe;
}

char *mb_text_inert(MbSlice s, gsize max_chars) {
  GString *out = g_string_new(NULL);
  gunichar before = 0;
  for (gsize chars = 0; s.len;) {
    gunichar c = mb_utf8_next(&s);
    char name[16] = "";
    if (must_be_named(before, c))
      g_snprintf(name, sizeof name, "«U+%04X»", c);
    else
      g_unichar_to_utf8(c, name);
    chars += g_utf8_strlen(name, -1);
    if (chars > max_chars) {
      g_string_append(out, "…");
      break;
    }
    g_string_append(out, name);
    before = c;
  }
  return g_string_free(out, FALSE);
}
