/* SPF by RFC 7208: grammar, every mechanism, limits, macros, answers that are missing or fail.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf.h"
#include "sign.h"

static MbArena *arena; /* results live in it */

static MbSpf check_query(const MbSpfQuery *query, MbFacts *facts) {
  g_clear_pointer(&arena, mb_arena_free);
  arena = mb_arena_new();
  return mb_spf_check(arena, query, facts);
}

static MbSpfQuery query_for(const char *ip) {
  MbSpfQuery query = {.domain = "example.com", .local = "user", .helo = "mail.example.com"};
  g_assert_true(mb_ip_parse(mb_slice_str(ip), &query.ip));
  return query;
}

/* A closed DNS: what is not in it does not exist. */
static MbFacts *universe(const char *record, const char *others) {
  g_autofree char *text =
      g_strdup_printf("{\"absent\":\"NXDOMAIN\",\"dns\":{\"example.com\":{\"TXT\":[\"%s\"]}%s%s}}",
                      record, *others ? "," : "", others);
  return test_facts(text);
}

static MbSpf check(const char *record, const char *others, const char *ip) {
  g_autoptr(MbFacts) facts = universe(record, others);
  MbSpfQuery query = query_for(ip);
  return check_query(&query, facts);
}

static void expect(const char *record, const char *others, const char *ip, const char *result) {
  MbSpf spf = check(record, others, ip);
  if (g_strcmp0(mb_result_name(spf.result), result) != 0)
    g_error("\"%s\" from %s: %s (%s), not %s", record, ip, mb_result_name(spf.result), spf.reason,
            result);
}

static void test_syntax(void) {
  static const char *const wrong[] = {
      "v=spf1 foo",
      "v=spf1 all:x",
      "v=spf1 all/8",
      "v=spf1 include",
      "v=spf1 include:",
      "v=spf1 include:x.example/24",
      "v=spf1 a:",
      "v=spf1 a/33",
      "v=spf1 a//129",
      "v=spf1 a/024",
      "v=spf1 a/",
      "v=spf1 a/24/24",
      "v=spf1 a:com",
      "v=spf1 a:x.123",
      "v=spf1 a:x.-com",
      "v=spf1 a:x.com-",
      "v=spf1 mx:x y",
      "v=spf1 ptr:",
      "v=spf1 ip4",
      "v=spf1 ip4:",
      "v=spf1 ip4:1.2.3",
      "v=spf1 ip4:1.2.3.4.5",
      "v=spf1 ip4:1.2.3.256",
      "v=spf1 ip4:1.2.3.4/33",
      "v=spf1 ip4:1.2.3.4//32",
      "v=spf1 ip4:::1",
      "v=spf1 ip6:1.2.3.4",
      "v=spf1 ip6:::1/129",
      "v=spf1 ip6:[::1]",
      "v=spf1 ip6:::1//64",
      "v=spf1 exists",
      "v=spf1 exists:%{z}.x.example",
      "v=spf1 a:%x.example",
      "v=spf1 a:%{d",
      "v=spf1 a:%{d0}.x.example",
      "v=spf1 a:%{dx}.x.example",
      "v=spf1 a:%{c}.x.example",
      "v=spf1 a:x.example%",
      "v=spf1 +",
      "v=spf1 ++all",
      "v=spf1 redirect=",
      "v=spf1 redirect=x.example redirect=x.example",
      "v=spf1 exp=x.example exp=x.example",
      "v=spf1 exp=com",
      "v=spf1 more=%{q}",
      "v=spf1 1x=y",
      "v=spf1 \\tall",
      "v=spf1 a:x\\u00e9.example",
  };
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    expect(wrong[i], "", "192.0.2.1", "permerror");
    /* a wrong term makes the record wrong even behind one that matches */
    g_autofree char *behind = g_strconcat("v=spf1 ip4:192.0.2.1 ", wrong[i] + 7, NULL);
    expect(behind, "", "192.0.2.1", "permerror");
  }
}

