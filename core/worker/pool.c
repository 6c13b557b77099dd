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
static gboolean all_full;

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

/* What a new worker is started with. */
typedef struct {
  gboolean full;
  char *path;
  GBytes *brands;
} Plan;

static MbWorkerProcess *take_idle(gboolean full, Plan *plan) {
  g_mutex_lock(&mutex);
  all_full = plan->full = all_full || full;
  MbWorkerProcess *process = g_queue_pop_head(&idle);
  plan->path = process ? NULL : g_strdup(program);
  plan->brands = brands && !process ? g_bytes_ref(brands) : NULL;
  g_mutex_unlock(&mutex);
  return process;
}

static MbWorkerProcess *start(Plan *plan, GError **error) {
  if (!plan->path)
    plan->path = mb_worker_find_program(plan->full ? "miyaburi-worker-full" : "miyaburi-worker");
  MbWorkerProcess *process = mb_worker_process_start(plan->path, plan->brands, error);
  if (process)
    process->full = plan->full;
  g_clear_pointer(&plan->brands, g_bytes_unref);
  g_free(plan->path);
  return process;
}

MbWorkerProcess *mb_worker_pool_take(gboolean full, GError **error) {
  MbWorkerProcess *process;
  Plan plan;
  while ((process = take_idle(full, &plan)) && plan.full && !process->full)
    mb_worker_process_end(process);
  return process ? process : start(&plan, error);
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
