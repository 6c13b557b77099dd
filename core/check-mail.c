/* The loop: judge, and hand every round's whole report on. The judge lives in a locked process
 * (worker/), which is treated as hostile as the mail it reads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "miyaburi.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "history/history.h"
#include "lookup/engine.h"
#include "lookup/geo.h"
#include "lookup/lookup.h"
#include "worker/client.h"
#include "worker/pictures.h"
#include "worker/told.h"

#define MAX_MAIL_BYTES (50 * 1024 * 1024)

const char *mb_version(void) {
  return MB_VERSION;
}

/* The first worker is started at once: it shows whether the brand table can be used, and the first
 * mail need not wait for it. */
gboolean mb_init(const char *brands_file, GError **error) {
  g_autofree char *json = NULL;
  gsize len = 0;
  guint lock;
  /* libsoup 3.2.3 knows no other way to stay off HTTP/2, where its open holes are (SECURITY
   * section 2) */
  g_setenv("SOUP_FORCE_HTTP1", "1", TRUE);
  if (brands_file && !g_file_get_contents(brands_file, &json, &len, error))
    return FALSE;
  if (json) {
    g_autoptr(GBytes) bytes = g_bytes_new(json, len);
    mb_worker_set_brands(bytes);
  }
  return mb_worker_get_lock(&lock, error);
}

void mb_quit(void) {
  mb_worker_shut_down();
  mb_pictures_shut_down();
}

char *mb_lock_status(void) {
  guint bits;
  g_autoptr(GError) error = NULL;
  if (!mb_worker_get_lock(&bits, &error))
    return g_strdup_printf("no worker: %s", error->message);
  return g_strdup_printf("seccomp %s, Landlock %s, limits %s",
                         bits & MB_LOCK_SECCOMP ? "yes" : "no",
                         bits & MB_LOCK_LANDLOCK ? "yes" : "no",
                         (bits | MB_LOCK_SECCOMP | MB_LOCK_LANDLOCK) == MB_LOCK_ALL ? "yes" : "no");
}

#define MAX_HISTORY         4
#define MAX_ROUNDS          16
#define DEFAULT_DEADLINE_MS 3000

typedef struct {
  const MbRequest *request;
  GBytes *mail;
  MbWorkerJudge *judge;
  MbLookup *lookup; /* NULL = nothing may be asked */
  gboolean keeps_places;
  MbFacts *known;     /* everything answered so far, for save_facts */
  GHashTable *handed; /* char*: questions that were asked once */
  gint64 deadline;    /* monotonic */
  GCancellable *cancellable;
  guint n_pictures, n_history;
} Run;

static char *question_key(const MbQuestion *q) {
  return g_strdup_printf("%d %d %s %s", q->kind, q->type, q->name, q->zone ? q->zone : "");
}

/* Pictures are searched on this computer, but no more of them than a judge may ask for. */
static gboolean may_ask(Run *run, const MbQuestion *q) {
  if (q->kind == MB_ASK_PICTURE)
    return run->n_pictures++ < MB_MAX_PICTURES;
  if (q->kind == MB_ASK_HISTORY)
    return run->request->options->history && run->n_history++ < MAX_HISTORY;
  return run->lookup && mb_lookup_may_ask(run->lookup, q);
}

/* Open questions of a round that may be asked and were not yet. The judge's side may lie, so each is
 * checked like any input. */
static GPtrArray *new_questions(Run *run, const char *open) {
  GPtrArray *questions = g_ptr_array_new_with_free_func((GDestroyNotify)mb_question_free);
  gboolean any = open && strcmp(open, "[]") != 0;
  json_t *list = any ? json_loads(open, JSON_REJECT_DUPLICATES, NULL) : NULL;
  for (gsize i = 0; i < json_array_size(list); i++) {
    MbQuestion *q = mb_question_from_json(json_array_get(list, i), NULL);
    g_autofree char *key = q ? question_key(q) : NULL;
    if (q && may_ask(run, q) && g_hash_table_add(run->handed, g_steal_pointer(&key)))
      g_ptr_array_add(questions, q);
    else
      g_clear_pointer(&q, mb_question_free);
  }
  json_decref(list);
  return questions;
}

