/* The second kind of worker: reads QR codes, and nothing else ever. Behind the same lock as the
 * judge; started only when a mail carries a picture.
 * usage: miyaburi-picture-worker PARENT-PID SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/data-picture.h"
#include "door.h"
#include "lock.h"
#include "picture.h"

#define MAX_WRITTEN_IN 8   /* pictures of one page */
#define MIN_BYTES      100 /* a smaller one has no room for a code */

/* Bytes outside the alphabet are passed over, as mail programs do. */
static guint8 *undo_base64(const char *data, gsize len, gsize *out_len) {
  int state = 0;
  guint save = 0;
  guint8 *out = g_malloc(len / 4 * 3 + 3);
  *out_len = g_base64_decode_step(data, len, out, &state, &save);
  return out;
}

/* What was not read is said, whatever was read besides. */
static void note(MbPictureResult *all, MbPictureResult one) {
  if (one != MB_PICTURE_READ)
    *all = one;
}

static gboolean is_base64(char c) {
  return g_ascii_isalnum(c) || strchr("+/= \t\r\n", c) != NULL;
}

/* Pictures written into an HTML page. */
static MbPictureResult read_page(const char *data, gsize len, GPtrArray *texts) {
  static const char mark[] = ";base64,";
  MbPictureResult all = MB_PICTURE_READ;
  const char *end = data + len, *p = data;
  for (guint n = 0; (p = mb_data_picture_find(p, end)); n++) {
    if (n == MAX_WRITTEN_IN)
      return MB_PICTURE_TOO_LARGE;
    const char *start = memchr(p, ',', MIN(end - p, 256));
    if (!start || start - p < (gssize)sizeof mark - 2 ||
        !mb_ascii_same(start - (sizeof mark - 2), mark, sizeof mark - 1)) {
      note(&all, MB_PICTURE_BROKEN); /* in another spelling than base64 (RFC 2397) */
      continue;
    }
    p = ++start;
    while (p < end && *p && is_base64(*p))
      p++;
    if (p < end && *p == '%')
      note(&all, MB_PICTURE_BROKEN);
    gsize size;
    g_autofree guint8 *picture = undo_base64(start, p - start, &size);
    if (size >= MIN_BYTES)
      note(&all, mb_picture_read(picture, size, texts));
  }
  return all;
}

static MbPictureResult read_bytes(const MbDoorFrame *frame, GPtrArray *texts) {
  MbPictureHead head;
  if (frame->len < sizeof head)
    return MB_PICTURE_BROKEN;
  memcpy(&head, frame->data, sizeof head);
  const char *data = frame->data + sizeof head;
  gsize len = frame->len - sizeof head;
  g_autofree guint8 *decoded = head.base64 ? undo_base64(data, len, &len) : NULL;
  if (decoded)
    data = (const char *)decoded;
  return head.page ? read_page(data, len, texts)
                   : mb_picture_read((const guint8 *)data, len, texts);
}

static gboolean answer(const MbDoorFrame *frame) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_c(out, (char)read_bytes(frame, texts));
  for (guint i = 0; i < texts->len; i++)
    g_string_append_len(out, texts->pdata[i], strlen(texts->pdata[i]) + 1);
  return mb_door_write(MB_FRAME_CODES, out->str, out->len);
}

/* The first frame is what every worker gets; it means nothing here. */
static gboolean get_ready(void) {
  MbDoorFrame frame = {0};
  gboolean ok = mb_door_read(&frame) && frame.kind == MB_FRAME_BRANDS && mb_picture_preload();
  g_free(frame.data);
  if (!ok)
    return FALSE;
  guint32 bits = mb_lock_close(MB_WORKER_FD);
  return mb_door_write(MB_FRAME_READY, &bits, sizeof bits);
}

int main(int argc, char **argv) {
  if (argc != 2 || !mb_lock_prepare(MB_WORKER_FD, atoi(argv[1])))
    return 2;
  if (!get_ready())
    return 1;
  MbDoorFrame frame = {0};
  while (mb_door_read(&frame) && frame.kind == MB_FRAME_PICTURE && answer(&frame))
    ;
  g_free(frame.data);
  return 0;
}
