/* The map: what is marked, that signs never cover each other, and that no text of the report gets in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/map.h"

static void add_hop(MbReport *r, const char *country, gboolean boundary, gboolean trusted) {
  MbReportHop hop = {.country = country, .boundary = boundary, .trusted = trusted, .offset = -1};
  g_array_append_val(r->hops, hop);
}

static void add_step(MbReport *r, const char *chain, const char *kind, const char *value) {
  MbReportStep step = {chain, "x.example", kind, "Country", value, "geo", NULL, 0};
  g_array_append_val(r->chain, step);
}

static char *text_of(const MbReport *r, const char *language) {
  g_autoptr(GArray) stops = mb_map_stops(r);
  return mb_map_text(stops, mb_catalogue_get(language));
}

static void test_way(void) {
  g_autoptr(MbReport) r = mb_report_new();
  add_hop(r, NULL, FALSE, TRUE); /* newest first */
  add_hop(r, "JP", FALSE, TRUE);
  add_hop(r, "JP", FALSE, TRUE);
  add_hop(r, "RU", TRUE, TRUE);
  add_hop(r, "US", FALSE, FALSE);
  add_step(r, "from", "country", "FR");
  add_step(r, "link", "domain", "NL");
  add_step(r, "link", "country", "CN");
  add_step(r, "link", "country", "CN");
  add_step(r, "link", "country", "RU");
  g_autofree char *en = text_of(r, "en"), *ja = text_of(r, "ja");
  g_assert_cmpstr(
      en, ==, "1. US (can be forged) → 2. Russia → 3. Japan\nLinks lead to: 4. China, 5. Russia");
  g_assert_nonnull(strstr(ja, "2. ロシア → 3. 日本"));
  g_autoptr(GArray) stops = mb_map_stops(r), signs = mb_map_signs(stops, 15);
  g_assert_cmpuint(signs->len, ==, 4);
  const MbMapSign *russia = &g_array_index(signs, MbMapSign, 1);
  g_assert_cmpstr(russia->label, ==, "2,5");
  g_assert_cmpint(russia->kind, ==, MB_STOP_BOUNDARY);
}

static void test_nothing_known(void) {
  g_autoptr(MbReport) r = mb_report_new();
  add_hop(r, "ZZ", FALSE, TRUE);
  add_hop(r, "<b>", FALSE, TRUE);
  add_hop(r, "", FALSE, TRUE);
  add_step(r, "link", "country", "\"/><script>");
  g_assert_null(mb_map_svg(r, mb_catalogue_get("en")));
  g_assert_cmpstr(mb_map_country("<b>", mb_catalogue_get("en")), ==, "<b>");
  g_assert_cmpstr(mb_map_country("JP", mb_catalogue_get("ja")), ==, "日本");
}

/* Only letters, digits and the few signs that numbers, classes and names of countries need. */
static void test_svg(void) {
  g_autoptr(MbReport) r = mb_report_new();
  add_hop(r, "CI", FALSE, TRUE); /* Côte d’Ivoire */
  add_hop(r, "BA", FALSE, TRUE);
  add_step(r, "link", "country", "\"/><script>");
  g_autofree char *svg = mb_map_svg(r, mb_catalogue_get("en"));
  g_assert_true(g_str_has_prefix(svg, "<svg ") && g_str_has_suffix(svg, "</svg>\n"));
  g_assert_null(strstr(svg, "script"));
  g_assert_null(strstr(svg, "href"));
  g_assert_null(strstr(svg, "style="));
  GMarkupParser parser = {0};
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
  g_assert_true(g_markup_parse_context_parse(context, svg, -1, NULL));
  g_assert_true(g_markup_parse_context_end_parse(context, NULL));
}

/* All of Europe, at the size of a telephone and of a printed page. */
static void test_apart(void) {
  static const char *const europe[] = {"NL", "DE", "BE", "FR", "CH", "AT",
                                       "GB", "LU", "CZ", "PL", "IT", "DK"};
  const double radii[] = {10, 15, 30};
  g_autoptr(MbReport) r = mb_report_new();
  for (guint i = 0; i < G_N_ELEMENTS(europe); i++)
    add_hop(r, europe[i], FALSE, FALSE);
  g_autoptr(GArray) stops = mb_map_stops(r);
  for (guint k = 0; k < G_N_ELEMENTS(radii); k++) {
    g_autoptr(GArray) signs = mb_map_signs(stops, radii[k]);
    g_assert_cmpuint(signs->len, ==, G_N_ELEMENTS(europe));
    for (guint i = 0; i < signs->len; i++) {
      const MbMapSign *a = &g_array_index(signs, MbMapSign, i);
      g_assert_true(a->x >= 0 && a->x <= MB_MAP_WIDTH && a->y >= 0 && a->y <= MB_MAP_HEIGHT);
      for (guint j = 0; j < i; j++) {
        const MbMapSign *b = &g_array_index(signs, MbMapSign, j);
        g_assert_true(ABS(a->x - b->x) >= 2 * radii[k] || ABS(a->y - b->y) >= 2 * radii[k]);
      }
    }
  }
}

/* A route of any length stays a picture. */
static void test_many(void) {
  g_autoptr(MbReport) r = mb_report_new();
  for (guint i = 0; i < 5000; i++)
    add_hop(r, i % 2 ? "JP" : "US", FALSE, FALSE);
  g_autoptr(GArray) stops = mb_map_stops(r), signs = mb_map_signs(stops, 15);
  g_assert_cmpuint(stops->len, <=, 40);
  g_assert_cmpuint(signs->len, ==, 2);
  g_assert_cmpuint(strlen(g_array_index(signs, MbMapSign, 0).label), <, 16);
}

static void test_data(void) {
  guint n;
  const MbMapRing *land = mb_map_land(&n);
  g_assert_cmpuint(n, >, 50);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < land[i].n; k++)
      g_assert_true(land[i].xy[2 * k] >= 0 && land[i].xy[2 * k] <= MB_MAP_WIDTH &&
                    land[i].xy[2 * k + 1] >= 0 && land[i].xy[2 * k + 1] <= MB_MAP_HEIGHT);
  const MbMapPlace *japan = mb_map_place("JP"), *chile = mb_map_place("CL"),
                   *france = mb_map_place("FR");
  g_assert_true(france->x < japan->x && japan->x < chile->x && france->y < japan->y &&
                japan->y < chile->y);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/map/way", test_way);
  g_test_add_func("/map/nothing-known", test_nothing_known);
  g_test_add_func("/map/svg", test_svg);
  g_test_add_func("/map/apart", test_apart);
  g_test_add_func("/map/many", test_many);
  g_test_add_func("/map/data", test_data);
  return g_test_run();
}
