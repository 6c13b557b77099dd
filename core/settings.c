/* settings.ini as a GLib key file. SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"

#define ACCOUNT_PREFIX "account "

static const struct {
  const char *word;
  guint bit;
} allow_words[] = {
    {"dns", MB_ALLOW_DNS},
    {"registries", MB_ALLOW_REGISTRIES},
    {"blocklists", MB_ALLOW_BLOCKLISTS},
};

gboolean mb_allow_parse(const char *text, guint *allow) {
  g_auto(GStrv) words = g_strsplit(text, ",", -1);
  *allow = 0;
  for (char **word = words; *word; word++) {
    guint i = 0;
    g_strstrip(*word);
    while (i < G_N_ELEMENTS(allow_words) && !g_str_equal(*word, allow_words[i].word))
      i++;
    if (i < G_N_ELEMENTS(allow_words))
      *allow |= allow_words[i].bit;
    else if (**word)
      return FALSE;
  }
  if (!(*allow & MB_ALLOW_DNS))
    *allow = 0;
  return TRUE;
}

char *mb_allow_format(guint allow) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(allow_words); i++)
    if (allow & allow_words[i].bit)
      g_string_append_printf(out, "%s%s", out->len ? "," : "", allow_words[i].word);
  return g_string_free(out, FALSE);
}

static char *settings_path(const char *path) {
  return path ? g_strdup(path)
              : g_build_filename(g_get_user_config_dir(), "miyaburi", "settings.ini", NULL);
}

static GPtrArray *read_list(GKeyFile *file, const char *group, const char *key) {
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  gsize n = 0;
  g_auto(GStrv) words = g_key_file_get_string_list(file, group, key, &n, NULL);
  for (gsize i = 0; i < n; i++)
    if (*g_strstrip(words[i]))
      g_ptr_array_add(list, g_strdup(words[i]));
  return list;
}

static void read_accounts(MbSettings *settings, GKeyFile *file) {
  g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
  for (char **group = groups; *group; group++)
    if (g_str_has_prefix(*group, ACCOUNT_PREFIX))
      g_hash_table_insert(settings->accounts, g_strdup(*group + strlen(ACCOUNT_PREFIX)),
                          read_list(file, *group, "trust-servers"));
}

/* The nearest existing folder on the way to the file must be writable. */
static gboolean can_keep(const char *path) {
  g_autofree char *dir = g_path_get_dirname(path);
  while (g_access(dir, F_OK) != 0 && !g_str_equal(dir, "/") && !g_str_equal(dir, ".")) {
    char *up = g_path_get_dirname(dir);
    g_free(dir);
    dir = up;
  }
  return g_file_test(dir, G_FILE_TEST_IS_DIR) && g_access(dir, W_OK) == 0;
}

MbSettings *mb_settings_load(const char *path) {
  g_autofree char *name = settings_path(path);
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_key_file_load_from_file(file, name, G_KEY_FILE_NONE, NULL);
  MbSettings *settings = g_new0(MbSettings, 1);
  g_autofree char *allow = g_key_file_get_string(file, "lookups", "allow", NULL);
  settings->asked = g_key_file_get_boolean(file, "lookups", "asked", NULL);
  if (!allow || !settings->asked || !mb_allow_parse(allow, &settings->allow))
    settings->allow = 0;
  settings->language = g_key_file_get_string(file, "look", "language", NULL);
  if (!settings->language)
    settings->language = g_strdup("");
  settings->own_domains = read_list(file, "own", "domains");
  settings->own_addresses = read_list(file, "own", "addresses");
  settings->services = read_list(file, "own", "services");
  settings->trust_servers = read_list(file, "trust", "servers");
  settings->trust_results_below = read_list(file, "trust", "results-below");
  settings->accounts =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  settings->require_lock = g_key_file_get_boolean(file, "reading", "require-lock", NULL);
  g_autofree char *keep = g_key_file_get_string(file, "history", "keep", NULL);
  settings->history = g_strcmp0(keep, "false") != 0;
  read_accounts(settings, file);
  settings->remembered = can_keep(name);
  return settings;
}