/* The judge knows no clock: when a name server said what a step shows stands in what was asked. */
static void date_chain(MbReport *report) {
  for (guint i = 0; i < report->chain->len; i++) {
    MbReportStep *step = &g_array_index(report->chain, MbReportStep, i);
    for (guint k = 0; step->question && !step->when && k < report->asked->len; k++) {
      const MbReportAsked *a = &g_array_index(report->asked, MbReportAsked, k);
      if (strcmp(a->question, step->question) == 0)
        step->when = a->when;
    }
  }
}

static void add_asked(const Run *run, MbReport *report) {
  const GPtrArray *asked = run->lookup ? mb_lookup_asked(run->lookup) : NULL;
  for (guint i = 0; asked && i < asked->len && i < 512; i++) {
    const MbAsked *a = asked->pdata[i];
    MbReportAsked row = {mb_report_str(report, a->question), mb_report_str(report, a->whom),
                         mb_report_str(report, a->answer), mb_report_str(report, a->purpose),
                         a->when};
    g_array_append_val(report->asked, row);
  }
  if (asked && asked->len >= MB_MAX_DNS_ASKED)
    mb_report_add_not_checked(report, "too-many-questions");
  if (asked && g_get_monotonic_time() >= run->deadline)
    mb_report_add_not_checked(report, "deadline");
}

/* Pictures built to take long must not take the time that look-ups need. */
#define PICTURES_TIME (G_TIME_SPAN_SECOND + G_TIME_SPAN_SECOND / 2)

typedef struct {
  const Run *run;
  GPtrArray *names; /* char*, not owned */
} Pictures;

static gpointer read_pictures(gpointer data) {
  const Pictures *p = data;
  gint64 deadline = MIN(p->run->deadline, g_get_monotonic_time() + PICTURES_TIME);
  return mb_pictures_read(p->run->mail, p->names, p->run->request->options->require_lock, deadline,
                          p->run->cancellable);
}

/* Beside the look-ups where there are any. NULL = no picture was asked for. */
static GThread *start_pictures(Pictures *p, const GPtrArray *questions) {
  for (guint i = 0; i < questions->len; i++) {
    const MbQuestion *q = questions->pdata[i];
    if (q->kind == MB_ASK_PICTURE)
      g_ptr_array_add(p->names, q->name);
  }
  return p->names->len ? g_thread_new("pictures", read_pictures, p) : NULL;
}

/* As facts.json has it; NULL = nothing was asked, or nothing can be told. */
static json_t *ask_history(const GPtrArray *questions) {
  g_autoptr(MbFacts) facts = NULL;
  for (guint i = 0; i < questions->len; i++) {
    const MbQuestion *q = questions->pdata[i];
    MbHistory *answer = q->kind == MB_ASK_HISTORY ? mb_history_ask(q) : NULL;
    if (!answer)
      continue;
    if (!facts)
      facts = mb_facts_new();
    mb_facts_add_history(facts, q->name, q->zone, answer);
  }
  return facts ? mb_facts_save(facts) : NULL;
}

static char *ask(Run *run, const GPtrArray *questions) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  Pictures wanted = {run, names};
  GThread *pictures = start_pictures(&wanted, questions);
  json_t *answers = run->lookup
                        ? mb_lookup_ask(run->lookup, questions, run->deadline, run->cancellable)
                        : json_pack("{s:i}", "version", 1);
  json_t *history = ask_history(questions);
  if (pictures)
    json_object_set_new(answers, "pictures", g_thread_join(pictures));
  if (history)
    json_object_set(answers, "history", json_object_get(history, "history"));
  json_decref(history);
  if (run->keeps_places)
    mb_told_add(answers);
  if (run->known)
    mb_facts_load(run->known, answers, NULL);
  char *text = json_dumps(answers, JSON_COMPACT);
  json_decref(answers);
  return text;
}

