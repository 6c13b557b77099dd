/* Pausing, ending and asking a run. SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-private.h"

void mb_run_wake(MbRun *run) {
  g_cond_broadcast(&run->work);
  g_cond_broadcast(&run->room);
  g_cond_broadcast(&run->finished);
}

void mb_run_pause(MbRun *run) {
  g_mutex_lock(&run->mutex);
  if (!run->paused)
    run->paused_since = g_get_monotonic_time();
  run->paused = TRUE;
  g_mutex_unlock(&run->mutex);
}

void mb_run_resume(MbRun *run) {
  g_mutex_lock(&run->mutex);
  if (run->paused)
    run->paused_us += g_get_monotonic_time() - run->paused_since;
  run->paused = FALSE;
  mb_run_wake(run);
  g_mutex_unlock(&run->mutex);
}

void mb_run_cancel(MbRun *run) {
  g_mutex_lock(&run->mutex);
  run->cancelled |= !mb_run_has_ended(run);
  mb_run_wake(run);
  g_mutex_unlock(&run->mutex);
  g_cancellable_cancel(run->cancellable);
}

static MbRunState state_of(const MbRun *run) {
  if (mb_run_has_ended(run))
    return run->cancelled ? MB_RUN_CANCELLED : MB_RUN_DONE;
  return run->paused ? MB_RUN_PAUSED : MB_RUN_RUNNING;
}

/* The clock stops when the end is first seen. */
static gint64 elapsed(MbRun *run) {
  gint64 now = run->paused ? run->paused_since : g_get_monotonic_time();
  if (mb_run_has_ended(run) && !run->ended)
    run->ended = now;
  return (run->ended ? run->ended : now) - run->started - run->paused_us;
}

void mb_run_get_progress(MbRun *run, MbRunProgress *p) {
  g_mutex_lock(&run->mutex);
  *p = (MbRunProgress){.state = state_of(run), .found = run->found, .elapsed_us = elapsed(run)};
  g_mutex_unlock(&run->mutex);
  p->done = g_atomic_int_get(&run->done);
  p->errors = g_atomic_int_get(&run->errors);
  p->bytes = __atomic_load_n(&run->bytes, __ATOMIC_RELAXED);
  p->bytes_all = __atomic_load_n(&run->bytes_all, __ATOMIC_RELAXED);
}

gboolean mb_run_wait(MbRun *run, guint timeout_ms) {
  gint64 end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
  g_mutex_lock(&run->mutex);
  while (!mb_run_has_ended(run) && g_cond_wait_until(&run->finished, &run->mutex, end))
    ;
  gboolean ended = mb_run_has_ended(run);
  g_mutex_unlock(&run->mutex);
  return ended;
}

MbSummary *mb_run_summary(const MbRun *run) {
  return run->summary;
}

void mb_run_lock(MbRun *run) {
  g_mutex_lock(&run->output);
}

gboolean mb_run_try_lock(MbRun *run) {
  return g_mutex_trylock(&run->output);
}

void mb_run_unlock(MbRun *run) {
  g_mutex_unlock(&run->output);
}
