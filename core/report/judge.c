/* One mail's judge: parses once, judges as often as answers come.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge.h"

#include "fill.h"
#include "report-row.h"
#include "verdict.h"
#include "../checks/brands.h"
#include "../checks/pictures.h"
#include "../mail/charset.h"

struct _MbJudge {
  MbSlice mail;
  MbOptions *options;
  MbMessage *message; /* NULL = not a mail */
  MbFacts *facts;
  gboolean headers_only, ask_places, row_only,
      shared; /* shared: the lists of options are another's */
};

gboolean mb_judge_preload(const char *brands_json, gsize len, MbConverters converters,
                          GError **error) {
  mb_message_preload();
  if (converters == MB_CONVERTERS_ALL)
    mb_charset_preload();
  else if (converters == MB_CONVERTERS_COMMON)
    mb_charset_preload_common();
  return mb_brands_preload(brands_json, len, error);
}

static MbJudge *new_judge(const char *mail, gsize len, MbOptions *options, gboolean headers_only) {
  MbJudge *judge = g_new0(MbJudge, 1);
  judge->mail = mb_slice(mail, len);
  judge->options = options;
  judge->headers_only = headers_only;
  judge->message = mb_message_parse(judge->mail, headers_only, NULL);
  judge->facts = mb_facts_new();
  return judge;
}

MbJudge *mb_judge_new(const char *mail, gsize len, const char *options_json, gboolean headers_only,
                      GError **error) {
  MbOptions *options = mb_options_from_json(options_json, strlen(options_json), error);
  return options ? new_judge(mail, len, options, headers_only) : NULL;
}

/* A copy of the struct, because the time of judging is set in it. */
MbJudge *mb_judge_new_shared(const char *mail, gsize len, const MbOptions *options,
                             gboolean headers_only) {
  MbJudge *judge = new_judge(mail, len, g_memdup2(options, sizeof *options), headers_only);
  judge->shared = TRUE;
  return judge;
}

void mb_judge_ask_places(MbJudge *judge) {
  judge->ask_places = TRUE;
}

void mb_judge_row_only(MbJudge *judge) {
  judge->row_only = TRUE;
}

void mb_judge_keep_places(MbJudge *judge) {
  static MbFacts *kept;
  if (!kept)
    kept = mb_facts_new();
  mb_facts_share_places(judge->facts, kept);
}

void mb_judge_free(MbJudge *judge) {
  if (!judge)
    return;
  mb_facts_free(judge->facts);
  g_clear_pointer(&judge->message, mb_message_free);
  if (judge->shared)
    g_free(judge->options);
  else
    mb_options_free(judge->options);
  g_free(judge);
}

static MbReport *judge_case(MbJudge *judge, GPtrArray **questions) {
  if (!judge->options->now)
    judge->options->now = mb_facts_now(judge->facts);
  mb_pictures_merge(judge->message, judge->facts);
  g_autoptr(MbCase) c = mb_case_new(judge->message, judge->options, judge->facts);
  mb_case_run(c);
  MbReport *report = mb_report_new();
  if (!judge->row_only)
    mb_fill_chain(report, c);
  g_autoptr(GPtrArray) open = mb_facts_open_questions(judge->facts);
  report->kind = mb_report_str(report, c->kind);
  report->list = mb_report_str(report, c->list_id);
  report->time = c->now;
  mb_fill_findings(report, c);
  mb_fill_message(report, c);
  mb_fill_route(report, c);
  mb_fill_content(report, c);
  if (judge->options->prints)
    mb_fill_prints(report, c);
  if (!judge->row_only) {
    mb_fill_authentication(report, c);
    mb_fill_not_checked(report, c, open);
  }
  /* with the countries of all hops, which are asked for but not named as missing */
  *questions = mb_facts_open_questions(judge->facts);
  mb_verdict_decide(c, report);
  if (judge->row_only)
    mb_report_keep_row(report);
  return report;
}

static MbReport *judge_report(MbJudge *judge, GPtrArray **questions) {
  MbReport *report =
      judge->message
          ? judge_case(judge, questions)
          : mb_report_new_error(NULL, judge->mail.len ? "error.not-a-mail" : "error.empty", NULL);
  if (judge->headers_only)
    mb_report_add_not_checked(report, "skip.crash");
  report->partial |= judge->headers_only;
  report->size = judge->mail.len;
  return report;
}

/* Where nothing is allowed only what is on this computer may be asked, so the rest stays home (the
 * report names it). */
static char *questions_text(const MbJudge *judge, const GPtrArray *open) {
  json_t *list = NULL;
  for (guint i = 0; open && i < open->len; i++) {
    const MbQuestion *q = open->pdata[i];
    gboolean here = q->kind == MB_ASK_PICTURE || q->kind == MB_ASK_HISTORY ||
                    (q->kind == MB_ASK_GEO && judge->ask_places);
    if (!judge->options->allow && !here)
      continue;
    if (!list)
      list = json_array();
    json_array_append_new(list, mb_question_to_json(q));
  }
  char *text = list ? json_dumps(list, JSON_COMPACT) : g_strdup("[]");
  json_decref(list);
  return text;
}

static gboolean add_answers(MbJudge *judge, const char *answers_json, gsize len, GError **error) {
  json_t *answers = json_loadb(answers_json, len, JSON_REJECT_DUPLICATES, NULL);
  gboolean ok = answers && mb_facts_load(judge->facts, answers, answers ? error : NULL);
  if (!answers)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "answers are no JSON");
  json_decref(answers);
  return ok;
}

char *mb_judge_round(MbJudge *judge, const char *answers_json, gsize len, gsize *out_len,
                     GError **error) {
  if (answers_json && !add_answers(judge, answers_json, len, error))
    return NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(MbReport) report = judge_report(judge, &open);
  gsize wire_len;
  g_autofree char *wire = mb_report_to_wire(report, &wire_len);
  g_autofree char *asks = questions_text(judge, open);
  char *round = g_strconcat(wire, "\n", asks, NULL);
  *out_len = wire_len + 1 + strlen(asks);
  return round;
}
