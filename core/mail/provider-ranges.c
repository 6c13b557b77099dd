/* Address ranges inside a mail provider's own machinery: a hop from such an address to a server of
 * the same provider is no outside hop. By address, never by HELO, and never a way in for other
 * customers: a provider's exits (Microsoft's *.outbound.protection.outlook.com in 40.92/15,
 * 40.107/16, 52.100/14, 104.47/17; Google's 209.85.128/17) carry other people's mail and are
 * outside. Google, Yahoo, Apple and Fastmail pass mail on inside with private addresses or without
 * any, so they need no row.
 * Microsoft, as its own Received lines show: Exchange Online's mailbox networks 2603:10x6::/32, one
 * for each region; 2a01:111:e400::/48; and the filters' 2a01:111:f400::/48 and f403::/48, which
 * exits share: from there a hop is inside only when a mailbox server wrote it, since mail of other
 * customers enters at *.protection.outlook.com. SPDX-License-Identifier: GPL-3.0-or-later */
#include "route-parts.h"

#include "../base/domain.h"

typedef struct {
  MbIp net;
  guint8 prefix;
  gboolean shared; /* exits live there too */
} Range;

static const Range microsoft[] = {
    {{6, {0x26, 0x03, 0x10, 0x06}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x16}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x26}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x36}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x46}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x56}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0x96}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0xa6}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0xb6}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0xc6}}, 32, FALSE},
    {{6, {0x26, 0x03, 0x10, 0xd6}}, 32, FALSE},
    {{6, {0x2a, 0x01, 0x01, 0x11, 0xe4, 0x00}}, 48, FALSE},
    {{6, {0x2a, 0x01, 0x01, 0x11, 0xf4, 0x00}}, 48, TRUE},
    {{6, {0x2a, 0x01, 0x01, 0x11, 0xf4, 0x03}}, 48, TRUE},
};

/* The server that wrote the line belongs to Exchange Online. */
static gboolean is_microsoft(const char *by) {
  return mb_domain_is_under(by, "outlook.com") || mb_domain_is_under(by, "office365.com") ||
         mb_domain_is_under(by, "exchangelabs.com");
}

static gboolean is_entrance_or_exit(const MbHop *hop) {
  g_autofree char *from = mb_domain_normalise(hop->from_name);
  return mb_domain_is_under(hop->by, "protection.outlook.com") ||
         mb_domain_is_under(from, "outbound.protection.outlook.com");
}

gboolean mb_is_provider_inside(const MbHop *hop) {
  for (guint i = 0; i < G_N_ELEMENTS(microsoft); i++)
    if (mb_ip_in_net(&hop->ip, &microsoft[i].net, microsoft[i].prefix))
      return is_microsoft(hop->by) && !(microsoft[i].shared && is_entrance_or_exit(hop));
  return FALSE;
}
