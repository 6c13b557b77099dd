/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

static GKeyFile *file;

static char *path(void) {
  return g_build_filename(g_get_user_config_dir(), "miyaburi", "app.ini", NULL);
}

static GKeyFile *state(void) {
  if (!file) {
    g_autofree char *name = path();
    file = g_key_file_new();
    g_key_file_load_from_file(file, name, G_KEY_FILE_NONE, NULL);
  }
  return file;
}

static void keep(void) {
  gsize len;
  g_autofree char *name = path(), *folder = g_path_get_dirname(name);
  g_autofree char *data = g_key_file_to_data(file, &len, NULL);
  if (g_mkdir_with_parents(folder, 0700) == 0)
    g_file_set_contents_full(name, data, len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

int mb_state_get_int(const char *group, const char *key, int otherwise) {
  g_autoptr(GError) error = NULL;
  int value = g_key_file_get_integer(state(), group, key, &error);
  return error ? otherwise : value;
}

void mb_state_set_int(const char *group, const char *key, int value) {
  g_key_file_set_integer(state(), group, key, value);
  keep();
}

char *mb_state_get_string(const char *group, const char *key) {
  return g_key_file_get_string(state(), group, key, NULL);
}

void mb_state_set_string(const char *group, const char *key, const char *value) {
  g_key_file_set_string(state(), group, key, value);
  keep();
}

char **mb_state_get_list(const char *group, const char *key) {
  return g_key_file_get_string_list(state(), group, key, NULL, NULL);
}

void mb_state_set_list(const char *group, const char *key, const char *const *list) {
  g_key_file_set_string_list(state(), group, key, list, g_strv_length((char **)list));
  keep();
}
