/* Mails opened lately, remembered only when the user chose so.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

gboolean mb_recent_is_on(void);
/* Turning it off forgets all. */
void mb_recent_turn(gboolean on);
void mb_recent_add(GFile *file);
/* Rows for the remembered mails in a GtkListBox; hidden when there is none. */
void mb_recent_fill(GtkWidget *list, MbWindow *window);
