/* Talking to a worker: it may be dead, silent or lying at any moment.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spawn.h"
#include "../base/error.h"

#define START_MS    10000 /* a cold disk; measured: 10 ms */
#define FIRST_BYTES 16384 /* most reports: one call */

/* Why it is gone: a forbidden call, its CPU limit, or anything else. */
static const char *reason_of_death(MbWorkerProcess *process) {
  int status;
  if (process->pid <= 0)
    return "error.worker-stopped";
  kill(process->pid, SIGKILL); /* it closed its end, so it is on its way out */
  if (waitpid(process->pid, &status, 0) != process->pid)
    status = 0;
  process->pid = 0;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
    return "error.worker-forbidden";
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    return "error.worker-time";
  return "error.worker-stopped";
}

static gboolean fail(GError **error, const char *reason) {
  g_set_error_literal(error, MB_ERROR, MB_ERROR_WORKER, reason);
  return FALSE;
}

/* Until the socket is ready for events, the deadline, or a cancel. */
static gboolean wait_for(MbWorkerProcess *process, short events, gint64 deadline,
                         GCancellable *cancellable, GError **error) {
  struct pollfd fds[2] = {{.fd = process->fd, .events = events}};
  gint64 left = deadline - g_get_monotonic_time();
  if (cancellable)
    fds[1] = (struct pollfd){.fd = g_cancellable_get_fd(cancellable), .events = POLLIN};
  int n = left > 0 ? poll(fds, cancellable && fds[1].fd >= 0 ? 2 : 1, (left + 999) / 1000) : 0;
  if (cancellable && fds[1].fd >= 0)
    g_cancellable_release_fd(cancellable);
  if (g_cancellable_is_cancelled(cancellable)) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_CANCELLED, "cancelled");
    return FALSE;
  }
  if (n == 0 || left <= 0)
    return fail(error, "error.worker-time");
  return TRUE;
}

/* Takes done bytes off the front of the pieces. */
static void advance(struct msghdr *message, gsize done) {
  while (message->msg_iovlen && done >= message->msg_iov->iov_len) {
    done -= message->msg_iov->iov_len;
    message->msg_iov++;
    message->msg_iovlen--;
  }
  if (message->msg_iovlen) {
    message->msg_iov->iov_base = (char *)message->msg_iov->iov_base + done;
    message->msg_iov->iov_len -= done;
  }
}

