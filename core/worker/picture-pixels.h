/* PNG and JPEG as grey points. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "picture.h"

typedef struct {
  guint width, height;
  guint8 *grey; /* width × height, 0 = black; free with g_free */
} MbPixels;

/* What libpng and libjpeg do for the first time. */
void mb_pixels_preload(void);
/* Fills pixels only when it returns MB_PICTURE_READ. */
MbPictureResult mb_pixels_decode(const guint8 *data, gsize len, MbPixels *pixels);
/* Appends the texts of the codes in pixels. */
void mb_picture_scan(const MbPixels *pixels, GPtrArray *texts);
