/* Sentences and texts of a mail side by side, each set apart from the text around it, whichever way
 * it is written (U+2068 … U+2069). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* Free with g_free; "" for nothing. */
char *mb_isolate(const char *text);
/* The sentence with its arguments set apart. Free with g_free. */
char *mb_say_in(const MbSentence *sentence, const MbCatalogue *words);
