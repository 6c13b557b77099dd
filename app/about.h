/* Who made this, from which data of which day, under which licences.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void mb_about_show(GtkWindow *parent);
