/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include "../language.h"

gboolean mb_export_write(const char *path, GBytes *bytes, GError **error) {
  gsize len;
  const char *data = g_bytes_get_data(bytes, &len);
  return g_file_set_contents_full(path, data, len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* GLib's own texts are in English, or in the system's language, and name a temporary file. */
const char *mb_export_why(const GError *error) {
  if (!error)
    return _("It could not be made.");
  if (error->domain == MB_ERROR)
    return error->message;
  if (error->domain == G_FILE_ERROR)
    switch (error->code) {
    case G_FILE_ERROR_NOSPC:
      return _("There is no room left on the disk.");
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return _("You may not write in this folder.");
    case G_FILE_ERROR_ROFS:
      return _("Nothing can be written there: the disk is read-only.");
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return _("There is no such folder any more.");
    case G_FILE_ERROR_ISDIR:
      return _("There is a folder of this name.");
    case G_FILE_ERROR_NAMETOOLONG:
      return _("The file name is too long.");
    default:
      break;
    }
  return _("It could not be written there. Choose another folder.");
}
