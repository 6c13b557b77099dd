/* One process a user: files named on the command line, "-" for standard input, and the app's
 * actions. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define MB_TYPE_APPLICATION (mb_application_get_type())
G_DECLARE_FINAL_TYPE(MbApplication, mb_application, MB, APPLICATION, AdwApplication)

MbApplication *mb_application_new(void);
