/* A picture becomes grey points, and zbar looks for QR codes in them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture.h"

#include <iconv.h>
#include <zbar.h>

#include "picture-pixels.h"

#define SHORT_SIDE 500 /* smaller pictures are enlarged: zbar wants a few points a module */
#define MAX_SCALE  8
#define BORDER     16 /* white, since many a code is cut off at its edge */

static zbar_image_scanner_t *scanner;

/* zbar asks for these when it reads a code; behind the lock no converter can be loaded. */
static void hold_converters(void) {
  static const char *const names[] = {"SJIS", "ISO8859-1", "BIG5", "CP437", "UTF-8"};
  static iconv_t held[G_N_ELEMENTS(names)]; /* open for good, and known to leak finders */
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if ((held[i] = iconv_open("UTF-8", names[i])) == (iconv_t)-1)
      g_debug("no converter for %s", names[i]);
}

gboolean mb_picture_preload(void) {
  static guint8 white[64 * 64];
  MbPixels pixels = {64, 64, white};
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  hold_converters();
  scanner = zbar_image_scanner_create();
  if (!scanner)
    return FALSE;
  zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_TEST_INVERTED, 1);
  memset(white, 255, sizeof white);
  mb_pixels_preload();
  mb_picture_scan(&pixels, texts);
  return TRUE;
}

static MbPixels enlarge(const MbPixels *from) {
  guint side = MAX(from->width, from->height);
  guint scale = CLAMP(SHORT_SIDE / MAX(side, 1), 1, MAX_SCALE);
  MbPixels to = {from->width * scale + 2 * BORDER, from->height * scale + 2 * BORDER, NULL};
  to.grey = g_malloc((gsize)to.width * to.height);
  memset(to.grey, 255, (gsize)to.width * to.height);
  for (guint y = 0; y < from->height * scale; y++) {
    const guint8 *in = from->grey + (gsize)(y / scale) * from->width;
    guint8 *out = to.grey + (gsize)(y + BORDER) * to.width + BORDER;
    if (scale == 1)
      memcpy(out, in, from->width);
    else
      for (guint x = 0; x < from->width * scale; x++)
        out[x] = in[x / scale];
  }
  return to;
}

static void keep(const zbar_symbol_t *symbol, GPtrArray *texts) {
  const char *data = zbar_symbol_get_data(symbol);
  guint len = MIN(zbar_symbol_get_data_length(symbol), MB_PICTURE_CODE);
  if (!data || !len || memchr(data, 0, len) || texts->len >= MB_PICTURE_CODES)
    return;
  char *text = g_utf8_make_valid(data, len);
  if (g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
    g_free(text);
  else
    g_ptr_array_add(texts, text);
}

void mb_picture_scan(const MbPixels *pixels, GPtrArray *texts) {
  MbPixels large = enlarge(pixels);
  zbar_image_t *image = zbar_image_create();
  zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
  zbar_image_set_size(image, large.width, large.height);
  zbar_image_set_data(image, large.grey, (gsize)large.width * large.height, NULL);
  if (zbar_scan_image(scanner, image) > 0) {
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol))
      keep(symbol, texts);
  }
  zbar_image_destroy(image);
  g_free(large.grey);
}

MbPictureResult mb_picture_read(const guint8 *data, gsize len, GPtrArray *texts) {
  MbPixels pixels = {0};
  if (len > MB_PICTURE_BYTES)
    return MB_PICTURE_TOO_LARGE;
  MbPictureResult result = mb_pixels_decode(data, len, &pixels);
  if (result == MB_PICTURE_READ)
    mb_picture_scan(&pixels, texts);
  g_free(pixels.grey);
  return result;
}
