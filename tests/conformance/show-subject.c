/* Prints the decoded Subject of each mail named on standard input, one line for each.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/header.h"
#include "mail/rfc2047.h"
#include "base/text.h"

#include <stdio.h>

static void show(const char *path) {
  g_autofree char *data = NULL;
  gsize len = 0;
  if (!g_file_get_contents(path, &data, &len, NULL))
    g_error("cannot read %s", path);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(data, len));
  const MbHeader *subject = mb_headers_get(headers, MB_HEADER_SUBJECT, 0);
  MbSlice text = subject ? mb_rfc2047_decode(arena, subject->value, NULL, NULL) : MB_SLICE_NONE;
  g_autofree char *line = mb_text_squeeze(text);
  puts(line);
}

int main(void) {
  g_autofree char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0)
    show(g_strchomp(line));
  return 0;
}
