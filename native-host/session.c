/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include "answers.h"
#include "app-start.h"
#include "drafts.h"
#include "request-options.h"
#include "settings-json.h"

#include <jansson.h>
#include <string.h>

#define MAX_NAME 64

typedef struct {
  const char *type;
  /* NULL or an error word */
  const char *(*handle)(MbSession *s, gint64 id, json_t *request);
} Handler;

static void send_and_free(MbSession *s, char *answer) {
  s->send(answer, s->data);
  g_free(answer);
}

static const char *text_of(json_t *request, const char *key) {
  const char *text = json_string_value(json_object_get(request, key));
  return text ? text : "";
}

static gint64 number_of(json_t *request, const char *key) {
  json_t *n = json_object_get(request, key);
  return json_is_integer(n) ? json_integer_value(n) : -1;
}

static const char *hello(MbSession *s, gint64 id, json_t *request) {
  if (number_of(request, "protocol") != 1)
    return "protocol-version";
  const char *locale = text_of(request, "locale");
  g_free(s->locale);
  s->locale = g_strdup(strlen(locale) < 32 ? locale : "");
  send_and_free(s, mb_answer_hello(id, s->locale));
  return NULL;
}

static const char *mail_begin(MbSession *s, gint64 id, json_t *request) {
  const char *word = mb_mails_begin(s->mails, text_of(request, "mail"), number_of(request, "size"));
  if (!word)
    send_and_free(s, mb_answer_done(id, "mail-begin"));
  return word;
}

static const char *mail_chunk(MbSession *s, gint64 id, json_t *request) {
  return mb_mails_chunk(s->mails, text_of(request, "mail"), number_of(request, "seq"),
                        s->piece.text, s->piece.len);
}

static const char *mail_drop(MbSession *s, gint64 id, json_t *request) {
  mb_mails_drop(s->mails, text_of(request, "mail"));
  send_and_free(s, mb_answer_done(id, "mail-drop"));
  return NULL;
}

/* A mail of a batch goes by the batch's options, and brings along only its own contacts. */
static const char *check_options(MbSession *s, json_t *request, MbCheckJob *job, char **locale) {
  const char *name = text_of(request, "batch");
  job->batch = *name ? mb_batches_find(s->batches, name) : NULL;
  if (*name && !job->batch)
    return "no-such-batch";
  if (job->batch) {
    job->options = mb_batch_options(job->batch);
    *locale = g_strdup(mb_batch_locale(job->batch));
    if (!mb_request_contacts(request, job->options))
      g_clear_pointer(&job->options, mb_options_free);
  } else {
    job->options = mb_request_options(request, locale);
  }
  return job->options ? NULL : "bad-request";
}

static const char *check(MbSession *s, gint64 id, json_t *request) {
  g_autofree char *locale = NULL;
  MbCheckJob job = {.sha256 = text_of(request, "sha256"), .name = text_of(request, "name")};
  if (strlen(job.name) > MAX_NAME)
    return "bad-request";
  const char *word = check_options(s, request, &job, &locale);
  if (word)
    return word;
  word = mb_mails_take(s->mails, text_of(request, "mail"), job.sha256, &job.mail);
  if (word) {
    mb_options_free(job.options);
    return word;
  }
  job.locale = locale ? locale : s->locale;
  job.name = *job.name ? job.name : NULL;
  return mb_checks_start(s->checks, id, &job);
}

static const char *batch_begin(MbSession *s, gint64 id, json_t *request) {
  char *locale = NULL;
  MbOptions *options = mb_request_options(request, &locale);
  if (!options)
    return "bad-request";
  const char *word = mb_batches_begin(s->batches, text_of(request, "batch"), options,
                                      locale ? locale : g_strdup(s->locale));
  if (!word)
    send_and_free(s, mb_answer_done(id, "batch-begin"));
  return word;
}

static const char *batch_failed(MbSession *s, gint64 id, json_t *request) {
  MbBatch *batch = mb_batches_find(s->batches, text_of(request, "batch"));
  if (!batch)
    return "no-such-batch";
  const char *name = text_of(request, "name");
  if (strlen(name) > MAX_NAME)
    return "bad-request";
  mb_batch_add_failed(batch, name);
  send_and_free(s, mb_answer_done(id, "batch-failed"));
  return NULL;
}

static const char *send_page(MbSession *s, gint64 id, json_t *request, const char *type,
                             const char *text, gsize len) {
  char *answer = mb_answer_page(id, type, text, len, number_of(request, "page"));
  if (!answer)
    return "bad-request";
  send_and_free(s, answer);
  return NULL;
}

static const char *batch_summary(MbSession *s, gint64 id, json_t *request) {
  MbBatch *batch = mb_batches_find(s->batches, text_of(request, "batch"));
  if (!batch)
    return "no-such-batch";
  gsize len = 0;
  const char *text = mb_batch_summary(batch, number_of(request, "page") == 0, &len);
  return send_page(s, id, request, "batch-summary", text, len);
}

