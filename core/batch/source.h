/* What a user calls "my mails": a mail, a folder of them, an mbox, a Maildir, a Thunderbird profile, a
 * zip. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One mail: mail is NULL when it could not be read, then error says why. FALSE ends the walk. */
typedef gboolean (*MbMailFound)(const char *name, GBytes *mail, const GError *error, gpointer data);

/* path is more than one mail: a folder, a zip or an mbox. Only the first bytes are looked at. */
gboolean mb_source_is_many(const char *path);
/* Every mail below path, folders in the file system's own order, so that a million names need no memory.
 * Names are the path, with "#12" for the twelfth mail of an mbox and "!name" for one in a zip. Links
 * inside folders are not followed. FALSE when found ended it. */
gboolean mb_source_walk(const char *path, MbMailFound found, gpointer data);
/* The same, adding to *bytes (atomically) what has been gone through of the files. */
gboolean mb_source_walk_counted(const char *path, MbMailFound found, gpointer data, guint64 *bytes);
/* Adds the sizes of the files that a walk would go through. FALSE when cancelled. */
gboolean mb_source_measure(const char *path, guint64 *bytes, GCancellable *cancellable);
/* One mail again, by the name the walk gave it; goes through its mbox or zip up to there. */
GBytes *mb_source_read(const char *name, GError **error);
