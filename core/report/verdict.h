/* Findings and address axis → verdict: the whole policy of Miyaburi in one function.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../checks/axis.h"
#include "report.h"

/* Fills verdict, probable, partial, address, grade, claims, sentence, checked_by, reasons and
 * action of report. */
void mb_verdict_decide(const MbCase *c, MbReport *report);
