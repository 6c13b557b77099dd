/* One mail's way through a worker, and what to say when it does not come back.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"

#include "pool.h"
#include "told.h"

#define PATIENCE (5 * G_TIME_SPAN_SECOND) /* for one round */
#define NO_LOCK  "error.lock-missing"
#define MAX_ASKS (1024 * 1024) /* bytes of questions */

struct _MbWorkerJudge {
  GBytes *mail;
  char *options;
  gboolean require_lock, headers_only, full, ask_places, keep_places, row_only;
  char *reason; /* why the first worker failed, or NULL */
  MbWorkerProcess *process;
  GPtrArray *answers; /* GBytes*, of all rounds so far: a second worker gets them again */
};

void mb_worker_set_brands(GBytes *json) {
  mb_worker_pool_set_brands(json);
}

void mb_worker_set_program(const char *program) {
  mb_worker_pool_set_program(program);
}

void mb_worker_shut_down(void) {
  mb_worker_pool_clear();
}

gboolean mb_worker_get_lock(guint *bits, GError **error) {
  MbWorkerProcess *process = mb_worker_pool_take(FALSE, error);
  if (!process)
    return FALSE;
  *bits = process->lock;
  mb_worker_pool_give(process);
  return TRUE;
}

MbWorkerJudge *mb_worker_judge_new(GBytes *mail, const char *options_json, gboolean require_lock) {
  MbWorkerJudge *judge = g_new0(MbWorkerJudge, 1);
  judge->mail = g_bytes_ref(mail);
  judge->options = g_strdup(options_json);
  judge->require_lock = require_lock;
  judge->answers = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  return judge;
}

void mb_worker_judge_row_only(MbWorkerJudge *judge) {
  judge->row_only = TRUE;
}

void mb_worker_judge_ask_places(MbWorkerJudge *judge) {
  judge->ask_places = TRUE;
}

void mb_worker_judge_keep_places(MbWorkerJudge *judge) {
  judge->keep_places = TRUE;
}

void mb_worker_judge_free(MbWorkerJudge *judge) {
  if (!judge)
    return;
  if (judge->process)
    mb_worker_pool_give(judge->process);
  g_bytes_unref(judge->mail);
  g_free(judge->options);
  g_free(judge->reason);
  g_ptr_array_unref(judge->answers);
  g_free(judge);
}

/* Of the first round: those that came with the mail, or what others asked about already. */
static GBytes *first_answers(MbWorkerJudge *judge) {
  GBytes *given = judge->answers->pdata[0];
  if (!judge->keep_places || g_bytes_get_size(given))
    return g_bytes_ref(given);
  char *places = mb_told_since(&judge->process->told);
  return places ? g_bytes_new_take(places, strlen(places)) : g_bytes_ref(given);
}

static gboolean send_mail(MbWorkerJudge *judge, gint64 deadline, GCancellable *cancellable,
                          GError **error) {
  MbWorkerProcess *process = judge->process;
  g_autoptr(GBytes) answers = first_answers(judge);
  gboolean same = g_strcmp0(process->options, judge->options) == 0;
  gsize len = same ? 0 : strlen(judge->options);
  MbMailHead head = {same ? MB_SAME_OPTIONS : len, g_bytes_get_size(answers),
                     judge->headers_only,          judge->ask_places,
                     judge->keep_places,           judge->row_only};
  g_autoptr(GBytes) first = g_bytes_new(&head, sizeof head);
  g_autoptr(GBytes) options = g_bytes_new_static(judge->options, len);
  const GBytes *pieces[] = {first, options, answers, judge->mail};
  if (!same) {
    g_free(process->options);
    process->options = g_strdup(judge->options);
  }
  return mb_worker_process_send(process, MB_FRAME_MAIL, pieces, 4, deadline, cancellable, error);
}

/* A worker that has the mail and the first answers. */
static gboolean begin(MbWorkerJudge *judge, gint64 deadline, GCancellable *cancellable,
                      GError **error) {
  judge->process = mb_worker_pool_take(judge->full, error);
  if (!judge->process)
    return FALSE;
  if (judge->require_lock && judge->process->lock != MB_LOCK_ALL) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_WORKER, NO_LOCK);
    return FALSE;
  }
  return send_mail(judge, deadline, cancellable, error);
}

static gboolean send_answers(MbWorkerJudge *judge, GBytes *answers, gint64 deadline,
                             GCancellable *cancellable, GError **error) {
  const GBytes *pieces[] = {answers};
  return mb_worker_process_send(judge->process, MB_FRAME_ANSWERS, pieces, 1, deadline, cancellable,
                                error);
}

/* Sends the i-th set of answers, with the mail where the worker is new, and waits for the round. */
static gboolean one_round(MbWorkerJudge *judge, guint i, MbFrame *frame, gint64 deadline,
                          GCancellable *cancellable, GError **error) {
  gboolean sent = judge->process
                      ? send_answers(judge, judge->answers->pdata[i], deadline, cancellable, error)
                      : begin(judge, deadline, cancellable, error);
  if (!sent || !mb_worker_process_receive(judge->process, frame, deadline, cancellable, error))
    return FALSE;
  if (frame->kind == MB_FRAME_ROUND || (frame->kind == MB_FRAME_FULL && !judge->process->full))
    return TRUE;
  if (frame->kind == MB_FRAME_ERROR && frame->len > 1 && frame->data[0] == MB_ERROR_BAD_REQUEST)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "the request does not parse");
  else
    g_set_error_literal(error, MB_ERROR, MB_ERROR_WORKER, "error.worker-garbage");
  g_clear_pointer(&frame->data, g_free);
  return FALSE;
}

