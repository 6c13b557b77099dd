/* Stands in for the worker and behaves as the brand table it is given says.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "worker/frame.h"

static char *brands;
static guint32 lock = 63;

static gboolean read_all(void *buffer, gsize len) {
  for (gsize done = 0; done < len;) {
    gssize n = read(MB_WORKER_FD, (char *)buffer + done, len - done);
    if (n <= 0)
      return FALSE;
    done += n;
  }
  return TRUE;
}

static char *read_frame(guint8 *kind) {
  guint8 head[MB_FRAME_HEAD];
  if (!read_all(head, sizeof head))
    exit(0);
  char *data = g_malloc0(mb_frame_len(head) + 1);
  if (!read_all(data, mb_frame_len(head)))
    exit(0);
  *kind = head[0];
  return data;
}

static void write_frame(guint8 kind, const void *data, guint32 len, guint32 claimed) {
  guint8 head[MB_FRAME_HEAD];
  mb_frame_head(head, kind, claimed);
  if (write(MB_WORKER_FD, head, sizeof head) < 0 || write(MB_WORKER_FD, data, len) < 0)
    exit(1);
}

static gboolean told(const char *what) {
  return g_str_equal(brands, what);
}

static void misbehave(void) {
  static const char text[] = "{\"verdict\":\"legitimate\"}\n[]";
  if (told("crash"))
    abort();
  if (told("quit"))
    exit(0);
  if (told("hang"))
    sleep(60);
  if (told("never-full"))
    write_frame(MB_FRAME_FULL, "", 0, 0);
  if (told("half"))
    write_frame(MB_FRAME_ROUND, text, 4, sizeof text);
  if (told("half"))
    exit(0);
  if (told("huge"))
    write_frame(MB_FRAME_ROUND, text, 4, 0xffffffff);
  if (told("kind"))
    write_frame('?', text, sizeof text - 1, sizeof text - 1);
  if (told("one-line"))
    write_frame(MB_FRAME_ROUND, "{}", 2, 2);
  if (told("nul"))
    write_frame(MB_FRAME_ROUND, "{}\n[\0]", 6, 6);
  write_frame(MB_FRAME_ROUND, text, sizeof text - 1, sizeof text - 1);
}

int main(void) {
  guint8 kind;
  brands = read_frame(&kind);
  if (told("no-lock"))
    lock = 15;
  if (told("dies-early"))
    abort();
  write_frame(MB_FRAME_READY, &lock, sizeof lock, sizeof lock);
  for (;;) {
    g_free(read_frame(&kind));
    misbehave();
  }
}
