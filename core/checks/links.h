/* What the link checks share. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "body.h"
#include "claims.h"
#include "tables.h"

/* More are listed, not judged (SECURITY section 3). */
#define MB_LINKS_JUDGED 1000

/* A clickable link that belongs to the mail itself, not to a mail that a delivery notice returns.
 */
gboolean mb_link_is_judged(const MbCase *c, const MbLink *link);
/* The way out of a mailing list: it carries the reader's address and leads to the service. */
gboolean mb_is_unsubscribe(const MbLink *link);
/* All links of the mail go through this host (but for a few), and the mail is one of many by its
 * List-Unsubscribe: a service that counts clicks. */
gboolean mb_is_click_counter(const MbCase *c, const char *host);

/* What may be asked about the links: addresses that they name themselves and registrable domains;
 * with hosts full host names too, where the reader allowed that for this mail. Returns how many. */
#define MB_LINK_SUBJECTS 3
guint mb_link_subjects(const MbCase *c, const char *subjects[MB_LINK_SUBJECTS], gboolean hosts);
/* The full host names that this act would ask for besides; none where it was done. Returns how many. */
guint mb_link_hosts(const MbCase *c, const char *hosts[MB_LINK_SUBJECTS]);

/* Leaves one finding for all links that fit; the strongest leaning wins. judge answers
 * MB_LEAN_INFO for a link that is nothing. */
typedef MbLeaning MbLinkJudge(const MbCase *c, const MbLink *link);
void mb_find_links(MbCase *c, const MbCheck *self, MbLinkJudge *judge);
/* Text and target as evidence. */
void mb_finding_add_link(MbCase *c, MbFinding *f, const MbLink *link);
