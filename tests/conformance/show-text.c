/* Prints subject and text of each mail named on standard input, three lines for each:
 * subject, visible text, source of the first text part; blanks squeezed. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "mail/message.h"

#include <stdio.h>

static MbSlice first_source(const MbMessage *message) {
  for (guint i = 0; i < message->parts->len; i++) {
    const MbPart *part = &g_array_index(message->parts, MbPart, i);
    if (part->text.len)
      return part->text;
  }
  return MB_SLICE_NONE;
}

static void show(const char *path) {
  g_autofree char *data = NULL;
  gsize len = 0;
  if (!g_file_get_contents(path, &data, &len, NULL))
    g_error("cannot read %s", path);
  g_autoptr(MbMessage) message = mb_message_parse(mb_slice(data, len), FALSE, NULL);
  g_autofree char *subject = mb_text_squeeze(message ? message->subject : MB_SLICE_NONE);
  g_autofree char *text = mb_text_squeeze(message ? message->text : MB_SLICE_NONE);
  puts(subject);
  g_autofree char *source = mb_text_squeeze(message ? first_source(message) : MB_SLICE_NONE);
  puts(text);
  puts(source);
}

int main(void) {
  g_autofree char *line = NULL;
  size_t room = 0;
  mb_message_preload();
  while (getline(&line, &room, stdin) > 0)
    show(g_strchomp(line));
  return 0;
}
