/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/options.h"

static MbOptions *sample(void) {
  MbOptions *o = mb_options_new();
  o->now = 1700000000;
  o->allow = MB_ALLOW_DNS | MB_ALLOW_BLOCKLISTS;
  o->quiet = TRUE;
  g_ptr_array_add(o->own_domains, g_strdup("example.jp"));
  g_ptr_array_add(o->own_addresses, g_strdup("taro@mail.example"));
  g_ptr_array_add(o->trust_servers, g_strdup("192.0.2.0/24"));
  g_ptr_array_add(o->trust_results_below, g_strdup("mx.example.jp"));
  g_ptr_array_add(o->services, g_strdup("amazon"));
  g_ptr_array_add(o->link_hosts, g_strdup("for-you.shop.example"));
  g_ptr_array_add(o->contacts, mb_contact_new("山田 \"太郎\"", "yamada@partner.example", TRUE));
  g_ptr_array_add(o->contacts, mb_contact_new(NULL, "x@partner.example", FALSE));
  return o;
}

static void test_round_trip(void) {
  g_autoptr(MbOptions) o = sample();
  g_autoptr(MbOptions) copy = mb_options_copy(o);
  g_autofree char *json = mb_options_to_json(copy);
  g_autoptr(GError) error = NULL;
  g_autoptr(MbOptions) back = mb_options_from_json(json, strlen(json), &error);
  g_assert_no_error(error);
  g_autofree char *again = mb_options_to_json(back);
  g_assert_cmpstr(json, ==, again);
  g_assert_cmpint(back->now, ==, 1700000000);
  g_assert_true(back->quiet);
  g_assert_false(back->resolve_link_hosts);
  g_assert_cmpstr(back->link_hosts->pdata[0], ==, "for-you.shop.example");
  const MbContact *c = back->contacts->pdata[0];
  g_assert_cmpstr(c->name, ==, "山田 \"太郎\"");
  g_assert_true(c->wrote_to);
}

static void test_refused(void) {
  static const char *const bad[] = {"",
                                    "[]",
                                    "{",
                                    "{\"now\":\"1\"}",
                                    "{\"now\":1,\"now\":2}",
                                    "{\"allow\":8}",
                                    "{\"allow\":-1}",
                                    "{\"quiet\":1}",
                                    "{\"own_domains\":\"a\"}",
                                    "{\"own_domains\":[null]}",
                                    "{\"own_domains\":[\"a\\u0000b\"]}",
                                    "{\"contacts\":[{}]}",
                                    "{\"contacts\":[{\"address\":1}]}",
                                    "{\"contacts\":[{\"address\":\"a@b\",\"name\":[]}]}",
                                    "{\"surprise\":1}"};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    if (mb_options_from_json(bad[i], strlen(bad[i]), &error))
      g_error("accepted: %s", bad[i]);
    g_assert_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST);
  }
  g_autoptr(GString) big = g_string_new("{\"own_domains\":[\"\"");
  for (int i = 0; i < 1000; i++)
    g_string_append(big, ",\"\"");
  g_string_append(big, "]}");
  g_assert_null(mb_options_from_json(big->str, big->len, NULL));
}

static void test_broken_text(void) {
  g_autoptr(MbOptions) o = mb_options_new();
  g_ptr_array_add(o->contacts, mb_contact_new("\xff", "\xff@x", FALSE));
  g_autofree char *json = mb_options_to_json(o);
  g_autoptr(MbOptions) back = mb_options_from_json(json, strlen(json), NULL);
  g_assert_nonnull(back);
  g_assert_cmpuint(back->contacts->len, ==, 1);
}

static void test_own(void) {
  g_autoptr(MbOptions) o = sample();
  g_assert_true(mb_options_is_own_domain(o, "example.jp"));
  g_assert_true(mb_options_is_own_domain(o, "mx.example.jp"));
  g_assert_true(mb_options_is_own_domain(o, "mail.example"));
  g_assert_false(mb_options_is_own_domain(o, "x.mail.example"));
  g_assert_false(mb_options_is_own_domain(o, "notexample.jp"));
  g_assert_false(mb_options_is_own_domain(o, NULL));
  g_assert_true(mb_options_is_own_address(o, "Taro@mail.example"));
  g_assert_false(mb_options_is_own_address(o, "jiro@mail.example"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/options/round-trip", test_round_trip);
  g_test_add_func("/options/refused", test_refused);
  g_test_add_func("/options/broken-text", test_broken_text);
  g_test_add_func("/options/own", test_own);
  return g_test_run();
}
