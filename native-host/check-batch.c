/* Every thread takes a name, checks the mail and puts its report in line; whoever finishes the
 * oldest prints what is ready behind it. So no thread waits for another to hand work on, and none
 * runs further ahead than the window: an endless list of names needs no endless memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-batch.h"

#define MAX_THREADS 8
#define WINDOW      64 /* mails between the oldest in work and the newest */

typedef struct {
  char *text; /* NULL = not ready */
  gsize len;
  int status;
} Slot;

typedef struct {
  const MbBatchFuncs *funcs;
  gpointer data;
  GMutex input, output;
  GCond room;
  guint64 taken; /* under input */
  gboolean ended;
  guint64 printed; /* under output, as the slots */
  guint waiting;
  Slot slots[WINDOW];
} Batch;

static char *take(Batch *batch, guint64 *number) {
  g_mutex_lock(&batch->input);
  char *name = batch->ended ? NULL : batch->funcs->next(batch->data);
  batch->ended = !name;
  if (name)
    *number = batch->taken++;
  g_mutex_unlock(&batch->input);
  return name;
}

static void print_ready(Batch *batch) {
  Slot *slot;
  while ((slot = &batch->slots[batch->printed % WINDOW])->text) {
    batch->funcs->print(batch->data, slot->text, slot->len, slot->status);
    g_clear_pointer(&slot->text, g_free);
    batch->printed++;
  }
  if (batch->waiting)
    g_cond_broadcast(&batch->room);
}

static void put(Batch *batch, guint64 number, Slot done) {
  g_mutex_lock(&batch->output);
  while (number - batch->printed >= WINDOW) {
    batch->waiting++;
    g_cond_wait(&batch->room, &batch->output);
    batch->waiting--;
  }
  batch->slots[number % WINDOW] = done;
  if (number == batch->printed)
    print_ready(batch);
  g_mutex_unlock(&batch->output);
}

static gpointer work(gpointer data) {
  Batch *batch = data;
  char *name;
  for (guint64 number = 0; (name = take(batch, &number)); g_free(name)) {
    Slot done;
    done.text = batch->funcs->check(batch->data, name, &done.len, &done.status);
    put(batch, number, done);
  }
  return NULL;
}

void mb_batch_run(const MbBatchFuncs *funcs, gpointer data) {
  Batch batch = {.funcs = funcs, .data = data};
  GThread *threads[MAX_THREADS];
  guint more = CLAMP(g_get_num_processors(), 1, MAX_THREADS) - 1; /* this one works, too */
  g_mutex_init(&batch.input);
  g_mutex_init(&batch.output);
  g_cond_init(&batch.room);
  for (guint i = 0; i < more; i++)
    threads[i] = g_thread_new("check", work, &batch);
  work(&batch);
  for (guint i = 0; i < more; i++)
    g_thread_join(threads[i]);
  g_mutex_clear(&batch.input);
  g_mutex_clear(&batch.output);
  g_cond_clear(&batch.room);
}
