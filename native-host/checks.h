/* Checks in work: at most four at once and 32 waiting; each answers under its own id and can be
 * cancelled. Finished reports are kept for a while, so that the whole of one can be asked for in
 * pages. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

typedef struct _MbChecks MbChecks;
/* answer: a frame's JSON, for the callback's duration. Called in the main context. */
typedef void (*MbAnswerFunc)(const char *answer, gpointer data);

/* Starts the first worker while the mail program still greets and sends. Does not wait. */
void mb_checks_warm_up(void);

MbChecks *mb_checks_new(MbAnswerFunc func, gpointer data);
/* Returns NULL or the error word "busy" or "bad-request" (id in use). Takes the mail and the
 * options. */
const char *mb_checks_start(MbChecks *checks, gint64 id, GBytes *mail, MbOptions *options,
                            const char *locale);
/* FALSE when no such check is in work. Its answer is dropped. */
gboolean mb_checks_cancel(MbChecks *checks, gint64 id);
/* A finished report's JSON, or NULL. Owned by checks. */
const char *mb_checks_finished(MbChecks *checks, gint64 id, gsize *len);
