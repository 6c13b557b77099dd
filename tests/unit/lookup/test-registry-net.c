/* The way to registries against a loopback server: chains of answers, misbehaving servers, and
 * addresses that must not be reached. SPDX-License-Identifier: GPL-3.0-or-later */
#include "loopback-registry.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#include "lookup/registry-net.h"
#include "lookup/registry.h"

static Loopback *server;
static GMainContext *context;

/* As in the program, what has been opened stays open to the end. */
static gpointer keep(gpointer opened) {
  static GPtrArray *all;
  if (!all)
    all = g_ptr_array_new();
  g_ptr_array_add(all, opened);
  return opened;
}

/* ---- through the source, as the program asks ---- */

struct _MbFlight {
  MbQuestion question;
  MbFacts *answer;
  guint32 keep;
  gboolean landed;
};

static const MbQuestion *flight_question(const MbFlight *flight) {
  return &flight->question;
}

static void flight_deliver(MbFlight *flight, MbFacts *answer, guint32 keep, const char *whom) {
  g_assert_false(flight->landed);
  flight->answer = answer;
  flight->keep = keep;
  flight->landed = TRUE;
}

static gpointer source_with(const char *map) {
  static MbLookupConfig config;
  static MbSourceEnv env;
  config = (MbLookupConfig){.registry_map = map};
  env = (MbSourceEnv){context, &config, flight_question, flight_deliver};
  return keep(mb_registry_source.open(&env));
}

static void fly(gpointer source, MbFlight *flight, const char *name) {
  *flight = (MbFlight){.question = {.kind = MB_ASK_REGISTRATION, .name = (char *)name}};
  mb_registry_source.ask(source, flight);
  while (!flight->landed)
    g_main_context_iteration(context, TRUE);
}

static void test_chains(void) {
  static const struct {
    const char *name;
    MbRegStatus status;
    const char *registrant, *registrar, *source;
  } cases[] = {
      {"sugargliderz.com", MB_REG_FOUND, "Gosei Mihon", "Netowl, Inc.", "rdap.registrar.example"},
      {"www.comeget.net", MB_REG_FOUND, "Domains By Proxy, LLC", "GoDaddy.com, LLC",
       "rdap.proxy-registrar.example"},
      {"kscompany.jp", MB_REG_FOUND, "有限会社ケイエス合成見本", NULL, "whois.jprs.jp"},
      {"digital-dive.co.jp", MB_REG_FOUND, "株式会社デジタルダイブ", NULL, "whois.jprs.jp"},
      {"ferapontoff.ru", MB_REG_FOUND, NULL, "R01-RU", "whois.tcinet.ru"},
      {"miyaburi-mihon.cn", MB_REG_FOUND, "合成样本", "合成样本注册商有限公司", "whois.cnnic.cn"},
      {"39.33.27.49", MB_REG_FOUND, "Pakistan Telecommunication Company Limited", NULL,
       "rdap.apnic.net"},
      {"133.242.53.24", MB_REG_FOUND, "SAKURA Internet Inc.", NULL, "jpnic.rdap.apnic.net"},
      {"20.188.24.132", MB_REG_FOUND, "Microsoft Corporation", NULL, "rdap.arin.net"},
      {"177.43.56.10", MB_REG_FOUND, "Telecom Mihon Brasil S.A.", NULL, "rdap.registro.br"},
      {"mihon-not-registered.com", MB_REG_NOT_FOUND, NULL, NULL, "rdap.verisign.com"},
      {"mihon-not-registered.jp", MB_REG_NOT_FOUND, NULL, NULL, "whois.jprs.jp"},
      {"limited.com", MB_REG_NOT_FOUND, NULL, NULL, "whois.verisign-grs.com"}, /* RDAP refused */
      {"example.org", MB_REG_FAILED, NULL, NULL, "whois.iana.org"}, /* its server is not there */
  };
  gpointer source = source_with(server->map_file);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbFlight flight;
    fly(source, &flight, cases[i].name);
    const MbRegistration *r = mb_facts_registration(flight.answer, cases[i].name, "");
    if (r->status != cases[i].status)
      g_error("%s: status %d", cases[i].name, r->status);
    g_assert_cmpstr(r->registrant, ==, cases[i].registrant);
    g_assert_cmpstr(r->registrar, ==, cases[i].registrar);
    g_assert_cmpstr(r->source, ==, cases[i].source);
    g_assert_cmpint(flight.keep > 0, ==,
                    r->status == MB_REG_FOUND || r->status == MB_REG_NOT_FOUND);
    mb_facts_free(flight.answer);
  }
}

