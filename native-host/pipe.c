/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <unistd.h>

/* Over this much unsent, requests are left in the pipe: the sender is throttled, memory stays flat.
 */
#define HIGH_WATER (4 * 1024 * 1024)

struct _MbPipe {
  int in, out;
  guint in_source, out_source;
  MbFrameReader reader;
  GByteArray *unsent;
  gsize sent; /* of unsent */
  MbPipeEnd end;
  gpointer data;
};

static gboolean on_readable(int fd, GIOCondition condition, gpointer data);

static void watch_input(MbPipe *pipe) {
  if (!pipe->in_source)
    pipe->in_source = g_unix_fd_add(pipe->in, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, pipe);
}

static gboolean stop_reading(MbPipe *pipe, const char *why) {
  pipe->in_source = 0;
  if (why)
    pipe->end(why, pipe->data);
  return G_SOURCE_REMOVE;
}

static gboolean on_readable(int fd, GIOCondition condition, gpointer data) {
  MbPipe *pipe = data;
  guint8 bytes[64 * 1024];
  gssize n = read(fd, bytes, sizeof bytes);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n < 0)
    return stop_reading(pipe, "io");
  if (n == 0)
    return stop_reading(pipe, mb_frame_reader_is_partial(&pipe->reader) ? "cut" : "closed");
  if (mb_frame_reader_feed(&pipe->reader, bytes, n) == MB_FRAME_TOO_LARGE)
    return stop_reading(pipe, "frame-too-large");
  if (pipe->unsent->len - pipe->sent > HIGH_WATER)
    return stop_reading(pipe, NULL);
  return G_SOURCE_CONTINUE;
}

/* Writes what the pipe takes; FALSE when the other side is gone. */
static gboolean flush(MbPipe *pipe) {
  while (pipe->sent < pipe->unsent->len) {
    gssize n = write(pipe->out, pipe->unsent->data + pipe->sent, pipe->unsent->len - pipe->sent);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno == EAGAIN;
    pipe->sent += n;
  }
  g_byte_array_set_size(pipe->unsent, 0);
  pipe->sent = 0;
  return TRUE;
}

static gboolean on_writable(int fd, GIOCondition condition, gpointer data) {
  MbPipe *pipe = data;
  if (!flush(pipe)) {
    pipe->out_source = 0;
    pipe->end("io", pipe->data);
    return G_SOURCE_REMOVE;
  }
  if (pipe->unsent->len - pipe->sent <= HIGH_WATER / 2)
    watch_input(pipe);
  if (pipe->unsent->len)
    return G_SOURCE_CONTINUE;
  pipe->out_source = 0;
  return G_SOURCE_REMOVE;
}

MbPipe *mb_pipe_new(int in, int out, MbFrameFunc func, MbPipeEnd end, gpointer data) {
  MbPipe *pipe = g_new0(MbPipe, 1);
  pipe->in = in;
  pipe->out = out;
  pipe->end = end;
  pipe->data = data;
  pipe->unsent = g_byte_array_new();
  mb_frame_reader_init(&pipe->reader, func, data);
  g_unix_set_fd_nonblocking(in, TRUE, NULL);
  g_unix_set_fd_nonblocking(out, TRUE, NULL);
  watch_input(pipe);
  return pipe;
}

void mb_pipe_free(MbPipe *pipe) {
  g_clear_handle_id(&pipe->in_source, g_source_remove);
  g_clear_handle_id(&pipe->out_source, g_source_remove);
  mb_frame_reader_clear(&pipe->reader);
  g_byte_array_unref(pipe->unsent);
  g_free(pipe);
}

void mb_pipe_send(MbPipe *pipe, const char *json, gsize len) {
  g_assert(len <= MB_MAX_ANSWER);
  guint32 n = len;
  g_byte_array_append(pipe->unsent, (const guint8 *)&n, sizeof n);
  g_byte_array_append(pipe->unsent, (const guint8 *)json, len);
  if (!pipe->out_source)
    pipe->out_source = g_unix_fd_add(pipe->out, G_IO_OUT | G_IO_HUP | G_IO_ERR, on_writable, pipe);
}
