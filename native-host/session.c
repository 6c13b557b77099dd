/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include "answers.h"
#include "app-start.h"
#include "request-options.h"
#include "settings-json.h"

#include <jansson.h>
#include <string.h>

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

static const char *check(MbSession *s, gint64 id, json_t *request) {
  g_autofree char *locale = NULL;
  MbOptions *options = mb_request_options(request, &locale);
  if (!options)
    return "bad-request";
  GBytes *mail = NULL;
  const char *word =
      mb_mails_take(s->mails, text_of(request, "mail"), text_of(request, "sha256"), &mail);
  if (word) {
    mb_options_free(options);
    return word;
  }
  return mb_checks_start(s->checks, id, mail, options, locale ? locale : s->locale);
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
  gsize len = 0;
  const char *text = mb_checks_finished(s->checks, number_of(request, "check"), &len);
  if (!text)
    return "no-such-check";
  char *answer = mb_answer_page(id, text, len, number_of(request, "page"));
  if (!answer)
    return "bad-request";
  send_and_free(s, answer);
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

static const Handler handlers[] = {
    {"hello", hello},
    {"mail-begin", mail_begin},
    {"mail-chunk", mail_chunk},
    {"mail-drop", mail_drop},
    {"check", check},
    {"cancel", cancel},
    {"report-page", report_page},
    {"open-app", open_app},
    {"settings-get", settings_get},
    {"settings-set", settings_set},
    {"cache-clear", cache_clear},
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
