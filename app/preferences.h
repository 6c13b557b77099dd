/* The same questions later, and what the window itself remembers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void mb_preferences_show(GtkWindow *parent);
