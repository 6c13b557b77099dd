/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/error.h"
#include "facts/facts.h"

static json_t *parse(const char *text) {
  json_t *json = json_loads(text, JSON_ALLOW_NUL, NULL);
  g_assert_nonnull(json);
  return json;
}

static MbFacts *load(const char *text) {
  MbFacts *facts = mb_facts_new();
  json_t *json = parse(text);
  GError *error = NULL;
  mb_facts_load(facts, json, &error);
  g_assert_no_error(error);
  json_decref(json);
  return facts;
}

static guint n_open(MbFacts *facts) {
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  return open->len;
}

static void test_question_once(void) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_assert_cmpint(mb_facts_dns(facts, MB_DNS_TXT, "Example.COM.", "spf")->status, ==,
                  MB_DNS_UNKNOWN);
  g_assert_cmpint(mb_facts_dns(facts, MB_DNS_TXT, "example.com", "dkim")->status, ==,
                  MB_DNS_UNKNOWN);
  mb_facts_dns(facts, MB_DNS_A, "example.com", "route");
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  g_assert_cmpuint(open->len, ==, 2);
  const MbQuestion *q = g_ptr_array_index(open, 0);
  g_assert_cmpstr(q->name, ==, "example.com");
  g_assert_cmpstr(q->purpose, ==, "spf");
  g_assert_cmpint(q->type, ==, MB_DNS_TXT);

  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  mb_dns_answer_add_text(answer, "a\0b", 3);
  mb_facts_add_dns(facts, MB_DNS_TXT, "EXAMPLE.com", answer);
  const MbDnsAnswer *found = mb_facts_dns(facts, MB_DNS_TXT, "example.com", "spf");
  g_assert_cmpint(found->status, ==, MB_DNS_FOUND);
  const GString *text = g_ptr_array_index(found->texts, 0);
  g_assert_cmpmem(text->str, text->len, "a\0b", 3);
  g_assert_cmpuint(n_open(facts), ==, 1);
}

static void test_many_questions(void) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  for (guint i = 0; i < 3 * MB_MAX_QUESTIONS; i++) {
    g_autofree char *name = g_strdup_printf("h%u.example", i);
    g_assert_cmpint(mb_facts_dns(facts, MB_DNS_A, name, "x")->status, ==, MB_DNS_UNKNOWN);
  }
  g_assert_cmpuint(n_open(facts), ==, MB_MAX_QUESTIONS);
}

