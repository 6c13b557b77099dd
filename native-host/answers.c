/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answers.h"

#include "app-start.h"
#include "mails.h"
#include "pipe.h"

#include <jansson.h>

#define PAGE               (256 * 1024) /* of text; JSON may double it */
#define ENVELOPE           256          /* room for id, type and the braces around a report */
#define MAX_CHECKS_RUNNING 4
#define MAX_CHECKS_QUEUED  32

static char *dump(json_t *object) {
  char *text = json_dumps(object, JSON_COMPACT);
  char *copy = g_strdup(text);
  free(text);
  json_decref(object);
  return copy;
}

char *mb_answer_error(gint64 id, const char *word) {
  return dump(json_pack("{s:I, s:s, s:s}", "id", (json_int_t)id, "type", "error", "error", word));
}

char *mb_answer_done(gint64 id, const char *type) {
  return dump(json_pack("{s:I, s:s}", "id", (json_int_t)id, "type", type));
}

char *mb_answer_hello(gint64 id, const char *locale) {
  json_t *limits =
      json_pack("{s:i, s:i, s:i, s:i, s:i}", "frame", MB_MAX_FRAME, "chunk", MB_MAX_CHUNK, "mail",
                50 * 1024 * 1024, "running", MAX_CHECKS_RUNNING, "queued", MAX_CHECKS_QUEUED);
  return dump(json_pack("{s:I, s:s, s:i, s:s, s:s, s:b, s:o}", "id", (json_int_t)id, "type",
                        "hello", "protocol", 1, "version", mb_version(), "locale",
                        mb_catalogue_language(mb_catalogue_get(locale)), "app", mb_app_present(),
                        "limits", limits));
}

/* Shortens every list of the report to keep entries; the number left out stands in "more". */
static void cut_lists(json_t *report, gsize keep) {
  static const char *const lists[] = {"links",   "attachments", "findings",   "hops",
                                      "senders", "asked",       "not_checked"};
  json_t *more = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    json_t *list = json_object_get(report, lists[i]);
    gsize n = json_array_size(list);
    if (n > keep)
      json_object_set_new(more, lists[i], json_integer(n - keep));
    while (json_array_size(list) > keep)
      json_array_remove(list, json_array_size(list) - 1);
  }
  json_object_set_new(report, "more", more);
}

/* The report in as many list entries as fit into one answer. */
static char *fitting(char *json, gsize *len) {
  for (gsize keep = 256; *len > MB_MAX_ANSWER - ENVELOPE && keep > 0; keep /= 4) {
    json_t *report = json_loadb(json, *len, 0, NULL);
    cut_lists(report, keep);
    g_free(json);
    json = dump(report);
    *len = strlen(json);
  }
  return json;
}

char *mb_answer_report(gint64 id, const MbReport *report, const char *locale, gboolean final) {
  gsize len;
  char *json = fitting(mb_report_to_json(report, mb_catalogue_get(locale), &len), &len);
  char *answer = len > MB_MAX_ANSWER - ENVELOPE
                     ? mb_answer_error(id, "too-large")
                     : g_strdup_printf("{\"id\":%" G_GINT64_FORMAT
                                       ",\"type\":\"report\",\"final\":%s,\"report\":%s}",
                                       id, final ? "true" : "false", json);
  g_free(json);
  return answer;
}

/* The start of the page-th piece, moved back to a character's first byte. */
static gsize piece_start(const char *text, gsize len, gint64 page) {
  gsize at = MIN((gsize)page * PAGE, len);
  while (at > 0 && at < len && ((guchar)text[at] & 0xc0) == 0x80)
    at--;
  return at;
}

char *mb_answer_row(gint64 id, const MbReport *report, const char *locale) {
  const MbCatalogue *catalogue = mb_catalogue_get(locale);
  g_autofree char *sentence = mb_sentence_text(&report->sentence, catalogue);
  return dump(json_pack("{s:I, s:s, s:s, s:s, s:s, s:b}", "id", (json_int_t)id, "type", "row",
                        "verdict", mb_verdict_name(report->verdict), "label",
                        mb_verdict_label(report, catalogue), "sentence", sentence, "partial",
                        report->partial));
}

char *mb_answer_page(gint64 id, const char *type, const char *text, gsize len, gint64 page) {
  gint64 pages = MAX(1, (gint64)((len + PAGE - 1) / PAGE));
  if (page < 0 || page >= pages)
    return NULL;
  gsize from = piece_start(text, len, page), to = piece_start(text, len, page + 1);
  return dump(json_pack("{s:I, s:s, s:I, s:I, s:s%}", "id", (json_int_t)id, "type", type, "page",
                        (json_int_t)page, "pages", (json_int_t)pages, "text", text + from,
                        to - from));
}
