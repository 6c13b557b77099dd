/* Stands in for the archive worker and behaves as the "zip" it is given says.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker/door.h"

static void misbehave(const char *how) {
  static char large[MB_ARCHIVE_PIECE + 1];
  if (g_str_equal(how, "crash"))
    abort();
  else if (g_str_equal(how, "hang"))
    sleep(60);
  else if (g_str_equal(how, "kind"))
    mb_door_write(MB_FRAME_ROUND, "r", 1);
  else if (g_str_equal(how, "need"))
    mb_door_write(MB_FRAME_NEED, "abc", 3);
  else if (g_str_equal(how, "large"))
    mb_door_write(MB_FRAME_ENTRY, large, sizeof large);
  else if (g_str_equal(how, "error"))
    mb_door_write(MB_FRAME_ERROR, "\xff\xfe broken", 9);
  else if (g_str_equal(how, "bytes"))
    mb_door_write(MB_FRAME_BYTES, "x", 1);
}

int main(void) {
  MbDoorFrame frame = {0}, how = {0};
  guint32 lock = 63;
  guint64 from = 0, beyond = G_MAXUINT64;
  if (!mb_door_read(&frame))
    return 1;
  mb_door_write(MB_FRAME_READY, &lock, sizeof lock);
  if (!mb_door_read(&frame) || !mb_door_read(&frame))
    return 1;
  mb_door_write(MB_FRAME_NEED, &beyond, sizeof beyond);
  if (!mb_door_read(&how) || how.len) /* nothing stands there */
    return 1;
  mb_door_write(MB_FRAME_NEED, &from, sizeof from);
  if (!mb_door_read(&how))
    return 1;
  misbehave(how.data);
  while (mb_door_read(&frame))
    ;
  return 0;
}
