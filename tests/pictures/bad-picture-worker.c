/* Stands in for the picture worker and behaves as the picture it is given says.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker/door.h"

static void misbehave(const char *how) {
  if (g_str_equal(how, "crash"))
    abort();
  else if (g_str_equal(how, "hang"))
    sleep(60);
  else if (g_str_equal(how, "kind"))
    mb_door_write(MB_FRAME_ROUND, "r", 1);
  else if (g_str_equal(how, "empty"))
    mb_door_write(MB_FRAME_CODES, "", 0);
  else if (g_str_equal(how, "status"))
    mb_door_write(MB_FRAME_CODES, "?http://a.example/", 19);
  else if (g_str_equal(how, "no-end"))
    mb_door_write(MB_FRAME_CODES, "rhttp://a.example/", 18);
  else if (g_str_equal(how, "no-utf8"))
    mb_door_write(MB_FRAME_CODES, "r\xff\xfe\0http://a.example/", 22);
  else if (g_str_equal(how, "many")) {
    static char many[4001] = "r";
    for (guint i = 1; i < sizeof many; i += 2)
      many[i] = 'x';
    mb_door_write(MB_FRAME_CODES, many, sizeof many);
  } else
    mb_door_write(MB_FRAME_CODES, "rhttp://a.example/", 19);
  if (g_str_equal(how, "last-word")) { /* waits until that was taken: else it is garbage at once */
    usleep(100 * 1000);
    mb_door_write(MB_FRAME_CODES, "rhttp://lie.example/", 21);
  }
  if (g_str_equal(how, "quits") || g_str_equal(how, "last-word"))
    exit(0);
}

int main(void) {
  MbDoorFrame frame = {0};
  guint32 lock = 63;
  if (!mb_door_read(&frame))
    return 1;
  mb_door_write(MB_FRAME_READY, &lock, sizeof lock);
  while (mb_door_read(&frame) && frame.len >= sizeof(MbPictureHead))
    misbehave(frame.data + sizeof(MbPictureHead));
  return 0;
}
