/* A window of mails is in work at any time; the oldest one is printed as soon as it is ready, so that
 * an endless list of names needs no endless memory. SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-batch.h"

#define MAX_THREADS 8
#define WINDOW      4 /* mails in work a thread */

typedef struct {
  char *file;
  MbReport *report;
  char *facts;
  gboolean done;
} Slot;

struct _MbBatch {
  MbBatchCheck check;
  MbBatchPrint print;
  gpointer data;
  guint threads;
  GThreadPool *pool;
  GQueue slots;
  GMutex mutex;
  GCond changed;
};

static void work(gpointer item, gpointer data) {
  MbBatch *batch = data;
  Slot *slot = item;
  slot->report = batch->check(batch->data, slot->file, &slot->facts);
  g_mutex_lock(&batch->mutex);
  slot->done = TRUE;
  g_cond_signal(&batch->changed);
  g_mutex_unlock(&batch->mutex);
}

MbBatch *mb_batch_new(MbBatchCheck check, MbBatchPrint print, gpointer data) {
  MbBatch *batch = g_new0(MbBatch, 1);
  batch->check = check;
  batch->print = print;
  batch->data = data;
  batch->threads = CLAMP(g_get_num_processors(), 1, MAX_THREADS);
  batch->pool = g_thread_pool_new(work, batch, batch->threads, TRUE, NULL);
  g_queue_init(&batch->slots);
  g_mutex_init(&batch->mutex);
  g_cond_init(&batch->changed);
  return batch;
}

static void print_oldest(MbBatch *batch) {
  Slot *slot = g_queue_pop_head(&batch->slots);
  g_mutex_lock(&batch->mutex);
  while (!slot->done)
    g_cond_wait(&batch->changed, &batch->mutex);
  g_mutex_unlock(&batch->mutex);
  batch->print(batch->data, slot->file, slot->report, slot->facts);
  mb_report_free(slot->report);
  g_free(slot->facts);
  g_free(slot->file);
  g_free(slot);
}

void mb_batch_add(MbBatch *batch, const char *file) {
  Slot *slot = g_new0(Slot, 1);
  slot->file = g_strdup(file);
  g_queue_push_tail(&batch->slots, slot);
  g_thread_pool_push(batch->pool, slot, NULL);
  while (batch->slots.length >= batch->threads * WINDOW)
    print_oldest(batch);
}

void mb_batch_free(MbBatch *batch) {
  while (batch->slots.length)
    print_oldest(batch);
  g_thread_pool_free(batch->pool, FALSE, TRUE);
  g_mutex_clear(&batch->mutex);
  g_cond_clear(&batch->changed);
  g_free(batch);
}
