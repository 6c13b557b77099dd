/* Counts of letters that are out of place: one pass a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "../base/utf8.h"
#include "tables.h"

/* --- Japanese ----------------------------------------------------------------------------------
 */

static gboolean is_kana(gunichar c) {
  return c >= 0x3041 && c <= 0x30ff;
}

static gboolean is_katakana(gunichar c) {
  return c >= 0x30a1 && c <= 0x30fe && c != 0x30fb;
}

/* Letters that no language puts together like this: capitals inside a word that also has small
 * letters before them, or a word without any vowel. */
static gboolean is_random_word(const char *p, gsize n) {
  guint inner = 0, vowels = 0, lower = 0, upper = 0;
  for (gsize i = 0; i < n; i++) {
    if (!g_ascii_isalpha(p[i]))
      return FALSE;
    lower += g_ascii_islower(p[i]) != 0;
    upper += g_ascii_isupper(p[i]) != 0;
    inner += i > 0 && g_ascii_isupper(p[i]) && g_ascii_islower(p[i - 1]);
    vowels += strchr("aeiouyAEIOUY", p[i]) != NULL;
  }
  if (n < 3 || n > 14)
    return FALSE;
  return inner >= 2 || (inner && n <= 6 && upper >= 2) || (vowels == 0 && n >= 4 && lower);
}

/* At least half of a line's Latin words, and two of them, are no words. Addresses are left out. */
static gboolean is_random_line(MbSlice line) {
  guint words = 0, random = 0;
  if (!line.data || line.len > 300 || memmem(line.data, line.len, "://", 3) ||
      memchr(line.data, '@', line.len))
    return FALSE;
  for (gsize i = 0; i < line.len;) {
    gsize n = 0;
    while (i + n < line.len && g_ascii_isalnum(line.data[i + n]))
      n++;
    if (n == 0) {
      if ((guchar)line.data[i] >= 0x80)
        return FALSE;
      i++;
      continue;
    }
    words++;
    random += is_random_word(line.data + i, n);
    i += n;
  }
  return random >= 2 && random * 2 >= words;
}

static void count_line(MbSlice line, MbJapaneseOddities *odd) {
  guint simplified = 0;
  gboolean kana = FALSE;
  gunichar before = 0, last = 0;
  for (MbSlice s = line; s.len;) {
    gunichar c = mb_utf8_next(&s);
    kana |= is_kana(c);
    if (c >= 0x4e00 && c <= 0x9fff && mb_is_simplified_only(c))
      simplified++;
    odd->dots += is_katakana(c) && (last == 0xb7 || last == 0x2022) && is_katakana(before);
    odd->wide_commas += c == 0xff0c || c == 0xff0e;
    odd->ideographic_commas += c == 0x3001 || c == 0x3002;
    odd->fillers += c == 0x3164 || c == 0xffa0 || c == 0x115f || c == 0x2800;
    before = last;
    last = c;
  }
  if (simplified && !(kana ? odd->simplified : odd->simplified + odd->simplified_bare))
    odd->first_simplified = line;
  *(kana ? &odd->simplified : &odd->simplified_bare) += simplified;
}

void mb_japanese_oddities(MbSlice text, MbJapaneseOddities *odd) {
  memset(odd, 0, sizeof *odd);
  text.len = MIN(text.len, MB_PHRASE_TEXT_MAX);
  while (text.len) {
    const char *nl = memchr(text.data, '\n', text.len);
    gsize n = nl ? (gsize)(nl - text.data) + 1 : text.len;
    MbSlice line = mb_slice_trim(mb_slice(text.data, n));
    text.data += n;
    text.len -= n;
    if (!line.len || line.data[0] == '>')
      continue;
    count_line(line, odd);
    if (!is_random_line(line))
      continue;
    if (!odd->random_lines++)
      odd->first_random = line;
  }
}

/* --- hidden between letters --------------------------------------------------------------------
 */

