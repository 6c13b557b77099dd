/* What the QR codes of one picture say. Runs only in a locked process that reads nothing else
 * (picture-worker.c): picture libraries have the longest list of holes of all that a mail reaches.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Pictures larger than this are not taken apart: pixels, and bytes as stored. */
#define MB_PICTURE_PIXELS (16u * 1024 * 1024)
#define MB_PICTURE_BYTES  (16u * 1024 * 1024)
/* Codes kept of one picture, bytes kept of one code (the largest QR code holds 2,953). */
#define MB_PICTURE_CODES 16
#define MB_PICTURE_CODE  3072

typedef enum {
  MB_PICTURE_READ = 'r',
  MB_PICTURE_KIND = 'k',      /* neither PNG nor JPEG */
  MB_PICTURE_TOO_LARGE = 'l', /* one of the limits above */
  MB_PICTURE_BROKEN = 'b',    /* does not decode */
} MbPictureResult;

/* Everything the libraries do for the first time, before the lock. FALSE: QR codes cannot be read
 * here. */
gboolean mb_picture_preload(void);
/* Appends what is written in the codes (char*, UTF-8) to texts. */
MbPictureResult mb_picture_read(const guint8 *data, gsize len, GPtrArray *texts);
