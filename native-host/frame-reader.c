/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame-reader.h"

#include <string.h>

void mb_frame_reader_init(MbFrameReader *reader, MbFrameFunc func, gpointer data) {
  reader->buffer = g_byte_array_new();
  reader->func = func;
  reader->data = data;
}

void mb_frame_reader_clear(MbFrameReader *reader) {
  g_clear_pointer(&reader->buffer, g_byte_array_unref);
}

static guint32 announced(const GByteArray *buffer) {
  guint32 n;
  memcpy(&n, buffer->data, sizeof n);
  return n;
}

/* How many bytes the frame at hand still lacks; only a checked length is ever waited for. */
static gsize lacking(const GByteArray *buffer) {
  if (buffer->len < 4)
    return 4 - buffer->len;
  return 4 + (gsize)announced(buffer) - buffer->len;
}

MbFrameStatus mb_frame_reader_feed(MbFrameReader *reader, const guint8 *bytes, gsize len) {
  GByteArray *b = reader->buffer;
  while (len) {
    gsize n = MIN(lacking(b), len);
    g_byte_array_append(b, bytes, n);
    bytes += n;
    len -= n;
    if (b->len < 4)
      break;
    if (announced(b) > MB_MAX_FRAME)
      return MB_FRAME_TOO_LARGE;
    if (lacking(b) == 0) {
      reader->func((const char *)b->data + 4, b->len - 4, reader->data);
      g_byte_array_set_size(b, 0);
    }
  }
  return MB_FRAME_OK;
}

gboolean mb_frame_reader_is_partial(const MbFrameReader *reader) {
  return reader->buffer->len > 0;
}
