/* The public block lists that may be asked, and what their answers mean (DATA section 7). One table
 * for the asking side and the judging side.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts.h"

typedef enum {
  MB_LISTED_AS_NOTHING, /* no listing that counts */
  MB_LISTED_AS_JUNK,
  MB_LISTED_AS_INFECTED,
  MB_LISTED_AS_DIAL_UP, /* a home or office line that should not deliver mail by itself */
  MB_LISTED_AS_PHISHING,
  MB_LISTED_AS_MALWARE,
  MB_LISTED_AS_ABUSED, /* an honest site that was broken into */
} MbListedAs;

typedef struct {
  const char *zone;
  const char *operator; /* lists of one operator are not independent */
  gboolean domains;     /* of domains, never asked for addresses; else the other way round */
  gboolean ipv6;
  const char *listed, *unlisted; /* names below the zone that prove that it works (RFC 5782) */
} MbBlocklistZone;

const MbBlocklistZone *mb_blocklist_zones(guint *n);
const MbBlocklistZone *mb_blocklist_zone(const char *zone); /* NULL = may not be asked */

/* "2.0.0.127.zen.spamhaus.org", or NULL when the list takes no such subject. Free with g_free. */
char *mb_blocklist_name(const MbBlocklistZone *zone, const char *subject);
/* What an answer says. *code gets the codes, comma-joined (to be freed), or NULL. Only answers in
 * 127.0.0.0/8 that are no refusal count; whatever else was answered is REFUSED: could not be asked,
 * never "not listed". */
MbListed mb_blocklist_read(const MbBlocklistZone *zone, const MbDnsAnswer *answer, char **code);
/* The gravest meaning of such codes. */
MbListedAs mb_blocklist_meaning(const MbBlocklistZone *zone, const char *code);
