/* Words and signs of verdicts in lists, where no whole report is at hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../language.h"
#include "batch/batch.h"

const char *mb_many_verdict(MbVerdict verdict); /* in the window's language */
const char *mb_many_icon(MbVerdict verdict);
const char *mb_many_class(MbVerdict verdict);                /* style class of the icon's colour */
const char *mb_many_color(MbVerdict verdict, gboolean dark); /* "#rrggbb", for charts */
/* The text in the window's language with "{key}" replaced; pairs of key and value, ended by NULL. Free
 * with g_free. */
#define mb_many_say(text, ...) mb_batch_words(mb_words(), text, __VA_ARGS__)
/* "12,345" as the language writes numbers. Free with g_free. */
char *mb_many_number(guint n);
/* The last part of a file's name, which is bytes and hostile like a mail, as text to show. Free with
 * g_free. */
char *mb_many_file(const char *path);
