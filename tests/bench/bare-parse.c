/* The yardstick: GMime alone over the same mails, reading, parsing, walking every part and decoding
 * every text. Names come NUL-separated on standard input, or there is one argument, an mbox.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static guint64 mails, parts, text_bytes, fields;

/* A stack of our own: no recursion on a depth the mail chooses. */
static void walk(GMimeObject *top) {
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_ptr_array_add(stack, top);
  while (stack->len) {
    GMimeObject *part = g_ptr_array_steal_index_fast(stack, stack->len - 1);
    parts++;
    if (GMIME_IS_MULTIPART(part)) {
      for (int n = g_mime_multipart_get_count(GMIME_MULTIPART(part)); n-- > 0;)
        g_ptr_array_add(stack, g_mime_multipart_get_part(GMIME_MULTIPART(part), n));
    } else if (GMIME_IS_MESSAGE_PART(part)) {
      GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
      GMimeObject *root = inner ? g_mime_message_get_mime_part(inner) : NULL;
      if (root)
        g_ptr_array_add(stack, root);
    } else if (GMIME_IS_TEXT_PART(part)) {
      g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
      text_bytes += text ? strlen(text) : 0;
    }
  }
}

static void read_headers(GMimeMessage *message) {
  const char *subject = g_mime_message_get_subject(message);
  fields += subject != NULL;
  fields += internet_address_list_length(g_mime_message_get_from(message)) > 0;
  GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
  for (int i = 0, n = g_mime_header_list_get_count(list); i < n; i++)
    fields += g_mime_header_get_raw_value(g_mime_header_list_get_header_at(list, i)) != NULL;
}

static void use(GMimeMessage *message) {
  mails++;
  read_headers(message);
  if (g_mime_message_get_mime_part(message))
    walk(g_mime_message_get_mime_part(message));
  g_object_unref(message);
}

static int parse_mbox(const char *name) {
  GMimeStream *stream = g_mime_stream_fs_open(name, O_RDONLY, 0, NULL);
  if (!stream)
    return 1;
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
  while (!g_mime_parser_eos(parser)) {
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (!message)
      break;
    use(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  return 0;
}

static void parse(const char *name) {
  char *data;
  gsize len;
  if (!g_file_get_contents(name, &data, &len, NULL))
    return;
  g_autoptr(GByteArray) bytes = g_byte_array_new_take((guint8 *)data, len);
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  if (message)
    use(message);
  g_object_unref(parser);
  g_object_unref(stream);
}

static void parse_names(void) {
  char *name = NULL;
  size_t room = 0;
  while (getdelim(&name, &room, '\0', stdin) > 0)
    parse(name);
  free(name);
}

int main(int argc, char **argv) {
  g_mime_init();
  if (argc < 2)
    parse_names();
  else if (parse_mbox(argv[1]) != 0)
    return 3;
  printf("mails=%" G_GUINT64_FORMAT " parts=%" G_GUINT64_FORMAT " text=%" G_GUINT64_FORMAT
         " fields=%" G_GUINT64_FORMAT "\n",
         mails, parts, text_bytes, fields);
  return 0;
}
