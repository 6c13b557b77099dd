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

/* Full host names of links of which only the domain is asked unless the reader says otherwise for
 * this mail. All that an act can ever ask, whether it was done or not. Returns how many. */
#define MB_LINK_HOSTS 10
guint mb_link_hosts(const MbCase *c, const char *hosts[MB_LINK_HOSTS]);
/* The reader's act covers this host. */
gboolean mb_link_host_is_allowed(const MbCase *c, const char *host);
/* What may be asked about the links: addresses that they name themselves and registrable domains;
 * with hosts those full names, too, that the act covers. Returns how many. */
#define MB_LINK_DOMAINS  3
#define MB_LINK_SUBJECTS (MB_LINK_DOMAINS + MB_LINK_HOSTS)
guint mb_link_subjects(const MbCase *c, const char *subjects[MB_LINK_SUBJECTS], gboolean hosts);

/* Leaves one finding for all links that fit; the strongest leaning wins. judge answers
 * MB_LEAN_INFO for a link that is nothing. */
typedef MbLeaning MbLinkJudge(const MbCase *c, const MbLink *link);
void mb_find_links(MbCase *c, const MbCheck *self, MbLinkJudge *judge);
/* Text and target as evidence. */
void mb_finding_add_link(MbCase *c, MbFinding *f, const MbLink *link);
