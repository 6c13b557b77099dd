/* From a judged case to a report: copies what the case holds as inert text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

void mb_fill_findings(MbReport *report, const MbCase *c);
/* Subject, dates, addresses, sender readings. */
void mb_fill_message(MbReport *report, const MbCase *c);
void mb_fill_route(MbReport *report, const MbCase *c);
void mb_fill_content(MbReport *report, const MbCase *c); /* links, attachments */
void mb_fill_authentication(MbReport *report, const MbCase *c);
/* Who stands behind it; notes questions of its own, so before the open ones are counted. */
void mb_fill_chain(MbReport *report, const MbCase *c);
/* Prints of body and attachments, for telling which of many mails are alike. */
void mb_fill_prints(MbReport *report, const MbCase *c);
/* open: const MbQuestion*, what is still unanswered. */
void mb_fill_not_checked(MbReport *report, const MbCase *c, const GPtrArray *open);
