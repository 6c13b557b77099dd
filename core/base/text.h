/* Unicode text as people see it: folding for comparison, look-alike skeleton, scripts, inert
 * display. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

/* NFKC, case fold, without zero-width, soft-hyphen, bidi and variation characters. Input must be
 * UTF-8 (invalid bytes become U+FFFD). Free with g_free. */
char *mb_text_fold(MbSlice utf8);
/* Comparison form for names: fold, then without blanks, middle dots and hyphens, long-vowel marks
 * unified between katakana (data/brands-README rules). Free with g_free. */
char *mb_text_fold_name(MbSlice utf8);
/* Look-alike form of folded text: confusable table, 0→o, 1→l, rn→m, vv→w, cl→d, kana/Han twins.
 * Free with g_free. */
char *mb_text_skeleton(const char *folded);
/* Runs of blanks and line ends become one blank, ends trimmed. Free with g_free. */
char *mb_text_squeeze(MbSlice utf8);
/* Safe to show anywhere: control, bidi and invisible characters as code points («U+202E»), invalid
 * bytes as U+FFFD, at most max_chars characters, then "…". Free with g_free. */
char *mb_text_inert(MbSlice utf8, gsize max_chars);

typedef enum {
  MB_SCRIPT_OTHER,
  MB_SCRIPT_LATIN,
  MB_SCRIPT_CYRILLIC,
  MB_SCRIPT_GREEK,
  MB_SCRIPT_HIRAGANA,
  MB_SCRIPT_KATAKANA,
  MB_SCRIPT_HAN,
  MB_SCRIPT_HANGUL,
} MbScript;

MbScript mb_script_of(gunichar c);
gboolean mb_is_invisible(gunichar c); /* zero-width, soft hyphen, fillers, U+2800 … */
gboolean mb_is_bidi_control(gunichar c);

typedef struct {
  gsize chars, latin, kana, han, hangul, cyrillic, invisible, bidi;
} MbTextCount;
void mb_text_count(MbSlice utf8, MbTextCount *count);
/* Kana present and a fair share of kana + Han: the mail is written in Japanese. */
gboolean mb_text_is_japanese(const MbTextCount *count);
