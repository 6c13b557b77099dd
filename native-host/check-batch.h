/* Many mails side by side, their reports in the order of the names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* data is the caller's. next: one name more (free with g_free), NULL = no more; never called twice
 * at once. check: the printable report of a mail (free with g_free) and its status; in any thread.
 * print: in the order of the names, never twice at once. */
typedef struct {
  char *(*next)(gpointer data);
  char *(*check)(gpointer data, const char *file, gsize *len, int *status);
  void (*print)(gpointer data, const char *text, gsize len, int status);
} MbBatchFuncs;

/* Returns once everything is printed. */
void mb_batch_run(const MbBatchFuncs *funcs, gpointer data);