static void test_not_asked(void) {
  static const char *const names[] = {"localhost", "a.example", "jp", "bad name.com", ""};
  gpointer source = source_with(server->map_file);
  guint before = server->log->len;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    MbFlight flight;
    fly(source, &flight, names[i]);
    mb_facts_free(flight.answer);
  }
  g_assert_cmpuint(server->log->len, ==, before);
}

/* What left the program: registrable domains and addresses only, each a single line. */
static void test_log(void) {
  for (guint i = 0; i < server->log->len; i++) {
    const char *line = server->log->pdata[i];
    g_assert_null(strstr(line, "www."));
    g_assert_null(strchr(line, '@'));
  }
}

static void test_no_map(void) {
  g_assert_null(source_with("/nonexistent"));
}

/* ---- servers that misbehave ---- */

typedef struct {
  const char *path;
  guint status;
  gsize len;
  gboolean done;
} Fetch;

static void fetched(guint status, const char *location, GBytes *body, gpointer data) {
  Fetch *fetch = data;
  fetch->status = status;
  fetch->len = body ? g_bytes_get_size(body) : 0;
  fetch->done = TRUE;
}

static void test_faults(void) {
  Fetch fetches[] = {{"/drip"}, {"/endless"}, {"/silent"}, {"/html"}, {"/header"}, {"/gzip"}};
  MbRegistryNet *net = keep(mb_registry_net_new(context, server->map_file));
  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  gint64 start = g_get_monotonic_time();
  for (guint i = 0; i < G_N_ELEMENTS(fetches); i++) {
    g_autofree char *url = g_strconcat("https://rdap.bad.example", fetches[i].path, NULL);
    mb_rdap_get(net, url, fetched, &fetches[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS(fetches); i++)
    while (!fetches[i].done)
      g_main_context_iteration(context, TRUE);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 3300000);
  for (guint i = 0; i < G_N_ELEMENTS(fetches) - 1; i++)
    if (fetches[i].status != 0 || fetches[i].len)
      g_error("%s: status %u, %u bytes", fetches[i].path, fetches[i].status, (guint)fetches[i].len);
  g_assert_cmpuint(fetches[5].len, ==, 3); /* as sent, not unpacked */
  getrusage(RUSAGE_SELF, &after);
#ifndef __SANITIZE_ADDRESS__ /* which keeps freed memory for a while */
  g_assert_cmpint(after.ru_maxrss - before.ru_maxrss, <, 32 * 1024);
#endif
}

static void got_bytes(GBytes *bytes, gpointer data) {
  *(gssize *)data = bytes ? (gssize)g_bytes_get_size(bytes) : 0;
}

static void test_whois_faults(void) {
  MbRegistryNet *net = keep(mb_registry_net_new(context, server->map_file));
  gssize endless = -1, nobody = -1;
  mb_whois_ask(net, "whois.endless.example", "x", got_bytes, &endless);
  mb_whois_ask(net, "whois.nobody.example", "x", got_bytes, &nobody);
  while (endless < 0 || nobody < 0)
    g_main_context_iteration(context, TRUE);
  g_assert_cmpint(endless, ==, 64 * 1024);
  g_assert_cmpint(nobody, ==, 0);
}

/* ---- addresses: a resolver that says what the test wants ---- */

static const char *resolved;

typedef GResolver MockResolver;
typedef GResolverClass MockResolverClass;
static GType mock_resolver_get_type(void);
G_DEFINE_TYPE(MockResolver, mock_resolver, G_TYPE_RESOLVER)

static void mock_lookup(GResolver *resolver, const char *name, GCancellable *cancellable,
                        GAsyncReadyCallback done, gpointer data) {
  g_autoptr(GTask) task = g_task_new(resolver, cancellable, done, data);
  g_auto(GStrv) words = g_strsplit(resolved, " ", -1);
  GList *list = NULL;
  for (guint i = 0; words[i]; i++)
    list = g_list_append(list, g_inet_address_new_from_string(words[i]));
  g_task_return_pointer(task, list, NULL);
}

static GList *mock_finish(GResolver *resolver, GAsyncResult *result, GError **error) {
  return g_task_propagate_pointer(G_TASK(result), error);
}

static void mock_resolver_class_init(MockResolverClass *class) {
  class->lookup_by_name_async = mock_lookup;
  class->lookup_by_name_finish = mock_finish;
}

static void mock_resolver_init(MockResolver *resolver) {
}

static void found(GSocketAddress *address, gpointer data) {
  char **text = data;
  g_autofree char *shown =
      address ? g_socket_connectable_to_string(G_SOCKET_CONNECTABLE(address)) : NULL;
  *text = g_strdup(shown ? shown : "");
}

static void expect_address(MbRegistryNet *net, const char *host, const char *answer,
                           const char *address) {
  char *text = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  resolved = answer;
  mb_registry_net_find(net, host, 443, cancellable, found, &text);
  while (!text)
    g_main_context_iteration(context, TRUE);
  g_assert_cmpstr(text, ==, address);
  g_free(text);
}

static void test_addresses(void) {
  static const char *const inside[] = {
      "127.0.0.1",      "10.0.0.1",         "192.168.1.1",  "169.254.169.254",
      "100.64.0.1",     "0.0.0.0",          "::1",          "fe80::1",
      "fd00::1",        "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1",
      "2002:7f00:1::1", "198.18.0.1",       "192.0.2.1",    "224.0.0.1"};
  g_autoptr(GResolver) mock = g_object_new(mock_resolver_get_type(), NULL);
  g_resolver_set_default(mock);
  MbRegistryNet *net = keep(mb_registry_net_new(context, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(inside); i++) {
    g_autofree char *host = g_strdup_printf("host%u.rdap.net", i);
    expect_address(net, host, inside[i], "");
  }
  expect_address(net, "a.rdap.net", "8.8.8.8", "8.8.8.8:443");
  expect_address(net, "b.rdap.net", "127.0.0.1 8.8.8.8", "8.8.8.8:443");
  expect_address(net, "router.local", "8.8.8.8", "");
  expect_address(net, "intranet", "8.8.8.8", "");
}

static void test_turns(void) {
  MbRegistryNet *net = keep(mb_registry_net_new(context, NULL));
  g_assert_cmpint(mb_registry_net_turn(net, "a.example", 0), ==, 0);
  g_assert_cmpint(mb_registry_net_turn(net, "a.example", 0), ==, G_USEC_PER_SEC);
  g_assert_cmpint(mb_registry_net_turn(net, "b.example", 0), ==, 0);
  g_assert_cmpint(mb_registry_net_turn(net, "a.example", 5 * G_USEC_PER_SEC), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  context = g_main_context_default();
  server = loopback_start();
  g_test_add_func("/registry-net/chains", test_chains);
  g_test_add_func("/registry-net/not-asked", test_not_asked);
  g_test_add_func("/registry-net/log", test_log);
  g_test_add_func("/registry-net/no-map", test_no_map);
  g_test_add_func("/registry-net/faults", test_faults);
  g_test_add_func("/registry-net/whois-faults", test_whois_faults);
  g_test_add_func("/registry-net/addresses", test_addresses);
  g_test_add_func("/registry-net/turns", test_turns);
  int status = g_test_run();
  g_unlink(server->map_file);
  return status;
}
