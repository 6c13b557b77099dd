/* Native-messaging frames: a 32-bit length in native byte order, then that many bytes of JSON. The
 * reader is fed whatever the pipe gave and never allocates for a length it has not checked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define MB_MAX_FRAME (1024 * 1024)

typedef enum {
  MB_FRAME_OK,
  MB_FRAME_TOO_LARGE, /* the stream cannot be trusted any more: close it */
} MbFrameStatus;

typedef void (*MbFrameFunc)(const char *json, gsize len, gpointer data);

typedef struct {
  GByteArray *buffer; /* the frame being read, length included */
  MbFrameFunc func;   /* called for every whole frame; the bytes are valid for that call only */
  gpointer data;
} MbFrameReader;

void mb_frame_reader_init(MbFrameReader *reader, MbFrameFunc func, gpointer data);
void mb_frame_reader_clear(MbFrameReader *reader);
MbFrameStatus mb_frame_reader_feed(MbFrameReader *reader, const guint8 *bytes, gsize len);
/* TRUE when the stream ended inside a frame. */
gboolean mb_frame_reader_is_partial(const MbFrameReader *reader);
