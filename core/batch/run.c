/* Finding runs ahead of judging by a window of mails, bounded in number and in bytes, so memory does not
 * grow with the folder. Jobs are begun in order; whoever finishes the oldest delivers what is ready
 * behind it, so no thread waits for another to hand results on. Threads are woken only when they sleep and
 * there is enough for them to do: waking one for each mail cost a quarter of the judging of small mails.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-private.h"

#include <unistd.h>

#define WAITING_BYTES (128 << 20)
#define WINDOW        16 /* mails in work a thread */

typedef struct {
  char *name;
  GBytes *mail;     /* until it is judged */
  MbReport *report; /* NULL = cancelled */
  gboolean ready;
} Job;

static void job_free(gpointer data) {
  Job *job = data;
  g_free(job->name);
  g_clear_pointer(&job->mail, g_bytes_unref);
  g_clear_pointer(&job->report, mb_report_free);
  g_free(job);
}

static void deliver_one(MbRun *run, Job *job) {
  if (job->report) {
    g_mutex_lock(&run->output);
    mb_summary_add_as(run->summary, job->name, job->report);
    g_mutex_unlock(&run->output);
    if (run->funcs.report)
      run->funcs.report(job->name, job->report, run->data);
    g_atomic_int_inc(&run->done);
    if (job->report->verdict == MB_VERDICT_ERROR)
      g_atomic_int_inc(&run->errors);
  }
  job_free(job);
}

static gboolean oldest_is_ready(const MbRun *run) {
  const Job *job = run->order.head ? run->order.head->data : NULL;
  return job && job->ready;
}

/* A single mail always gets in, however large. */
static gboolean is_too_much(const MbRun *run, gsize len) {
  return run->waiting_bytes && run->waiting_bytes + len > WAITING_BYTES;
}

static gboolean is_full(const MbRun *run, gsize len) {
  return run->order.length >= run->n_judges * WINDOW || is_too_much(run, len);
}

/* When half of the window is free: finding goes in strides. mutex is held. */
static void wake_walker(MbRun *run) {
  if (run->walker_sleeps && run->order.length <= run->n_judges * WINDOW / 2 &&
      !is_too_much(run, run->wanted))
    g_cond_signal(&run->room);
}

/* mutex is held, but not while results are handed out. */
static void deliver(MbRun *run) {
  if (run->delivering)
    return;
  run->delivering = TRUE;
  while (oldest_is_ready(run)) {
    Job *job = g_queue_pop_head(&run->order);
    g_mutex_unlock(&run->mutex);
    deliver_one(run, job);
    g_mutex_lock(&run->mutex);
    wake_walker(run);
  }
  run->delivering = FALSE;
  if (mb_run_has_ended(run))
    g_cond_broadcast(&run->finished);
}

static MbReport *judge_one(MbRun *run, const Job *job) {
  MbRequest request = run->request;
  g_autoptr(GError) error = NULL;
  request.file = job->name;
  MbReport *report = mb_check_mail(job->mail, &request, NULL, NULL, run->cancellable, &error);
  if (report || g_error_matches(error, MB_ERROR, MB_ERROR_CANCELLED))
    return report;
  return mb_report_new_error(job->name, "error.io", error->message);
}

/* NULL = no more. mutex is held. */
static Job *next_job(MbRun *run) {
  while (!run->cancelled && (run->paused || (g_queue_is_empty(&run->waiting) && !run->walked))) {
    run->sleeping++;
    g_cond_wait(&run->work, &run->mutex);
    run->sleeping--;
  }
  return run->cancelled ? NULL : g_queue_pop_head(&run->waiting);
}

static gpointer judge(gpointer data) {
  MbRun *run = data;
  g_mutex_lock(&run->mutex);
  for (Job *job; (job = next_job(run));) {
    gsize len = g_bytes_get_size(job->mail);
    g_mutex_unlock(&run->mutex);
    job->report = judge_one(run, job);
    g_clear_pointer(&job->mail, g_bytes_unref);
    g_mutex_lock(&run->mutex);
    run->waiting_bytes -= len;
    job->ready = TRUE;
    deliver(run);
    wake_walker(run);
  }
  run->judging--;
  if (mb_run_has_ended(run))
    g_cond_broadcast(&run->finished);
  g_mutex_unlock(&run->mutex);
  return NULL;
}

static gboolean add(MbRun *run, Job *job) {
  gsize len = job->mail ? g_bytes_get_size(job->mail) : 0;
  g_mutex_lock(&run->mutex);
  run->wanted = len;
  run->walker_sleeps = is_full(run, len);
  while (!run->cancelled && is_full(run, len))
    g_cond_wait(&run->room, &run->mutex);
  run->walker_sleeps = FALSE;
  gboolean go_on = !run->cancelled;
  if (go_on) {
    run->found++;
    run->waiting_bytes += len;
    g_queue_push_tail(&run->order, job);
    if (job->ready)
      deliver(run);
    else
      g_queue_push_tail(&run->waiting, job);
    if (run->sleeping && !g_queue_is_empty(&run->waiting))
      g_cond_signal(&run->work);
  } else
    job_free(job);
  g_mutex_unlock(&run->mutex);
  return go_on;
}

