/* Answers of registries as tests/registry holds them: every shape, refusals, and what means harm.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup/rdap.h"
#include "lookup/whois.h"

static char *read_file(const char *name, gsize *len) {
  g_autofree char *path =
      g_build_filename(g_getenv("MIYABURI_SOURCE"), "tests", "registry", name, NULL);
  char *bytes = NULL;
  if (!g_file_get_contents(path, &bytes, len, NULL))
    g_error("no %s", path);
  return bytes;
}

static void add(GString *s, const char *name, const char *value) {
  if (value)
    g_string_append_printf(s, " %s=%s;", name, value);
}

static void add_day(GString *s, const char *name, gint64 t) {
  if (!t)
    return;
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(t);
  g_autofree char *text = g_date_time_format(when, "%Y-%m-%dT%H:%M");
  add(s, name, text);
}

static void add_list(GString *s, const char *name, const GPtrArray *list) {
  for (guint i = 0; i < list->len; i++)
    add(s, name, list->pdata[i]);
}

static char *show(const MbRegistration *r) {
  static const char *const status[] = {"unknown", "found", "not-found", "refused", "failed"};
  GString *s = g_string_new(status[r->status]);
  add(s, "holder", r->registrant);
  add(s, "en", r->registrant_en);
  add(s, "registrar", r->registrar);
  add(s, "country", r->country);
  add(s, "address", r->address);
  add(s, "abuse", r->abuse);
  add(s, "registrar-abuse", r->registrar_abuse);
  add(s, "network", r->network);
  add(s, "range", r->range);
  add_day(s, "created", r->created);
  add_day(s, "expires", r->expires);
  add_list(s, "status", r->statuses);
  add_list(s, "ns", r->name_servers);
  if (r->by_proxy)
    g_string_append(s, " proxy;");
  return g_string_free(s, FALSE);
}

typedef struct {
  const char *file, *key, *shown, *next;
} Case;

static const Case whois[] = {
#include "whois-cases.h"
};
static const Case rdap[] = {
#include "rdap-cases.h"
};

static void run(const Case *cases, guint n,
                MbRegistration *(*parse)(MbSlice, const char *, char **)) {
  gboolean failed = FALSE;
  for (guint i = 0; i < n; i++) {
    gsize len;
    g_autofree char *bytes = read_file(cases[i].file, &len), *next = NULL;
    MbRegistration *r = parse(mb_slice(bytes, len), cases[i].key, &next);
    g_autofree char *shown = show(r);
    if (strcmp(shown, cases[i].shown) != 0 || g_strcmp0(next, cases[i].next) != 0) {
      g_printerr("%s\n  got %s | %s\n  not %s | %s\n", cases[i].file, shown, next, cases[i].shown,
                 cases[i].next);
      failed = TRUE;
    }
    g_assert_cmpstr(r->key, ==, cases[i].key);
    mb_registration_free(r);
  }
  g_assert_false(failed);
}

static void test_whois(void) {
  run(whois, G_N_ELEMENTS(whois), mb_whois_parse);
}

static void test_rdap(void) {
  run(rdap, G_N_ELEMENTS(rdap), mb_rdap_parse);
}

/* Every answer cut anywhere: something comes back, and no refusal turns into "not registered". */
static void test_cut(void) {
  for (guint i = 0; i < G_N_ELEMENTS(whois) + G_N_ELEMENTS(rdap); i++) {
    gboolean is_whois = i < G_N_ELEMENTS(whois);
    const Case *c = is_whois ? &whois[i] : &rdap[i - G_N_ELEMENTS(whois)];
    gsize len;
    g_autofree char *bytes = read_file(c->file, &len);
    for (gsize n = 0; n < len; n += 7) {
      g_autofree char *copy = g_memdup2(bytes, n);
      MbRegistration *r = is_whois ? mb_whois_parse(mb_slice(copy, n), c->key, NULL)
                                   : mb_rdap_parse(mb_slice(copy, n), c->key, NULL);
      g_assert_false(g_str_has_prefix(c->shown, "refused") && r->status == MB_REG_NOT_FOUND);
      mb_registration_free(r);
    }
  }
}

static void test_deep(void) {
  g_autoptr(GString) s = g_string_new("{\"objectClassName\":\"domain\",\"a\":");
  for (int i = 0; i < 100000; i++)
    g_string_append_c(s, '[');
  MbRegistration *r = mb_rdap_parse(mb_slice(s->str, s->len), "a.example", NULL);
  g_assert_cmpint(r->status, ==, MB_REG_FAILED);
  mb_registration_free(r);
}

