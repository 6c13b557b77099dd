/* The user's own address taken out of a report before it goes to others.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* A copy without the own addresses of the settings and those the mail was delivered to, wherever
 * they stand. What hides an address in a code (a token in a link) is not known and stays. Free with
 * mb_report_free. */
MbReport *mb_mask_report(const MbReport *report, const GPtrArray *own_addresses);
