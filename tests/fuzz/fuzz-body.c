/* The body's text scans: whatever the text, every place they name lies inside it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "checks/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void inside(MbSlice part, MbSlice whole) {
  if (part.len && (part.data < whole.data || part.data + part.len > whole.data + whole.len))
    abort();
}

static void scan_phrases(MbSlice text) {
  g_autofree char *folded = mb_phrase_text(text);
  MbSlice all = mb_slice_str(folded);
  MbPhraseResult result;
  mb_phrases_scan(all, &result);
  for (guint g = 0; g < MB_N_PHRASE_GROUPS; g++)
    for (guint i = 0; i < MIN(result.groups[g].n, MB_PHRASES_SHOWN); i++)
      inside(result.groups[g].shown[i], all);
}

static void scan_dates(MbSlice text) {
  g_autoptr(GArray) dates = mb_body_dates(text);
  if (dates->len > MB_MAX_BODY_DATES)
    abort();
  for (guint i = 0; i < dates->len; i++) {
    const MbBodyDate *d = &g_array_index(dates, MbBodyDate, i);
    inside(d->source, text);
    inside(d->label, text);
    if (d->month < 1 || d->month > 12 || d->day < 1 || d->day > 31 || d->weekday > 7)
      abort();
    mb_weekday_of(d->year, d->month, d->day);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice text = mb_slice((const char *)data, size), line;
  MbJapaneseOddities odd;
  MbHiddenLetters hidden;
  scan_phrases(text);
  scan_dates(text);
  mb_addressee_find(text, MB_SLICE_LIT("田中"), MB_SLICE_LIT("info@office.example.jp"),
                    MB_SLICE_LIT("info"), &line);
  inside(line, text);
  mb_japanese_oddities(text, &odd);
  inside(odd.first_simplified, text);
  inside(odd.first_random, text);
  mb_hidden_letters(text, &hidden);
  inside(hidden.first_joined, text);
  inside(hidden.first_mixed, text);
  return 0;
}
