/* Authentication-Results and Received-SPF: grammar, dialects, attacks (the RFC's own examples run in
 * the conformance suite). SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/authres.h"

/* "id|method=result{reason}[name=value …] …|flags" with flags v valid, p parsed. */
static char *show(MbSlice value) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbAuthHeader *h = mb_authres_parse(arena, value);
  GString *s = g_string_new(NULL);
  g_string_append_printf(s, "%.*s|", MB_SLICE_ARG(h->authserv_id));
  for (guint i = 0; i < h->results->len; i++) {
    const MbAuthResult *r = &g_array_index(h->results, MbAuthResult, i);
    g_string_append_printf(s, "%s%.*s=%.*s", i ? " " : "", MB_SLICE_ARG(r->method),
                           MB_SLICE_ARG(r->result));
    if (r->reason.len)
      g_string_append_printf(s, "{%.*s}", MB_SLICE_ARG(r->reason));
    for (guint k = 0; k < r->props->len; k++) {
      const MbAuthProp *p = &g_array_index(r->props, MbAuthProp, k);
      g_string_append_printf(s, "[%.*s=%.*s]", MB_SLICE_ARG(p->name), MB_SLICE_ARG(p->value));
    }
  }
  g_string_append_printf(s, "|%s%s", h->valid ? "v" : "", h->parsed ? "p" : "");
  return g_string_free(s, FALSE);
}

static void test_parse(void) {
  static const struct {
    const char *value, *shown;
  } cases[] = {
      {" mx.example; spf=pass smtp.mailfrom=a@b.example; dkim=fail reason=\"bad (sig)\" "
       "header.d=B.example",
       "mx.example|spf=pass[smtp.mailfrom=a@b.example] dkim=fail{bad "
       "(sig)}[header.d=B.example]|vp"},
      {"mx.example; none", "mx.example||vp"},
      {"mx.example 1; none", "mx.example||vp"},
      {"MX.Example; DKIM=Pass Header.D=x.example", "MX.Example|dkim=pass[header.d=x.example]|vp"},
      {"mx.example; dkim/2=pass header.d=x", "mx.example|dkim=pass[header.d=x]|vp"},
      {"spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example;dmarc=pass action=none "
       "header.from=x.example",
       "|spf=pass[smtp.mailfrom=x.example] dmarc=pass[action=none][header.from=x.example]|p"},
      {"spf = pass smtp.mailfrom=x.example", "|spf=pass[smtp.mailfrom=x.example]|p"},
      {"mx.example; spf=none smtp.mailfrom= smtp.helo=h.example",
       "mx.example|spf=none[smtp.mailfrom=][smtp.helo=h.example]|p"},
      {"mx.example; spf=pass smtp.mailfrom=\"a b\"@c.example",
       "mx.example|spf=pass[smtp.mailfrom=\"a b\"@c.example]|vp"},
      {"mx.example; dkim=pass header.b=\"a\\\"b\"", "mx.example|dkim=pass[header.b=a\"b]|vp"},
      {"mx.example;; spf=pass;", "mx.example|spf=pass|p"},
      {"mx.example; spf=pass stray header.d=x", "mx.example|spf=pass[header.d=x]|p"},
      /* nothing may be derived */
      {"mx.example; spf=pass smtp.mailfrom=a@bank.example(x; dmarc=pass header.from=bank.example",
       "mx.example||"},
      {"mx.example; spf=pass smtp.mailfrom=\"a@bank.example; dmarc=pass", "mx.example||"},
      {"mx.example; spf=pass) dmarc=pass", "mx.example||"},
      {"mx.example 2; spf=pass", "mx.example||v"},
      {"mx.example evil; spf=pass", "mx.example||v"},
      {"mx.example", "mx.example||v"},
      {"=?utf-8?B?c3BmPXBhc3M=?=; dkim=pass", "=?utf-8?B?c3BmPXBhc3M=?=||"},
      {"", "||"},
      {";", "||p"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = show(mb_slice_str(cases[i].value));
    if (strcmp(got, cases[i].shown) != 0)
      g_error("%s\n got %s\nnot %s", cases[i].value, got, cases[i].shown);
  }
}

static void test_nul(void) {
  g_autofree char *got =
      show(MB_SLICE_LIT("mx.example; dkim=pass header.d=bank.example\0.evil.example"));
  g_assert_cmpstr(got, ==, "mx.example||");
}

static void test_limits(void) {
  g_autoptr(GString) s = g_string_new("mx.example");
  for (int i = 0; i <= MB_MAX_AUTHRES_RESULTS; i++)
    g_string_append(s, "; a=b");
  g_autofree char *many = show(mb_slice(s->str, s->len));
  g_assert_cmpstr(many, ==, "mx.example||");
  g_string_assign(s, "mx.example; dkim=pass");
  for (int i = 0; i <= MB_MAX_AUTHRES_PROPS; i++)
    g_string_append(s, " a.b=c");
  g_autofree char *props = show(mb_slice(s->str, s->len));
  g_assert_cmpstr(props, ==, "mx.example||");
  g_string_assign(s, "mx.example; spf=pass (");
  while (s->len <= MB_MAX_AUTHRES)
    g_string_append_c(s, '(');
  g_autofree char *longer = show(mb_slice(s->str, s->len));
  g_assert_cmpstr(longer, ==, "||");
}

static void test_received_spf(void) {
  static const struct {
    const char *value, *result, *ip, *from, *helo, *receiver, *identity;
  } cases[] = {
      {"pass (google.com: domain of a@b.example designates 192.0.2.1 as permitted sender) "
       "client-ip=192.0.2.1;",
       "pass", "192.0.2.1", "", "", "google.com", ""},
      {"Fail (protection.outlook.com: domain of b.example does not designate 192.0.2.1) "
       "receiver=protection.outlook.com; client-ip=192.0.2.1; helo=h.example;",
       "fail", "192.0.2.1", "", "h.example", "protection.outlook.com", ""},
      {"Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=h; envelope-from=\"a b\"@c; "
       "receiver=<UNKNOWN>",
       "pass", "192.0.2.1", "\"a b\"@c", "h", "<UNKNOWN>", "mailfrom"},
      {"softfail client-ip = 192.0.2.1 helo=h identity=helo", "softfail", "192.0.2.1", "", "h", "",
       "helo"},
      {"pass (a(b client-ip=192.0.2.1", "none", "", "", "", "", ""},
      {"pass client-ip=192.0.2.1; client-ip=192.0.2.2", "pass", "192.0.2.1", "", "", "", ""},
      {"bestguesspass", "none", "", "", "", "", ""},
      {"", "none", "", "", "", "", ""},
      {";;=;=", "none", "", "", "", "", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbReceivedSpf *s = mb_received_spf_parse(arena, mb_slice_str(cases[i].value));
    if (strcmp(mb_result_name(s->result), cases[i].result) ||
        !mb_slice_is(s->client_ip, cases[i].ip) || !mb_slice_is(s->envelope_from, cases[i].from) ||
        !mb_slice_is(s->helo, cases[i].helo) || !mb_slice_is(s->receiver, cases[i].receiver) ||
        !mb_slice_is(s->identity, cases[i].identity))
      g_error("%s: %s ip %.*s receiver %.*s", cases[i].value, mb_result_name(s->result),
              MB_SLICE_ARG(s->client_ip), MB_SLICE_ARG(s->receiver));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/authres/parse", test_parse);
  g_test_add_func("/authres/nul", test_nul);
  g_test_add_func("/authres/limits", test_limits);
  g_test_add_func("/authres/received-spf", test_received_spf);
  return g_test_run();
}
