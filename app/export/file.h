/* Files that only the user can read, and that are whole or not there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Replaces the file in one step, mode 0600. */
gboolean mb_export_write(const char *path, GBytes *bytes, GError **error);
/* Why it failed, in the window's language; error may be NULL. Owned by the error, or static. */
const char *mb_export_why(const GError *error);
