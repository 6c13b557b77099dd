/* The first thousand addresses are enough: a batch comes from few, and a list of them is read by every new worker.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "told.h"

#define MAX_PLACES 1000

static GMutex mutex;
static GPtrArray *places; /* char*: "\"192.0.2.1\":{…}" */
static GHashTable *known; /* char*: addresses */

static void add_place(const char *address, const json_t *place) {
  if (places->len >= MAX_PLACES || g_hash_table_contains(known, address))
    return;
  g_hash_table_add(known, g_strdup(address));
  json_t *one = json_object();
  json_object_set(one, address, (json_t *)place);
  char *text = json_dumps(one, JSON_COMPACT);
  g_ptr_array_add(places, g_strndup(text + 1, strlen(text) - 2));
  free(text);
  json_decref(one);
}

void mb_told_add(const json_t *answers) {
  const char *address;
  json_t *place, *geo = json_object_get(answers, "geo");
  g_mutex_lock(&mutex);
  if (!places) {
    places = g_ptr_array_new_with_free_func(g_free);
    known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  }
  json_object_foreach(geo, address, place) add_place(address, place);
  g_mutex_unlock(&mutex);
}

char *mb_told_since(guint *n) {
  GString *text = NULL;
  g_mutex_lock(&mutex);
  for (; places && *n < places->len; (*n)++) {
    if (!text)
      text = g_string_new("{\"version\":1,\"geo\":{");
    else
      g_string_append_c(text, ',');
    g_string_append(text, places->pdata[*n]);
  }
  g_mutex_unlock(&mutex);
  if (!text)
    return NULL;
  g_string_append(text, "}}");
  return g_string_free(text, FALSE);
}