static gboolean may_go_on(const Run *run, guint round) {
  return round < MAX_ROUNDS && g_get_monotonic_time() < run->deadline &&
         !g_cancellable_is_cancelled(run->cancellable);
}

static MbReport *one_round(Run *run, const char *answers, char **open, GError **error) {
  g_autoptr(GError) failure = NULL;
  const char *file = run->request->file;
  MbReport *report = mb_worker_judge_round(run->judge, answers, open, run->cancellable, &failure);
  if (g_error_matches(failure, MB_ERROR, MB_ERROR_WORKER))
    return mb_report_new_error(file, "error.worker-start", failure->message);
  if (failure)
    g_propagate_error(error, g_steal_pointer(&failure));
  if (report && file)
    report->file = mb_report_text(report, mb_slice_str(file), MB_REPORT_URL_CHARS);
  if (report && run->request->sha256)
    report->sha256 = mb_report_str(report, run->request->sha256);
  return report;
}

/* Judges, asks what is open, judges again: until nothing new may be asked or time is up. */
static MbReport *judge_rounds(Run *run, MbProgress progress, gpointer data, GError **error) {
  g_autofree char *answers = g_strdup(run->request->facts_json);
  for (guint n = 1;; n++) {
    g_autofree char *open = NULL;
    g_autoptr(MbReport) report = one_round(run, answers, &open, error);
    if (!report)
      return NULL;
    add_asked(run, report);
    date_chain(report);
    g_autoptr(GPtrArray) questions = new_questions(run, open);
    gboolean final = !questions->len || !may_go_on(run, n);
    if (progress)
      progress(report, final, data);
    if (final)
      return g_steal_pointer(&report);
    g_free(answers);
    answers = ask(run, questions);
  }
}

/* Only mail whose sender was proven and that nothing speaks against; a wrong report of a taken-over
 * judge could do no more than that. */
static void remember(const MbReport *report) {
  const MbReportHop *hop = report->boundary >= 0 && (guint)report->boundary < report->hops->len
                               ? &g_array_index(report->hops, MbReportHop, report->boundary)
                               : NULL;
  if (report->address != MB_ADDRESS_GENUINE || !hop || !hop->time || report->senders->len != 1 ||
      (report->verdict != MB_VERDICT_LEGITIMATE && report->verdict != MB_VERDICT_GENUINE) ||
      g_strcmp0(report->kind, "ordinary") != 0)
    return;
  g_autoptr(GPtrArray) signers = g_ptr_array_new();
  for (guint i = 0; i < report->dkim->len; i++) {
    const MbReportAuth *a = &g_array_index(report->dkim, MbReportAuth, i);
    if (a->domain && g_strcmp0(a->result, "pass") == 0 && g_strcmp0(a->by, "claimed") != 0 &&
        !g_ptr_array_find_with_equal_func(signers, a->domain, g_str_equal, NULL))
      g_ptr_array_add(signers, (gpointer)a->domain);
  }
  g_ptr_array_add(signers, NULL);
  const char *address = g_array_index(report->senders, MbReportSender, 0).address;
  if (address && hop->time > 0)
    mb_history_received(address, (const char *const *)signers->pdata, hop->time / 86400);
}

static gboolean open_lookup(Run *run, GError **error) {
  const MbRequest *request = run->request;
  MbLookupConfig config = {request->options->allow, request->dns_server, request->registry_map,
                           request->geo_file};
  gboolean places =
      request->geo_file || (request->local_places && mb_geo_count(mb_geo_of_computer()));
  if (!request->options->allow && !places)
    return TRUE;
  run->lookup = mb_lookup_new(&config, error);
  return run->lookup != NULL;
}

static void save_known(Run *run) {
  json_t *saved = mb_facts_save(run->known);
  *run->request->save_facts = json_dumps(saved, JSON_INDENT(1) | JSON_SORT_KEYS);
  json_decref(saved);
}

