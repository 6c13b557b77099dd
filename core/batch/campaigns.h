/* Mails that are one mailing: same text, same attachment, or subject together with sender, link or
 * sending address, not further apart than a week. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records.h"

typedef enum {
  MB_SAME_SENDER = 1 << 0,
  MB_SAME_SUBJECT = 1 << 1,
  MB_SAME_BODY = 1 << 2,
  MB_SAME_LINK = 1 << 3,
  MB_SAME_ATTACHMENT = 1 << 4,
  MB_SAME_ADDRESS = 1 << 5, /* sending address */
} MbSame;

typedef struct {
  guint first, n; /* slice of order, by time */
  guint warnings; /* members with a warning as verdict */
  guint same;     /* MbSame bits: what all members share */
} MbCampaign;

typedef struct {
  guint32 *order;  /* indices of records, by campaign and time */
  GArray *largest; /* MbCampaign, two mails and more; warnings first, then by size */
} MbCampaigns;

MbCampaigns *mb_campaigns_find(const MbSummary *summary);
void mb_campaigns_free(MbCampaigns *campaigns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbCampaigns, mb_campaigns_free)

/* Different values of a member in a campaign, most frequent order not kept: interned ids as they come
 * up. Free the array. */
GArray *mb_campaign_values(const MbSummary *summary, const MbCampaigns *campaigns,
                           const MbCampaign *campaign, gsize offset);
/* Recipients that the user does not have: known only where his own addresses are. */
GArray *mb_campaign_guessed(const MbSummary *summary, const MbCampaigns *campaigns,
                            const MbCampaign *campaign);
