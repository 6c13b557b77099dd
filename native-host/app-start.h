/* Opens a mail in the desktop app: one fixed program, the one installed with this host, with the
 * mail on its standard input. Nothing of it comes from the caller.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* TRUE when the app is installed. */
gboolean mb_app_present(void);
/* Starts it and does not wait. Returns NULL, or the error word "no-app". */
const char *mb_app_open(GBytes *mail);
