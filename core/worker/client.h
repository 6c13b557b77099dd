/* The judge behind the lock (report/judge.h): same rounds, but whatever the mail does to the process
 * that reads it, an answer comes. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lock.h"
#include "../report/report.h"

typedef struct _MbWorkerJudge MbWorkerJudge;

/* Before the first mail: the brand table (NULL = the shipped one) and, for tests, another program. */
void mb_worker_set_brands(GBytes *json);
void mb_worker_set_program(const char *program);

/* require_lock: refuse to read where the kernel has no Landlock or seccomp. */
MbWorkerJudge *mb_worker_judge_new(GBytes *mail, const char *options_json, gboolean require_lock);
/* Before the first round: what it will be told of places comes from where other mails' places come
 * from, so that a worker may remember them (judge.h). */
void mb_worker_judge_keep_places(MbWorkerJudge *judge);
void mb_worker_judge_ask_places(MbWorkerJudge *judge); /* judge.h */
void mb_worker_judge_row_only(MbWorkerJudge *judge);   /* judge.h */
void mb_worker_judge_free(MbWorkerJudge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbWorkerJudge, mb_worker_judge_free)

/* One round: answers_json are the new answers (facts.json, or NULL); the report, and in *questions
 * the open questions as JSON (free with g_free; hostile: to be checked one by one). When the worker
 * died, hung for five seconds or answered garbage, one more reads the headers only; the report is
 * then MB_VERDICT_ERROR unless the headers alone are a warning. NULL only with MB_ERROR_CANCELLED,
 * MB_ERROR_BAD_REQUEST, or MB_ERROR_WORKER when no worker could be started at all. */
MbReport *mb_worker_judge_round(MbWorkerJudge *judge, const char *answers_json, char **questions,
                                GCancellable *cancellable, GError **error);

/* MbLockBits that a new worker gets on this system. FALSE when none could be started. */
gboolean mb_worker_get_lock(guint *bits, GError **error);
/* Ends the idle workers. */
void mb_worker_shut_down(void);
