/* Words that text and JSON share, besides those of report-text.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-text.h"

void mb_words_append_sentence(GString *out, const MbSentence *sentence,
                              const MbCatalogue *catalogue);
/* The sentence of that id with one argument, or none (value NULL); the id itself when it is
 * unknown. Free with g_free. */
char *mb_words_filled(const MbCatalogue *catalogue, const char *id, const char *key,
                      const char *value);
/* What the help page says of it; NULL for an unknown check. Static. */
const char *mb_finding_example(const char *id, const MbCatalogue *catalogue);
const char *mb_finding_harmless(const char *id, const MbCatalogue *catalogue);
/* Who checked, as a sentence. Free with g_free. */
char *mb_words_checked_by(const char *by, const char *server, const MbCatalogue *catalogue);
/* Who reads the sender so. */
const char *mb_words_reader(const char *reader, const MbCatalogue *catalogue);
/* What a chain is about: "Link → server → country → holder". */
const char *mb_words_chain(const char *chain, const MbCatalogue *catalogue);
/* A step's value for people: a country by its name. Report text. */
const char *mb_words_step(const MbReportStep *step, const MbCatalogue *catalogue);
/* Who told a step, and when: "name server, 2026-07-14 08:12 UTC". Free with g_free. */
char *mb_words_told(const MbReportStep *step, const MbCatalogue *catalogue);
