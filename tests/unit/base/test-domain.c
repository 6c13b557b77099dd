/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/domain.h"

static void test_normalise(void) {
  static const struct {
    const char *text, *name;
  } cases[] = {
      {"Example.COM", "example.com"},
      {"example.com.", "example.com"},
      {"Ｋａｇｏｙａ．com", "kagoya.com"},
      {"日本.jp", "xn--wgv71a.jp"},
      {"日本。jp", "xn--wgv71a.jp"},
      {"xn--wgv71a.jp", "xn--wgv71a.jp"},
      {"_dmarc.example.jp", "_dmarc.example.jp"},
      {"ex\xc2\xad"
       "ample.jp",
       "example.jp"}, /* soft hyphen */
      {"a--b.example", "a--b.example"},
      {"localhost", "localhost"},
      {"", NULL},
      {".", NULL},
      {"example..com", NULL},
      {".example.com", NULL},
      {"example.com..", NULL},
      {"exa mple.com", NULL},
      {"example.com(.evil", NULL},
      {"a@example.com", NULL},
      {"192.0.2.1", NULL},
      {"192.0.2.1.", NULL},
      {"[192.0.2.1]", NULL},
      {"2001:db8::1", NULL},
      {"1.2", NULL},
      {"\xff\xfe.com", NULL},
      {"日本\x01.jp", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = mb_domain_normalise(mb_slice_str(cases[i].text));
    g_assert_cmpstr(got, ==, cases[i].name);
  }
  g_assert_null(mb_domain_normalise(MB_SLICE_LIT("brand.jp\0.evil.example")));
  g_assert_null(mb_domain_normalise(MB_SLICE_NONE));
}

static void test_lengths(void) {
  g_autoptr(GString) s = g_string_new(NULL);
  for (int i = 0; i < 63; i++)
    g_string_append_c(s, 'a');
  g_string_append(s, ".jp");
  g_autofree char *ok = mb_domain_normalise(mb_slice(s->str, s->len));
  g_assert_nonnull(ok);
  g_string_prepend_c(s, 'a');
  g_assert_null(mb_domain_normalise(mb_slice(s->str, s->len)));
  g_string_assign(s, "jp");
  while (s->len < 253)
    g_string_prepend(s, s->len == 252 ? "b" : "a.");
  g_assert_cmpuint(s->len, >=, 253);
  g_assert_cmpint(mb_domain_is_valid(mb_slice(s->str, s->len)), ==, s->len == 253);
  g_string_prepend(s, "aa.");
  g_assert_false(mb_domain_is_valid(mb_slice(s->str, s->len)));
  for (int i = 0; i < 100000; i++)
    g_string_append(s, "日");
  g_assert_null(mb_domain_normalise(mb_slice(s->str, s->len)));
}

static void test_display(void) {
  static const struct {
    const char *ascii, *shown;
  } cases[] = {
      {"xn--wgv71a.jp", "日本.jp"},
      {"example.jp", "example.jp"},
      {"xn--a.example", "xn--a.example"},
      {"xn--99999999.example", "xn--99999999.example"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = mb_domain_display(cases[i].ascii);
    g_assert_cmpstr(got, ==, cases[i].shown);
  }
}

static void test_organisation(void) {
  static const struct {
    const char *host, *registrable, *organisation;
  } cases[] = {
      {"www.a.co.jp", "a.co.jp", "a.co.jp"},
      {"a.co.jp", "a.co.jp", "a.co.jp"},
      {"co.jp", NULL, "co.jp"},
      {"jp", NULL, "jp"},
      {"x.city.kawasaki.jp", "city.kawasaki.jp", "city.kawasaki.jp"},
      {"b.kawasaki.jp", NULL, "kawasaki.jp"},
      {"x.a.b.kawasaki.jp", "a.b.kawasaki.jp", "a.b.kawasaki.jp"},
      {"mx.victim.example", NULL, "victim.example"},
      {"localhost", NULL, "localhost"},
      {"x.y.xn--wgv71a.jp", "xn--wgv71a.jp", "xn--wgv71a.jp"},
      {"a.xn--p1ai", "a.xn--p1ai", "a.xn--p1ai"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_cmpstr(mb_domain_registrable(cases[i].host), ==, cases[i].registrable);
    g_assert_cmpstr(mb_domain_organisation(cases[i].host), ==, cases[i].organisation);
  }
  g_assert_null(mb_domain_registrable(NULL));
}

static void test_compare(void) {
  g_assert_true(mb_domain_is_under("a.example.jp", "example.jp"));
  g_assert_true(mb_domain_is_under("example.jp", "example.jp"));
  g_assert_false(mb_domain_is_under("badexample.jp", "example.jp"));
  g_assert_false(mb_domain_is_under("jp", "example.jp"));
  g_assert_false(mb_domain_is_under("example.jp", ""));
  g_assert_false(mb_domain_is_under(NULL, NULL));
  g_assert_true(mb_domain_same_organisation("mx.a.co.jp", "www.a.co.jp"));
  g_assert_false(mb_domain_same_organisation("a.co.jp", "b.co.jp"));
  g_assert_false(mb_domain_same_organisation(NULL, NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/domain/normalise", test_normalise);
  g_test_add_func("/domain/lengths", test_lengths);
  g_test_add_func("/domain/display", test_display);
  g_test_add_func("/domain/organisation", test_organisation);
  g_test_add_func("/domain/compare", test_compare);
  return g_test_run();
}
