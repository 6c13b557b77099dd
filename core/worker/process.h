/* One worker process as its parent sees it: started, talked to under a deadline, ended.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

#include "frame.h"

typedef struct {
  pid_t pid;
  int fd;
  gboolean full; /* base/full.h */
  guint lock;    /* MbLockBits it reported */
  guint mails;   /* read so far */
  guint told;    /* places it knows (told.h) */
  char *options; /* of the last mail, or NULL: an address book is not sent and read for each */
} MbWorkerProcess;

/* Starts program and waits until it is locked. NULL with MB_ERROR_WORKER. */
MbWorkerProcess *mb_worker_process_start(const char *program, GBytes *brands, GError **error);
/* Kills it, in whatever state it is, and collects its remains. */
void mb_worker_process_end(MbWorkerProcess *process);
/* Of an idle worker: it is alive as far as can be told. It has nothing to say then, so a readable
 * pipe is one that was closed. */
gboolean mb_worker_process_is_ready(const MbWorkerProcess *process);
/* Bytes of memory it holds, 0 when that cannot be told. */
gsize mb_worker_process_memory(const MbWorkerProcess *process);
/* Seconds of CPU time it has used, 0 when that cannot be told. */
guint mb_worker_process_cpu(const MbWorkerProcess *process);

typedef struct {
  MbFrameKind kind;
  gsize len;
  char *data; /* with a NUL behind it; free with g_free */
} MbFrame;

/* Errors: MB_ERROR_CANCELLED, or MB_ERROR_WORKER with the id of a reason as message:
 * "error.worker-stopped", "-forbidden", "-time", "-garbage". deadline: g_get_monotonic_time. */
#define MB_MAX_PIECES 4
gboolean mb_worker_process_send(MbWorkerProcess *process, MbFrameKind kind,
                                const GBytes *const *pieces, guint n, gint64 deadline,
                                GCancellable *cancellable, GError **error);
gboolean mb_worker_process_receive(MbWorkerProcess *process, MbFrame *frame, gint64 deadline,
                                   GCancellable *cancellable, GError **error);
