/* Frames over the one descriptor a worker has. SPDX-License-Identifier: GPL-3.0-or-later */
#include "door.h"

#include <unistd.h>

static gboolean read_exactly(void *buffer, gsize len) {
  for (gsize done = 0; done < len;) {
    gssize n = read(MB_WORKER_FD, (char *)buffer + done, len - done);
    if (n <= 0)
      return FALSE;
    done += n;
  }
  return TRUE;
}

gboolean mb_door_read(MbDoorFrame *frame) {
  guint8 head[MB_FRAME_HEAD];
  g_clear_pointer(&frame->data, g_free);
  if (!read_exactly(head, sizeof head))
    return FALSE;
  frame->kind = head[0];
  frame->len = mb_frame_len(head);
  if (frame->len > MB_MAX_FRAME_IN)
    return FALSE;
  frame->data = g_malloc(frame->len + 1);
  frame->data[frame->len] = 0;
  return read_exactly(frame->data, frame->len);
}

/* One write for a small frame: the parent wakes once. */
gboolean mb_door_write(MbFrameKind kind, const void *data, gsize len) {
  g_autofree char *bytes = g_malloc(MB_FRAME_HEAD + len);
  mb_frame_head((guint8 *)bytes, kind, len);
  if (len)
    memcpy(bytes + MB_FRAME_HEAD, data, len);
  for (gsize done = 0; done < MB_FRAME_HEAD + len;) {
    gssize n = write(MB_WORKER_FD, bytes + done, MB_FRAME_HEAD + len - done);
    if (n <= 0)
      return FALSE;
    done += n;
  }
  return TRUE;
}
