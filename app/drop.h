/* Files and text dropped from other windows. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* hint is shown while something that can be taken hovers over target. */
void mb_drop_attach(GtkWidget *target, GtkWidget *hint, MbWindow *window);
