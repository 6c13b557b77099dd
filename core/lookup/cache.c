/* A table with expiry. When it is full everything goes: simple, bounded, and rare.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache.h"

typedef struct {
  json_t *answer;
  gint64 expires;
} Entry;

struct _MbCache {
  GMutex lock;
  GHashTable *entries; /* key → Entry */
};

static void entry_free(gpointer data) {
  Entry *entry = data;
  json_decref(entry->answer);
  g_free(entry);
}

MbCache *mb_cache_new(void) {
  MbCache *cache = g_new0(MbCache, 1);
  g_mutex_init(&cache->lock);
  cache->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
  return cache;
}

void mb_cache_free(MbCache *cache) {
  g_hash_table_unref(cache->entries);
  g_mutex_clear(&cache->lock);
  g_free(cache);
}

void mb_cache_clear_entries(MbCache *cache) {
  g_mutex_lock(&cache->lock);
  g_hash_table_remove_all(cache->entries);
  g_mutex_unlock(&cache->lock);
}

void mb_cache_put(MbCache *cache, const char *key, json_t *answer, guint32 keep_seconds,
                  gint64 now) {
  if (!keep_seconds)
    return;
  Entry *entry = g_new0(Entry, 1);
  entry->answer = json_incref(answer);
  entry->expires = now + (gint64)keep_seconds * G_USEC_PER_SEC;
  g_mutex_lock(&cache->lock);
  if (g_hash_table_size(cache->entries) >= MB_MAX_REMEMBERED)
    g_hash_table_remove_all(cache->entries);
  g_hash_table_replace(cache->entries, g_strdup(key), entry);
  g_mutex_unlock(&cache->lock);
}

json_t *mb_cache_get(MbCache *cache, const char *key, gint64 now) {
  g_mutex_lock(&cache->lock);
  const Entry *entry = g_hash_table_lookup(cache->entries, key);
  json_t *answer = entry && entry->expires > now ? json_incref(entry->answer) : NULL;
  g_mutex_unlock(&cache->lock);
  return answer;
}
