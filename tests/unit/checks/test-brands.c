/* Names, edges and host precedence of data/brands/README.md, and that the embedded table is folded
 * as the scanner folds. SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/brands-table.h"
#include "base/text.h"

/* Ids of the hits, joined by blanks; '*' behind one that begins its text. */
static char *scan(const char *text, MbBrandScan how) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(GArray) hits = mb_brands_scan(arena, mb_slice_str(text), how);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < hits->len; i++) {
    const MbBrandHit *hit = &g_array_index(hits, MbBrandHit, i);
    g_string_append_printf(out, "%s%s%s", i ? " " : "", hit->brand->id, hit->begins ? "*" : "");
  }
  return g_string_free(out, FALSE);
}

static const struct {
  MbBrandScan how;
  const char *text, *expected;
} rows[] = {
    {MB_SCAN_TEXT, "楽天カードのお知らせ", "rakuten-card*"},
    {MB_SCAN_TEXT, "楽天からのお知らせ", "rakuten*"},
    {MB_SCAN_TEXT, "東京都大学野球連盟", ""},
    {MB_SCAN_TEXT, "東京都銀行協会", ""},
    {MB_SCAN_TEXT, "京都大学からのお知らせ", "kyoto-u*"},
    {MB_SCAN_TEXT, "オリコン調べ", ""},
    {MB_SCAN_TEXT, "オリコからのご案内", "orico*"},
    {MB_SCAN_TEXT, "アイフルホーム", ""},
    {MB_SCAN_TEXT, "ニトリル手袋", ""},
    {MB_SCAN_NAME, "ｶｺﾞﾔ", "kagoya*"},
    {MB_SCAN_NAME, "ＰａｙＰａｙ", "paypay*"},
    {MB_SCAN_NAME, "PayPayカード", "paypay-card*"},
    {MB_SCAN_NAME, "P a y P a y", "paypay*"},
    {MB_SCAN_NAME, "Pay\xE2\x80\x8BPay", "paypay*"},
    {MB_SCAN_NAME, "MyPayPayments", ""},
    {MB_SCAN_NAME, "株式会社メルカリ", "mercari*"},
    {MB_SCAN_NAME, "メルカリサポート", "mercari*"},
    {MB_SCAN_NAME, "メルカリスト", ""},
    {MB_SCAN_NAME, "Amazon", "amazon*"},
    {MB_SCAN_NAME, "Amazon Support", "amazon*"},
    {MB_SCAN_NAME, "Amazon River Tours", ""},
    {MB_SCAN_TEXT, "Amazon", ""},
    {MB_SCAN_NAME, "【重要】三井住友カード", "smbc-card*"},
    {MB_SCAN_NAME, "ABC商店 楽天市場店", "rakuten"},
    {MB_SCAN_NAME, "Johnny Apple", ""},
    {MB_SCAN_NAME, "Apple", "apple*"},
    {MB_SCAN_NAME, "А\xD0\xBC\x61zon", ""},
    {MB_SCAN_NAME, "PаyPal", "paypal*"}, /* Cyrillic а */
    {MB_SCAN_TEXT, "", ""},
};

static void test_scan(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *found = scan(rows[i].text, rows[i].how);
    if (g_strcmp0(found, rows[i].expected) != 0)
      g_test_message("%s: %s, not %s", rows[i].text, found, rows[i].expected), g_test_fail();
  }
}

static const struct {
  const char *host, *brand;
  MbHostKind kind;
} hosts[] = {
    {"kagoya.com", "kagoya", MB_HOST_OWN},
    {"activemail.kagoya.com", "kagoya", MB_HOST_OWN},
    {"notkagoya.com", NULL, MB_HOST_UNKNOWN},
    {"www12.kagoya.net", "kagoya", MB_HOST_SHARED},
    {"sites.google.com", "google", MB_HOST_HOSTING},
    {"accounts.google.com", "google", MB_HOST_OWN},
    {"i.softbank.jp", "softbank", MB_HOST_SHARED},
    {"softbank.jp", "softbank", MB_HOST_OWN},
    {"docomo.ne.jp", "d-card", MB_HOST_SHARED},
    {"a.workers.dev", "cloudflare", MB_HOST_HOSTING},
    {"x.duckdns.org", NULL, MB_HOST_HOSTING},
    {NULL, NULL, MB_HOST_UNKNOWN},
};

static void test_hosts(void) {
  for (guint i = 0; i < G_N_ELEMENTS(hosts); i++) {
    const MbBrand *brand = NULL;
    g_assert_cmpint(mb_brands_host(hosts[i].host, &brand), ==, hosts[i].kind);
    g_assert_cmpstr(brand ? brand->id : NULL, ==, hosts[i].brand);
  }
}

static void test_houses(void) {
  const MbBrand *amazon = mb_brand_by_id("amazon"), *card = mb_brand_by_id("rakuten-card");
  g_assert_true(mb_brand_owns(amazon, "www.amazon.co.jp"));
  g_assert_false(mb_brand_owns(amazon, "amazon.co.jp.example"));
  g_assert_true(mb_brand_owns(mb_brand_by_id("aws"), "aws.amazon.com"));
  g_assert_true(mb_brand_house_owns(card, "rakuten.co.jp"));
  g_assert_true(mb_brands_related(mb_brand_by_id("rakuten-sec"), card));
  g_assert_false(mb_brands_related(amazon, card));
  g_assert_false(mb_brand_owns(mb_brand_by_id("docomo"), "docomo.ne.jp"));
}

