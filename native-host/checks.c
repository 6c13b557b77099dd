/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include "answers.h"

#define RUNNING 4
#define QUEUED  32
#define KEPT    16

struct _MbChecks {
  GThreadPool *pool;
  GHashTable *active;   /* id → Check, main thread only */
  GHashTable *finished; /* id → MbFinished */
  GQueue order;         /* ids of finished, oldest first */
  MbAnswerFunc func;
  gpointer data;
};

typedef struct {
  MbChecks *checks;
  gint64 id;
  GBytes *mail;
  MbOptions *options;
  char *locale, *sha256, *name;
  MbBatch *batch; /* or NULL */
  GCancellable *cancellable;
} Check;

/* What a working thread hands to the main one. */
typedef struct {
  MbChecks *checks;
  gint64 id;
  GCancellable *cancellable;
  char *answer;
  MbFinished *finished; /* with the last one only */
  MbBatch *batch;       /* that gets report, or NULL */
  MbReport *report;
  gboolean final;
} Message;

static void finished_free(gpointer p) {
  MbFinished *f = p;
  g_free(f->json);
  mb_report_free(f->report);
  mb_options_free(f->options);
  g_bytes_unref(f->header);
  g_free(f);
}

static void check_free(Check *c) {
  g_clear_pointer(&c->mail, g_bytes_unref);
  g_clear_pointer(&c->options, mb_options_free);
  g_free(c->locale);
  g_free(c->sha256);
  g_free(c->name);
  mb_batch_unref(c->batch);
  g_object_unref(c->cancellable);
  g_free(c);
}

static void keep(MbChecks *checks, gint64 id, MbFinished *f) {
  gint64 *key = g_memdup2(&id, sizeof id);
  g_hash_table_replace(checks->finished, key, f);
  g_queue_push_tail(&checks->order, g_memdup2(&id, sizeof id));
  if (g_queue_get_length(&checks->order) > KEPT) {
    g_autofree gint64 *oldest = g_queue_pop_head(&checks->order);
    g_hash_table_remove(checks->finished, oldest);
  }
}

static gboolean deliver(gpointer data) {
  Message *m = data;
  if (m->final)
    g_hash_table_remove(m->checks->active, &m->id);
  if (!g_cancellable_is_cancelled(m->cancellable)) {
    if (m->finished)
      keep(m->checks, m->id, g_steal_pointer(&m->finished));
    if (m->batch && m->report)
      mb_batch_add(m->batch, m->report);
    m->checks->func(m->answer, m->checks->data);
  }
  g_clear_pointer(&m->finished, finished_free);
  g_clear_pointer(&m->report, mb_report_free);
  mb_batch_unref(m->batch);
  g_object_unref(m->cancellable);
  g_free(m->answer);
  g_free(m);
  return G_SOURCE_REMOVE;
}

/* answer is taken; the rest of the message is filled by whoever ends a check. */
static Message *message_new(const Check *c, char *answer, gboolean final) {
  Message *m = g_new0(Message, 1);
  m->checks = c->checks;
  m->id = c->id;
  m->cancellable = g_object_ref(c->cancellable);
  m->answer = answer;
  m->final = final;
  return m;
}

static void post(Message *m) {
  g_main_context_invoke(NULL, deliver, m);
}

static void on_progress(const MbReport *report, gboolean final, gpointer data) {
  const Check *c = data;
  if (!final)
    post(message_new(c, mb_answer_report(c->id, report, c->locale, FALSE), FALSE));
}

static GOnce first_worker = G_ONCE_INIT;

/* A worker that does not start is told by each report. */
static gpointer start_worker(gpointer unused) {
  mb_init(NULL, NULL);
  return NULL;
}

static gpointer warm_up(gpointer unused) {
  return g_once(&first_worker, start_worker, NULL);
}

void mb_checks_warm_up(void) {
  g_thread_unref(g_thread_new("warm-up", warm_up, NULL));
}

/* A copy: a slice would keep the whole mail. */
static GBytes *header_of(GBytes *mail) {
  gsize len;
  const char *data = g_bytes_get_data(mail, &len);
  return g_bytes_new(data, MIN(len, MB_KEPT_HEADER));
}

static Message *finish(Check *c, MbReport *report) {
  MbFinished *f = g_new0(MbFinished, 1);
  f->json = mb_report_to_json(report, mb_catalogue_get(c->locale), &f->len);
  Message *m = message_new(c, mb_answer_report(c->id, report, c->locale, TRUE), TRUE);
  f->header = header_of(c->mail);
  f->options = g_steal_pointer(&c->options);
  f->report = report;
  m->finished = f;
  return m;
}

static Message *finish_row(const Check *c, MbReport *report) {
  Message *m = message_new(c, mb_answer_row(c->id, report, c->locale), TRUE);
  m->batch = mb_batch_ref(c->batch);
  m->report = report;
  return m;
}

static void work(gpointer item, gpointer data) {
  Check *c = item;
  warm_up(NULL); /* waits for the worker under way rather than start another */
  g_autoptr(GError) error = NULL;
  MbRequest request = {
      .options = c->options, .file = c->name, .sha256 = c->sha256, .local_places = TRUE};
  MbReport *report =
      mb_check_mail(c->mail, &request, c->batch ? NULL : on_progress, c, c->cancellable, &error);
  if (!report)
    post(message_new(c, mb_answer_error(c->id, "bad-request"), TRUE));
  else
    post(c->batch ? finish_row(c, report) : finish(c, report));
  check_free(c);
}

MbChecks *mb_checks_new(MbAnswerFunc func, gpointer data) {
  MbChecks *checks = g_new0(MbChecks, 1);
  checks->active = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_object_unref);
  checks->finished = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, finished_free);
  g_queue_init(&checks->order);
  checks->pool = g_thread_pool_new(work, checks, RUNNING, FALSE, NULL);
  checks->func = func;
  checks->data = data;
  return checks;
}

const char *mb_checks_start(MbChecks *checks, gint64 id, const MbCheckJob *job) {
  const char *word = g_hash_table_contains(checks->active, &id)              ? "bad-request"
                     : g_hash_table_size(checks->active) >= RUNNING + QUEUED ? "busy"
                                                                             : NULL;
  if (word) {
    g_bytes_unref(job->mail);
    mb_options_free(job->options);
    return word;
  }
  Check *c = g_new0(Check, 1);
  *c = (Check){.checks = checks,
               .id = id,
               .mail = job->mail,
               .options = job->options,
               .locale = g_strdup(job->locale),
               .sha256 = g_strdup(job->sha256),
               .name = g_strdup(job->name),
               .batch = job->batch ? mb_batch_ref(job->batch) : NULL,
               .cancellable = g_cancellable_new()};
  g_hash_table_insert(checks->active, g_memdup2(&id, sizeof id), g_object_ref(c->cancellable));
  g_thread_pool_push(checks->pool, c, NULL);
  return NULL;
}

gboolean mb_checks_cancel(MbChecks *checks, gint64 id) {
  GCancellable *cancellable = g_hash_table_lookup(checks->active, &id);
  if (!cancellable)
    return FALSE;
  g_cancellable_cancel(cancellable);
  return TRUE;
}

const MbFinished *mb_checks_finished(MbChecks *checks, gint64 id) {
  return g_hash_table_lookup(checks->finished, &id);
}
