/* What the conformance suites share: reading their files, and answering the judge's questions from
 * a case's own zone, so that the question mechanism is what is tested.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts/facts.h"

/* Runs check for every line of conformance/FILE below MIYABURI_CORPUS; exit status for meson: 77
 * without the corpus, 1 when a case failed or their number is not expected. check returns NULL or
 * what is wrong, to be freed. */
typedef char *(*ConformanceCheck)(json_t *item);
int conformance_run(const char *file, guint expected, ConformanceCheck check);

/* TRUE when questions were open and have been answered. Zone: NAME → {TYPE: [record, …]}; TXT
 * records are strings or lists of strings, one byte a code point; {"error": "ENOTFOUND" or other}
 * in place of a list; "_timeout": [TYPE, …],
 * "_timeout_other_types": true. Absent names do not exist, CNAMEs are followed. */
gboolean conformance_answer(MbFacts *facts, json_t *zone);
/* The same with NAME → [text, …], TXT only. */
gboolean conformance_answer_txt(MbFacts *facts, json_t *zone);
