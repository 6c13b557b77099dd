/* What may be asked, the cache, and DNS messages as they should not be. The network itself:
 * tests/dns. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "lookup/cache.h"
#include "lookup/dns-packet.h"
#include "lookup/lookup.h"

static gboolean asks(const MbLookupConfig *config, MbQuestionKind kind, const char *name,
                     const char *zone) {
  g_autoptr(MbLookup) lookup = mb_lookup_new(config, NULL);
  MbQuestion q = {.kind = kind, .type = MB_DNS_TXT, .name = (char *)name, .zone = (char *)zone};
  return mb_lookup_may_ask(lookup, &q);
}

static gboolean may_ask(guint allow, MbQuestionKind kind, const char *name, const char *zone) {
  MbLookupConfig config = {.allow = allow};
  return asks(&config, kind, name, zone);
}

/* CONTRACT "Consent": registries and block lists need dns as well. */
static void test_consent(void) {
  enum { DNS = MB_ALLOW_DNS, REG = MB_ALLOW_REGISTRIES, LIST = MB_ALLOW_BLOCKLISTS };
  g_assert_false(may_ask(0, MB_ASK_DNS, "garden.jp", NULL));
  g_assert_false(may_ask(REG | LIST, MB_ASK_DNS, "garden.jp", NULL));
  g_assert_true(may_ask(DNS, MB_ASK_DNS, "garden.jp", NULL));
  g_assert_false(may_ask(DNS, MB_ASK_REGISTRATION, "garden.jp", NULL));
  g_assert_false(may_ask(REG, MB_ASK_REGISTRATION, "garden.jp", NULL));
  g_assert_true(may_ask(DNS | REG, MB_ASK_REGISTRATION, "garden.jp", NULL));
  g_assert_true(may_ask(DNS | REG, MB_ASK_REGISTRATION, "198.51.100.1", NULL));
  g_assert_false(may_ask(DNS | REG, MB_ASK_REGISTRATION, "10.0.0.1", NULL));
  g_assert_false(may_ask(DNS, MB_ASK_BLOCKLIST, "198.51.100.1", "zen.spamhaus.org"));
  g_assert_true(may_ask(DNS | LIST, MB_ASK_BLOCKLIST, "198.51.100.1", "zen.spamhaus.org"));
  g_assert_true(may_ask(DNS | LIST, MB_ASK_BLOCKLIST, "garden.jp", "dbl.spamhaus.org"));
  g_assert_true(may_ask(0, MB_ASK_GEO, "198.51.100.1", NULL)); /* a file of this computer */
  g_assert_false(may_ask(0, MB_ASK_GEO, "../etc/passwd", NULL));
}