/* A worker's failure has a sentence of its own. */
static MbReport *not_read(const char *name, const GError *error) {
  if (error && error->code == MB_ERROR_WORKER && g_str_has_prefix(error->message, "error."))
    return mb_report_new_error(name, error->message, NULL);
  return mb_report_new_error(name, "error.io", error ? error->message : NULL);
}

static gboolean is_cancelled(MbRun *run) {
  g_mutex_lock(&run->mutex);
  gboolean cancelled = run->cancelled;
  g_mutex_unlock(&run->mutex);
  return cancelled;
}

/* A mail that cannot be read is a row like any other, with its reason. */
static gboolean found(const char *name, GBytes *mail, const GError *error, gpointer data) {
  MbRun *run = data;
  if (is_cancelled(run)) /* its caller may be gone */
    return FALSE;
  if (run->funcs.skip && run->funcs.skip(name, run->data))
    return TRUE;
  Job *job = g_new0(Job, 1);
  job->name = g_strdup(name);
  if (mail)
    job->mail = g_bytes_ref(mail);
  else
    job->report = not_read(name, error);
  job->ready = !mail;
  return add(run, job);
}

static gboolean walk_input(MbRun *run) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) mail = mb_read_mail_fd(STDIN_FILENO, &error);
  return found("-", mail, error, run);
}

static char *next_path(MbRun *run) {
  if (is_cancelled(run))
    return NULL;
  if (!run->paths)
    return run->funcs.next(run->data);
  return run->paths[run->path] ? g_strdup(run->paths[run->path++]) : NULL;
}

static gpointer walk(gpointer data) {
  MbRun *run = data;
  gboolean go_on = TRUE;
  for (char *path; go_on && (path = next_path(run)); g_free(path))
    go_on = g_str_equal(path, "-") ? walk_input(run)
                                   : mb_source_walk_counted(path, found, run, &run->bytes);
  g_mutex_lock(&run->mutex);
  run->walked = TRUE;
  g_cond_broadcast(&run->work);
  g_mutex_unlock(&run->mutex);
  return NULL;
}

/* How much there is, told as soon as it is known: looking at names and sizes is far quicker than judging. */
static gpointer measure(gpointer data) {
  MbRun *run = data;
  guint64 bytes = 0;
  for (char **path = run->paths; *path; path++)
    if (!mb_source_measure(*path, &bytes, run->cancellable))
      return NULL;
  __atomic_store_n(&run->bytes_all, bytes, __ATOMIC_RELAXED);
  return NULL;
}

static void set_request(MbRun *run, const MbRequest *request) {
  run->options = mb_options_copy(request->options);
  run->options->allow &= MB_ALLOW_DNS;
  run->options->resolve_link_hosts = FALSE;
  g_ptr_array_set_size(run->options->link_hosts, 0);
  run->options->prints = TRUE;
  run->request = *request;
  run->request.options = run->options;
  run->request.options_json = run->options_json = mb_options_to_json(run->options);
  run->request.save_facts = NULL;
  run->request.row_only &= !run->options->history;
  run->summary = mb_summary_new(run->options);
}

MbRun *mb_run_start_with(const char *const *paths, const MbRequest *request,
                         const MbRunFuncs *funcs, gpointer data) {
  MbRun *run = g_new0(MbRun, 1);
  set_request(run, request);
  run->paths = g_strdupv((char **)paths);
  run->funcs = *funcs;
  run->data = data;
  run->cancellable = g_cancellable_new();
  g_cancellable_get_fd(
      run->cancellable); /* held: else every wait for a worker makes one of its own */
  run->started = g_get_monotonic_time();
  g_queue_init(&run->waiting);
  g_queue_init(&run->order);
  g_mutex_init(&run->mutex);
  g_mutex_init(&run->output);
  g_cond_init(&run->work);
  g_cond_init(&run->room);
  g_cond_init(&run->finished);
  run->n_judges = run->judging = CLAMP(g_get_num_processors(), 1, MB_RUN_JUDGES);
  for (guint i = 0; i < run->n_judges; i++)
    run->judges[i] = g_thread_new("judge", judge, run);
  run->walker = g_thread_new("walk", walk, run);
  run->measurer = paths ? g_thread_new("measure", measure, run) : NULL;
  return run;
}

MbRun *mb_run_start(const char *const *paths, const MbRequest *request, MbRunReport report,
                    gpointer data) {
  return mb_run_start_with(paths, request, &(MbRunFuncs){.report = report}, data);
}

void mb_run_free(MbRun *run) {
  if (!run)
    return;
  mb_run_cancel(run);
  mb_run_resume(run);
  g_thread_join(run->walker);
  if (run->measurer)
    g_thread_join(run->measurer);
  for (guint i = 0; i < run->n_judges; i++)
    g_thread_join(run->judges[i]);
  g_queue_clear(&run->waiting); /* these are in order, too */
  g_queue_clear_full(&run->order, job_free);
  mb_summary_free(run->summary);
  mb_options_free(run->options);
  g_free(run->options_json);
  g_strfreev(run->paths);
  g_cancellable_release_fd(run->cancellable);
  g_object_unref(run->cancellable);
  g_mutex_clear(&run->mutex);
  g_mutex_clear(&run->output);
  g_cond_clear(&run->work);
  g_cond_clear(&run->room);
  g_cond_clear(&run->finished);
  g_free(run);
}