static const char *batch_end(MbSession *s, gint64 id, json_t *request) {
  mb_batches_end(s->batches, text_of(request, "batch"));
  send_and_free(s, mb_answer_done(id, "batch-end"));
  return NULL;
}

static const char *open_app(MbSession *s, gint64 id, json_t *request) {
  GBytes *mail = NULL;
  const char *word =
      mb_mails_take(s->mails, text_of(request, "mail"), text_of(request, "sha256"), &mail);
  if (!word)
    word = mb_app_open(mail);
  g_clear_pointer(&mail, g_bytes_unref);
  if (!word)
    send_and_free(s, mb_answer_done(id, "open-app"));
  return word;
}

static const char *cancel(MbSession *s, gint64 id, json_t *request) {
  if (!mb_checks_cancel(s->checks, number_of(request, "check")))
    return "no-such-check";
  send_and_free(s, mb_answer_done(id, "cancelled"));
  return NULL;
}

static const char *report_page(MbSession *s, gint64 id, json_t *request) {
  const MbFinished *f = mb_checks_finished(s->checks, number_of(request, "check"));
  return f ? send_page(s, id, request, "report-page", f->json, f->len) : "no-such-check";
}

static const char *draft(MbSession *s, gint64 id, json_t *request) {
  const char *locale = text_of(request, "locale");
  MbDraftWish wish = {.locale = *locale && strlen(locale) < 32 ? locale : s->locale,
                      .mask = !json_is_false(json_object_get(request, "mask")),
                      .feedback = json_is_true(json_object_get(request, "feedback"))};
  const MbFinished *f = mb_checks_finished(s->checks, number_of(request, "check"));
  if (!f)
    return "no-such-check";
  if (!mb_tell_parse(text_of(request, "whom"), &wish.whom))
    return "bad-request";
  send_and_free(s, mb_draft_answer(id, f, &wish));
  return NULL;
}

static const char *settings_get(MbSession *s, gint64 id, json_t *request) {
  send_and_free(s, mb_settings_answer(id));
  return NULL;
}

static const char *settings_set(MbSession *s, gint64 id, json_t *request) {
  const char *word = mb_settings_change(json_object_get(request, "settings"));
  if (!word)
    send_and_free(s, mb_settings_answer(id));
  return word;
}

static const char *cache_clear(MbSession *s, gint64 id, json_t *request) {
  if (!mb_cache_clear(NULL))
    return "not-kept";
  send_and_free(s, mb_answer_done(id, "cache-clear"));
  return NULL;
}

static const char *history_clear(MbSession *s, gint64 id, json_t *request) {
  if (!mb_history_clear(NULL))
    return "not-kept";
  send_and_free(s, mb_answer_done(id, "history-clear"));
  return NULL;
}

static const char *history_know(MbSession *s, gint64 id, json_t *request) {
  const char *address = json_string_value(json_object_get(request, "address"));
  json_t *known = json_object_get(request, "known");
  if (!address || strlen(address) > 320 || (known && !json_is_boolean(known)))
    return "bad-request";
  g_autoptr(GError) error = NULL;
  if (!mb_history_know(address, FALSE, !known || json_is_true(known), &error))
    return error->code == MB_ERROR_IO ? "not-kept" : "bad-request";
  send_and_free(s, mb_answer_done(id, "history-know"));
  return NULL;
}

static const Handler handlers[] = {
    {"hello", hello},
    {"mail-begin", mail_begin},
    {"mail-chunk", mail_chunk},
    {"mail-drop", mail_drop},
    {"check", check},
    {"cancel", cancel},
    {"report-page", report_page},
    {"draft", draft},
    {"batch-begin", batch_begin},
    {"batch-failed", batch_failed},
    {"batch-summary", batch_summary},
    {"batch-end", batch_end},
    {"open-app", open_app},
    {"settings-get", settings_get},
    {"settings-set", settings_set},
    {"cache-clear", cache_clear},
    {"history-clear", history_clear},
    {"history-know", history_know},
};

static const char *dispatch(MbSession *s, gint64 id, json_t *request) {
  const char *type = text_of(request, "type");
  for (guint i = 0; i < G_N_ELEMENTS(handlers); i++)
    if (strcmp(type, handlers[i].type) == 0)
      return handlers[i].handle(s, id, request);
  return "unknown-type";
}

void mb_session_init(MbSession *session, MbAnswerFunc send, gpointer data) {
  session->mails = mb_mails_new();
  session->checks = mb_checks_new(send, data);
  session->batches = mb_batches_new();
  session->locale = g_strdup("");
  session->send = send;
  session->data = data;
}

void mb_session_request(MbSession *session, const char *json, gsize len) {
  json_t *request = mb_request_parse(json, len, &session->piece);
  gint64 id = json_is_object(request) ? number_of(request, "id") : -1;
  const char *word = id < 0 ? "bad-request" : dispatch(session, id, request);
  if (word)
    send_and_free(session, mb_answer_error(MAX(id, 0), word));
  json_decref(request);
}