/* Only lists that the program knows, only for what they list, never for a full host name. */
static void test_lists(void) {
  enum { ALL = MB_ALLOW_DNS | MB_ALLOW_BLOCKLISTS };
  static const struct {
    const char *name, *zone;
  } refused[] = {
      {"192.168.0.1", "zen.spamhaus.org"},
      {"198.51.100.1", "local"},
      {"198.51.100.1", "collect.evil.example"},
      {"198.51.100.1", "dbl.spamhaus.org"},
      {"garden.jp", "zen.spamhaus.org"},
      {"secret.garden.jp", "dbl.spamhaus.org"},
      {"2001:db8::1", "bl.spamcop.net"},
      {"localhost", "dbl.spamhaus.org"},
      {"co.jp", "dbl.spamhaus.org"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
    if (may_ask(ALL, MB_ASK_BLOCKLIST, refused[i].name, refused[i].zone))
      g_error("%s would be asked at %s", refused[i].name, refused[i].zone);
}

/* SECURITY section 4: the judging side may be taken over; its questions are checked here. */
static void test_names(void) {
  static const struct {
    const char *name;
    gboolean ok;
  } cases[] = {
      {"_dmarc.example.co.jp", TRUE},
      {"sel._domainkey.garden.jp", TRUE},
      {"_dmarc.jp", TRUE}, /* the walk of RFC 9989 ends there */
      {"_dmarc.xn--q9jyb4c", TRUE},
      {"sel._domainkey.jp", FALSE},
      {"_dmarc.intranet", FALSE},
      {"_dmarc.printer", FALSE},
      {"sel._domainkey.printer", FALSE},
      {"_dmarc", FALSE},
      {"_a._b", FALSE},
      {"sel._domainkey.files.corp", FALSE},
      {"a.example", FALSE},
      {"_dmarc.example", FALSE},
      {"www.example.com", FALSE},
      {"example.net", FALSE},
      {"notexample.com", TRUE},
      {"a.test", FALSE},
      {"a.alt", FALSE},
      {"a.lan", FALSE},
      {"a.home", FALSE},
      {"a.localdomain", FALSE},
      {"1.2.0.192.in-addr.arpa", TRUE},
      {"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", TRUE},
      {"localhost", FALSE},
      {"printer", FALSE},
      {"printer.local", FALSE},
      {"a.onion", FALSE},
      {"a.internal", FALSE},
      {"router.home.arpa", FALSE},
      {"a.invalid", FALSE},
      {"1.0.0.127.in-addr.arpa", FALSE},
      {"1.1.168.192.in-addr.arpa", FALSE},
      {"10.in-addr.arpa", FALSE},
      {"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.f.ip6.arpa", FALSE},
      {"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa", FALSE},
      {"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa", FALSE},
      {"user+tag.example", FALSE},
      {"a'b.example", FALSE},
      {"a b.example", FALSE},
      {"a\\.b.example", FALSE},
      {"", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (may_ask(MB_ALLOW_DNS, MB_ASK_DNS, cases[i].name, NULL) != cases[i].ok)
      g_error("%s", cases[i].name);
}

/* A server named by hand may be a bench; only it is asked for names that are reserved for examples. */
static void test_examples(void) {
  static const char *const examples[] = {"a.example", "_dmarc.example", "www.example.com"};
  static const char *const never[] = {"localhost", "a.local", "_dmarc.printer", "a.invalid"};
  MbLookupConfig bench = {.allow = MB_ALLOW_DNS | MB_ALLOW_REGISTRIES, .dns_server = "127.0.0.1:9"};
  for (guint i = 0; i < G_N_ELEMENTS(examples); i++) {
    g_assert_false(may_ask(MB_ALLOW_DNS, MB_ASK_DNS, examples[i], NULL));
    g_assert_true(asks(&bench, MB_ASK_DNS, examples[i], NULL));
    g_assert_false(asks(&bench, MB_ASK_REGISTRATION, examples[i], NULL)); /* no registry map */
  }
  for (guint i = 0; i < G_N_ELEMENTS(never); i++)
    g_assert_false(asks(&bench, MB_ASK_DNS, never[i], NULL));
}

static void test_servers(void) {
  static const struct {
    const char *server;
    gboolean ok;
  } cases[] = {
      {"127.0.0.1:53", TRUE},     {"[::1]:5353", TRUE},      {"localhost:53", TRUE},
      {"127.0.0.1", FALSE},       {"127.0.0.1:", FALSE},     {"127.0.0.1:0", FALSE},
      {"::1:53", FALSE},          {"dns.example:53", FALSE}, {":53", FALSE},
      {"127.0.0.1:99999", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbLookupConfig config = {.dns_server = cases[i].server};
    g_autoptr(GError) error = NULL;
    g_autoptr(MbLookup) lookup = mb_lookup_new(&config, &error);
    if ((lookup != NULL) != cases[i].ok)
      g_error("%s", cases[i].server);
    if (!lookup)
      g_assert_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST);
  }
}

/* Without consent nothing starts, and the answers are simply not there. */
static void test_offline(void) {
  MbLookupConfig config = {.allow = 0};
  g_autoptr(MbLookup) lookup = mb_lookup_new(&config, NULL);
  g_autoptr(GPtrArray) questions = g_ptr_array_new();
  MbQuestion q = {.kind = MB_ASK_DNS, .type = MB_DNS_A, .name = (char *)"a.example"};
  g_ptr_array_add(questions, &q);
  json_t *answers = mb_lookup_ask(lookup, questions, g_get_monotonic_time() + G_USEC_PER_SEC, NULL);
  g_assert_cmpuint(json_object_size(json_object_get(answers, "dns")), ==, 0);
  g_assert_cmpuint(mb_lookup_asked(lookup)->len, ==, 0);
  json_decref(answers);
}

static void test_cache(void) {
  MbCache *cache = mb_cache_new();
  json_t *answer = json_integer(1);
  gint64 now = 1000;
  mb_cache_put(cache, "a", answer, 10, now);
  mb_cache_put(cache, "b", answer, 0, now); /* not to be kept */
  json_t *got = mb_cache_get(cache, "a", now + 9 * G_USEC_PER_SEC);
  g_assert_true(got == answer);
  json_decref(got);
  g_assert_null(mb_cache_get(cache, "a", now + 10 * G_USEC_PER_SEC));
  g_assert_null(mb_cache_get(cache, "b", now));
  for (guint i = 0; i < MB_MAX_REMEMBERED + 10; i++) {
    g_autofree char *key = g_strdup_printf("k%u", i);
    mb_cache_put(cache, key, answer, 10, now);
  }
  g_assert_null(mb_cache_get(cache, "k0", now)); /* full: all went at once */
  json_decref(answer);
  mb_cache_free(cache);
}

/* ---- messages ---- */

static const guint8 good[] = {1,   2,   0x81, 0x80, 0,   1,   0,   1, 0, 0,   0, 0, 1,    'a', 7,
                              'e', 'x', 'a',  'm',  'p', 'l', 'e', 0, 0, 1,   0, 1, 0xc0, 12,  0,
                              1,   0,   1,    0,    0,   0,   60,  0, 4, 192, 0, 2, 1};

static MbDnsStatus read_status(const guint8 *data, gsize len) {
  guint aliases = 0;
  char *alias = NULL;
  MbDnsAnswer *answer = mb_dns_packet_read(data, len, "a.example", MB_DNS_A, &aliases, &alias);
  MbDnsStatus status = answer ? answer->status : MB_DNS_UNKNOWN;
  if (status == MB_DNS_FOUND)
    g_assert_cmpuint(answer->ttl, ==, 60);
  mb_dns_answer_free(answer);
  g_free(alias);
  return status;
}

static void test_message(void) {
  g_assert_cmpint(read_status(good, sizeof good), ==, MB_DNS_FOUND);
  for (gsize len = 0; len < sizeof good; len++) { /* cut anywhere: never half an answer */
    g_autofree guint8 *cut = g_memdup2(good, len);
    g_assert_cmpint(read_status(cut, len), ==, MB_DNS_BAD);
  }
  static const struct {
    gsize at;
    guint8 value;
    MbDnsStatus status;
  } cases[] = {
      {2, 0x01, MB_DNS_BAD},                          /* a question, no answer */
      {2, 0x89, MB_DNS_BAD},                          /* other operation */
      {2, 0x83, MB_DNS_BAD},                          /* truncated */
      {3, 0x82, MB_DNS_SERVFAIL},                     /* a failure, whatever it carries */
      {3, 0x83, MB_DNS_NXDOMAIN}, {5, 0, MB_DNS_BAD}, /* no question */
      {13, 'b', MB_DNS_BAD},                          /* another name's question */
      {13, 'A', MB_DNS_FOUND},                        /* case is nothing */
      {24, 16, MB_DNS_BAD},                           /* another type's question */
      {28, 27, MB_DNS_BAD},                           /* pointer to itself */
      {28, 13, MB_DNS_BAD},    /* pointer into the middle of a label: no such name */
      {30, 16, MB_DNS_NODATA}, /* another type's record */
      {32, 3, MB_DNS_NODATA},  /* another class */
      {38, 3, MB_DNS_BAD},     /* address of three bytes */
      {38, 5, MB_DNS_BAD},     /* longer than the message */
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree guint8 *changed = g_memdup2(good, sizeof good);
    changed[cases[i].at] = cases[i].value;
    MbDnsStatus status = read_status(changed, sizeof good);
    if (status != cases[i].status)
      g_error("byte %zu: %d", cases[i].at, status);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lookup/consent", test_consent);
  g_test_add_func("/lookup/lists", test_lists);
  g_test_add_func("/lookup/names", test_names);
  g_test_add_func("/lookup/examples", test_examples);
  g_test_add_func("/lookup/servers", test_servers);
  g_test_add_func("/lookup/offline", test_offline);
  g_test_add_func("/lookup/cache", test_cache);
  g_test_add_func("/lookup/message", test_message);
  return g_test_run();
}
