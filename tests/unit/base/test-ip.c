/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ip.h"

static MbIp ip_of(const char *text) {
  MbIp ip;
  if (!mb_ip_parse(mb_slice_str(text), &ip))
    g_error("%s does not parse", text);
  return ip;
}

static void test_parse(void) {
  static const struct {
    const char *text, *canonical;
  } cases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"[192.0.2.1]", "192.0.2.1"},
      {"[IPv6:2001:DB8:0:0::1]", "2001:db8::1"},
      {"ipv6:::1", "::1"},
      {"::ffff:10.0.0.1", "10.0.0.1"},
      {"::ffff:0a00:0001", "10.0.0.1"},
      {"2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
      {"0.0.0.0", "0.0.0.0"},
  };
  static const char *const bad[] = {
      "",          "1",          "1.2.3",         "1.2.3.4.5",       "1.2.3.a",
      "01.2.3.4",  "256.1.1.1",  "1.2.3.4 ",      "fe80::1%eth0",    ":::",
      "1::2::3",   "2130706433", "0x7f.1",        "[1.2.3.4",        "IPv6:1.2.3.4",
      "localhost", "12345::",    "1:2:3:4:5:6:7", "::ffff:1.2.3.4.5"};
  char buf[46];
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbIp ip = ip_of(cases[i].text);
    g_assert_cmpstr(mb_ip_format(&ip, buf), ==, cases[i].canonical);
  }
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    MbIp ip;
    if (mb_ip_parse(mb_slice_str(bad[i]), &ip))
      g_error("%s parses", bad[i]);
    g_assert_cmpint(ip.family, ==, 0);
  }
  MbIp ip;
  g_assert_false(mb_ip_parse(MB_SLICE_LIT("1.2.3.4\0x"), &ip));
  g_assert_false(mb_ip_parse(MB_SLICE_NONE, &ip));
}

static void test_scope(void) {
  static const struct {
    const char *text;
    MbIpScope scope;
    gboolean special;
  } cases[] = {
      {"127.0.0.1", MB_IP_LOOPBACK, TRUE},
      {"::1", MB_IP_LOOPBACK, TRUE},
      {"::ffff:127.9.9.9", MB_IP_LOOPBACK, TRUE},
      {"10.255.0.1", MB_IP_PRIVATE, TRUE},
      {"172.16.0.0", MB_IP_PRIVATE, TRUE},
      {"172.31.255.255", MB_IP_PRIVATE, TRUE},
      {"172.32.0.0", MB_IP_PUBLIC, FALSE},
      {"172.15.255.255", MB_IP_PUBLIC, FALSE},
      {"192.168.1.1", MB_IP_PRIVATE, TRUE},
      {"::ffff:192.168.1.1", MB_IP_PRIVATE, TRUE},
      {"100.64.0.1", MB_IP_PRIVATE, TRUE},
      {"100.128.0.1", MB_IP_PUBLIC, FALSE},
      {"169.254.1.1", MB_IP_PRIVATE, TRUE},
      {"198.18.0.1", MB_IP_PRIVATE, TRUE},
      {"192.0.2.7", MB_IP_PUBLIC, TRUE},
      {"198.51.100.7", MB_IP_PUBLIC, TRUE},
      {"203.0.113.7", MB_IP_PUBLIC, TRUE},
      {"2001:db8::7", MB_IP_PUBLIC, TRUE},
      {"fc00::1", MB_IP_PRIVATE, TRUE},
      {"fdff::1", MB_IP_PRIVATE, TRUE},
      {"fe80::1", MB_IP_PRIVATE, TRUE},
      {"0.0.0.0", MB_IP_RESERVED, TRUE},
      {"224.0.0.1", MB_IP_RESERVED, TRUE},
      {"255.255.255.255", MB_IP_RESERVED, TRUE},
      {"::", MB_IP_RESERVED, TRUE},
      {"ff02::1", MB_IP_RESERVED, TRUE},
      {"64:ff9b::7f00:1", MB_IP_LOOPBACK, TRUE},
      {"64:ff9b::c000:207", MB_IP_PUBLIC, TRUE},
      {"2002:7f00:1::", MB_IP_LOOPBACK, TRUE},
      {"2002:a0a:a0a::1", MB_IP_PRIVATE, TRUE},
      {"8.8.8.8", MB_IP_PUBLIC, FALSE},
      {"2a01:111:f403::1", MB_IP_PUBLIC, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbIp ip = ip_of(cases[i].text);
    if (mb_ip_scope(&ip) != cases[i].scope || mb_ip_is_special_purpose(&ip) != cases[i].special)
      g_error("%s: scope %d special %d", cases[i].text, mb_ip_scope(&ip),
              mb_ip_is_special_purpose(&ip));
  }
}

static void test_cidr(void) {
  static const struct {
    const char *ip, *cidr;
    gboolean in;
  } cases[] = {
      {"192.0.2.77", "192.0.2.0/24", TRUE},
      {"192.0.3.77", "192.0.2.0/24", FALSE},
      {"192.0.2.77", "192.0.2.77", TRUE},
      {"192.0.2.78", "192.0.2.77/32", FALSE},
      {"192.0.2.129", "192.0.2.128/25", TRUE},
      {"192.0.2.127", "192.0.2.128/25", FALSE},
      {"8.8.8.8", "0.0.0.0/0", TRUE},
      {"2001:db8::1", "0.0.0.0/0", FALSE},
      {"2001:db8:1::1", "2001:db8::/32", TRUE},
      {"2001:db9::1", "2001:db8::/32", FALSE},
      {"192.0.2.9", "::ffff:192.0.2.0/120", TRUE},
      {"192.0.2.9", "::ffff:192.0.2.0/24", FALSE},
      {"192.0.2.9", "192.0.2.0/", FALSE},
      {"192.0.2.9", "192.0.2.0/33", FALSE},
      {"192.0.2.9", "192.0.2.0/-1", FALSE},
      {"192.0.2.9", "192.0.2.0/0x8", FALSE},
      {"192.0.2.9", "mx.example", FALSE},
      {"192.0.2.9", "192.0.2.0/4294967304", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbIp ip = ip_of(cases[i].ip);
    if (mb_ip_in_cidr(&ip, mb_slice_str(cases[i].cidr)) != cases[i].in)
      g_error("%s in %s", cases[i].ip, cases[i].cidr);
  }
  MbIp none = {0};
  g_assert_false(mb_ip_in_cidr(&none, MB_SLICE_LIT("0.0.0.0/0")));
}

static void test_reverse(void) {
  MbIp a = ip_of("210.188.201.17"), b = ip_of("2001:db8::567:89ab");
  g_autofree char *four = mb_ip_reverse_name(&a, NULL),
                  *zone = mb_ip_reverse_name(&a, "bl.example"), *six = mb_ip_reverse_name(&b, NULL);
  g_assert_cmpstr(four, ==, "17.201.188.210.in-addr.arpa");
  g_assert_cmpstr(zone, ==, "17.201.188.210.bl.example");
  g_assert_cmpstr(six, ==,
                  "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ip/parse", test_parse);
  g_test_add_func("/ip/scope", test_scope);
  g_test_add_func("/ip/cidr", test_cidr);
  g_test_add_func("/ip/reverse", test_reverse);
  return g_test_run();
}