/* The two lines of a round; the second is handed on only when it is one. */
static MbReport *read_round(const MbFrame *frame, char **questions, GError **error) {
  const char *line = memchr(frame->data, '\n', frame->len);
  gsize len = line ? (gsize)(line - frame->data) : 0, rest = line ? frame->len - len - 1 : 0;
  MbReport *report = line ? mb_report_from_wire(frame->data, len, NULL) : NULL;
  if (!line || !report || rest > MAX_ASKS || strlen(line + 1) != rest) {
    g_clear_pointer(&report, mb_report_free);
    g_set_error_literal(error, MB_ERROR, MB_ERROR_WORKER, "error.worker-garbage");
    return NULL;
  }
  *questions = g_strdup(line + 1);
  return report;
}

/* The newest round, after all earlier ones where the worker is new; or MB_FRAME_FULL. */
static gboolean all_rounds(MbWorkerJudge *judge, MbFrame *frame, gint64 deadline,
                           GCancellable *cancellable, GError **error) {
  for (guint i = judge->process ? judge->answers->len - 1 : 0; i < judge->answers->len; i++) {
    g_clear_pointer(&frame->data, g_free);
    if (!one_round(judge, i, frame, deadline, cancellable, error))
      return FALSE;
    if (frame->kind == MB_FRAME_FULL)
      break;
  }
  return TRUE;
}

static MbReport *try_round(MbWorkerJudge *judge, char **questions, GCancellable *cancellable,
                           GError **error) {
  gint64 deadline = g_get_monotonic_time() + PATIENCE;
  MbFrame frame = {0};
  gboolean ok = all_rounds(judge, &frame, deadline, cancellable, error);
  if (ok && frame.kind == MB_FRAME_FULL) {
    mb_worker_pool_give(g_steal_pointer(&judge->process));
    judge->full = TRUE;
    ok = all_rounds(judge, &frame, deadline, cancellable, error);
  }
  MbReport *report = ok ? read_round(&frame, questions, error) : NULL;
  g_free(frame.data);
  return report;
}

static void drop(MbWorkerJudge *judge) {
  mb_worker_process_end(judge->process);
  judge->process = NULL;
}

/* What a worker without MIME said: never better than "could not be analysed". */
static void mark_failed(const MbWorkerJudge *judge, MbReport *report) {
  if (mb_verdict_is_warning(report->verdict) && report->verdict != MB_VERDICT_ERROR)
    return;
  report->verdict = MB_VERDICT_ERROR;
  report->probable = FALSE;
  report->partial = TRUE;
  g_array_set_size(report->reasons, 0);
  mb_report_set_sentence(report, &report->sentence, "sentence.error", NULL);
  mb_report_set_sentence(report, &report->action, "action.treat-as-dangerous", NULL);
  mb_report_add_reason(report, NULL, judge->reason, NULL);
}

static void note_lock(const MbWorkerJudge *judge, MbReport *report) {
  guint missing = judge->process ? MB_LOCK_ALL & ~judge->process->lock : 0;
  if (missing & MB_LOCK_SECCOMP)
    mb_report_add_not_checked(report, "lock.seccomp");
  if (missing & MB_LOCK_LANDLOCK)
    mb_report_add_not_checked(report, "lock.landlock");
  if (missing & ~(guint)(MB_LOCK_SECCOMP | MB_LOCK_LANDLOCK))
    mb_report_add_not_checked(report, "lock.limits");
}

/* Our own fault, or the user's wish: not to be blamed on the mail. */
static gboolean is_final(const GError *error) {
  return !g_error_matches(error, MB_ERROR, MB_ERROR_WORKER) ||
         !g_str_has_prefix(error->message, "error.");
}

MbReport *mb_worker_judge_round(MbWorkerJudge *judge, const char *answers_json, char **questions,
                                GCancellable *cancellable, GError **error) {
  const char *text = answers_json ? answers_json : "";
  *questions = NULL;
  g_ptr_array_add(judge->answers, g_bytes_new(text, strlen(text)));
  for (;;) {
    g_autoptr(GError) failure = NULL;
    MbReport *report = try_round(judge, questions, cancellable, &failure);
    if (report) {
      if (judge->headers_only)
        mark_failed(judge, report);
      note_lock(judge, report);
      return report;
    }
    drop(judge);
    if (is_final(failure)) {
      g_propagate_error(error, g_steal_pointer(&failure));
      return NULL;
    }
    if (judge->headers_only || g_str_equal(failure->message, NO_LOCK))
      return mb_report_new_error(NULL, failure->message, NULL);
    judge->headers_only = TRUE;
    judge->reason = g_strdup(failure->message);
  }
}
