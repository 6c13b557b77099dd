/* The third kind of worker: unpacks a zip of mails, and nothing else ever. Behind the same lock as the
 * judge; it has no file, so it asks its parent for the zip's bytes piece by piece.
 * usage: miyaburi-archive-worker PARENT-PID SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "door.h"
#include "lock.h"

#define MAX_NAME 4096

typedef struct {
  struct archive *a;
  guint64 size, at;  /* of the zip, and how far it has been read */
  MbDoorFrame piece; /* of the zip, libarchive's until the next one */
  guint64 number;    /* of the entry */
} Zip;

static la_ssize_t read_piece(struct archive *a, void *data, const void **bytes) {
  Zip *zip = data;
  (void)a;
  if (!mb_door_write(MB_FRAME_NEED, &zip->at, sizeof zip->at) || !mb_door_read(&zip->piece) ||
      zip->piece.kind != MB_FRAME_DATA)
    exit(0); /* nobody waits for this any more */
  *bytes = zip->piece.data;
  zip->at += zip->piece.len;
  return zip->piece.len;
}

static la_int64_t seek(struct archive *a, void *data, la_int64_t offset, int whence) {
  Zip *zip = data;
  (void)a;
  gint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (gint64)zip->at : (gint64)zip->size;
  if (offset < -base || offset > (gint64)zip->size - base)
    return ARCHIVE_FATAL;
  zip->at = base + offset;
  return zip->at;
}

static struct archive *open_zip(Zip *zip) {
  struct archive *a = archive_read_new();
  archive_read_support_format_zip(a);
  archive_read_set_read_callback(a, read_piece);
  archive_read_set_seek_callback(a, seek);
  archive_read_set_callback_data(a, zip);
  archive_read_open1(a);
  return a;
}

static gboolean tell_error(Zip *zip) {
  const char *text = archive_error_string(zip->a);
  return mb_door_write(MB_FRAME_ERROR, text ? text : "broken", text ? strlen(text) : 6);
}

/* UTF-8, or the bytes as they stand in the zip. */
static gboolean tell_entry(Zip *zip, struct archive_entry *entry) {
  const char *name = archive_entry_pathname(entry);
  char number[32];
  if (!name || !*name) {
    g_snprintf(number, sizeof number, "?%" G_GUINT64_FORMAT, zip->number);
    name = number;
  }
  return mb_door_write(MB_FRAME_ENTRY, name, strnlen(name, MAX_NAME));
}

/* skip: so many entries are known already, from another process. */
static gboolean answer_next(Zip *zip, guint64 skip) {
  struct archive_entry *entry;
  if (!zip->a) /* this reads already, so it waits for the first question */
    zip->a = open_zip(zip);
  for (;;) {
    int result = archive_read_next_header(zip->a, &entry);
    if (result == ARCHIVE_EOF)
      return mb_door_write(MB_FRAME_ENTRY, NULL, 0);
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
      return tell_error(zip);
    if (archive_entry_filetype(entry) != AE_IFREG)
      continue;
    if (++zip->number > skip)
      return tell_entry(zip, entry);
  }
}

static gboolean answer_get(Zip *zip) {
  static char bytes[MB_ARCHIVE_PIECE];
  la_ssize_t n = archive_read_data(zip->a, bytes, sizeof bytes);
  return n < 0 ? tell_error(zip) : mb_door_write(MB_FRAME_BYTES, bytes, n);
}

static guint64 number_of(const MbDoorFrame *frame) {
  guint64 n = 0;
  memcpy(&n, frame->data, MIN(sizeof n, frame->len));
  return n;
}

static void serve(void) {
  MbDoorFrame frame = {0};
  Zip zip = {0};
  gboolean go_on = mb_door_read(&frame) && frame.kind == MB_FRAME_ARCHIVE;
  if (go_on)
    zip.size = number_of(&frame);
  while (go_on && mb_door_read(&frame)) {
    if (frame.kind == MB_FRAME_NEXT)
      go_on = answer_next(&zip, number_of(&frame));
    else
      go_on = frame.kind == MB_FRAME_GET && zip.a && answer_get(&zip);
  }
  g_free(frame.data);
}

/* The first frame is what every worker gets; it means nothing here. */
static gboolean get_ready(void) {
  MbDoorFrame frame = {0};
  gboolean ok = mb_door_read(&frame) && frame.kind == MB_FRAME_BRANDS;
  g_free(frame.data);
  if (!ok)
    return FALSE;
  setlocale(LC_ALL, "C.UTF-8"); /* else names beyond ASCII are lost */
  guint32 bits = mb_lock_close(MB_WORKER_FD);
  return mb_door_write(MB_FRAME_READY, &bits, sizeof bits);
}

int main(int argc, char **argv) {
  if (argc != 2 || !mb_lock_prepare(MB_WORKER_FD, atoi(argv[1])))
    return 2;
  if (!get_ready())
    return 1;
  serve();
  return 0;
}
