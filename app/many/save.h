/* Where to save the table or the summary of many mails. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "feed.h"

/* Asks for a place and saves there; saved is called when that went well, a dialog says why it did not.
 * name: the file's name is made from it. */
void mb_save_show(GtkWidget *page, MbFeed *feed, const char *name, gboolean summary,
                  void (*saved)(GtkWidget *page));
