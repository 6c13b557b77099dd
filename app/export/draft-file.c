/* In the session's own folder, which is memory and goes with the session; in the cache only without one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "file.h"

static char *place(const char *base) {
  return g_build_filename(base, "miyaburi", "draft.eml", NULL);
}

static char *write_below(const char *base, const char *eml, GError **error) {
  g_autofree char *path = place(base), *folder = g_path_get_dirname(path);
  g_autoptr(GBytes) bytes = g_bytes_new(eml, strlen(eml));
  if (g_mkdir_with_parents(folder, 0700) != 0) {
    g_set_error_literal(error, G_FILE_ERROR, g_file_error_from_errno(errno), "");
    return NULL;
  }
  return mb_export_write(path, bytes, error) ? g_steal_pointer(&path) : NULL;
}

char *mb_draft_file_write(const char *eml, GError **error) {
  char *path = write_below(g_get_user_runtime_dir(), eml, NULL);
  return path ? path : write_below(g_get_user_cache_dir(), eml, error);
}

void mb_draft_file_remove(void) {
  g_autofree char *usual = place(g_get_user_runtime_dir()), *cached = place(g_get_user_cache_dir());
  g_unlink(usual);
  g_unlink(cached);
}
