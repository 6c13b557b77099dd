/* The judging side: bytes, options and answers in; report and questions out, all as text, so that
 * it can live in a locked process of its own (core/worker) without any caller noticing. Reads no
 * clock, file or network. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/options.h"

typedef struct _MbJudge MbJudge;

/* Charset converters, which a locked process could not load any more. */
typedef enum {
  MB_CONVERTERS_WHEN_USED, /* no lock will come */
  MB_CONVERTERS_COMMON,    /* base/full.h: others are missed */
  MB_CONVERTERS_ALL,
} MbConverters;

/* GMime, tables and converters, once a process. brands_json may be NULL (shipped table). */
gboolean mb_judge_preload(const char *brands_json, gsize len, MbConverters converters,
                          GError **error);

/* mail must outlive the judge. options_json: options.h's wire form. headers_only: the retry after a
 * crash. */
MbJudge *mb_judge_new(const char *mail, gsize len, const char *options_json, gboolean headers_only,
                      GError **error);
/* Places are asked for where nothing may be asked of the network, too: the caller has a database. */
void mb_judge_ask_places(MbJudge *judge);
/* The same with options that are read already and outlive the judge: many mails have the same. */
MbJudge *mb_judge_new_shared(const char *mail, gsize len, const MbOptions *options,
                             gboolean headers_only);
/* The report is made for a row of a summary and holds nothing else. */
void mb_judge_row_only(MbJudge *judge);
/* Places (countries, operators of addresses) that are told about this mail are kept in the process, and
 * those that were told before are used. Only where all come from one source, and one mail is judged at
 * a time. */
void mb_judge_keep_places(MbJudge *judge);
void mb_judge_free(MbJudge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbJudge, mb_judge_free)

/* One round: merges answers_json (facts.json form, may be NULL), judges, and returns two lines: the
 * report's wire form, then a JSON array of open questions (facts.h), empty when nothing may be
 * asked. Free with g_free. NULL only with MB_ERROR_BAD_REQUEST: answers that do not parse. */
char *mb_judge_round(MbJudge *judge, const char *answers_json, gsize len, gsize *out_len,
                     GError **error);
