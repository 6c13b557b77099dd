/* IPv4 and IPv6 addresses as they stand in hostile headers, and the ranges that mean something.
 * GLib's own is_loopback/site_local miss ::ffff:127.0.0.1, fc00::/7, 100.64/10 and more, so the
 * table is ours. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

typedef struct {
  guint8 family;    /* 4, 6, or 0 = none */
  guint8 bytes[16]; /* network order; IPv4 in the first four */
} MbIp;

typedef enum {
  MB_IP_PUBLIC,   /* counts as outside; TEST-NET and 2001:db8::/32 are here as well (they stand for
                     it) */
  MB_IP_LOOPBACK, /* 127/8, ::1 and their mapped forms */
  MB_IP_PRIVATE,  /* RFC 1918, fc00::/7, 100.64/10, link-local … */
  MB_IP_RESERVED, /* multicast, 0/8, 240/4, documentation of protocols */
} MbIpScope;

/* Strict text form, with or without [ ] and "IPv6:"; a zone id is refused. An IPv4-mapped IPv6
 * address comes back as IPv4. FALSE leaves *ip as family 0. */
gboolean mb_ip_parse(MbSlice text, MbIp *ip);
/* Canonical text (RFC 5952); buf of at least 46 bytes; returns buf. */
const char *mb_ip_format(const MbIp *ip, char buf[static 46]);
gboolean mb_ip_equal(const MbIp *a, const MbIp *b);
MbIpScope mb_ip_scope(const MbIp *ip);
/* No country, no registration, never asked about: private, loopback, TEST-NET, 2001:db8::/32 and
 * the like. */
gboolean mb_ip_is_special_purpose(const MbIp *ip);
/* A range as text into its net and prefix length. FALSE when it is no range. */
gboolean mb_cidr_parse(MbSlice text, MbIp *net, guint *prefix);
/* "192.0.2.0/24", "2001:db8::/32" or a single address. FALSE when the text is no range. */
gboolean mb_ip_in_cidr(const MbIp *ip, MbSlice cidr);
/* ip within net/prefix; families must be equal. */
gboolean mb_ip_in_net(const MbIp *ip, const MbIp *net, guint prefix);
/* "17.201.188.210.in-addr.arpa" or the ip6.arpa form, without final dot; suffix e.g. a block list
 * zone, NULL for the address tree. Free with g_free. */
char *mb_ip_reverse_name(const MbIp *ip, const char *suffix);
