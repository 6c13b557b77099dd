/* Text as a reader sees it: blanks squeezed, block elements as line ends.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef enum { MB_GAP_NONE, MB_GAP_BLANK, MB_GAP_LINE } MbGap;

typedef struct {
  GString *text;
  MbGap gap; /* written in front of the next letter only, so that no blank stands at either end */
} MbTextSink;

/* Appends UTF-8, every run of blanks as one blank. */
void mb_sink_add(MbTextSink *sink, MbSlice utf8);
void mb_sink_gap(MbTextSink *sink, MbGap gap);
/* Text from the place on, its line ends as blanks, trimmed; a copy in arena. */
MbSlice mb_sink_copy(const MbTextSink *sink, MbArena *arena, gsize from);
