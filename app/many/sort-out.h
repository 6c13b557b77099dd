/* What was dropped or opened: a few mails, each with a tab of its own, or many mails.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Files are looked into in a thread: a network folder may be slow. files: GFile. */
void mb_sort_out_async(GObject *owner, GListModel *files, GAsyncReadyCallback done, gpointer data);
/* The paths of many mails with a name for all of them, or NULL: each file is one mail. Free both. */
char **mb_sort_out_finish(GAsyncResult *result, char **title);
