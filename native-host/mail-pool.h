/* Mails that are read already, judged side by side, their reports in the order they came.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* judge: called in any thread. print: called in the thread of add and free, in order; both get data,
 * the report stays the pool's. */
typedef MbReport *(*MbPoolJudge)(gpointer data, const char *name, GBytes *mail);
typedef void (*MbPoolPrint)(gpointer data, const char *name, const MbReport *report);

typedef struct _MbPool MbPool;

MbPool *mb_pool_new(MbPoolJudge judge, MbPoolPrint print, gpointer data);
/* Returns once there is room for more; the mail is referenced. */
void mb_pool_add(MbPool *pool, const char *name, GBytes *mail);
/* One that could not be read, in its place in the order; takes the report. */
void mb_pool_add_failed(MbPool *pool, const char *name, MbReport *report);
/* Waits for all of them and prints them. */
void mb_pool_free(MbPool *pool);
