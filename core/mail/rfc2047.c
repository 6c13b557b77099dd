/* Encoded-words to text. GMime 3.2.13 drops words after one that ends in "="; here each run of
 * words in one charset is decoded to bytes first and converted once, so that neither padding nor a
 * character cut in two loses anything. What counts as a word is what Thunderbird takes for one:
 * blanks inside it and text right next to it are no hindrance. Source: RFC 2047, RFC 2231
 * section 5. SPDX-License-Identifier: GPL-3.0-or-later */
#include "rfc2047-words.h"

#include "charset.h"

/* Bytes of adjacent words waiting for their common conversion. */
typedef struct {
  MbArena *arena;
  GString *out, *bytes;
  char label[40]; /* lower-case; empty = nothing waits */
  char first[40];
  guint flags;
} Decoder;

gboolean mb_rfc2047_word_at(MbSlice s, gsize at, MbEncodedWord *word) {
  const char *p = s.data + at, *end = s.data + s.len;
  if (end - p < 6 || p[0] != '=' || p[1] != '?')
    return FALSE;
  const char *q = memchr(p + 2, '?', end - p - 2);
  if (!q || end - q < 5 || !strchr("BbQq", q[1]) || !q[1] || q[2] != '?')
    return FALSE;
  const char *close = memchr(q + 3, '?', end - q - 3);
  if (!close || close + 1 >= end || close[1] != '=')
    return FALSE;
  word->charset = mb_slice(p + 2, q - p - 2);
  word->encoding = g_ascii_tolower(q[1]);
  word->text = mb_slice(q + 3, close - q - 3);
  word->len = close + 2 - p;
  return TRUE;
}

static int base64_value(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* "=" is skipped wherever it stands, as Thunderbird does. FALSE when a byte is no base64 at all;
 * then the word is shown as it stands. */
static gboolean decode_b(GString *bytes, MbSlice text, guint *flags) {
  gsize start = bytes->len;
  guint bits = 0, n = 0;
  for (gsize i = 0; i < text.len; i++) {
    int v = base64_value(text.data[i]);
    if (v < 0 && text.data[i] != '=' && text.data[i] != ' ') {
      g_string_truncate(bytes, start);
      return FALSE;
    }
    if (v < 0)
      continue;
    bits = bits << 6 | (guint)v;
    if (n++ % 4)
      g_string_append_c(bytes, (char)(bits >> (6 - 2 * ((n - 1) % 4))));
  }
  if (n % 4 == 1)
    *flags |= MB_WORD_BROKEN;
  return TRUE;
}

static void decode_q(GString *bytes, MbSlice text, guint *flags) {
  for (gsize i = 0; i < text.len; i++) {
    char c = text.data[i];
    if (c == '=' && i + 2 < text.len && g_ascii_isxdigit(text.data[i + 1]) &&
        g_ascii_isxdigit(text.data[i + 2])) {
      c = (char)(g_ascii_xdigit_value(text.data[i + 1]) * 16 +
                 g_ascii_xdigit_value(text.data[i + 2]));
      i += 2;
    } else if (c == '=') {
      *flags |= MB_WORD_BROKEN;
      if (mb_slice_trim(mb_slice(text.data + i + 1, text.len - i - 1)).len == 0)
        break;
    } else if (c == '_') {
      c = ' ';
    }
    g_string_append_c(bytes, c);
  }
}

static gboolean is_control(gunichar c) {
  return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0);
}

static void note_decoded(Decoder *d, MbSlice text) {
  const char *end = text.data + text.len;
  for (const char *p = text.data; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (is_control(c))
      d->flags |= MB_WORD_CONTROL;
    if (c == '@' || c == '<' || c == '>')
      d->flags |= MB_WORD_ADDRESS;
  }
}

static void flush(Decoder *d) {
  if (!d->label[0])
    return;
  guint bad = 0;
  MbSlice text =
      mb_charset_to_utf8(d->arena, mb_slice(d->bytes->str, d->bytes->len), d->label, NULL, &bad);
  if (bad)
    d->flags |= MB_WORD_BROKEN;
  note_decoded(d, text);
  g_string_append_len(d->out, text.data, text.len);
  g_string_truncate(d->bytes, 0);
  d->label[0] = 0;
}

/* The charset without its language tag; FALSE when we have no such charset. */
static gboolean label_of(const MbEncodedWord *word, char *label, gsize size) {
  const char *star = memchr(word->charset.data, '*', word->charset.len);
  MbSlice name = word->charset;
  if (star)
    name.len = star - name.data;
  if (name.len >= size || !mb_charset_is_known(name))
    return FALSE;
  for (gsize i = 0; i < name.len; i++)
    label[i] = g_ascii_tolower(name.data[i]);
  label[name.len] = 0;
  return TRUE;
}

