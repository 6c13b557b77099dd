/* Counting records. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records.h"

typedef struct {
  guint32 id;
  guint n;
} MbCount;

/* How often each interned value of a member occurs, most frequent first; MbCount. story: only notices of
 * that story, MB_STORY_NONE: only mails that are no notices. Free the array. */
GArray *mb_count_values(const MbSummary *summary, gsize offset, MbStory story);

typedef struct {
  char from[3], to[3]; /* ISO alpha-2 or "" */
  guint n;
} MbCountries;
/* Sending country and, where known, the link's; most frequent first. */
GArray *mb_count_countries(const MbSummary *summary, MbStory story);

typedef struct {
  gint64 day; /* seconds since 1970 of its begin, UTC */
  guint verdicts[MB_VERDICT_SPOOFED + 1];
} MbDay;
/* In order of time; mails without a time are not in it. At most MB_MAX_DAYS different days. */
GArray *mb_count_days(const MbSummary *summary);
#define MB_MAX_DAYS 4000

/* How many mails when, in at most MB_CURVE_COLUMNS columns of a length people count in. */
#define MB_CURVE_COLUMNS 60
/* Seconds a column, 1 and more. */
guint mb_curve_step(guint span);