static void run_open(Run *run) {
  guint ms = run->request->deadline_ms ? run->request->deadline_ms : DEFAULT_DEADLINE_MS;
  run->deadline = g_get_monotonic_time() + ms * (gint64)1000;
  run->handed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!run->request->save_facts)
    return;
  run->known = mb_facts_new();
  const char *facts = run->request->facts_json;
  json_t *json = facts ? json_loads(facts, JSON_REJECT_DUPLICATES, NULL) : NULL;
  if (json)
    mb_facts_load(run->known, json, NULL);
  json_decref(json);
}

static void run_close(Run *run) {
  g_clear_pointer(&run->judge, mb_worker_judge_free);
  g_clear_pointer(&run->lookup, mb_lookup_free);
  g_clear_pointer(&run->known, mb_facts_free);
  g_hash_table_unref(run->handed);
}

/* Places that this computer's own database tells, and nobody wants to see what was told. */
static gboolean may_keep_places(const Run *run) {
  const MbRequest *request = run->request;
  return run->lookup && !request->geo_file && !request->facts_json && !request->save_facts;
}

MbReport *mb_check_mail(GBytes *mail, const MbRequest *request, MbProgress progress, gpointer data,
                        GCancellable *cancellable, GError **error) {
  const char *given = request->options_json;
  g_autofree char *made = given ? NULL : mb_options_to_json(request->options);
  Run run = {.request = request, .mail = mail, .cancellable = cancellable};
  MbReport *report = NULL;
  run_open(&run);
  run.judge = mb_worker_judge_new(mail, given ? given : made, request->options->require_lock);
  gboolean open = open_lookup(&run, error);
  if (request->row_only)
    mb_worker_judge_row_only(run.judge);
  if (open && run.lookup)
    mb_worker_judge_ask_places(run.judge);
  run.keeps_places = open && may_keep_places(&run);
  if (run.keeps_places)
    mb_worker_judge_keep_places(run.judge);
  if (open)
    report = judge_rounds(&run, progress, data, error);
  if (report && g_cancellable_is_cancelled(cancellable)) {
    g_clear_pointer(&report, mb_report_free);
    g_set_error_literal(error, MB_ERROR, MB_ERROR_CANCELLED, "cancelled");
  }
  if (report && request->options->history)
    remember(report);
  if (report && run.known)
    save_known(&run);
  run_close(&run);
  return report;
}

gboolean mb_cache_clear(GError **error) {
  if (mb_engine_forget())
    return TRUE;
  g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, "remembered answers cannot be removed");
  return FALSE;
}

static GBytes *io_error(GError **error, int number) {
  g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, g_strerror(number));
  return NULL;
}

/* One byte more than a mail may have, so that the judge sees that it was longer. */
static GBytes *read_all(int fd, gsize expected, GError **error) {
  gsize room = MIN(expected, MAX_MAIL_BYTES) + 1;
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new(room);
  while (bytes->len <= MAX_MAIL_BYTES) {
    guint had = bytes->len;
    g_byte_array_set_size(bytes, MIN(had + room, MAX_MAIL_BYTES + 1));
    gssize n = read(fd, bytes->data + had, bytes->len - had);
    int number = errno;
    g_byte_array_set_size(bytes, had + MAX(n, 0));
    if (n < 0 && number != EINTR)
      return io_error(error, number);
    if (n == 0)
      break;
    room = 65536;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* Not blocking on a FIFO or device somebody put in place of a mail (SECURITY section 5). */
GBytes *mb_read_mail_file(const char *path, GError **error) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat(fd, &st) != 0) {
    GBytes *none = io_error(error, errno);
    if (fd >= 0)
      close(fd);
    return none;
  }
  GBytes *mail = S_ISREG(st.st_mode) ? read_all(fd, st.st_size, error)
                                     : io_error(error, S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
  close(fd);
  return mail;
}

GBytes *mb_read_mail_fd(int fd, GError **error) {
  return read_all(fd, 65536, error);
}
