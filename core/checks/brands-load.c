/* brands.json at run time: the check tool's test seam and a user's own table. Same checks as for
 * any hostile JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

#include <jansson.h>
#include "../base/domain.h"
#include "../base/error.h"
#include "../base/text.h"

#define MAX_ENTRIES 4096

static void add_names(json_t *list, guint brand, gboolean weak, GArray *names) {
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const char *text = json_string_value(item);
    if (!text || !*text || names->len >= MAX_ENTRIES)
      continue;
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autofree char *folded = mb_text_fold(mb_slice_str(text));
    MbBrandName row = {g_strdup(mb_brand_compact(arena, folded).text), brand, weak};
    g_array_append_val(names, row);
  }
}

static void add_domains(json_t *list, guint brand, gboolean shared, GArray *domains) {
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const char *text = json_string_value(item);
    char *domain = text ? mb_domain_normalise(mb_slice_str(text)) : NULL;
    MbBrandDomain row = {domain, brand, shared};
    if (domain && domains->len < MAX_ENTRIES)
      g_array_append_val(domains, row);
  }
}

static gboolean add_brand(json_t *entry, GArray *brands, GArray *names, GArray *domains) {
  const char *id = json_string_value(json_object_get(entry, "id"));
  const char *category = json_string_value(json_object_get(entry, "category"));
  const char *name = json_string_value(json_array_get(json_object_get(entry, "names"), 0));
  if (!name)
    name = json_string_value(json_array_get(json_object_get(entry, "weak_names"), 0));
  if (!id || !name || brands->len >= MAX_ENTRIES)
    return FALSE;
  MbBrand brand = {g_strdup(id), g_strdup(category ? category : "other"), g_strdup(name)};
  guint at = brands->len;
  g_array_append_val(brands, brand);
  add_names(json_object_get(entry, "names"), at, FALSE, names);
  add_names(json_object_get(entry, "weak_names"), at, TRUE, names);
  add_domains(json_object_get(entry, "domains"), at, FALSE, domains);
  add_domains(json_object_get(entry, "shared_domains"), at, TRUE, domains);
  return TRUE;
}

gboolean mb_brands_load(const char *json, gsize len, GArray *brands, GArray *names, GArray *domains,
                        GError **error) {
  json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
  json_t *list = json_object_get(root, "brands");
  gboolean ok = json_is_array(list);
  for (size_t i = 0; ok && i < json_array_size(list); i++)
    ok = add_brand(json_array_get(list, i), brands, names, domains);
  if (!ok)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "not a brand table");
  json_decref(root);
  return ok;
}
