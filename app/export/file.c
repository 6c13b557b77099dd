/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

gboolean mb_export_write(const char *path, GBytes *bytes, GError **error) {
  gsize len;
  const char *data = g_bytes_get_data(bytes, &len);
  return g_file_set_contents_full(path, data, len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
