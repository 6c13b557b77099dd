/* Addresses and ranges. The text forms are strict because header text is hostile: "010.0.0.1",
 * "1.2.3" or a zone id name different hosts in different readers, so they are no address here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "ip.h"

#include <arpa/inet.h>

typedef struct {
  MbIp net;
  guint8 prefix;
  guint8 scope; /* MbIpScope */
  gboolean special;
} Range;

#define V4(a, b, c, d)                                                                             \
  {                                                                                                \
    4, {                                                                                           \
      a, b, c, d                                                                                   \
    }                                                                                              \
  }
#define V6(...)                                                                                    \
  {                                                                                                \
    6, {                                                                                           \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
  }

/* IANA's special-purpose registries (RFC 6890, 8190), most specific first. */
static const Range ranges[] = {
    {V4(127, 0, 0, 0), 8, MB_IP_LOOPBACK, TRUE},
    {V4(10, 0, 0, 0), 8, MB_IP_PRIVATE, TRUE},
    {V4(172, 16, 0, 0), 12, MB_IP_PRIVATE, TRUE},
    {V4(192, 168, 0, 0), 16, MB_IP_PRIVATE, TRUE},
    {V4(100, 64, 0, 0), 10, MB_IP_PRIVATE, TRUE},
    {V4(169, 254, 0, 0), 16, MB_IP_PRIVATE, TRUE},
    {V4(198, 18, 0, 0), 15, MB_IP_PRIVATE, TRUE},
    {V4(192, 0, 2, 0), 24, MB_IP_PUBLIC, TRUE},
    {V4(198, 51, 100, 0), 24, MB_IP_PUBLIC, TRUE},
    {V4(203, 0, 113, 0), 24, MB_IP_PUBLIC, TRUE},
    {V4(192, 0, 0, 0), 24, MB_IP_RESERVED, TRUE},
    {V4(192, 88, 99, 0), 24, MB_IP_RESERVED, TRUE},
    {V4(0, 0, 0, 0), 8, MB_IP_RESERVED, TRUE},
    {V4(224, 0, 0, 0), 3, MB_IP_RESERVED, TRUE}, /* multicast and class E */
    {V6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 128, MB_IP_LOOPBACK, TRUE},
    {V6(0), 96, MB_IP_RESERVED, TRUE}, /* unspecified and IPv4-compatible */
    {V6(0xfc), 7, MB_IP_PRIVATE, TRUE},
    {V6(0xfe, 0x80), 10, MB_IP_PRIVATE, TRUE},
    {V6(0xfe, 0xc0), 10, MB_IP_PRIVATE, TRUE},
    {V6(0x20, 0x01, 0x0d, 0xb8), 32, MB_IP_PUBLIC, TRUE},
    {V6(0x3f, 0xff), 20, MB_IP_PUBLIC, TRUE}, /* documentation, RFC 9637 */
    {V6(0x20, 0x01), 23, MB_IP_RESERVED, TRUE},
    {V6(0x01), 64, MB_IP_RESERVED, TRUE},
    {V6(0xff), 8, MB_IP_RESERVED, TRUE},
};

/* Addresses that carry an IPv4 address which decides what they are. */
static const struct {
  MbIp net;
  guint8 prefix, offset;
} carriers[] = {
    {V6(0, 0x64, 0xff, 0x9b), 96, 12},       /* NAT64, RFC 6052 */
    {V6(0, 0x64, 0xff, 0x9b, 0, 1), 48, 12}, /* local NAT64, RFC 8215 */
    {V6(0x20, 0x02), 16, 2},                 /* 6to4 */
};

static gboolean parse_v4(const char *text, MbIp *ip) {
  struct in_addr a;
  if (inet_pton(AF_INET, text, &a) != 1)
    return FALSE;
  ip->family = 4;
  memcpy(ip->bytes, &a, 4);
  return TRUE;
}

static gboolean parse_v6(const char *text, MbIp *ip) {
  static const guint8 mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  struct in6_addr a;
  if (inet_pton(AF_INET6, text, &a) != 1)
    return FALSE;
  if (memcmp(a.s6_addr, mapped, sizeof mapped) == 0) {
    ip->family = 4;
    memcpy(ip->bytes, a.s6_addr + 12, 4);
    return TRUE;
  }
  ip->family = 6;
  memcpy(ip->bytes, a.s6_addr, 16);
  return TRUE;
}

gboolean mb_ip_parse(MbSlice text, MbIp *ip) {
  char buf[INET6_ADDRSTRLEN + 1];
  memset(ip, 0, sizeof *ip);
  if (text.len >= 2 && text.data[0] == '[' && text.data[text.len - 1] == ']')
    text.data++, text.len -= 2;
  gboolean tagged = mb_slice_has_prefix(text, "IPv6:");
  if (tagged)
    text.data += 5, text.len -= 5;
  if (text.len < 2 || text.len >= sizeof buf || memchr(text.data, 0, text.len))
    return FALSE;
  memcpy(buf, text.data, text.len);
  buf[text.len] = 0;
  gboolean colon = memchr(text.data, ':', text.len) != NULL;
  return colon ? parse_v6(buf, ip) : !tagged && parse_v4(buf, ip);
}

/* inet_ntop goes through printf. */
static void format_v4(const guint8 *bytes, char *buf) {
  for (guint i = 0; i < 4; i++) {
    guint8 n = bytes[i];
    if (i)
      *buf++ = '.';
    if (n >= 100)
      *buf++ = '0' + n / 100;
    if (n >= 10)
      *buf++ = '0' + n / 10 % 10;
    *buf++ = '0' + n % 10;
  }
  *buf = '\0';
}

const char *mb_ip_format(const MbIp *ip, char buf[static 46]) {
  buf[0] = 0;
  if (ip->family == 4)
    format_v4(ip->bytes, buf);
  else if (ip->family)
    inet_ntop(AF_INET6, ip->bytes, buf, 46);
  return buf;
}

gboolean mb_ip_equal(const MbIp *a, const MbIp *b) {
  return a->family == b->family && memcmp(a->bytes, b->bytes, a->family == 4 ? 4 : 16) == 0;
}

gboolean mb_ip_in_net(const MbIp *ip, const MbIp *net, guint prefix) {
  guint bits = net->family == 4 ? 32 : 128;
  if (!ip->family || ip->family != net->family || prefix > bits)
    return FALSE;
  if (memcmp(ip->bytes, net->bytes, prefix / 8) != 0)
    return FALSE;
  guint rest = prefix % 8;
  return !rest || ((ip->bytes[prefix / 8] ^ net->bytes[prefix / 8]) >> (8 - rest)) == 0;
}

static const Range *find_range(const MbIp *ip) {
  for (guint i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (mb_ip_in_net(ip, &ranges[i].net, ranges[i].prefix))
      return &ranges[i];
  return NULL;
}

static gboolean carried_v4(const MbIp *ip, MbIp *inner) {
  for (guint i = 0; i < G_N_ELEMENTS(carriers); i++)
    if (mb_ip_in_net(ip, &carriers[i].net, carriers[i].prefix)) {
      memset(inner, 0, sizeof *inner);
      inner->family = 4;
      memcpy(inner->bytes, ip->bytes + carriers[i].offset, 4);
      return TRUE;
    }
  return FALSE;
}

MbIpScope mb_ip_scope(const MbIp *ip) {
  MbIp inner;
  const Range *r = find_range(carried_v4(ip, &inner) ? &inner : ip);
  return r ? r->scope : MB_IP_PUBLIC;
}

gboolean mb_ip_is_special_purpose(const MbIp *ip) {
  MbIp inner;
  return !ip->family || carried_v4(ip, &inner) || find_range(ip) != NULL;
}

gboolean mb_cidr_parse(MbSlice text, MbIp *net, guint *prefix) {
  const char *slash = memchr(text.data ? text.data : "", '/', text.len);
  MbSlice address = slash ? mb_slice(text.data, slash - text.data) : text;
  if (!mb_ip_parse(address, net))
    return FALSE;
  guint bits = net->family == 4 ? 32 : 128, n = 0;
  /* "::ffff:192.0.2.0/120" has come back as IPv4; its prefix counts from the IPv6 form */
  gboolean mapped = net->family == 4 && memchr(address.data, ':', address.len);
  *prefix = bits;
  if (!slash)
    return TRUE;
  MbSlice digits = mb_slice(slash + 1, text.data + text.len - slash - 1);
  if (digits.len < 1 || digits.len > 3)
    return FALSE;
  for (gsize i = 0; i < digits.len; i++) {
    if (!g_ascii_isdigit(digits.data[i]))
      return FALSE;
    n = n * 10 + (digits.data[i] - '0');
  }
  if (mapped && n < 96)
    return FALSE;
  *prefix = mapped ? n - 96 : n;
  return *prefix <= bits;
}

gboolean mb_ip_in_cidr(const MbIp *ip, MbSlice cidr) {
  MbIp net;
  guint prefix;
  return mb_cidr_parse(cidr, &net, &prefix) && mb_ip_in_net(ip, &net, prefix);
}

char *mb_ip_reverse_name(const MbIp *ip, const char *suffix) {
  GString *s = g_string_new(NULL);
  for (int i = ip->family == 4 ? 3 : 15; ip->family && i >= 0; i--) {
    if (ip->family == 4)
      g_string_append_printf(s, "%u.", ip->bytes[i]);
    else
      g_string_append_printf(s, "%x.%x.", ip->bytes[i] & 15, ip->bytes[i] >> 4);
  }
  g_string_append(s, suffix ? suffix : ip->family == 4 ? "in-addr.arpa" : "ip6.arpa");
  return g_string_free(s, FALSE);
}
