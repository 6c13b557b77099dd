/* A window of mails is in work at any time; the oldest one is printed as soon as it is ready.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail-pool.h"

#define MAX_THREADS 8
#define WINDOW      4 /* mails in work a thread */

typedef struct {
  char *file;
  GBytes *mail;
  MbReport *report;
  gboolean done;
} Slot;

struct _MbPool {
  MbPoolJudge judge;
  MbPoolPrint print;
  gpointer data;
  guint threads;
  GThreadPool *threads_pool;
  GQueue slots;
  GMutex mutex;
  GCond changed;
};

static void work(gpointer item, gpointer data) {
  MbPool *pool = data;
  Slot *slot = item;
  slot->report = pool->judge(pool->data, slot->file, slot->mail);
  g_clear_pointer(&slot->mail, g_bytes_unref);
  g_mutex_lock(&pool->mutex);
  slot->done = TRUE;
  g_cond_signal(&pool->changed);
  g_mutex_unlock(&pool->mutex);
}

MbPool *mb_pool_new(MbPoolJudge judge, MbPoolPrint print, gpointer data) {
  MbPool *pool = g_new0(MbPool, 1);
  pool->judge = judge;
  pool->print = print;
  pool->data = data;
  pool->threads = CLAMP(g_get_num_processors(), 1, MAX_THREADS);
  pool->threads_pool = g_thread_pool_new(work, pool, pool->threads, TRUE, NULL);
  g_queue_init(&pool->slots);
  g_mutex_init(&pool->mutex);
  g_cond_init(&pool->changed);
  return pool;
}

static void print_oldest(MbPool *pool) {
  Slot *slot = g_queue_pop_head(&pool->slots);
  g_mutex_lock(&pool->mutex);
  while (!slot->done)
    g_cond_wait(&pool->changed, &pool->mutex);
  g_mutex_unlock(&pool->mutex);
  pool->print(pool->data, slot->file, slot->report);
  mb_report_free(slot->report);
  g_free(slot->file);
  g_free(slot);
}

static void add(MbPool *pool, Slot *slot, const char *file) {
  slot->file = g_strdup(file);
  g_queue_push_tail(&pool->slots, slot);
  if (!slot->done)
    g_thread_pool_push(pool->threads_pool, slot, NULL);
  while (pool->slots.length >= pool->threads * WINDOW)
    print_oldest(pool);
}

void mb_pool_add(MbPool *pool, const char *name, GBytes *mail) {
  Slot *slot = g_new0(Slot, 1);
  slot->mail = g_bytes_ref(mail);
  add(pool, slot, name);
}

void mb_pool_add_failed(MbPool *pool, const char *name, MbReport *report) {
  Slot *slot = g_new0(Slot, 1);
  slot->report = report;
  slot->done = TRUE;
  add(pool, slot, name);
}

void mb_pool_free(MbPool *pool) {
  while (pool->slots.length)
    print_oldest(pool);
  g_thread_pool_free(pool->threads_pool, FALSE, TRUE);
  g_mutex_clear(&pool->mutex);
  g_cond_clear(&pool->changed);
  g_free(pool);
}