static void test_names(void) {
  static const struct {
    const char *in, *out;
  } cases[] = {
      {"A.Example.", "a.example"},
      {"", NULL},
      {".", NULL},
      {"a..b", NULL},
      {".a", NULL},
      {"a b.example", "a b.example"},
      {"a\nb.example", NULL},
      {"user+tag._spf.example", "user+tag._spf.example"},
      {"_dmarc.example", "_dmarc.example"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *out = mb_dns_name(cases[i].in);
    g_assert_cmpstr(out, ==, cases[i].out);
  }
  g_autofree char *label63 = g_strnfill(63, 'a'), *label64 = g_strnfill(64, 'a');
  g_autofree char *ok = mb_dns_name(label63), *too_long = mb_dns_name(label64);
  g_assert_nonnull(ok);
  g_assert_null(too_long);
  g_autofree char *long_name = g_strjoin(".", label63, label63, label63, label63, NULL);
  g_assert_null(mb_dns_name(long_name));
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_assert_cmpint(mb_facts_dns(facts, MB_DNS_A, long_name, "x")->status, ==, MB_DNS_NXDOMAIN);
  g_assert_cmpuint(n_open(facts), ==, 0);
}

static void test_load(void) {
  g_autoptr(MbFacts) facts = load(
      "{\"version\":1,\"now\":\"2026-07-01T00:00:00Z\",\"absent\":null,\"dns\":{"
      "\"a.example\":{\"A\":[\"192.0.2.1\"],\"MX\":[[20,\"B.example.\"],[10,\"c.example\"]],"
      "\"TXT\":[[\"v=spf1 \",\"-all\"],\"x\\u0000y\",{\"base64\":\"/w==\"}],\"AAAA\":[]},"
      "\"null.example\":{\"MX\":[[0,\".\"]]},"
      "\"gone.example\":\"NXDOMAIN\",\"ill.example\":{\"TXT\":\"SERVFAIL\",\"A\":\"TIMEOUT\"}}}");
  g_assert_cmpint(mb_facts_now(facts), ==, 1782864000);
  const MbDnsAnswer *mx = mb_facts_dns(facts, MB_DNS_MX, "a.example", "x");
  g_assert_cmpstr(g_array_index(mx->mx, MbMx, 0).host, ==, "c.example");
  g_assert_cmpstr(g_array_index(mx->mx, MbMx, 1).host, ==, "b.example");
  mx = mb_facts_dns(facts, MB_DNS_MX, "null.example", "x");
  g_assert_cmpuint(mx->mx->len, ==, 1);
  g_assert_cmpstr(g_array_index(mx->mx, MbMx, 0).host, ==, "");
  const MbDnsAnswer *txt = mb_facts_dns(facts, MB_DNS_TXT, "a.example", "x");
  g_assert_cmpuint(txt->texts->len, ==, 3);
  g_assert_cmpstr(((GString *)g_ptr_array_index(txt->texts, 0))->str, ==, "v=spf1 -all");
  g_assert_cmpuint(((GString *)g_ptr_array_index(txt->texts, 1))->len, ==, 3);
  g_assert_cmpmem(((GString *)g_ptr_array_index(txt->texts, 2))->str, 1, "\xff", 1);
  static const struct {
    MbDnsType type;
    const char *name;
    MbDnsStatus status;
  } cases[] = {
      {MB_DNS_A, "a.example", MB_DNS_FOUND},         {MB_DNS_AAAA, "a.example", MB_DNS_NODATA},
      {MB_DNS_NS, "a.example", MB_DNS_UNKNOWN},      {MB_DNS_A, "gone.example", MB_DNS_NXDOMAIN},
      {MB_DNS_TXT, "gone.example", MB_DNS_NXDOMAIN}, {MB_DNS_TXT, "ill.example", MB_DNS_SERVFAIL},
      {MB_DNS_A, "ill.example", MB_DNS_TIMEOUT},     {MB_DNS_A, "else.example", MB_DNS_UNKNOWN},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(mb_facts_dns(facts, cases[i].type, cases[i].name, "x")->status, ==,
                    cases[i].status);
}

static void test_absent(void) {
  g_autoptr(MbFacts) facts = load(
      "{\"absent\":\"NXDOMAIN\",\"dns\":{\"a.b.example\":{\"A\":[\"192.0.2.1\"]},"
      "\"www.example\":{\"CNAME\":[\"a.b.example\"]},\"l1.example\":{\"CNAME\":[\"l2.example\"]},"
      "\"l2.example\":{\"CNAME\":[\"l1.example\"]}}}");
  static const struct {
    MbDnsType type;
    const char *name;
    MbDnsStatus status;
  } cases[] = {
      {MB_DNS_A, "a.b.example", MB_DNS_FOUND},     {MB_DNS_TXT, "a.b.example", MB_DNS_NODATA},
      {MB_DNS_TXT, "b.example", MB_DNS_NODATA},    {MB_DNS_TXT, "c.example", MB_DNS_NXDOMAIN},
      {MB_DNS_A, "www.example", MB_DNS_FOUND},     {MB_DNS_TXT, "www.example", MB_DNS_NODATA},
      {MB_DNS_CNAME, "www.example", MB_DNS_FOUND}, {MB_DNS_A, "l1.example", MB_DNS_SERVFAIL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(mb_facts_dns(facts, cases[i].type, cases[i].name, "x")->status, ==,
                    cases[i].status);
  g_assert_cmpuint(n_open(facts), ==, 0);
}

static void test_bare_dns(void) {
  g_autoptr(MbFacts) facts = load("{\"a.example\":{\"TXT\":[\"hello\"]}}");
  g_assert_cmpint(mb_facts_dns(facts, MB_DNS_TXT, "a.example", "x")->status, ==, MB_DNS_FOUND);
  g_assert_cmpint(mb_facts_dns(facts, MB_DNS_TXT, "b.example", "x")->status, ==, MB_DNS_UNKNOWN);
}

static void test_refused(void) {
  static const char *const cases[] = {
      "[]",
      "{\"version\":2}",
      "{\"version\":1,\"more\":1}",
      "{\"absent\":\"SERVFAIL\"}",
      "{\"now\":\"yesterday\"}",
      "{\"dns\":[]}",
      "{\"dns\":{\"a.example\":1}}",
      "{\"dns\":{\"a.example\":\"FOUND\"}}",
      "{\"dns\":{\"a.example\":{\"TXT\":\"UNKNOWN\"}}}",
      "{\"dns\":{\"a.example\":{\"SRV\":[]}}}",
      "{\"dns\":{\"a.example\":{\"A\":[\"2001:db8::1\"]}}}",
      "{\"dns\":{\"a.example\":{\"A\":[\"192.0.2\"]}}}",
      "{\"dns\":{\"a.example\":{\"A\":[1]}}}",
      "{\"dns\":{\"a.example\":{\"TXT\":[1]}}}",
      "{\"dns\":{\"a.example\":{\"TXT\":[[\"a\",1]]}}}",
      "{\"dns\":{\"a.example\":{\"MX\":[\"b\"]}}}",
      "{\"dns\":{\"a.example\":{\"MX\":[[70000,\"b\"]]}}}",
      "{\"dns\":{\"a.example\":{\"PTR\":[\"a\\u0000b\"]}}}",
      "{\"geo\":{\"x\":null}}",
      "{\"geo\":{\"192.0.2.1\":{\"asn\":-1}}}",
      "{\"geo\":{\"192.0.2.1\":{\"planet\":\"mars\"}}}",
      "{\"registration\":{\"a\":{\"status\":\"unknown\"}}}",
      "{\"registration\":{\"a\":{\"created\":\"x\"}}}",
      "{\"blocklist\":{\"192.0.2.1\":{\"z.example\":\"maybe\"}}}",
      "{\"blocklist\":{\"192.0.2.1\":1}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbFacts) facts = mb_facts_new();
    g_autoptr(GError) error = NULL;
    json_t *json = parse(cases[i]);
    if (mb_facts_load(facts, json, &error))
      g_error("accepted: %s", cases[i]);
    g_assert_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST);
    json_decref(json);
  }
}

/* Over a cap the whole answer is bad, never half an answer. */
static void test_caps(void) {
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  MbIp ip = {.family = 4, .bytes = {192, 0, 2, 1}};
  for (guint i = 0; i < MB_MAX_DNS_RECORDS; i++)
    mb_dns_answer_add_ip(answer, &ip);
  g_assert_cmpint(answer->status, ==, MB_DNS_FOUND);
  mb_dns_answer_add_ip(answer, &ip);
  mb_dns_answer_add_ip(answer, &ip);
  g_assert_cmpint(answer->status, ==, MB_DNS_BAD);
  g_assert_cmpuint(answer->ips->len, ==, 0);
  mb_dns_answer_free(answer);

  answer = mb_dns_answer_new(MB_DNS_NODATA);
  g_autofree char *big = g_strnfill(MB_MAX_DNS_TEXT + 1, 'x');
  mb_dns_answer_add_text(answer, big, MB_MAX_DNS_TEXT);
  g_assert_cmpint(answer->status, ==, MB_DNS_FOUND);
  mb_dns_answer_add_text(answer, big, MB_MAX_DNS_TEXT + 1);
  g_assert_cmpint(answer->status, ==, MB_DNS_BAD);
  g_assert_true(mb_dns_is_temporary(answer->status));
  mb_dns_answer_free(answer);
}

static void test_round_trip(void) {
  static const char text[] =
      "{\"version\":1,\"now\":5,\"absent\":\"NXDOMAIN\",\"dns\":{\"a.example\":{\"A\":[\"192.0.2."
      "1\"],"
      "\"AAAA\":[\"2001:db8::1\"],\"MX\":[[10,\"b.example\"]],\"NS\":[\"ns.example\"],"
      "\"TXT\":[\"\xe8\xa6\x8b\",\"a\\u0000\",{\"base64\":\"/"
      "w==\"}]},\"b.example\":{\"A\":\"REFUSED\","
      "\"TXT\":\"BAD\",\"MX\":\"NODATA\"}},"
      "\"geo\":{\"192.0.2.1\":{\"country\":\"JP\",\"asn\":64500,\"latitude\":35.5},\"2001:db8::2\":"
      "null},"
      "\"registration\":{\"a.example\":{\"status\":\"found\",\"registrant\":\"x\",\"created\":7,"
      "\"by_proxy\":true,\"statuses\":[\"ok\"]},\"b.example\":{\"status\":\"not-found\"}},"
      "\"blocklist\":{\"192.0.2.1\":{\"z.example\":{\"listed\":\"yes\",\"code\":\"127.0.0.2\"},"
      "\"y.example\":\"no\"}}}";
  g_autoptr(MbFacts) first = load(text);
  json_t *saved = mb_facts_save(first);
  g_autoptr(MbFacts) second = mb_facts_new();
  g_assert_true(mb_facts_load(second, saved, NULL));
  json_t *again = mb_facts_save(second);
  g_assert_true(json_equal(saved, again));
  json_decref(saved);
  json_decref(again);
  MbIp ip = {.family = 4, .bytes = {192, 0, 2, 1}};
  const MbGeo *geo = mb_facts_geo(second, &ip, "x");
  g_assert_cmpstr(geo->country, ==, "JP");
  g_assert_cmpuint(geo->asn, ==, 64500);
  g_assert_true(isnan(geo->longitude));
  MbIp none = {.family = 6, .bytes = {0x20, 1, 0x0d, 0xb8, [15] = 2}};
  g_assert_null(mb_facts_geo(second, &none, "x")->country);
  const MbRegistration *r = mb_facts_registration(second, "A.example", "x");
  g_assert_cmpint(r->status, ==, MB_REG_FOUND);
  g_assert_cmpstr(r->key, ==, "a.example");
  g_assert_cmpstr(g_ptr_array_index(r->statuses, 0), ==, "ok");
  const MbBlocklist *b = mb_facts_blocklist(second, "z.example", "192.0.2.1", "x");
  g_assert_cmpint(b->listed, ==, MB_LISTED_YES);
  g_assert_cmpuint(n_open(second), ==, 0);
  const GString *zero =
      g_ptr_array_index(mb_facts_dns(second, MB_DNS_TXT, "a.example", "")->texts, 1);
  g_assert_cmpuint(zero->len, ==, 2);
}

static void test_other_questions(void) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbIp ip = {.family = 4, .bytes = {192, 0, 2, 1}};
  g_assert_null(mb_facts_geo(facts, &ip, "g"));
  g_assert_cmpint(mb_facts_registration(facts, "A.example", "r")->status, ==, MB_REG_UNKNOWN);
  g_assert_cmpint(mb_facts_blocklist(facts, "z.example", "192.0.2.1", "b")->listed, ==,
                  MB_LISTED_UNKNOWN);
  mb_facts_dns(facts, MB_DNS_PTR, "1.2.0.192.in-addr.arpa", "p");
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  g_assert_cmpuint(open->len, ==, 4);
  for (guint i = 0; i < open->len; i++) {
    const MbQuestion *q = g_ptr_array_index(open, i);
    json_t *json = mb_question_to_json(q);
    MbQuestion *back = mb_question_from_json(json, NULL);
    g_assert_nonnull(back);
    g_assert_cmpint(back->kind, ==, q->kind);
    g_assert_cmpint(back->type, ==, q->type);
    g_assert_cmpstr(back->name, ==, q->name);
    g_assert_cmpstr(back->zone, ==, q->zone);
    g_assert_cmpstr(back->purpose, ==, q->purpose);
    mb_question_free(back);
    json_decref(json);
  }
  static const char *const bad[] = {"{}", "{\"kind\":\"dns\",\"name\":\"a\"}",
                                    "{\"kind\":\"dns\",\"name\":\"a\\u0000\",\"type\":\"A\"}",
                                    "{\"kind\":\"blocklist\",\"name\":\"a\"}",
                                    "{\"kind\":\"shell\",\"name\":\"a\"}"};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    json_t *json = parse(bad[i]);
    g_autoptr(GError) error = NULL;
    g_assert_null(mb_question_from_json(json, &error));
    g_assert_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST);
    json_decref(json);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/facts/question-once", test_question_once);
  g_test_add_func("/facts/many-questions", test_many_questions);
  g_test_add_func("/facts/names", test_names);
  g_test_add_func("/facts/load", test_load);
  g_test_add_func("/facts/absent", test_absent);
  g_test_add_func("/facts/bare-dns", test_bare_dns);
  g_test_add_func("/facts/refused", test_refused);
  g_test_add_func("/facts/caps", test_caps);
  g_test_add_func("/facts/round-trip", test_round_trip);
  g_test_add_func("/facts/other-questions", test_other_questions);
  return g_test_run();
}
