/* Companies as people name them, and the ids under which settings keep them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "miyaburi.h"

#include "checks/brands.h"

/* The judge has the table in its own process; here it is read when somebody looks at the settings. */
static gpointer load(gpointer unused) {
  return GINT_TO_POINTER(mb_brands_preload(NULL, 0, NULL));
}

static gboolean is_loaded(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL) != NULL;
}

char *mb_service_id(const char *text) {
  if (!is_loaded() || strlen(text) > 200 || !g_utf8_validate(text, -1, NULL))
    return NULL;
  g_autofree char *lower = g_ascii_strdown(text, -1);
  const MbBrand *brand = mb_brand_by_id(lower);
  if (brand)
    return g_strdup(brand->id);
  MbArena *arena = mb_arena_new();
  g_autoptr(GArray) hits = mb_brands_scan(arena, mb_slice_str(text), MB_SCAN_NAME);
  char *id = hits->len ? g_strdup(g_array_index(hits, MbBrandHit, 0).brand->id) : NULL;
  mb_arena_free(arena);
  return id;
}

const char *mb_service_name(const char *id) {
  const MbBrand *brand = is_loaded() ? mb_brand_by_id(id) : NULL;
  return brand && brand->name ? brand->name : id;
}
