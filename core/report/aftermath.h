/* What to do about a dangerous mail, by what has happened already. Fixed texts, so they are made at
 * the edge and do not travel with the report. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

typedef struct {
  const char *id;   /* "not-opened", "clicked", "typed", "attachment": stable */
  const char *when; /* N_() */
  const char *todo; /* N_() */
} MbAftermath;

/* The rows for this report, static; NULL and *n 0 where the verdict is no warning. */
const MbAftermath *mb_aftermath(const MbReport *report, guint *n);