static const struct {
  const char *label, *brand;
  MbAlike alike;
} labels[] = {
    {"kagoya", "kagoya", MB_ALIKE_SAME},        {"kag0ya", "kagoya", MB_ALIKE_SKELETON},
    {"kagoyaa", "kagoya", MB_ALIKE_EDIT},       {"kgoaya", NULL, MB_ALIKE_NONE},
    {"akgoya", "kagoya", MB_ALIKE_EDIT},        {"arnazon", "amazon", MB_ALIKE_SKELETON},
    {"examples", NULL, MB_ALIKE_NONE},          {"jcc", NULL, MB_ALIKE_NONE},
    {"rnercari", "mercari", MB_ALIKE_SKELETON},
};

static void test_labels(void) {
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    const MbBrand *brand = NULL;
    g_assert_cmpint(mb_brands_alike(labels[i].label, &brand), ==, labels[i].alike);
    g_assert_cmpstr(brand ? brand->id : NULL, ==, labels[i].brand);
  }
}

static void test_in_host(void) {
  g_assert_cmpstr(mb_brands_in_host("xserver-vps.kiriiku.jp")->id, ==, "xserver");
  g_assert_cmpstr(mb_brands_in_host("amazon-co-jp.example")->id, ==, "amazon");
  g_assert_null(mb_brands_in_host("myamazonian.example"));
  g_assert_null(mb_brands_in_host("office.example.jp"));
  g_assert_null(mb_brands_in_host(NULL));
}

/* The loader's strings live as long as the process does; a test lets them go. */
static void free_rows(GArray *brands, GArray *names, GArray *domains) {
  for (guint i = 0; i < brands->len; i++) {
    const MbBrand *brand = &g_array_index(brands, MbBrand, i);
    g_free((char *)brand->id), g_free((char *)brand->category), g_free((char *)brand->name);
  }
  for (guint i = 0; i < names->len; i++)
    g_free((char *)g_array_index(names, MbBrandName, i).text);
  for (guint i = 0; i < domains->len; i++)
    g_free((char *)g_array_index(domains, MbBrandDomain, i).domain);
  g_array_unref(brands), g_array_unref(names), g_array_unref(domains);
}

/* Every shipped name comes out of brands-compact.c as embed-brands.py wrote it. */
static void test_embedded(void) {
  g_autofree char *path =
      g_build_filename(g_getenv("MIYABURI_SOURCE"), "data", "brands", "brands.json", NULL);
  g_autofree char *json = NULL;
  gsize len;
  g_assert_true(g_file_get_contents(path, &json, &len, NULL));
  GArray *brands = g_array_new(FALSE, TRUE, sizeof(MbBrand));
  GArray *names = g_array_new(FALSE, TRUE, sizeof(MbBrandName));
  GArray *domains = g_array_new(FALSE, TRUE, sizeof(MbBrandDomain));
  g_assert_true(mb_brands_load(json, len, brands, names, domains, NULL));
  const MbBrandTable *t = mb_brand_table();
  g_assert_cmpuint(brands->len, ==, t->n_brands);
  for (guint i = 0; i < names->len; i++) {
    const char *text = g_array_index(names, MbBrandName, i).text;
    int row = mb_name_index_find(&t->names, text, strlen(text));
    if (row < 0)
      g_test_message("not embedded so: %s", text), g_test_fail();
  }
  free_rows(brands, names, domains);
}

static void test_bad_json(void) {
  g_autoptr(GError) error = NULL;
  GArray *brands = g_array_new(FALSE, TRUE, sizeof(MbBrand));
  GArray *names = g_array_new(FALSE, TRUE, sizeof(MbBrandName));
  GArray *domains = g_array_new(FALSE, TRUE, sizeof(MbBrandDomain));
  g_assert_false(mb_brands_load("{\"brands\": 3}", 13, brands, names, domains, &error));
  g_assert_nonnull(error);
  free_rows(brands, names, domains);
}

/* A table that somebody else wrote to: loaded or refused, never a death (R13: 10,000 with -m
 * thorough). */
static void test_broken_json(void) {
  g_autofree char *path =
      g_build_filename(g_getenv("MIYABURI_SOURCE"), "data", "brands", "brands.json", NULL);
  g_autofree char *text = NULL;
  gsize len;
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  g_assert_true(g_file_get_contents(path, &text, &len, NULL));
  guint n = g_test_thorough() ? 10000 : 100, refused = 0;
  for (guint i = 0; i < n; i++) {
    g_autofree char *copy = g_memdup2(text, len);
    for (guint k = 0; k < 4; k++)
      copy[g_rand_int_range(random, 0, (gint32)len)] = (char)g_rand_int_range(random, 0, 256);
    GArray *brands = g_array_new(FALSE, TRUE, sizeof(MbBrand));
    GArray *names = g_array_new(FALSE, TRUE, sizeof(MbBrandName));
    GArray *domains = g_array_new(FALSE, TRUE, sizeof(MbBrandDomain));
    g_autoptr(GError) error = NULL;
    gsize cut = i % 2 ? len : len * i / n;
    gboolean loaded = mb_brands_load(copy, cut, brands, names, domains, &error);
    g_assert_true(loaded == (error == NULL));
    refused += !loaded;
    free_rows(brands, names, domains);
  }
  g_assert_cmpuint(refused, >=, n / 2 - 1); /* every cut */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  gint64 start = g_get_monotonic_time();
  mb_brand_table();
  g_test_message("preload: %d µs", (int)(g_get_monotonic_time() - start));
  g_test_add_func("/brands/scan", test_scan);
  g_test_add_func("/brands/hosts", test_hosts);
  g_test_add_func("/brands/houses", test_houses);
  g_test_add_func("/brands/labels", test_labels);
  g_test_add_func("/brands/in-host", test_in_host);
  g_test_add_func("/brands/embedded", test_embedded);
  g_test_add_func("/brands/bad-json", test_bad_json);
  g_test_add_func("/brands/broken-json", test_broken_json);
  return g_test_run();
}