/* Adds one word; FALSE when it cannot be decoded and stays as text. */
static gboolean add_word(Decoder *d, const MbEncodedWord *word) {
  char label[sizeof d->label];
  d->flags |= MB_WORD_ENCODED;
  if (!label_of(word, label, sizeof label)) {
    d->flags |= MB_WORD_BROKEN;
    return FALSE;
  }
  if (!d->first[0])
    memcpy(d->first, label, sizeof label);
  if (strcmp(d->first, label) != 0)
    d->flags |= MB_WORD_MIXED;
  if (strcmp(d->label, label) != 0)
    flush(d);
  if (word->encoding == 'q') {
    decode_q(d->bytes, word->text, &d->flags);
  } else if (!decode_b(d->bytes, word->text, &d->flags)) {
    d->flags |= MB_WORD_BROKEN;
    return FALSE;
  }
  memcpy(d->label, label, sizeof label);
  return TRUE;
}

/* Text between words: blanks alone vanish (RFC 2047 section 6.2; Thunderbird does so before the
 * first and after the last word too). */
static void add_text(Decoder *d, MbSlice text) {
  if (mb_slice_trim(text).len == 0)
    return;
  flush(d);
  g_string_append_len(d->out, text.data, text.len);
}

void mb_rfc2047_words(MbArena *arena, MbSlice utf8, GString *out, guint *flags,
                      const char **charset) {
  g_autoptr(GString) bytes = g_string_new(NULL);
  Decoder d = {.arena = arena, .out = out, .bytes = bytes};
  gsize done = 0;
  for (gsize i = 0; i < utf8.len;) {
    const char *eq = memchr(utf8.data + i, '=', utf8.len - i);
    if (!eq)
      break;
    i = eq - utf8.data;
    MbEncodedWord word;
    if (!mb_rfc2047_word_at(utf8, i, &word)) {
      i++;
      continue;
    }
    add_text(&d, mb_slice(utf8.data + done, i - done));
    if (!add_word(&d, &word))
      add_text(&d, mb_slice(utf8.data + i, word.len));
    i += word.len;
    done = i;
  }
  flush(&d);
  add_text(&d, mb_slice(utf8.data + done, utf8.len - done));
  *flags |= d.flags;
  if (charset && !*charset && d.first[0])
    *charset = mb_arena_strndup(arena, d.first, strlen(d.first));
}

/* Folds go; a CR or LF that no blank follows becomes one, so that no two words grow together. */
static MbSlice unfold(MbArena *arena, MbSlice s) {
  s = mb_slice_trim(s);
  if (s.len == 0 || (!memchr(s.data, '\n', s.len) && !memchr(s.data, '\r', s.len)))
    return s;
  char *copy = mb_arena_alloc(arena, s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++) {
    if (s.data[i] != '\r' && s.data[i] != '\n')
      copy[n++] = s.data[i];
    else if (i + 1 < s.len && !mb_is_blank(s.data[i + 1]) && n && copy[n - 1] != ' ')
      copy[n++] = ' ';
  }
  return mb_slice(copy, n);
}

/* Printable ASCII without "=?": nothing to decode. */
static gboolean is_plain(MbSlice s) {
  for (gsize i = 0; i < s.len; i++) {
    guchar c = (guchar)s.data[i];
    if ((c < 0x20 && c != '\t') || c >= 0x7f || (c == '=' && i + 1 < s.len && s.data[i + 1] == '?'))
      return FALSE;
  }
  return TRUE;
}

static gboolean has_raw_charset(MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if ((s.data[i] & 0x80) || s.data[i] == 033)
      return TRUE;
  return FALSE;
}

/* NUL goes, decoded line ends become blanks. */
static void make_one_line(GString *text) {
  gsize n = 0;
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i])
      text->str[n++] = text->str[i] == '\r' || text->str[i] == '\n' ? ' ' : text->str[i];
  g_string_truncate(text, n);
}

MbSlice mb_rfc2047_decode(MbArena *arena, MbSlice value, guint *flags, const char **charset) {
  guint seen = 0;
  if (charset)
    *charset = NULL;
  MbSlice text = unfold(arena, value);
  if (!is_plain(text)) {
    if (has_raw_charset(text)) {
      seen |= MB_WORD_RAW_8BIT;
      text = mb_charset_to_utf8(arena, text, NULL, NULL, NULL);
    }
    g_autoptr(GString) out = g_string_sized_new(text.len + 16);
    mb_rfc2047_words(arena, text, out, &seen, charset);
    make_one_line(out);
    text = mb_arena_slice(arena, mb_slice_trim(mb_slice(out->str, out->len)));
  } else {
    text = mb_arena_slice(arena, text);
  }
  if (flags)
    *flags = seen;
  return text;
}
