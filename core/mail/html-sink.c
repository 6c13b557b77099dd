/* Collects text and decides about the blanks in it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-sink.h"

static gboolean is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void mb_sink_gap(MbTextSink *sink, MbGap gap) {
  sink->gap = MAX(sink->gap, gap);
}

void mb_sink_add(MbTextSink *sink, MbSlice utf8) {
  const char *p = utf8.data, *end = utf8.data + utf8.len;
  while (p < end) {
    const char *start = p;
    while (p < end && !is_space(*p))
      p++;
    if (p > start) {
      if (sink->gap && sink->text->len)
        g_string_append_c(sink->text, sink->gap == MB_GAP_LINE ? '\n' : ' ');
      sink->gap = MB_GAP_NONE;
      g_string_append_len(sink->text, start, p - start);
    }
    if (p < end)
      mb_sink_gap(sink, MB_GAP_BLANK);
    while (p < end && is_space(*p))
      p++;
  }
}

MbSlice mb_sink_copy(const MbTextSink *sink, MbArena *arena, gsize from) {
  MbSlice all = mb_slice(sink->text->str, sink->text->len);
  MbSlice s = mb_slice_trim(mb_slice(all.data + MIN(from, all.len), all.len - MIN(from, all.len)));
  char *copy = mb_arena_strndup(arena, s.data, s.len);
  for (gsize i = 0; i < s.len; i++)
    if (copy[i] == '\n')
      copy[i] = ' ';
  return mb_slice(copy, s.len);
}
