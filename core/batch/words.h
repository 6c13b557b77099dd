/* Small help for writing summaries. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaigns.h"

/* The text in the reader's language with "{key}" replaced; pairs of key and value, ended by NULL. Free
 * with g_free. */
char *mb_batch_words(const MbCatalogue *catalogue, const char *text, ...) G_GNUC_NULL_TERMINATED;
/* "2021-09-26 21:12:40" in UTC, "" for 0. Free with g_free. */
char *mb_batch_time(gint64 time);
/* The label of a bit. */
const char *mb_same_name(guint bit);  /* "sender" … for JSON */
const char *mb_same_label(guint bit); /* for the catalogue */
const char *mb_batch_verdict(MbVerdict verdict, const MbCatalogue *catalogue);
