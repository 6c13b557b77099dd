/* Which script a character belongs to, and which characters are not to be seen.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"
#include "utf8.h"

MbScript mb_script_of(gunichar c) {
  if (c < 0x80)
    return g_ascii_isalpha(c) ? MB_SCRIPT_LATIN : MB_SCRIPT_OTHER;
  if (c >= 0x4e00 && c <= 0x9fff)
    return MB_SCRIPT_HAN;
  if (c >= 0x3041 && c <= 0x3096)
    return MB_SCRIPT_HIRAGANA;
  if (c >= 0x30a1 && c <= 0x30fa)
    return MB_SCRIPT_KATAKANA;
  if (c == 0x30fc || c == 0xff70) /* the long-vowel mark is "common", yet only kana have it */
    return MB_SCRIPT_KATAKANA;
  switch (g_unichar_get_script(c)) {
  case G_UNICODE_SCRIPT_LATIN:
    return MB_SCRIPT_LATIN;
  case G_UNICODE_SCRIPT_CYRILLIC:
    return MB_SCRIPT_CYRILLIC;
  case G_UNICODE_SCRIPT_GREEK:
    return MB_SCRIPT_GREEK;
  case G_UNICODE_SCRIPT_HIRAGANA:
    return MB_SCRIPT_HIRAGANA;
  case G_UNICODE_SCRIPT_KATAKANA:
    return MB_SCRIPT_KATAKANA;
  case G_UNICODE_SCRIPT_HAN:
    return MB_SCRIPT_HAN;
  case G_UNICODE_SCRIPT_HANGUL:
    return MB_SCRIPT_HANGUL;
  default:
    return MB_SCRIPT_OTHER;
  }
}

typedef struct {
  gunichar first, last;
} Range;

/* Unicode's Default_Ignorable_Code_Point without the bidi controls, and U+2800, which draws nothing
 * either. */
static const Range invisible[] = {
    {0x00ad, 0x00ad},   {0x034f, 0x034f},   {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
    {0x200b, 0x200d},   {0x2060, 0x2065},   {0x206a, 0x206f}, {0x2800, 0x2800}, {0x3164, 0x3164},
    {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

static const Range bidi[] = {
    {0x061c, 0x061c}, {0x200e, 0x200f}, {0x202a, 0x202e}, {0x2066, 0x2069}};

static gboolean is_in(const Range *ranges, gsize n, gunichar c) {
  for (gsize i = 0; i < n && c >= ranges[i].first; i++)
    if (c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

/* Most text lies between the ranges: kana, Han, Hangul. */
static gboolean is_east_asian(gunichar c) {
  return c > 0x2800 && c < 0xfe00 && c != 0x3164;
}

gboolean mb_is_invisible(gunichar c) {
  return c >= 0xad && !is_east_asian(c) && is_in(invisible, G_N_ELEMENTS(invisible), c);
}

gboolean mb_is_bidi_control(gunichar c) {
  return c >= 0x61c && c <= 0x2069 && is_in(bidi, G_N_ELEMENTS(bidi), c);
}

static void count_one(MbTextCount *count, gunichar c) {
  if (c >= 0x4e00 && c <= 0x9fff) { /* most of a Japanese text ends here */
    count->han++;
    return;
  }
  if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa)) {
    count->kana++;
    return;
  }
  if (mb_is_invisible(c))
    count->invisible++;
  else if (mb_is_bidi_control(c))
    count->bidi++;
  switch (mb_script_of(c)) {
  case MB_SCRIPT_LATIN:
    count->latin++;
    break;
  case MB_SCRIPT_HIRAGANA:
  case MB_SCRIPT_KATAKANA:
    count->kana++;
    break;
  case MB_SCRIPT_HAN:
    count->han++;
    break;
  case MB_SCRIPT_HANGUL:
    count->hangul++;
    break;
  case MB_SCRIPT_CYRILLIC:
    count->cyrillic++;
    break;
  default:
    break;
  }
}

void mb_text_count(MbSlice utf8, MbTextCount *count) {
  memset(count, 0, sizeof *count);
  while (utf8.len) {
    guchar b = (guchar)utf8.data[0];
    if (b >= 0x80) {
      count->chars++;
      count_one(count, mb_utf8_next(&utf8));
      continue;
    }
    count->chars += b > ' ';
    count->latin += g_ascii_isalpha(b) != 0;
    utf8.data++, utf8.len--;
  }
}

/* One の does not make a Chinese text Japanese, nor one Japanese name an English one. */
gboolean mb_text_is_japanese(const MbTextCount *count) {
  gsize japanese = count->kana + count->han;
  return count->kana > 0 && count->kana * 20 >= japanese && japanese * 10 >= count->chars;
}
