/* Nine thousand delivery notices as one story: whose mails came back, since when, from where, with what
 * bait. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "statistics.h"

typedef struct {
  guint n;       /* notices */
  MbStory story; /* the one to act on */
  guint own, forged, abused, unread;
  guint32 first, last;      /* notices; 0 = not known */
  guint32 first_sent;       /* the story's first returned mail, 0 = not known */
  guint step;               /* seconds a column of curve */
  GArray *curve;            /* guint, from first on */
  GArray *sources;          /* MbCount of ip, of the story */
  GArray *countries;        /* MbCountries */
  GArray *lures, *subjects; /* MbCount */
} MbBounces;

/* NULL when there is no notice. */
MbBounces *mb_bounces_read(const MbSummary *summary);
void mb_bounces_free(MbBounces *bounces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbBounces, mb_bounces_free)

/* What happened, as one sentence, and what to do, in order (NULL-ended): texts for the catalogue. */
const char *mb_bounces_headline(const MbBounces *bounces);
const char *const *mb_bounces_advice(const MbBounces *bounces);
