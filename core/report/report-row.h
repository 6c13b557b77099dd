/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

/* Takes everything out of a report that no row of a summary is made of. */
void mb_report_keep_row(MbReport *report);
