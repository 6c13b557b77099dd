/* The three questions, once at the first start and later in the preferences: which names are yours,
 * what may be asked of whom, which language, which is then spoken at once (action app.reopen).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define MB_TYPE_QUESTIONS (mb_questions_get_type())
G_DECLARE_FINAL_TYPE(MbQuestions, mb_questions, MB, QUESTIONS, AdwPreferencesPage)

/* Shows what the settings say. */
void mb_questions_load(MbQuestions *self);
/* Keeps the answers; asked: the consent question counts as answered. FALSE when there is no place to
 * keep them, or a name is no name: then that is said beside it. */
gboolean mb_questions_save(MbQuestions *self, gboolean asked);
