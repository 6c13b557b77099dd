/* One mail again, for the whole report of a row. Names of files may contain '#' and '!' themselves, so
 * the shortest beginning that is a file is the one to go through, and names are compared whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include "../miyaburi.h"

typedef struct {
  const char *name;
  GBytes *mail;
  GError *error;
} Search;

static gboolean found(const char *name, GBytes *mail, const GError *error, gpointer data) {
  Search *search = data;
  if (!g_str_equal(name, search->name))
    return TRUE;
  if (mail)
    search->mail = g_bytes_ref(mail);
  else
    search->error = g_error_copy(error);
  return FALSE;
}

static char *container_of(const char *name) {
  for (const char *p = strpbrk(name, "#!"); p; p = strpbrk(p + 1, "#!")) {
    g_autofree char *path = g_strndup(name, p - name);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer(&path);
  }
  return NULL;
}

GBytes *mb_source_read(const char *name, GError **error) {
  Search search = {.name = name};
  g_autofree char *container =
      g_file_test(name, G_FILE_TEST_IS_REGULAR) ? g_strdup(name) : container_of(name);
  if (container)
    mb_source_walk(container, found, &search);
  if (search.error)
    g_propagate_error(error, search.error);
  else if (!search.mail)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, g_strerror(ENOENT));
  return search.mail;
}
