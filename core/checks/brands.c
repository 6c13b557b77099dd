/* The brand table in memory: built once, then read only. Host look-up with the precedence rules of
 * data/brands/README.md.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

#include "../base/text.h"
#include "tables.h"

static MbBrandTable table;
static gsize table_ready;

static guint16 house_of(guint16 brand) {
  while (table.house[brand] != brand)
    brand = table.house[brand];
  return brand;
}

static void join_houses(guint16 a, guint16 b) {
  table.house[house_of(a)] = house_of(b);
}

static void build_houses(void) {
  table.house = g_new(guint16, table.n_brands);
  for (guint i = 0; i < table.n_brands; i++)
    table.house[i] = i;
  for (guint i = 1; i < table.n_domains; i++) {
    const MbBrandDomain *a = &table.domains[i - 1], *b = &table.domains[i];
    if (!a->shared && !b->shared && strcmp(a->domain, b->domain) == 0)
      join_houses(a->brand, b->brand);
  }
  for (guint i = 0; i < table.names.n; i++) {
    int p = table.names.parent[i];
    if (p >= 0 && !table.names.rows[i].weak && !table.names.rows[p].weak)
      join_houses(table.names.rows[i].brand, table.names.rows[p].brand);
  }
}

static int compare_names(const void *a, const void *b) {
  return strcmp(((const MbBrandName *)a)->text, ((const MbBrandName *)b)->text);
}

/* Sorted, without doubles; the rows and their texts, which are ours, live for ever. */
static void index_rows(MbNameIndex *index, GArray *rows) {
  g_array_sort(rows, compare_names);
  guint n = 0;
  for (guint i = 0; i < rows->len; i++) {
    MbBrandName *row = &g_array_index(rows, MbBrandName, i);
    if (n == 0 || strcmp(g_array_index(rows, MbBrandName, n - 1).text, row->text) != 0)
      g_array_index(rows, MbBrandName, n++) = *row;
    else
      g_free((char *)row->text);
  }
  mb_name_index_build(index, (const MbBrandName *)g_array_free(rows, FALSE), n);
}

static void build_skeletons(void) {
  GArray *rows = g_array_sized_new(FALSE, FALSE, sizeof(MbBrandName), table.names.n);
  for (guint i = 0; i < table.names.n; i++) {
    MbBrandName row = table.names.rows[i];
    row.text = mb_text_skeleton(row.text);
    g_array_append_val(rows, row);
  }
  index_rows(&table.skeletons, rows);
}

/* "amazon" of amazon.co.jp, "mizuhobank" of mizuhobank.co.jp; without the public suffix list, which
 * the table's plain names do not need. NULL = no label to compare. */
static char *second_level(const char *domain) {
  g_auto(GStrv) parts = g_strsplit(domain, ".", -1);
  guint n = g_strv_length(parts);
  guint at = n >= 3 && strlen(parts[n - 2]) <= 3 ? n - 3 : n - 2;
  return n < 2 || strlen(parts[at]) < 4 ? NULL : g_strdup(parts[at]);
}

static void build_labels(void) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(MbBrandName));
  for (guint i = 0; i < table.n_domains; i++) {
    char *label = table.domains[i].shared ? NULL : second_level(table.domains[i].domain);
    MbBrandName row = {label, table.domains[i].brand, 0};
    if (label)
      g_array_append_val(rows, row);
  }
  index_rows(&table.labels, rows);
  table.label_skeletons = g_new(char *, table.labels.n);
  table.skeleton_ends = g_new(MbSkeletonEnds, table.labels.n);
  for (guint i = 0; i < table.labels.n; i++) {
    table.label_skeletons[i] = mb_text_skeleton(table.labels.rows[i].text);
    const char *text = table.label_skeletons[i];
    gsize len = strlen(text);
    table.skeleton_ends[i] = (MbSkeletonEnds){(guint16)len, text[0], len ? text[len - 1] : 0};
  }
}

static void build(void) {
  table.by_id = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < table.n_brands; i++)
    g_hash_table_insert(table.by_id, (gpointer)table.brands[i].id, (gpointer)&table.brands[i]);
  mb_suffix_set_build(&table.by_domain, table.domains, sizeof *table.domains, table.n_domains);
  build_houses();
  build_skeletons();
  build_labels();
}

static void use_shipped(void) {
  table.brands = mb_shipped_brands;
  table.n_brands = mb_n_shipped_brands;
  table.domains = mb_shipped_domains;
  table.n_domains = mb_n_shipped_domains;
  mb_name_index_build(&table.names, mb_shipped_names, mb_n_shipped_names);
  build();
}

static int compare_domains(const void *a, const void *b) {
  return strcmp(((const MbBrandDomain *)a)->domain, ((const MbBrandDomain *)b)->domain);
}

