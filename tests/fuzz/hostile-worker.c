/* In place of core/worker/spawn.c and of the calls that wait for a worker: no process and no waiting.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-worker.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "worker/frame.h"
#include "worker/spawn.h"

#define ALL_THE_REST 255

static const guint8 *rest;
static gsize n_rest, n_piece; /* of the piece that is under way */
static gboolean greeted;

void hostile_worker_says(const guint8 *data, gsize len) {
  rest = data;
  n_rest = len;
  n_piece = 0;
}

gboolean mb_worker_spawn(const char *program, pid_t *pid, int *fd, GError **error) {
  greeted = FALSE;
  *pid = -1; /* nobody to kill, to wait for, or to measure */
  *fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (*fd < 0)
    abort();
  return TRUE;
}

char *mb_worker_find_program(const char *name) {
  return g_strdup(name);
}

gssize __wrap_sendmsg(int fd, const struct msghdr *message, int flags);
gssize __wrap_sendmsg(int fd, const struct msghdr *message, int flags) {
  gssize n = 0;
  for (gsize i = 0; i < message->msg_iovlen; i++)
    n += message->msg_iov[i].iov_len;
  return n;
}

/* Without patience it is the question whether an idle worker is still: it is. */
int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout);
int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout) {
  return timeout ? 1 : 0;
}

static gssize say(void *to, const void *data, gsize len) {
  memcpy(to, data, len);
  return len;
}

gssize __wrap_recv(int fd, void *to, gsize room, int flags);
gssize __wrap_recv(int fd, void *to, gsize room, int flags) {
  static const guint8 ready[MB_FRAME_HEAD + 4] = {MB_FRAME_READY, 4, 0, 0, 0, 63};
  if (!greeted) {
    greeted = TRUE;
    return say(to, ready, sizeof ready);
  }
  if (!n_piece && n_rest) {
    n_piece = *rest++;
    n_rest--;
    n_piece = n_piece == ALL_THE_REST ? n_rest : MIN(n_piece, n_rest);
  }
  gsize n = MIN(n_piece, room);
  say(to, rest, n);
  rest += n, n_rest -= n, n_piece -= n;
  return n;
}
