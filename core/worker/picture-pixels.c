/* The two picture libraries, each asked for as little as it can do: grey points of one picture whose
 * size was looked at first. SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-pixels.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>
#include <png.h>

#define MAX_SCANS 64 /* of a progressive JPEG; each costs as much as the whole picture */

static MbPictureResult make_room(MbPixels *pixels, guint64 width, guint64 height) {
  if (!width || !height)
    return MB_PICTURE_BROKEN;
  if (width > MB_PICTURE_PIXELS || height > MB_PICTURE_PIXELS || width * height > MB_PICTURE_PIXELS)
    return MB_PICTURE_TOO_LARGE;
  *pixels = (MbPixels){width, height, g_malloc(width * height)};
  return MB_PICTURE_READ;
}

/* Transparent places show the white of the page. */
static MbPictureResult decode_png(const guint8 *data, gsize len, MbPixels *pixels) {
  const png_color white = {255, 255, 255};
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&image, data, len))
    return MB_PICTURE_BROKEN;
  MbPictureResult result = make_room(pixels, image.width, image.height);
  image.format = PNG_FORMAT_GRAY;
  if (result == MB_PICTURE_READ && !png_image_finish_read(&image, &white, pixels->grey, 0, NULL))
    result = MB_PICTURE_BROKEN;
  png_image_free(&image);
  return result;
}

typedef struct {
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf back;
} Jpeg;

G_NORETURN static void jpeg_give_up(j_common_ptr info) {
  longjmp(((Jpeg *)info->err)->back, 1);
}

static void jpeg_say_nothing(j_common_ptr info) {
}

/* A few bytes can ask for a thousand passes over the picture. */
static void jpeg_watch(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number > MAX_SCANS)
    jpeg_give_up(info);
}

static MbPictureResult read_jpeg(struct jpeg_decompress_struct *info, const guint8 *data, gsize len,
                                 MbPixels *pixels) {
  jpeg_mem_src(info, data, len);
  if (jpeg_read_header(info, TRUE) != JPEG_HEADER_OK)
    return MB_PICTURE_BROKEN;
  MbPictureResult result = make_room(pixels, info->image_width, info->image_height);
  if (result != MB_PICTURE_READ)
    return result;
  info->out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(info);
  if (info->output_width != pixels->width || info->output_height != pixels->height ||
      info->output_components != 1)
    return MB_PICTURE_BROKEN;
  while (info->output_scanline < info->output_height) {
    JSAMPROW row = pixels->grey + (gsize)info->output_scanline * pixels->width;
    if (jpeg_read_scanlines(info, &row, 1) != 1)
      return MB_PICTURE_BROKEN;
  }
  return MB_PICTURE_READ;
}

static MbPictureResult decode_jpeg(const guint8 *data, gsize len, MbPixels *pixels) {
  Jpeg jpeg = {0};
  struct jpeg_decompress_struct info = {.err = jpeg_std_error(&jpeg.errors)};
  jpeg.errors.error_exit = jpeg_give_up;
  jpeg.errors.output_message = jpeg_say_nothing;
  jpeg.progress.progress_monitor = jpeg_watch;
  MbPictureResult result = MB_PICTURE_BROKEN;
  if (!setjmp(jpeg.back)) {
    jpeg_create_decompress(&info);
    info.progress = &jpeg.progress;
    info.mem->max_memory_to_use = 256l * 1024 * 1024;
    result = read_jpeg(&info, data, len, pixels);
  } else {
    result = MB_PICTURE_BROKEN;
  }
  jpeg_destroy_decompress(&info);
  return result;
}

MbPictureResult mb_pixels_decode(const guint8 *data, gsize len, MbPixels *pixels) {
  MbPictureResult result = MB_PICTURE_KIND;
  *pixels = (MbPixels){0};
  if (len >= 8 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0)
    result = decode_png(data, len, pixels);
  else if (len >= 3 && memcmp(data, "\xff\xd8\xff", 3) == 0)
    result = decode_jpeg(data, len, pixels);
  if (result != MB_PICTURE_READ) {
    g_free(pixels->grey);
    *pixels = (MbPixels){0};
  }
  return result;
}

/* A grey picture of one point, whole, and the beginning of a JPEG: both libraries get as far as
 * their tables. */
void mb_pixels_preload(void) {
  static const guint8 png[] = {0x89, 'P', 'N', 'G', 13,  10, 26, 10,   0,    0,    0,
                               13,   'I', 'H', 'D', 'R', 0,  0,  0,    1,    0,    0,
                               0,    1,   8,   0,   0,   0,  0,  0x3a, 0x7e, 0x9b, 0x55};
  static const guint8 jpeg[] = {0xff, 0xd8, 0xff, 0xd9};
  MbPixels pixels;
  mb_pixels_decode(png, sizeof png, &pixels);
  g_free(pixels.grey);
  mb_pixels_decode(jpeg, sizeof jpeg, &pixels);
  g_free(pixels.grey);
}