void mb_settings_free(MbSettings *settings) {
  if (!settings)
    return;
  g_free(settings->language);
  g_ptr_array_unref(settings->own_domains);
  g_ptr_array_unref(settings->own_addresses);
  g_ptr_array_unref(settings->services);
  g_ptr_array_unref(settings->trust_servers);
  g_ptr_array_unref(settings->trust_results_below);
  g_hash_table_unref(settings->accounts);
  g_free(settings);
}

static void write_list(GKeyFile *file, const char *group, const char *key, const GPtrArray *list) {
  if (list->len)
    g_key_file_set_string_list(file, group, key, (const char *const *)list->pdata, list->len);
}

/* A key file's group name may hold neither brackets nor control characters. */
static gboolean is_account_name(const char *name) {
  if (!*name || !g_utf8_validate(name, -1, NULL))
    return FALSE;
  for (const char *p = name; *p; p++)
    if (*p == '[' || *p == ']' || g_ascii_iscntrl(*p))
      return FALSE;
  return TRUE;
}

gboolean mb_settings_save(const MbSettings *settings, const char *path, GError **error) {
  g_autofree char *name = settings_path(path), *dir = g_path_get_dirname(name);
  g_autofree char *allow = mb_allow_format(settings->allow);
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_key_file_set_boolean(file, "lookups", "asked", settings->asked);
  g_key_file_set_string(file, "lookups", "allow", allow);
  g_key_file_set_string(file, "look", "language", settings->language);
  if (settings->require_lock)
    g_key_file_set_boolean(file, "reading", "require-lock", TRUE);
  if (!settings->history)
    g_key_file_set_boolean(file, "history", "keep", FALSE);
  write_list(file, "own", "domains", settings->own_domains);
  write_list(file, "own", "addresses", settings->own_addresses);
  write_list(file, "own", "services", settings->services);
  write_list(file, "trust", "servers", settings->trust_servers);
  write_list(file, "trust", "results-below", settings->trust_results_below);
  GHashTableIter iter;
  gpointer account, servers;
  g_hash_table_iter_init(&iter, settings->accounts);
  while (g_hash_table_iter_next(&iter, &account, &servers)) {
    g_autofree char *group = g_strconcat(ACCOUNT_PREFIX, account, NULL);
    write_list(file, group, "trust-servers", servers);
  }
  gsize len;
  g_autofree char *data = g_key_file_to_data(file, &len, NULL);
  if (g_mkdir_with_parents(dir, 0700) == 0 &&
      g_file_set_contents_full(name, data, len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    return TRUE;
  g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, "the settings could not be kept");
  return FALSE;
}

static void append(GPtrArray *to, const GPtrArray *from) {
  for (guint i = 0; from && i < from->len; i++)
    if (!g_ptr_array_find_with_equal_func(to, from->pdata[i], g_str_equal, NULL))
      g_ptr_array_add(to, g_strdup(from->pdata[i]));
}

void mb_settings_apply(const MbSettings *settings, const char *account, MbOptions *options) {
  options->allow |= settings->allow;
  options->require_lock |= settings->require_lock;
  options->history |= settings->history;
  append(options->own_domains, settings->own_domains);
  append(options->own_addresses, settings->own_addresses);
  append(options->services, settings->services);
  append(options->trust_servers, settings->trust_servers);
  append(options->trust_results_below, settings->trust_results_below);
  if (account)
    append(options->trust_servers, g_hash_table_lookup(settings->accounts, account));
}

void mb_settings_set_account(MbSettings *settings, const char *account, const GPtrArray *servers) {
  if (!is_account_name(account))
    return;
  g_hash_table_remove(settings->accounts, account);
  if (!servers || !servers->len)
    return;
  GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);
  append(copy, servers);
  g_hash_table_insert(settings->accounts, g_strdup(account), copy);
}
