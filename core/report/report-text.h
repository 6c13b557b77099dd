/* The report in words, for one language: sentences with their arguments, whole text report, and
 * public JSON. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue.h"
#include "report.h"

/* The sentence with its arguments filled in as inert text. Free with g_free. */
char *mb_sentence_text(const MbSentence *sentence, const MbCatalogue *catalogue);
const char *
mb_verdict_label(const MbReport *report,
                 const MbCatalogue *catalogue); /* 正規, なりすまし … as the table says */
const char *mb_finding_title(const char *id, const MbCatalogue *catalogue); /* NULL = unknown id */
const char *mb_finding_why(const char *id, const MbCatalogue *catalogue);
char *mb_not_checked_text(const char *id, const MbCatalogue *catalogue);

/* CONTRACT's JSON: the wire fields plus text in the catalogue's language. Free with g_free. */
char *mb_report_to_json(const MbReport *report, const MbCatalogue *catalogue, gsize *len);
/* For people in a terminal; colour adds ANSI colours; control characters of the mail shown as
 * codes. */
char *mb_report_to_text(const MbReport *report, const MbCatalogue *catalogue, gboolean colour);