/* Scripts whose own spelling needs joiners are left alone. */
static gboolean is_plain(MbScript script) {
  switch (script) {
  case MB_SCRIPT_LATIN:
  case MB_SCRIPT_CYRILLIC:
  case MB_SCRIPT_HIRAGANA:
  case MB_SCRIPT_KATAKANA:
  case MB_SCRIPT_HAN:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean looks_latin(gunichar c) {
  static const gunichar twins[] = {0x430, 0x435, 0x43e, 0x440, 0x441, 0x443, 0x445, 0x456, 0x458,
                                   0x410, 0x412, 0x415, 0x41a, 0x41c, 0x41d, 0x41e, 0x420, 0x421,
                                   0x422, 0x425, 0x405, 0x406, 0x408, 0x391, 0x392, 0x395, 0x396,
                                   0x397, 0x399, 0x39a, 0x39c, 0x39d, 0x39f, 0x3a1, 0x3a4, 0x3a5,
                                   0x3a7, 0x3bf, 0x3b9, 0x3bd, 0x3c1, 0x455, 0x501, 0x51b};
  for (guint i = 0; i < G_N_ELEMENTS(twins); i++)
    if (twins[i] == c)
      return TRUE;
  return FALSE;
}

typedef struct {
  MbHiddenLetters *out;
  const char *start; /* of the word, NULL = none is open */
  guint latin, twins, others;
} Word;

static void end_word(Word *word, const char *end) {
  if (word->start && word->latin >= 2 && word->twins && !word->others) {
    if (!word->out->mixed++)
      word->out->first_mixed = mb_slice(word->start, end - word->start);
  }
  word->start = NULL;
  word->latin = word->twins = word->others = 0;
}

static void add_letter(Word *word, const char *at, gunichar c, MbScript script) {
  if (script != MB_SCRIPT_LATIN && script != MB_SCRIPT_CYRILLIC && script != MB_SCRIPT_GREEK) {
    end_word(word, at);
    return;
  }
  if (!word->start)
    word->start = at;
  word->latin += script == MB_SCRIPT_LATIN;
  word->twins += script != MB_SCRIPT_LATIN && looks_latin(c);
  word->others += script != MB_SCRIPT_LATIN && !looks_latin(c);
}

/* Words of ASCII alone hide nothing: on to the word in which the first other character stands. */
static gboolean skip_ascii(MbSlice *text) {
  gsize run = mb_ascii_run(text->data, text->len);
  while (run > 0 && run < text->len && g_ascii_isalpha(text->data[run - 1]))
    run--;
  text->data += run;
  text->len -= run;
  return run > 0;
}

void mb_hidden_letters(MbSlice text, MbHiddenLetters *hidden) {
  memset(hidden, 0, sizeof *hidden);
  text.len = MIN(text.len, MB_PHRASE_TEXT_MAX);
  Word word = {.out = hidden};
  gunichar letter = 0; /* the letter before, while only invisible characters follow it */
  const char *letter_at = NULL;
  guint pending = 0, soft = 0;
  while (text.len) {
    const char *at = text.data;
    if ((guchar)*at < 0x80 && !pending) { /* nearly all text */
      if (!word.start && skip_ascii(&text)) {
        letter = 0;
        continue;
      }
      letter = g_ascii_isalpha(*at) ? (gunichar)*at : 0;
      letter_at = at;
      if (letter && word.start)
        word.latin++;
      else if (letter)
        add_letter(&word, at, letter, MB_SCRIPT_LATIN);
      else
        end_word(&word, at);
      text.data++, text.len--;
      continue;
    }
    gunichar c = mb_utf8_next(&text);
    if (letter && (mb_is_invisible(c) || mb_is_bidi_control(c))) {
      *(c == 0xad ? &soft : &pending) += 1;
      pending += c == 0xad;
      continue;
    }
    MbScript script = mb_script_of(c);
    gboolean plain = is_plain(script);
    if (pending && letter && plain) {
      hidden->soft += soft;
      hidden->joined += pending - soft;
      if (!hidden->first_joined.len)
        hidden->first_joined = mb_slice(letter_at, text.data - letter_at);
    }
    pending = soft = 0;
    hidden->styled += c >= 0x1d400 && c <= 0x1d7ff;
    letter = plain ? c : 0;
    letter_at = at;
    add_letter(&word, at, c, script);
  }
  end_word(&word, text.data);
}
