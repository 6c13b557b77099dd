/* A window: mails open side by side as tabs, or the place to drop the first one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define MB_TYPE_WINDOW (mb_window_get_type())
G_DECLARE_FINAL_TYPE(MbWindow, mb_window, MB, WINDOW, AdwApplicationWindow)

MbWindow *mb_window_new(GtkApplication *app);
void mb_window_open_files(MbWindow *self, GListModel *files); /* of GFile */
void mb_window_open_file(MbWindow *self, GFile *file);
void mb_window_open_bytes(MbWindow *self, GBytes *mail, const char *name);
/* A new window with the same mails, checked anew; old goes. */
MbWindow *mb_window_reopen(MbWindow *old);
/* text: a fixed sentence of ours, never text of a mail (a toast reads markup). */
void mb_window_tell(MbWindow *self, const char *text);
