/* Which of the report's fixed sentences fit a decided verdict.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

typedef enum { MB_DECEPTION_NONE, MB_DECEPTION_SOME, MB_DECEPTION_STRONG } MbDeception;
MbDeception mb_verdict_deception(const MbCase *c);

/* Fills claims, sentence, checked_by, reasons and action from verdict and axis. */
void mb_verdict_words(const MbCase *c, MbReport *report);
