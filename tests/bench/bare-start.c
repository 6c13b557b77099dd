/* The yardstick for start to exit: GMime and Jansson loaded, one tiny mail parsed, one JSON object
 * written. SPDX-License-Identifier: GPL-3.0-or-later */
#include <gmime/gmime.h>
#include <jansson.h>
#include <stdio.h>

static const char mail[] = "From: a@b.example\nSubject: =?utf-8?B?44GC?=\n"
                           "Content-Type: text/plain; charset=utf-8\n\nhi\n";

int main(void) {
  g_mime_init();
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(mail, sizeof mail - 1);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  json_t *json = json_pack("{s:s}", "subject", g_mime_message_get_subject(message));
  char *text = json_dumps(json, 0);
  puts(text);
  free(text);
  json_decref(json);
  g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return 0;
}