static gboolean use_json(const char *json, gsize len, GError **error) {
  GArray *brands = g_array_new(FALSE, TRUE, sizeof(MbBrand));
  GArray *names = g_array_new(FALSE, TRUE, sizeof(MbBrandName));
  GArray *domains = g_array_new(FALSE, TRUE, sizeof(MbBrandDomain));
  if (!mb_brands_load(json, len, brands, names, domains, error)) {
    g_array_unref(brands), g_array_unref(names), g_array_unref(domains);
    return FALSE;
  }
  g_array_sort(domains, compare_domains);
  table.n_brands = brands->len, table.n_domains = domains->len;
  table.brands = (const MbBrand *)g_array_free(brands, FALSE);
  table.domains = (const MbBrandDomain *)g_array_free(domains, FALSE);
  index_rows(&table.names, names);
  build();
  return TRUE;
}

gboolean mb_brands_preload(const char *json, gsize len, GError **error) {
  if (!json) {
    mb_brand_table();
    return TRUE;
  }
  if (!use_json(json, len, error))
    return FALSE;
  if (g_once_init_enter(&table_ready))
    g_once_init_leave(&table_ready, 1);
  return TRUE;
}

const MbBrandTable *mb_brand_table(void) {
  if (g_once_init_enter(&table_ready)) {
    use_shipped();
    g_once_init_leave(&table_ready, 1);
  }
  return &table;
}

const MbBrand *mb_brand_by_id(const char *id) {
  return g_hash_table_lookup(mb_brand_table()->by_id, id);
}

/* The longest brand suffix of host: its first row and whether some entry calls it shared. */
static int brand_suffix(const MbBrandTable *t, const char *host, gboolean *shared) {
  int row = mb_suffix_set_find(&t->by_domain, host);
  *shared = FALSE;
  for (guint i = MAX(row, 0);
       row >= 0 && i < t->n_domains && strcmp(t->domains[i].domain, t->domains[row].domain) == 0;
       i++)
    *shared |= t->domains[i].shared;
  return row;
}

MbHostKind mb_brands_host(const char *host, const MbBrand **brand) {
  const MbBrandTable *t = mb_brand_table();
  gboolean shared = FALSE;
  int row = host ? brand_suffix(t, host, &shared) : -1;
  const char *open = mb_table_find(MB_TABLE_HOSTING, host);
  const char *dynamic = mb_table_find(MB_TABLE_DYNAMIC_DNS, host);
  if (!open || (dynamic && strlen(dynamic) > strlen(open)))
    open = dynamic;
  if (brand)
    *brand = row >= 0 ? &t->brands[t->domains[row].brand] : NULL;
  if (open && (row < 0 || strlen(open) >= strlen(t->domains[row].domain)))
    return MB_HOST_HOSTING;
  return row < 0 ? MB_HOST_UNKNOWN : shared ? MB_HOST_SHARED : MB_HOST_OWN;
}

static gboolean owned_by(const MbBrand *brand, const char *host, gboolean whole_house) {
  const MbBrandTable *t = mb_brand_table();
  gboolean shared;
  if (!brand || mb_brands_host(host, NULL) != MB_HOST_OWN)
    return FALSE;
  guint row = brand_suffix(t, host, &shared);
  const char *suffix = t->domains[row].domain;
  for (; row < t->n_domains && strcmp(t->domains[row].domain, suffix) == 0; row++) {
    const MbBrand *owner = &t->brands[t->domains[row].brand];
    if (owner == brand || (whole_house && mb_brands_related(owner, brand)))
      return TRUE;
  }
  return FALSE;
}

gboolean mb_brand_owns(const MbBrand *brand, const char *host) {
  return owned_by(brand, host, FALSE);
}

const char *mb_brand_domain(const MbBrand *brand) {
  const MbBrandTable *t = mb_brand_table();
  const char *shortest = NULL;
  for (guint i = 0; i < t->n_domains; i++)
    if (!t->domains[i].shared && &t->brands[t->domains[i].brand] == brand &&
        (!shortest || strlen(t->domains[i].domain) < strlen(shortest)))
      shortest = t->domains[i].domain;
  return shortest;
}

gboolean mb_brand_house_owns(const MbBrand *brand, const char *host) {
  return owned_by(brand, host, TRUE);
}

gboolean mb_brand_house_lists(const MbBrand *brand, const char *host) {
  const MbBrandTable *t = mb_brand_table();
  gboolean shared;
  int row = brand && host ? brand_suffix(t, host, &shared) : -1;
  if (row < 0)
    return FALSE;
  const char *suffix = t->domains[row].domain;
  for (guint i = row; i < t->n_domains && strcmp(t->domains[i].domain, suffix) == 0; i++)
    if (!t->domains[i].shared && mb_brands_related(&t->brands[t->domains[i].brand], brand))
      return TRUE;
  return FALSE;
}

gboolean mb_brands_related(const MbBrand *a, const MbBrand *b) {
  const MbBrandTable *t = mb_brand_table();
  if (!a || !b)
    return FALSE;
  return a == b || house_of(a - t->brands) == house_of(b - t->brands);
}
