/* Codes as published by the lists; whatever is not known to be a listing is none.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "blocklists.h"

#include <stdlib.h>
#include <string.h>

/* dbl.spamhaus.org answers a question for an address with an error of its own, so its test names are
 * domains. */
static const MbBlocklistZone zones[] = {
    {"zen.spamhaus.org", "spamhaus", FALSE, TRUE, "2.0.0.127", "1.0.0.127"},
    {"bl.spamcop.net", "spamcop", FALSE, FALSE, "2.0.0.127", "1.0.0.127"},
    {"b.barracudacentral.org", "barracuda", FALSE, FALSE, "2.0.0.127", "1.0.0.127"},
    {"dbl.spamhaus.org", "spamhaus", TRUE, FALSE, "dbltest.com", "invalid"},
    {"multi.surbl.org", "surbl", TRUE, FALSE, "2.0.0.127", "1.0.0.127"},
    {"multi.uribl.com", "uribl", TRUE, FALSE, "2.0.0.127", "1.0.0.127"},
};

const MbBlocklistZone *mb_blocklist_zones(guint *n) {
  *n = G_N_ELEMENTS(zones);
  return zones;
}

const MbBlocklistZone *mb_blocklist_zone(const char *zone) {
  for (guint i = 0; zone && i < G_N_ELEMENTS(zones); i++)
    if (strcmp(zones[i].zone, zone) == 0)
      return &zones[i];
  return NULL;
}

static char *ip_name(const MbBlocklistZone *zone, const MbIp *ip) {
  const guint8 *b = ip->bytes;
  if (ip->family == 4)
    return g_strdup_printf("%u.%u.%u.%u.%s", b[3], b[2], b[1], b[0], zone->zone);
  if (!zone->ipv6)
    return NULL;
  GString *name = g_string_new(NULL);
  for (int i = 15; i >= 0; i--)
    g_string_append_printf(name, "%x.%x.", b[i] & 15, b[i] >> 4);
  return g_string_free(g_string_append(name, zone->zone), FALSE);
}

char *mb_blocklist_name(const MbBlocklistZone *zone, const char *subject) {
  MbIp ip;
  gboolean is_ip = mb_ip_parse(mb_slice_str(subject), &ip);
  if (is_ip == zone->domains)
    return NULL;
  g_autofree char *name = is_ip ? ip_name(zone, &ip) : g_strconcat(subject, ".", zone->zone, NULL);
  return name ? mb_dns_name(name) : NULL;
}

static gboolean is_bit_list(const MbBlocklistZone *zone) {
  return g_str_has_prefix(zone->zone, "multi.");
}

/* 127.255.255.0/24: asked wrongly, through an open resolver, too often; 127.0.1.255: dbl was asked
 * for an address; bit 1 of the bit lists: blocked. */
static gboolean is_refusal(const MbBlocklistZone *zone, const guint8 *b) {
  if (b[0] != 127 || (b[1] == 255 && b[2] == 255))
    return TRUE;
  return (zone->domains && b[3] == 255) || (is_bit_list(zone) && (b[3] & 1));
}

MbListed mb_blocklist_read(const MbBlocklistZone *zone, const MbDnsAnswer *answer, char **code) {
  *code = NULL;
  if (answer->status == MB_DNS_NXDOMAIN || answer->status == MB_DNS_NODATA)
    return MB_LISTED_NO;
  if (answer->status != MB_DNS_FOUND || !answer->ips || !answer->ips->len || answer->ips->len > 32)
    return MB_LISTED_REFUSED;
  g_autoptr(GString) codes = g_string_new(NULL);
  gboolean refused = FALSE;
  for (guint i = 0; i < answer->ips->len; i++) {
    const MbIp *ip = &g_array_index(answer->ips, MbIp, i);
    char text[46];
    refused |= ip->family != 4 || is_refusal(zone, ip->bytes);
    g_string_append_printf(codes, "%s%s", codes->len ? "," : "", mb_ip_format(ip, text));
  }
  *code = g_strdup(codes->str);
  if (refused)
    return MB_LISTED_REFUSED;
  if (mb_blocklist_meaning(zone, codes->str))
    return MB_LISTED_YES;
  return is_bit_list(zone) ? MB_LISTED_NO : MB_LISTED_REFUSED; /* grey or red; no code we know */
}

static MbListedAs zen_meaning(const guint8 *b) {
  if (b[1] || b[2])
    return MB_LISTED_AS_NOTHING;
  if (b[3] >= 4 && b[3] <= 7)
    return MB_LISTED_AS_INFECTED;
  if (b[3] == 10 || b[3] == 11)
    return MB_LISTED_AS_DIAL_UP;
  return b[3] == 2 || b[3] == 3 || b[3] == 9 ? MB_LISTED_AS_JUNK : MB_LISTED_AS_NOTHING;
}

static MbListedAs dbl_meaning(const guint8 *b) {
  static const MbListedAs meanings[] = {
      MB_LISTED_AS_NOTHING,  MB_LISTED_AS_NOTHING, MB_LISTED_AS_JUNK,    MB_LISTED_AS_NOTHING,
      MB_LISTED_AS_PHISHING, MB_LISTED_AS_MALWARE, MB_LISTED_AS_INFECTED};
  if (b[1] || b[2] != 1)
    return MB_LISTED_AS_NOTHING;
  if (b[3] >= 102 && b[3] <= 106)
    return MB_LISTED_AS_ABUSED;
  return b[3] < G_N_ELEMENTS(meanings) ? meanings[b[3]] : MB_LISTED_AS_NOTHING;
}

/* Only what the list calls certain: grey (mass mailers with consent) and red (new, not yet judged) are
 * no reproach. */
static MbListedAs bits_meaning(const MbBlocklistZone *zone, const guint8 *b) {
  if (strcmp(zone->operator, "uribl") == 0)
    return b[3] & 2 ? MB_LISTED_AS_JUNK : MB_LISTED_AS_NOTHING;
  return b[3] & 8     ? MB_LISTED_AS_PHISHING
         : b[3] & 16  ? MB_LISTED_AS_MALWARE
         : b[3] & 64  ? MB_LISTED_AS_JUNK
         : b[3] & 128 ? MB_LISTED_AS_ABUSED
                      : MB_LISTED_AS_NOTHING;
}

static MbListedAs one_meaning(const MbBlocklistZone *zone, const guint8 *b) {
  if (strcmp(zone->zone, "zen.spamhaus.org") == 0)
    return zen_meaning(b);
  if (strcmp(zone->zone, "dbl.spamhaus.org") == 0)
    return dbl_meaning(b);
  if (is_bit_list(zone))
    return bits_meaning(zone, b);
  return b[3] == 2 ? MB_LISTED_AS_JUNK : MB_LISTED_AS_NOTHING;
}

/* Dial-up beside anything else says less than the other. */
MbListedAs mb_blocklist_meaning(const MbBlocklistZone *zone, const char *code) {
  MbListedAs worst = MB_LISTED_AS_NOTHING;
  g_auto(GStrv) codes = g_strsplit(code ? code : "", ",", 33);
  for (guint i = 0; codes[i] && i < 32; i++) {
    MbIp ip;
    if (!mb_ip_parse(mb_slice_str(codes[i]), &ip) || ip.family != 4)
      continue;
    MbListedAs as = one_meaning(zone, ip.bytes);
    if (worst == MB_LISTED_AS_NOTHING || worst == MB_LISTED_AS_DIAL_UP)
      worst = as ? as : worst;
    else
      worst = MAX(worst, as);
  }
  return worst;
}
