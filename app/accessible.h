/* Names for screen readers where GTK 4.8 and libadwaita 1.2 give none, or say them twice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* For everything below root as it is now; again after something was added. */
void mb_accessible_tidy(GtkWidget *root);
