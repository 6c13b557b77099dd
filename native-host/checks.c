/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include "answers.h"

#define RUNNING 4
#define QUEUED  32
#define KEPT    16

typedef struct {
  char *json;
  gsize len;
} Finished;

struct _MbChecks {
  GThreadPool *pool;
  GHashTable *active;   /* id → Check, main thread only */
  GHashTable *finished; /* id → Finished */
  GQueue order;         /* ids of finished, oldest first */
  MbAnswerFunc func;
  gpointer data;
};

typedef struct {
  MbChecks *checks;
  gint64 id;
  GBytes *mail;
  MbOptions *options;
  char *locale;
  GCancellable *cancellable;
} Check;

/* What a working thread hands to the main one. */
typedef struct {
  MbChecks *checks;
  gint64 id;
  GCancellable *cancellable;
  char *answer;
  Finished *finished; /* with the last one only */
  gboolean final;
} Message;

static void finished_free(gpointer p) {
  Finished *f = p;
  g_free(f->json);
  g_free(f);
}

static void check_free(Check *c) {
  g_bytes_unref(c->mail);
  mb_options_free(c->options);
  g_free(c->locale);
  g_object_unref(c->cancellable);
  g_free(c);
}

static void keep(MbChecks *checks, gint64 id, Finished *f) {
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
    m->checks->func(m->answer, m->checks->data);
  }
  g_clear_pointer(&m->finished, finished_free);
  g_object_unref(m->cancellable);
  g_free(m->answer);
  g_free(m);
  return G_SOURCE_REMOVE;
}

static void post(const Check *c, char *answer, Finished *finished, gboolean final) {
  Message *m = g_new0(Message, 1);
  *m = (Message){c->checks, c->id, g_object_ref(c->cancellable), answer, finished, final};
  g_main_context_invoke(NULL, deliver, m);
}

static void on_progress(const MbReport *report, gboolean final, gpointer data) {
  const Check *c = data;
  if (!final)
    post(c, mb_answer_report(c->id, report, c->locale, FALSE), NULL, FALSE);
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

static void work(gpointer item, gpointer data) {
  Check *c = item;
  warm_up(NULL); /* waits for the worker under way rather than start another */
  g_autoptr(GError) error = NULL;
  MbRequest request = {.options = c->options, .local_places = TRUE};
  g_autoptr(MbReport) report =
      mb_check_mail(c->mail, &request, on_progress, c, c->cancellable, &error);
  if (report) {
    Finished *f = g_new0(Finished, 1);
    f->json = mb_report_to_json(report, mb_catalogue_get(c->locale), &f->len);
    post(c, mb_answer_report(c->id, report, c->locale, TRUE), f, TRUE);
  } else {
    post(c, mb_answer_error(c->id, "bad-request"), NULL, TRUE);
  }
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

const char *mb_checks_start(MbChecks *checks, gint64 id, GBytes *mail, MbOptions *options,
                            const char *locale) {
  const char *word = g_hash_table_contains(checks->active, &id)              ? "bad-request"
                     : g_hash_table_size(checks->active) >= RUNNING + QUEUED ? "busy"
                                                                             : NULL;
  if (word) {
    g_bytes_unref(mail);
    mb_options_free(options);
    return word;
  }
  Check *c = g_new0(Check, 1);
  *c = (Check){checks, id, mail, options, g_strdup(locale), g_cancellable_new()};
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

const char *mb_checks_finished(MbChecks *checks, gint64 id, gsize *len) {
  Finished *f = g_hash_table_lookup(checks->finished, &id);
  if (!f)
    return NULL;
  *len = f->len;
  return f->json;
}