static void test_records(void) {
  expect("v=spf1", "", "192.0.2.1", "neutral");
  expect("v=spf1 ", "", "192.0.2.1", "neutral");
  expect("V=SPF1 -ALL", "", "192.0.2.1", "fail");
  expect("v=spf1  ?all  ", "", "192.0.2.1", "neutral");
  expect("v=spf1 ~all", "", "192.0.2.1", "softfail");
  expect("v=spf1 +all", "", "192.0.2.1", "pass");
  expect("v=spf1 unknown=%{d}%%x -all", "", "192.0.2.1", "fail");
  expect("v=spf10 -all", "", "192.0.2.1", "none");
  expect("v=spf1-all", "", "192.0.2.1", "none");
  expect("v=spf2.0/pra -all", "", "192.0.2.1", "none");
  expect("other\",\"v=spf1 -all", "", "192.0.2.1", "fail");
  expect("v=spf1 -all\",\"v=spf1 -all", "", "192.0.2.1", "permerror");
}

static void test_addresses(void) {
  static const struct {
    const char *record, *ip, *result;
  } cases[] = {
      {"v=spf1 ip4:192.0.2.1 -all", "192.0.2.1", "pass"},
      {"v=spf1 ip4:192.0.2.1 -all", "192.0.2.2", "fail"},
      {"v=spf1 ip4:192.0.2.0/25 -all", "192.0.2.127", "pass"},
      {"v=spf1 ip4:192.0.2.0/25 -all", "192.0.2.128", "fail"},
      {"v=spf1 ip4:192.0.2.0/0 -all", "198.51.100.1", "pass"},
      {"v=spf1 ip4:0.0.0.0/0 -all", "2001:db8::1", "fail"},
      {"v=spf1 ip6:2001:db8::/33 -all", "2001:db8:7fff::1", "pass"},
      {"v=spf1 ip6:2001:db8::/33 -all", "2001:db8:8000::1", "fail"},
      {"v=spf1 ip6:::/0 -all", "192.0.2.1", "fail"},
      {"v=spf1 ip6:::ffff:192.0.2.1 -all", "192.0.2.1", "fail"},
      {"v=spf1 -ip4:192.0.2.1 +all", "192.0.2.1", "fail"},
      {"v=spf1 ip4:192.0.2.1 -all", "::ffff:192.0.2.1", "pass"}, /* section 5: mapped is IPv4 */
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    expect(cases[i].record, "", cases[i].ip, cases[i].result);
}

static void test_a_mx(void) {
  static const char zone[] =
      "\"h.example\":{\"A\":[\"192.0.2.1\",\"192.0.2.5\"],\"AAAA\":[\"2001:db8::1\"]},"
      "\"m.example\":{\"MX\":[[10,\"h.example\"],[20,\"nowhere.example\"]]},"
      "\"null.example\":{\"MX\":[[0,\"\"]]},\"ill.example\":{\"A\":\"SERVFAIL\",\"MX\":\"TIMEOUT\"}"
      ","
      "\"half.example\":{\"MX\":[[10,\"ill.example\"],[20,\"h.example\"]]}";
  static const struct {
    const char *record, *ip, *result;
  } cases[] = {
      {"v=spf1 a:h.example -all", "192.0.2.5", "pass"},
      {"v=spf1 a:h.example -all", "192.0.2.6", "fail"},
      {"v=spf1 a:h.example/30 -all", "192.0.2.6", "pass"},
      {"v=spf1 a:h.example//64 -all", "2001:db8::9", "pass"},
      {"v=spf1 a:h.example/30//128 -all", "2001:db8::9", "fail"},
      {"v=spf1 a:H.Example. -all", "192.0.2.1", "pass"},
      {"v=spf1 a -all", "192.0.2.1", "fail"}, /* example.com itself has no address */
      {"v=spf1 mx:m.example -all", "192.0.2.1", "pass"},
      {"v=spf1 mx:m.example/24 -all", "192.0.2.77", "pass"},
      {"v=spf1 mx:m.example//32 -all", "2001:db8:ffff::", "pass"},
      {"v=spf1 mx:null.example -all", "192.0.2.1", "fail"},
      {"v=spf1 mx:h.example -all", "192.0.2.1", "fail"}, /* no fall-back to the address */
      {"v=spf1 a:ill.example -all", "192.0.2.1", "temperror"},
      {"v=spf1 mx:ill.example -all", "192.0.2.1", "temperror"},
      {"v=spf1 mx:half.example -all", "192.0.2.1", "temperror"},
      {"v=spf1 ip4:192.0.2.1 a:ill.example -all", "192.0.2.1", "pass"},
      {"v=spf1 exists:h.example -all", "198.51.100.1", "pass"},
      {"v=spf1 exists:h.example -all", "2001:db8::2", "pass"}, /* always A (section 5.7) */
      {"v=spf1 exists:nowhere.example -all", "192.0.2.1", "fail"},
      {"v=spf1 exists:ill.example -all", "192.0.2.1", "temperror"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    expect(cases[i].record, zone, cases[i].ip, cases[i].result);
}

static void test_ptr(void) {
  static const char zone[] =
      "\"1.2.0.192.in-addr.arpa\":{\"PTR\":[\"liar.example.com\",\"host.example.com\"]},"
      "\"host.example.com\":{\"A\":[\"192.0.2.1\"]},\"liar.example.com\":{\"A\":[\"192.0.2.9\"]},"
      "\"2.2.0.192.in-addr.arpa\":{\"PTR\":[\"liar.example.com\"]},"
      "\"3.2.0.192.in-addr.arpa\":{\"PTR\":\"SERVFAIL\"}";
  expect("v=spf1 ptr -all", zone, "192.0.2.1", "pass");
  expect("v=spf1 ptr:host.example.com -all", zone, "192.0.2.1", "pass");
  expect("v=spf1 ptr:ost.example.com -all", zone, "192.0.2.1", "fail");
  expect("v=spf1 ptr:example.org -all", zone, "192.0.2.1", "fail");
  expect("v=spf1 ptr -all", zone, "192.0.2.2", "fail");
  expect("v=spf1 ptr -all", zone, "192.0.2.3", "fail"); /* section 5.5: an error is no match */
  expect("v=spf1 exists:%{p}.mark.example -all",
         "\"1.2.0.192.in-addr.arpa\":{\"PTR\":[\"host.example.com\"]},\"host.example.com\":{\"A\":"
         "[\"192.0.2.1\"]},\"host.example.com.mark.example\":{\"A\":[\"127.0.0.2\"]}",
         "192.0.2.1", "pass");
}

static void test_include_redirect(void) {
  static const char zone[] =
      "\"pass.example\":{\"TXT\":[\"v=spf1 ip4:192.0.2.0/24 -all\"]},"
      "\"soft.example\":{\"TXT\":[\"v=spf1 ~all\"]},\"bad.example\":{\"TXT\":[\"v=spf1 bad\"]},"
      "\"ill.example\":{\"TXT\":\"TIMEOUT\"},\"neutral.example\":{\"TXT\":[\"v=spf1\"]},"
      "\"deep.example\":{\"TXT\":[\"v=spf1 include:pass.example -all\"]},"
      "\"loop.example\":{\"TXT\":[\"v=spf1 include:loop.example -all\"]},"
      "\"redir.example\":{\"TXT\":[\"v=spf1 redirect=redir.example\"]}";
  static const struct {
    const char *record, *result;
  } cases[] = {
      {"v=spf1 include:pass.example -all", "pass"},
      {"v=spf1 ~include:pass.example -all", "softfail"},
      {"v=spf1 include:deep.example -all", "pass"},
      {"v=spf1 include:soft.example -all", "fail"},
      {"v=spf1 include:neutral.example ?all", "neutral"},
      {"v=spf1 include:bad.example -all", "permerror"},
      {"v=spf1 include:ill.example -all", "temperror"},
      {"v=spf1 include:none.example -all", "permerror"},
      {"v=spf1 include:loop.example -all", "permerror"},
      {"v=spf1 redirect=pass.example", "pass"},
      {"v=spf1 redirect=soft.example", "softfail"},
      {"v=spf1 redirect=soft.example -all", "fail"},
      {"v=spf1 redirect=none.example", "permerror"},
      {"v=spf1 redirect=ill.example", "temperror"},
      {"v=spf1 redirect=redir.example", "permerror"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    expect(cases[i].record, zone, "192.0.2.7", cases[i].result);
  expect("v=spf1 redirect=pass.example", zone, "198.51.100.1", "fail");
}

/* section 4.6.4 */
static void test_limits(void) {
  g_autoptr(GString) record = g_string_new("v=spf1");
  g_autoptr(GString) zone = g_string_new("\"x.example\":{\"A\":[\"192.0.2.9\"]}");
  for (int i = 0; i < 10; i++)
    g_string_append(record, " a:x.example");
  g_autofree char *ten = g_strconcat(record->str, " +all", NULL);
  g_autofree char *eleven = g_strconcat(record->str, " a:x.example +all", NULL);
  g_autofree char *redirect = g_strconcat(record->str, " redirect=x.example", NULL);
  expect(ten, zone->str, "192.0.2.1", "pass");
  expect(eleven, zone->str, "192.0.2.1", "permerror");
  expect(redirect, zone->str, "192.0.2.1", "permerror");
  g_assert_cmpstr(check(eleven, zone->str, "192.0.2.1").reason, ==, "lookup-limit");
  expect("v=spf1 a:n1.example a:n2.example +all", "", "192.0.2.1", "pass");
  expect("v=spf1 a:n1.example a:n2.example mx:n3.example +all", "", "192.0.2.1", "permerror");
  g_string_append(zone, ",\"m.example\":{\"MX\":[");
  for (int i = 0; i < 11; i++)
    g_string_append_printf(zone, "%s[%d,\"x.example\"]", i ? "," : "", i);
  g_string_append(zone, "]}");
  expect("v=spf1 mx:m.example +all", zone->str, "192.0.2.1", "permerror");
}

/* section 7.4, and the ends of what may be written */
static void test_macros(void) {
  static const struct {
    const char *text, *expansion;
  } cases[] = {
      {"%{s}", "strong-bad@email.example.com"},
      {"%{o}", "email.example.com"},
      {"%{d}", "email.example.com"},
      {"%{d4}", "email.example.com"},
      {"%{d3}", "email.example.com"},
      {"%{d2}", "example.com"},
      {"%{d1}", "com"},
      {"%{dr}", "com.example.email"},
      {"%{d2r}", "example.email"},
      {"%{l}", "strong-bad"},
      {"%{l-}", "strong.bad"},
      {"%{lr}", "strong-bad"},
      {"%{lr-}", "bad.strong"},
      {"%{l1r-}", "strong"},
      {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
      {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
      {"%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
      {"%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
      {"%{S}", "strong-bad%40email.example.com"},
      {"%%%_%-x", "% %20x"},
      {"%{h}", "helo.example"},
      {"%{p}", "unknown"},
      {"%{d999}", "email.example.com"},
      {"%{s.-@}", NULL}, /* "@" is no delimiter */
      {"%{i", NULL},
      {"%", NULL},
      {"%{}", NULL},
      {"%{c}", NULL}, /* only in explanations */
      {"a b", NULL},
  };
  g_autoptr(MbArena) own = mb_arena_new();
  MbSpfQuery query = {.ip = {4, {192, 0, 2, 3}}, .helo = "helo.example"};
  MbSpfMacros macros = {&query, "strong-bad", "email.example.com", "email.example.com", NULL};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpstr(mb_spf_expand(own, &macros, mb_slice_str(cases[i].text), FALSE), ==,
                    cases[i].expansion);
  query.ip = (MbIp){6, {0x20, 0x01, 0x0d, 0xb8, [15] = 0xcb}};
  g_assert_cmpstr(mb_spf_expand(own, &macros, MB_SLICE_LIT("%{ir}.%{v}"), FALSE), ==,
                  "B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6");
  g_assert_cmpstr(mb_spf_expand(own, &macros, MB_SLICE_LIT("%{c} %{t}"), TRUE), ==,
                  "2001:db8::cb 0");
}

/* SECURITY section 2, libspf2: never past the writer's end, whatever is multiplied. */
static void test_expansion_limits(void) {
  g_autoptr(MbArena) own = mb_arena_new();
  g_autofree char *local = g_strnfill(3000, '\x01');
  MbSpfQuery query = {.ip = {4, {192, 0, 2, 3}}};
  MbSpfMacros macros = {&query, local, "example.com", "example.com", NULL};
  g_assert_null(mb_spf_expand(own, &macros, MB_SLICE_LIT("%{L}.example"), FALSE));
  g_assert_null(mb_spf_expand(own, &macros, MB_SLICE_LIT("%{l}%{l}.example"), FALSE));
  g_autofree char *dots = g_strnfill(3000, '.');
  macros.local = dots; /* more parts than any name has */
  g_assert_null(mb_spf_expand(own, &macros, MB_SLICE_LIT("%{l}.example"), FALSE));
  g_autofree char *label = g_strnfill(60, 'a');
  g_autofree char *five = g_strjoin(".", label, label, label, label, label, "tail.example", NULL);
  macros.local = five; /* section 7.3: labels go from the left until 253 bytes are left */
  const char *name = mb_spf_expand_domain(own, &macros, MB_SLICE_LIT("%{l}"));
  g_assert_cmpuint(strlen(name), <=, 253);
  g_assert_true(g_str_has_suffix(name, ".tail.example"));
  g_autofree char *whole = g_strnfill(300, 'a');
  macros.local = whole;
  g_assert_null(mb_spf_expand_domain(own, &macros, MB_SLICE_LIT("%{l}")));
}

static void test_explanation(void) {
  static const char zone[] =
      "\"why.example\":{\"TXT\":[\"%{i} is not one of %{d}'s\"]},"
      "\"two.example\":{\"TXT\":[\"a\",\"b\"]},\"bad.example\":{\"TXT\":[\"%{q}\"]},"
      "\"inner.example\":{\"TXT\":[\"v=spf1 -all exp=why.example\"]}";
  g_assert_cmpstr(check("v=spf1 -all exp=why.example", zone, "192.0.2.1").explanation, ==,
                  "192.0.2.1 is not one of example.com's");
  g_assert_cmpstr(check("v=spf1 redirect=inner.example", zone, "192.0.2.1").explanation, ==,
                  "192.0.2.1 is not one of inner.example's");
  g_assert_null(check("v=spf1 include:inner.example -all", zone, "192.0.2.1").explanation);
  g_assert_null(check("v=spf1 ~all exp=why.example", zone, "192.0.2.1").explanation);
  static const char *const none[] = {"two.example", "bad.example", "nowhere.example"};
  for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
    g_autofree char *record = g_strconcat("v=spf1 -all exp=", none[i], NULL);
    MbSpf spf = check(record, zone, "192.0.2.1");
    g_assert_cmpint(spf.result, ==, MB_RESULT_FAIL);
    g_assert_null(spf.explanation);
  }
}

/* SECURITY row 22: a pass that everybody gets. */
static void test_anyone(void) {
  static const char zone[] = "\"wide.example\":{\"TXT\":[\"v=spf1 ip4:0.0.0.0/1 -all\"]},"
                             "\"h.example\":{\"A\":[\"192.0.2.1\"]},"
                             "\"1.2.0.192.h.example\":{\"A\":[\"127.0.0.2\"]}";
  static const struct {
    const char *record;
    gboolean anyone;
  } cases[] = {
      {"v=spf1 ip4:192.0.2.0/24 -all", FALSE},
      {"v=spf1 +all", TRUE},
      {"v=spf1 ip4:192.0.2.1 all", TRUE}, /* the rest counts though a narrow term matched */
      {"v=spf1 ip4:192.0.0.0/8 -all", TRUE},
      {"v=spf1 ip4:192.0.0.0/9 ip4:10.0.0.0/10 ip4:11.0.0.0/10 -all", TRUE}, /* in pieces */
      {"v=spf1 ip4:192.0.0.0/9 -all", FALSE},
      {"v=spf1 a:h.example/0 -all", TRUE},
      {"v=spf1 include:wide.example -all", TRUE},
      {"v=spf1 -include:wide.example ip4:192.0.2.1 -all", FALSE},
      {"v=spf1 exists:h.example -all", TRUE},
      {"v=spf1 exists:%{ir}.h.example -all", FALSE},
      {"v=spf1 ip6:2000::/3 ip4:192.0.2.1 -all", TRUE},
      {"v=spf1 ~all", FALSE},
      {"v=spf1 -all all", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (check(cases[i].record, zone, "192.0.2.1").anyone != cases[i].anyone)
      g_error("%s", cases[i].record);
  g_assert_true(check("v=spf1 a -all", "", "192.0.2.1").ends_in_fail);
  g_assert_false(check("v=spf1 a ~all", "", "192.0.2.1").ends_in_fail);
}

/* An answer that is missing decides nothing; one that fails is never "none". */
static void test_missing(void) {
  static const struct {
    const char *dns, *result;
    guint open;
  } cases[] = {
      {"{}", "not-checked", 1},
      {"{\"example.com\":{\"TXT\":\"SERVFAIL\"}}", "temperror", 0},
      {"{\"example.com\":{\"TXT\":\"REFUSED\"}}", "temperror", 0},
      {"{\"example.com\":{\"TXT\":\"TIMEOUT\"}}", "temperror", 0},
      {"{\"example.com\":{\"TXT\":\"BAD\"}}", "temperror", 0},
      {"{\"example.com\":{\"TXT\":\"NODATA\"}}", "none", 0},
      {"{\"example.com\":\"NXDOMAIN\"}", "none", 0},
      {"{\"example.com\":{\"TXT\":[\"v=spf1 a mx include:i.example ptr -all\"]}}", "not-checked",
       4},
      {"{\"example.com\":{\"TXT\":[\"v=spf1 a ip4:192.0.2.1 mx -all\"]}}", "not-checked", 1},
      {"{\"example.com\":{\"TXT\":[\"v=spf1 ip4:192.0.2.1 a mx -all\"]}}", "pass", 0},
      {"{\"example.com\":{\"TXT\":[\"v=spf1 redirect=r.example\"]}}", "not-checked", 1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbFacts) facts = test_facts(cases[i].dns);
    MbSpfQuery query = query_for("192.0.2.1");
    MbSpf spf = check_query(&query, facts);
    g_assert_cmpstr(mb_result_name(spf.result), ==, cases[i].result);
    g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
    g_assert_cmpuint(open->len, ==, cases[i].open);
  }
}

/* CONTRACT: in quiet mode nobody's zone learns a local part. */
static void test_quiet(void) {
  static const char *const asking[] = {"exists:%{l}.x.example", "include:%{s}.x.example",
                                       "a:%{l1r-}.x.example"};
  for (guint i = 0; i < G_N_ELEMENTS(asking); i++) {
    g_autofree char *text =
        g_strdup_printf("{\"example.com\":{\"TXT\":[\"v=spf1 %s -all\"]}}", asking[i]);
    g_autoptr(MbFacts) facts = test_facts(text);
    MbSpfQuery query = query_for("192.0.2.1");
    query.quiet = TRUE;
    MbSpf spf = check_query(&query, facts);
    g_assert_cmpint(spf.result, ==, MB_RESULT_NOT_CHECKED);
    g_assert_cmpstr(spf.reason, ==, "quiet");
    g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
    g_assert_cmpuint(open->len, ==, 0);
    query.quiet = FALSE;
    check_query(&query, facts);
    g_autoptr(GPtrArray) loud = mb_facts_open_questions(facts);
    g_assert_cmpuint(loud->len, ==, 1);
  }
}

/* Issue's figure: the longest chain the limits allow takes at most 14 rounds of questions. */
static void test_rounds(void) {
  g_autoptr(GString) zone = g_string_new("{\"absent\":\"NXDOMAIN\",\"dns\":{");
  g_string_append(zone, "\"example.com\":{\"TXT\":[\"v=spf1 redirect=r1.example\"]}");
  for (int i = 1; i < 9; i++)
    g_string_append_printf(zone, ",\"r%d.example\":{\"TXT\":[\"v=spf1 redirect=r%d.example\"]}", i,
                           i + 1);
  g_string_append(zone, ",\"r9.example\":{\"TXT\":[\"v=spf1 mx -all\"],\"MX\":[[1,\"h.example\"]]},"
                        "\"h.example\":{\"A\":[\"192.0.2.1\"]}}}");
  g_autoptr(MbFacts) world = test_facts(zone->str);
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbSpfQuery query = query_for("192.0.2.1");
  guint rounds = 1;
  for (;; rounds++) {
    MbSpf spf = check_query(&query, facts);
    g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
    if (!open->len) {
      g_assert_cmpint(spf.result, ==, MB_RESULT_PASS);
      break;
    }
    g_assert_cmpint(spf.result, ==, MB_RESULT_NOT_CHECKED);
    for (guint i = 0; i < open->len; i++) {
      const MbQuestion *q = g_ptr_array_index(open, i);
      mb_facts_add_dns(facts, q->type, q->name,
                       mb_dns_answer_copy(mb_facts_dns(world, q->type, q->name, "")));
    }
  }
  g_assert_cmpuint(rounds, ==, 13);
}

static void test_domains(void) {
  static const char *const none[] = {
      "", "localhost", "[192.0.2.1]", "a..example", "a b.example", "x(y.example", NULL};
  g_autoptr(MbFacts) facts = mb_facts_new();
  for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
    MbSpfQuery query = query_for("192.0.2.1");
    query.domain = none[i];
    MbSpf spf = check_query(&query, facts);
    g_assert_cmpint(spf.result, ==, MB_RESULT_NONE);
    g_assert_cmpstr(spf.reason, ==, "no-domain");
  }
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  g_assert_cmpuint(open->len, ==, 0);
  MbSpfQuery query = query_for("192.0.2.1");
  query.domain = "日本.JP"; /* section 4.3 with RFC 5890: asked as A-labels */
  g_assert_cmpstr(check_query(&query, facts).domain, ==, "xn--wgv71a.jp");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/spf/syntax", test_syntax);
  g_test_add_func("/spf/records", test_records);
  g_test_add_func("/spf/addresses", test_addresses);
  g_test_add_func("/spf/a-mx", test_a_mx);
  g_test_add_func("/spf/ptr", test_ptr);
  g_test_add_func("/spf/include-redirect", test_include_redirect);
  g_test_add_func("/spf/limits", test_limits);
  g_test_add_func("/spf/macros", test_macros);
  g_test_add_func("/spf/expansion-limits", test_expansion_limits);
  g_test_add_func("/spf/explanation", test_explanation);
  g_test_add_func("/spf/anyone", test_anyone);
  g_test_add_func("/spf/missing", test_missing);
  g_test_add_func("/spf/quiet", test_quiet);
  g_test_add_func("/spf/rounds", test_rounds);
  g_test_add_func("/spf/domains", test_domains);
  int status = g_test_run();
  g_clear_pointer(&arena, mb_arena_free);
  return status;
}
