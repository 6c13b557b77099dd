/* One process a zip: it is asked for names and bytes, and answers, perhaps after it asked for pieces of
 * the zip. Before its CPU limit it is replaced by a new one, which passes over the entries that are done.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "archives.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock.h"
#include "process.h"
#include "spawn.h"
#include "../base/error.h"

#define PATIENCE (5 * G_TIME_SPAN_SECOND) /* an answer */
#define MAX_CPU  5                        /* seconds, at the beginning of an entry */

struct _MbArchive {
  int fd;
  guint64 size;
  gboolean require_lock;
  MbWorkerProcess *process; /* NULL = it failed */
  guint64 entries;
  MbFrame bytes; /* of the entry, not handed out yet */
  gsize used;
};

static char *program;

void mb_archive_set_program(const char *path) {
  g_free(program);
  program = g_strdup(path);
}

static gboolean fail(GError **error, const char *why) {
  g_set_error_literal(error, MB_ERROR, MB_ERROR_WORKER, why);
  return FALSE;
}

static gboolean send(MbArchive *z, MbFrameKind kind, const void *data, gsize len, GError **error) {
  g_autoptr(GBytes) bytes = g_bytes_new(data, len);
  const GBytes *pieces[] = {bytes};
  return mb_worker_process_send(z->process, kind, pieces, 1, g_get_monotonic_time() + PATIENCE,
                                NULL, error);
}

static gboolean start(MbArchive *z, GError **error) {
  g_autofree char *path =
      program ? g_strdup(program) : mb_worker_find_program("miyaburi-archive-worker");
  z->process = mb_worker_process_start(path, NULL, error);
  if (!z->process)
    return FALSE;
  if (z->require_lock && z->process->lock != MB_LOCK_ALL)
    fail(error, "error.lock-missing");
  else if (send(z, MB_FRAME_ARCHIVE, &z->size, sizeof z->size, error))
    return TRUE;
  g_clear_pointer(&z->process, mb_worker_process_end); /* not to be asked by whoever goes on */
  return FALSE;
}

MbArchive *mb_archive_open(int fd, gboolean require_lock, GError **error) {
  g_autoptr(MbArchive) z = g_new0(MbArchive, 1);
  struct stat st;
  z->fd = fd;
  z->require_lock = require_lock;
  if (fstat(fd, &st) == 0)
    z->size = st.st_size;
  return start(z, error) ? g_steal_pointer(&z) : NULL;
}

void mb_archive_free(MbArchive *z) {
  mb_worker_process_end(z->process);
  g_free(z->bytes.data);
  g_free(z);
}

/* Whatever it asks for: a piece that is not there is empty. */
static gboolean give_piece(MbArchive *z, const MbFrame *need, GError **error) {
  g_autofree char *piece = g_malloc(MB_ARCHIVE_PIECE);
  guint64 at = 0;
  if (need->len != sizeof at)
    return fail(error, "error.worker-garbage");
  memcpy(&at, need->data, sizeof at);
  gssize n = at < z->size ? pread(z->fd, piece, MB_ARCHIVE_PIECE, at) : 0;
  return send(z, MB_FRAME_DATA, piece, MAX(n, 0), error);
}

/* One whole answer has PATIENCE, however many pieces it takes. */
static gboolean receive(MbArchive *z, MbFrame *frame, GError **error) {
  gint64 deadline = g_get_monotonic_time() + PATIENCE;
  for (;;) {
    g_clear_pointer(&frame->data, g_free);
    if (!mb_worker_process_receive(z->process, frame, deadline, NULL, error))
      return FALSE;
    if (frame->kind != MB_FRAME_NEED)
      return TRUE;
    if (!give_piece(z, frame, error))
      return FALSE;
  }
}

/* Asks; the answer is of kind wanted and at most most bytes, or an error. A worker that fails is ended. */
static gboolean ask(MbArchive *z, MbFrameKind kind, MbFrameKind wanted, gsize most, MbFrame *frame,
                    GError **error) {
  if (!z->process)
    return fail(error, "error.worker-stopped");
  if (send(z, kind, &z->entries, sizeof z->entries, error) && receive(z, frame, error)) {
    if (frame->kind == wanted && frame->len <= most)
      return TRUE;
    if (frame->kind == MB_FRAME_ERROR) {
      gboolean locked = memmem(frame->data, frame->len, "ncrypt", 6) ||
                        memmem(frame->data, frame->len, "assphrase", 9);
      g_set_error_literal(error, MB_ERROR, MB_ERROR_IO,
                          locked ? "The archive is locked with a password."
                                 : "The archive is damaged.");
      return FALSE;
    }
    fail(error, "error.worker-garbage");
  }
  g_clear_pointer(&z->process, mb_worker_process_end);
  return FALSE;
}

char *mb_archive_next(MbArchive *z, GError **error) {
  MbFrame frame = {0};
  g_clear_pointer(&z->bytes.data, g_free);
  z->bytes.len = z->used = 0;
  if (z->process && mb_worker_process_cpu(z->process) >= MAX_CPU) {
    g_clear_pointer(&z->process, mb_worker_process_end);
    if (!start(z, error))
      return NULL;
  }
  char *name = NULL;
  if (ask(z, MB_FRAME_NEXT, MB_FRAME_ENTRY, MB_ARCHIVE_PIECE, &frame, error) && frame.len)
    name = g_strndup(frame.data, frame.len);
  z->entries += name != NULL;
  g_free(frame.data);
  return name;
}

gssize mb_archive_read(MbArchive *z, char *to, gsize len, GError **error) {
  if (z->used == z->bytes.len) {
    z->used = 0;
    z->bytes.len = 0;
    MbFrame frame = {0};
    gboolean ok = ask(z, MB_FRAME_GET, MB_FRAME_BYTES, MB_ARCHIVE_PIECE, &frame, error);
    g_free(z->bytes.data);
    z->bytes = frame;
    if (!ok) {
      z->bytes.len = 0;
      return -1;
    }
  }
  gsize n = MIN(len, z->bytes.len - z->used);
  memcpy(to, z->bytes.data + z->used, n);
  z->used += n;
  return n;
}
