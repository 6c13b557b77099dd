/* A worker is renewed after so many mails or so much memory: what one mail left behind in it, by
 * accident or by intent, does not live long. SPDX-License-Identifier: GPL-3.0-or-later */
#include "pool.h"

#include "spawn.h"

#define MAX_MAILS  500
#define MAX_MEMORY (256ul * 1024 * 1024)
#define MAX_CPU    10 /* seconds; its own limit is twice that */
#define MAX_IDLE   8
#define LOOK_EVERY 8 /* mails between two looks at memory and time */

static GMutex mutex;
static GQueue idle = G_QUEUE_INIT;
static char *program; /* set by tests */
static GBytes *brands;

void mb_worker_pool_set_program(const char *path) {
  g_mutex_lock(&mutex);
  g_free(program);
  program = g_strdup(path);
  g_mutex_unlock(&mutex);
}

void mb_worker_pool_set_brands(GBytes *bytes) {
  g_mutex_lock(&mutex);
  g_clear_pointer(&brands, g_bytes_unref);
  brands = bytes ? g_bytes_ref(bytes) : NULL;
  g_mutex_unlock(&mutex);
}

/* The last one used, so that few do the work; a full worker can do what a common one can. */
static MbWorkerProcess *take_idle(gboolean full) {
  for (GList *l = idle.head; l; l = l->next) {
    MbWorkerProcess *process = l->data;
    if (process->full || !full) {
      g_queue_delete_link(&idle, l);
      return process;
    }
  }
  return NULL;
}

static MbWorkerProcess *start(gboolean full, GError **error) {
  const char *name = full ? "miyaburi-worker-full" : "miyaburi-worker";
  g_mutex_lock(&mutex);
  g_autofree char *path = program ? g_strdup(program) : mb_worker_find_program(name);
  g_autoptr(GBytes) table = brands ? g_bytes_ref(brands) : NULL;
  g_mutex_unlock(&mutex);
  MbWorkerProcess *process = mb_worker_process_start(path, table, error);
  if (process)
    process->full = full;
  return process;
}

MbWorkerProcess *mb_worker_pool_take(gboolean full, GError **error) {
  for (;;) {
    g_mutex_lock(&mutex);
    MbWorkerProcess *process = take_idle(full);
    g_mutex_unlock(&mutex);
    if (!process)
      return start(full, error);
    if (mb_worker_process_is_ready(process))
      return process;
    mb_worker_process_end(process); /* several may have died: the mail has two tries only */
  }
}

static gboolean is_worn(const MbWorkerProcess *process) {
  if (process->mails >= MAX_MAILS)
    return TRUE;
  return process->mails % LOOK_EVERY == 0 && (mb_worker_process_memory(process) > MAX_MEMORY ||
                                              mb_worker_process_cpu(process) >= MAX_CPU);
}

void mb_worker_pool_give(MbWorkerProcess *process) {
  gboolean keep = ++process->mails && !is_worn(process);
  g_mutex_lock(&mutex);
  keep = keep && idle.length < MAX_IDLE;
  if (keep)
    g_queue_push_head(&idle, process);
  g_mutex_unlock(&mutex);
  if (!keep)
    mb_worker_process_end(process);
}

void mb_worker_pool_clear(void) {
  MbWorkerProcess *process;
  do {
    g_mutex_lock(&mutex);
    process = g_queue_pop_head(&idle);
    g_mutex_unlock(&mutex);
    mb_worker_process_end(process);
  } while (process);
}
