/* A batch seen from the window: it runs in threads of its own, and is looked at between two frames.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "rows.h"
#include "batch/batch.h"

#define MB_TYPE_FEED (mb_feed_get_type())
G_DECLARE_FINAL_TYPE(MbFeed, mb_feed, MB, FEED, GObject)

/* Begins at once. paths: local, NULL-ended. */
MbFeed *mb_feed_new(const char *const *paths);
MbRows *mb_feed_rows(MbFeed *self);
guint mb_feed_notices(MbFeed *self); /* delivery notices among the rows */
/* Copies what came since the last time, a bounded number of mails, without waiting for anybody. */
void mb_feed_poll(MbFeed *self, MbRunProgress *progress);
void mb_feed_pause(MbFeed *self, gboolean pause);
void mb_feed_cancel(MbFeed *self);

/* The summary so far (batch.h, JSON in the window's language), made in a thread. Free the text with
 * g_free, the object with json_decref; NULL when cancelled. */
void mb_feed_summary_async(MbFeed *self, GCancellable *cancellable, GAsyncReadyCallback done,
                           gpointer data);
json_t *mb_feed_summary_finish(GAsyncResult *result);

/* Writes what is known so far to a file, whole or not at all; summary: JSON, else one line a mail. */
void mb_feed_save_async(MbFeed *self, const char *path, gboolean summary, GAsyncReadyCallback done,
                        gpointer data);
gboolean mb_feed_save_finish(GAsyncResult *result, GError **error);