static gboolean send_all(MbWorkerProcess *process, struct msghdr *message, gint64 deadline,
                         GCancellable *cancellable, GError **error) {
  for (advance(message, 0); message->msg_iovlen;) {
    gssize n = sendmsg(process->fd, message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      advance(message, n);
    } else if (n < 0 && errno == EINTR) {
      continue;
    } else if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
      return fail(error, reason_of_death(process));
    } else if (!wait_for(process, POLLOUT, deadline, cancellable, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* In one piece where it fits, so that the other side wakes once. */
gboolean mb_worker_process_send(MbWorkerProcess *process, MbFrameKind kind,
                                const GBytes *const *pieces, guint n, gint64 deadline,
                                GCancellable *cancellable, GError **error) {
  guint8 head[MB_FRAME_HEAD];
  struct iovec parts[1 + MB_MAX_PIECES] = {{head, sizeof head}};
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = 1 + n};
  gsize total = 0, len;
  for (guint i = 0; i < n; i++) {
    parts[1 + i].iov_base = (gpointer)g_bytes_get_data((GBytes *)pieces[i], &len);
    parts[1 + i].iov_len = len;
    total += len;
  }
  if (total > MB_MAX_FRAME_IN)
    return fail(error, "error.too-large");
  mb_frame_head(head, kind, total);
  return send_all(process, &message, deadline, cancellable, error);
}

/* At least least bytes, at most room; 0 = failed. */
static gsize receive_bytes(MbWorkerProcess *process, char *data, gsize least, gsize room,
                           gint64 deadline, GCancellable *cancellable, GError **error) {
  gsize got = 0;
  while (got < least) {
    if (!wait_for(process, POLLIN, deadline, cancellable, error))
      return 0;
    gssize n = recv(process->fd, data + got, room - got, MSG_DONTWAIT);
    if (n > 0) {
      got += n;
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR && errno != EWOULDBLOCK)) {
      fail(error, reason_of_death(process));
      return 0;
    }
  }
  return got;
}

/* Nobody asked for more than one frame, so what comes behind it is garbage. */
gboolean mb_worker_process_receive(MbWorkerProcess *process, MbFrame *frame, gint64 deadline,
                                   GCancellable *cancellable, GError **error) {
  char first[FIRST_BYTES];
  *frame = (MbFrame){0};
  gsize got =
      receive_bytes(process, first, MB_FRAME_HEAD, sizeof first, deadline, cancellable, error);
  if (!got)
    return FALSE;
  frame->kind = (guint8)first[0];
  frame->len = mb_frame_len((const guint8 *)first);
  got -= MB_FRAME_HEAD;
  if (frame->len > MB_MAX_FRAME_OUT || got > frame->len)
    return fail(error, "error.worker-garbage");
  frame->data = g_malloc(frame->len + 1);
  frame->data[frame->len] = 0;
  memcpy(frame->data, first + MB_FRAME_HEAD, got);
  gsize left = frame->len - got;
  if (!left || receive_bytes(process, frame->data + got, left, left, deadline, cancellable, error))
    return TRUE;
  g_clear_pointer(&frame->data, g_free);
  return FALSE;
}

static gboolean greet(MbWorkerProcess *process, GBytes *brands, GError **error) {
  gint64 deadline = g_get_monotonic_time() + START_MS * G_TIME_SPAN_MILLISECOND;
  const GBytes *pieces[] = {brands};
  MbFrame frame;
  if (!mb_worker_process_send(process, MB_FRAME_BRANDS, pieces, brands ? 1 : 0, deadline, NULL,
                              error) ||
      !mb_worker_process_receive(process, &frame, deadline, NULL, error))
    return FALSE;
  gboolean ok = frame.kind == MB_FRAME_READY && frame.len == sizeof(guint32);
  if (ok)
    memcpy(&process->lock, frame.data, sizeof(guint32));
  else if (frame.kind == MB_FRAME_ERROR && frame.len > 1) /* a brand table that does not load */
    g_set_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "%s", frame.data + 1);
  else
    fail(error, "error.worker-garbage");
  g_free(frame.data);
  return ok;
}

MbWorkerProcess *mb_worker_process_start(const char *program, GBytes *brands, GError **error) {
  MbWorkerProcess *process = g_new0(MbWorkerProcess, 1);
  process->fd = -1;
  if (mb_worker_spawn(program, &process->pid, &process->fd, error) && greet(process, brands, error))
    return process;
  mb_worker_process_end(process);
  return NULL;
}

void mb_worker_process_end(MbWorkerProcess *process) {
  if (!process)
    return;
  if (process->fd >= 0)
    close(process->fd);
  if (process->pid > 0) {
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
      ;
  }
  g_free(process->options);
  g_free(process);
}

gboolean mb_worker_process_is_ready(const MbWorkerProcess *process) {
  struct pollfd look = {.fd = process->fd, .events = POLLIN};
  return poll(&look, 1, 0) == 0;
}

gsize mb_worker_process_memory(const MbWorkerProcess *process) {
  char path[64];
  unsigned long total = 0, resident = 0;
  g_snprintf(path, sizeof path, "/proc/%d/statm", (int)process->pid);
  FILE *file = fopen(path, "re");
  if (!file)
    return 0;
  if (fscanf(file, "%lu %lu", &total, &resident) != 2)
    resident = 0;
  fclose(file);
  return (gsize)resident * sysconf(_SC_PAGESIZE);
}

guint mb_worker_process_cpu(const MbWorkerProcess *process) {
  clockid_t clock;
  struct timespec t;
  if (clock_getcpuclockid(process->pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
    return 0;
  return t.tv_sec;
}
