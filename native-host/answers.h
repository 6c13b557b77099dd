/* The host's answers as JSON text, each within MB_MAX_ANSWER.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* Each returned text is the caller's (g_free). id is the request's. */
char *mb_answer_error(gint64 id, const char *word);
char *mb_answer_hello(gint64 id, const char *locale);
char *mb_answer_done(gint64 id, const char *type);
/* report as JSON in the locale; lists are cut ("more" tells by how much) where the whole would not
 * fit. */
char *mb_answer_report(gint64 id, const MbReport *report, const char *locale, gboolean final);
/* One line of a batch: verdict, label, sentence. */
char *mb_answer_row(gint64 id, const MbReport *report, const char *locale);
/* One piece of a text too long for one frame: page 0-based; NULL when there is no such page. */
char *mb_answer_page(gint64 id, const char *type, const char *text, gsize len, gint64 page);
