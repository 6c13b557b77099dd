/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-lists.h"

#include <string.h>

static gboolean is_plain(const char *text) {
  gsize len = strlen(text);
  if (len == 0 || len > MB_MAX_ENTRY)
    return FALSE;
  for (gsize i = 0; i < len; i++)
    if (g_ascii_iscntrl(text[i]))
      return FALSE;
  return TRUE;
}

gboolean mb_json_list(json_t *array, GPtrArray *into) {
  if (!array)
    return TRUE;
  if (!json_is_array(array) || json_array_size(array) > MB_MAX_LIST)
    return FALSE;
  gsize i;
  json_t *entry;
  json_array_foreach(array, i, entry) {
    const char *text = json_string_value(entry);
    if (!text || !is_plain(text))
      return FALSE;
    g_ptr_array_add(into, g_strdup(text));
  }
  return TRUE;
}

json_t *mb_json_from_list(const GPtrArray *list) {
  json_t *array = json_array();
  for (guint i = 0; i < list->len; i++)
    json_array_append_new(array, json_string(g_ptr_array_index(list, i)));
  return array;
}
