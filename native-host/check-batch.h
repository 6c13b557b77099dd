/* Many mails side by side, their reports in the order of the names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* check: called in any thread; *facts as in MbRequest. print: called in the thread of add and free,
 * in order; both get data, the report stays the batch's. */
typedef MbReport *(*MbBatchCheck)(gpointer data, const char *file, char **facts);
typedef void (*MbBatchPrint)(gpointer data, const char *file, const MbReport *report,
                             const char *facts);

typedef struct _MbBatch MbBatch;

MbBatch *mb_batch_new(MbBatchCheck check, MbBatchPrint print, gpointer data);
/* Returns once there is room for more. */
void mb_batch_add(MbBatch *batch, const char *file);
/* Waits for all of them and prints them. */
void mb_batch_free(MbBatch *batch);
