/* The text of an invitation (RFC 5545): its lines unfolded (3.1), its escapes undone (3.3.11), so that
 * words and links stand there as the calendar shows them. SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"

gboolean mb_type_is_calendar(const char *type) {
  return strcmp(type, "text/calendar") == 0 || strcmp(type, "application/ics") == 0;
}

/* Length of a line end with the blank that folds the next line to this one, 0 = none. */
static gsize fold(const char *p, gsize left) {
  gsize n = left && *p == '\r' ? 1 : 0;
  n += n < left && p[n] == '\n' ? 1 : 0;
  return n && n < left && (p[n] == ' ' || p[n] == '\t') ? n + 1 : 0;
}

MbSlice mb_calendar_text(MbArena *arena, MbSlice text) {
  char *out = mb_arena_alloc(arena, text.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < text.len; i++) {
    gsize skip = fold(text.data + i, text.len - i);
    char next = i + 1 < text.len ? text.data[i + 1] : '\0';
    if (skip) {
      i += skip - 1;
    } else if (text.data[i] == '\\' && next && strchr("nN\\;,", next)) {
      out[n++] = next == 'n' || next == 'N' ? '\n' : next;
      i++;
    } else {
      out[n++] = text.data[i];
    }
  }
  out[n] = '\0';
  return mb_slice(out, n);
}
