/* Dates of headers (RFC 5322 section 3.3, 4.3), tolerant of what mail programs really write.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef struct {
  gboolean valid;
  gint64 time;            /* seconds since 1970, UTC */
  int zone;               /* minutes east of UTC */
  gboolean zone_known;    /* FALSE for "-0000" or none */
  int weekday;            /* as written: 1 Monday … 7 Sunday, 0 = none */
  gboolean weekday_wrong; /* the written weekday is not the date's */
} MbDate;

MbDate mb_date_parse(MbSlice text);
