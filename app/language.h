/* The language of window and reports: the one chosen in the settings, else the system's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libintl.h>

#include "miyaburi.h" /* brings N_() */

#define _(text) g_dgettext(GETTEXT_PACKAGE, text)

/* First thing in main, before any thread or GTK. */
void mb_language_init(void);
/* Takes the language of the settings as they are now; TRUE when it is another one. Windows made
 * before keep theirs. Main thread. */
gboolean mb_language_follow(void);
const char *mb_language(void);     /* "ja" or "en" */
const MbCatalogue *mb_words(void); /* the report's words in that language */
