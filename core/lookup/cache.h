/* Answers remembered for their time to live. Thread-safe. SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

#define MB_MAX_REMEMBERED 20000

typedef struct _MbCache MbCache;
MbCache *mb_cache_new(void);
void mb_cache_free(MbCache *cache);
/* now: monotonic microseconds. */
void mb_cache_put(MbCache *cache, const char *key, json_t *answer, guint32 keep_seconds,
                  gint64 now);
void mb_cache_clear_entries(MbCache *cache);
/* New reference, or NULL. */
json_t *mb_cache_get(MbCache *cache, const char *key, gint64 now);
