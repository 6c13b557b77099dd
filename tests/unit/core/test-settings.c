/* settings.ini: what is saved comes back, a broken or missing file gives the defaults, and a home
 * that cannot be written is said, not suffered. SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "settings.h"

static char *dir;

static void test_round_trip(void) {
  g_autofree char *path = g_build_filename(dir, "a", "b", "settings.ini", NULL);
  g_autoptr(MbSettings) s = mb_settings_load(path);
  g_assert_false(s->asked);
  g_assert_cmpuint(s->allow, ==, 0);
  g_assert_true(s->remembered);
  s->asked = TRUE;
  s->allow = MB_ALLOW_DNS | MB_ALLOW_BLOCKLISTS;
  g_ptr_array_add(s->own_domains, g_strdup("a.example"));
  g_ptr_array_add(s->own_addresses, g_strdup("odd;name@a.example"));
  g_ptr_array_add(s->services, g_strdup("rakuten"));
  s->require_lock = TRUE;
  g_autoptr(GPtrArray) servers = g_ptr_array_new();
  g_ptr_array_add(servers, "mx.a.example");
  mb_settings_set_account(s, "imap://taro@a.example", servers);
  mb_settings_set_account(s, "bad]name", servers);
  g_assert_true(mb_settings_save(s, path, NULL));

  g_autoptr(MbSettings) t = mb_settings_load(path);
  g_assert_true(t->asked);
  g_assert_cmpuint(t->allow, ==, s->allow);
  g_assert_cmpstr(t->own_addresses->pdata[0], ==, "odd;name@a.example");
  g_assert_cmpuint(g_hash_table_size(t->accounts), ==, 1);
  g_autoptr(MbOptions) o = mb_options_new();
  mb_settings_apply(t, "imap://taro@a.example", o);
  g_assert_cmpuint(o->allow, ==, s->allow);
  g_assert_cmpstr(o->own_domains->pdata[0], ==, "a.example");
  g_assert_cmpstr(o->trust_servers->pdata[0], ==, "mx.a.example");
  g_assert_cmpstr(o->services->pdata[0], ==, "rakuten");
  g_assert_true(o->require_lock);
  g_autoptr(MbOptions) other = mb_options_new();
  mb_settings_apply(t, NULL, other);
  g_assert_cmpuint(other->trust_servers->len, ==, 0);
}

/* Consent counts only with the answered question and with words that are understood. */
static void test_doubt_is_no(void) {
  static const char *const texts[] = {
      "",
      "[lookups]\nallow=dns\n",
      "[lookups]\nasked=true\nallow=dns,everything\n",
      "[lookups]\nasked=true\nallow=registries,blocklists\n",
      "[lookups\nasked=true\nallow=dns\n",
      "\xff\xfe garbage",
  };
  g_autofree char *path = g_build_filename(dir, "doubt.ini", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_assert_true(g_file_set_contents(path, texts[i], -1, NULL));
    g_autoptr(MbSettings) s = mb_settings_load(path);
    g_assert_cmpuint(s->allow, ==, 0);
  }
}

static void test_no_home(void) {
  g_autoptr(MbSettings) s = mb_settings_load("/proc/none/settings.ini");
  g_autoptr(GError) error = NULL;
  g_assert_false(mb_settings_save(s, "/proc/none/settings.ini", &error));
  g_assert_nonnull(error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  dir = g_dir_make_tmp("miyaburi-XXXXXX", NULL);
  g_test_add_func("/settings/round-trip", test_round_trip);
  g_test_add_func("/settings/doubt-is-no", test_doubt_is_no);
  g_test_add_func("/settings/no-home", test_no_home);
  int status = g_test_run();
  g_autofree char *command = g_strdup_printf("rm -rf '%s'", dir);
  return system(command) == 0 ? status : 1;
}