static void test_dates(void) {
  static const struct {
    const char *text;
    int zone;
    gint64 time;
  } cases[] = {
      {"2008-04-02T05:06:07Z", 0, 1207112767},
      {"2008-04-02T05:06:07.123+09:00", 0, 1207112767 - 32400},
      {"2008-04-02", 0, 1207094400},
      {"2008/04/02", 540, 1207094400 - 32400},
      {"2008.04.02", 0, 1207094400},
      {"20080402", 0, 1207094400},
      {"02-Apr-2008", 0, 1207094400},
      {"2008/04/02 14:06:07 (JST)", 540, 1207112767},
      {"2008-04-02 05:06:07", 0, 1207112767},
      {"9999-99-99T99:99:99Z", 0, 0},
      {"yesterday", 0, 0},
      {"", 0, 0},
      {"1", 0, 0},
      {"2008", 0, 0},
      {"1969-01-01", 0, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (mb_registry_date(mb_slice_str(cases[i].text), cases[i].zone) != cases[i].time)
      g_error("%s", cases[i].text);
}

static void test_values(void) {
  static const char *const bad[] = {"",
                                    "@",
                                    "a@",
                                    "@b.example",
                                    "a@b",
                                    "a b@c.example",
                                    "a@b.example?bcc=x@y.example",
                                    "mailto:a@b.example",
                                    "a@b.example\nx",
                                    "<a@b.example>",
                                    "a@[192.0.2.1]",
                                    "a\"@b.example"};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_null(mb_registry_email(mb_slice_str(bad[i])));
  g_autofree char *good = mb_registry_email(MB_SLICE_LIT(" abuse+x@B.Example "));
  g_assert_cmpstr(good, ==, "abuse+x@b.example");
  g_autofree char *clean = mb_registry_text(MB_SLICE_LIT(" a\t\x01 \xe2\x80\xae"
                                                         "b\n c\xe2\x80\x8b "));
  g_assert_cmpstr(clean, ==, "a b c");
  g_assert_null(mb_registry_text(MB_SLICE_LIT(" \xe2\x80\xae ")));
}

static void test_servers(void) {
  static const struct {
    const char *key, *url, *whois, *query;
  } cases[] = {
      {"example.com", "https://rdap.verisign.com/com/v1/domain/example.com",
       "whois.verisign-grs.com", "domain example.com"},
      {"example.co.jp", NULL, "whois.jprs.jp", "example.co.jp"},
      {"example.cn", NULL, "whois.cnnic.cn", "example.cn"},
      {"example.ru", NULL, "whois.tcinet.ru", "example.ru"},
      {"39.33.27.49", "https://rdap.apnic.net/ip/39.33.27.49", "whois.apnic.net", "39.33.27.49"},
      {"20.188.24.132", "https://rdap.arin.net/registry/ip/20.188.24.132", "whois.arin.net",
       "n + 20.188.24.132"},
      {"2001:200::1", "https://rdap.apnic.net/ip/2001:200::1", "whois.apnic.net", "2001:200::1"},
      {"192.0.2.1", NULL, NULL, NULL},
      {"10.0.0.1", NULL, NULL, NULL},
      {"localhost", NULL, NULL, NULL},
      {"bad name.com", NULL, NULL, NULL},
      {"a\r\nb.com", NULL, NULL, NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *url = mb_rdap_url(cases[i].key), *server = NULL, *query = NULL;
    mb_whois_server(cases[i].key, &server, &query);
    g_assert_cmpstr(url, ==, cases[i].url);
    g_assert_cmpstr(server, ==, cases[i].whois);
    g_assert_cmpstr(query, ==, cases[i].query);
  }
}

static void test_urls(void) {
  static const char *const bad[] = {"http://rdap.example/",
                                    "https://user@rdap.example.net/",
                                    "https://rdap.example.net:8443/",
                                    "file:///etc/passwd",
                                    "https://127.0.0.1/",
                                    "https://[::1]/",
                                    "https://[::ffff:10.0.0.1]/",
                                    "https://localhost/",
                                    "https://2130706433/",
                                    "https://0x7f.1/",
                                    "https:///x",
                                    "javascript:alert(1)",
                                    ""};
  g_autofree char *host = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *none = NULL;
    if (mb_rdap_url_is_safe(bad[i], &none))
      g_error("%s", bad[i]);
    g_assert_null(none);
  }
  g_assert_true(mb_rdap_url_is_safe("https://RDAP.example.net:443/x", &host));
  g_assert_cmpstr(host, ==, "rdap.example.net");
}

static void test_merge(void) {
  MbRegistration *thin = mb_registration_new(MB_REG_FOUND, "a.example");
  MbRegistration *more = mb_registration_new(MB_REG_FOUND, "a.example");
  thin->registrar = g_strdup("R");
  more->registrar = g_strdup("other");
  more->registrant = g_strdup("H");
  more->created = 5;
  g_ptr_array_add(more->name_servers, g_strdup("ns.example"));
  mb_registration_merge(thin, more);
  g_autofree char *shown = show(thin);
  g_assert_cmpstr(shown, ==,
                  "found holder=H; registrar=R; created=1970-01-01T00:00; ns=ns.example;");
  mb_registration_free(thin);
  mb_registration_free(more);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/registry/whois", test_whois);
  g_test_add_func("/registry/rdap", test_rdap);
  g_test_add_func("/registry/cut", test_cut);
  g_test_add_func("/registry/deep", test_deep);
  g_test_add_func("/registry/dates", test_dates);
  g_test_add_func("/registry/values", test_values);
  g_test_add_func("/registry/servers", test_servers);
  g_test_add_func("/registry/urls", test_urls);
  g_test_add_func("/registry/merge", test_merge);
  return g_test_run();
}
