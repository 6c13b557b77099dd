/* Where on the map the stops of a report are. SPDX-License-Identifier: GPL-3.0-or-later */
#include "map.h"

#include "map-table.h"

#define MAX_STOPS 40

const MbMapRing *mb_map_land(guint *n) {
  *n = G_N_ELEMENTS(rings);
  return rings;
}

static int compare_code(const void *code, const void *place) {
  return strcmp(code, ((const MbMapPlace *)place)->code);
}

const MbMapPlace *mb_map_place(const char *code) {
  return code ? bsearch(code, places, G_N_ELEMENTS(places), sizeof *places, compare_code) : NULL;
}

const char *mb_map_country(const char *code, const MbCatalogue *catalogue) {
  const MbMapPlace *place = mb_map_place(code);
  if (!place)
    return code;
  return g_str_equal(mb_catalogue_language(catalogue), "ja") ? place->ja : place->en;
}

/* ---- stops ---- */

static gboolean same(const MbStop *stop, MbStopKind kind, const MbMapPlace *place) {
  return stop->place == place && stop->kind == kind;
}

static void add_hop(GArray *stops, const MbReportHop *hop) {
  const MbMapPlace *place = mb_map_place(hop->country);
  MbStopKind kind = hop->boundary  ? MB_STOP_BOUNDARY
                    : hop->trusted ? MB_STOP_INSIDE
                                   : MB_STOP_CLAIMED;
  if (!place || stops->len >= MAX_STOPS)
    return;
  if (stops->len && same(&g_array_index(stops, MbStop, stops->len - 1), kind, place))
    return;
  g_array_append_val(stops, ((MbStop){kind, place}));
}

static void add_link(GArray *stops, const MbMapPlace *place) {
  gboolean seen = !place || stops->len >= MAX_STOPS;
  for (guint i = 0; i < stops->len && !seen; i++)
    seen = same(&g_array_index(stops, MbStop, i), MB_STOP_LINK, place);
  if (!seen)
    g_array_append_val(stops, ((MbStop){MB_STOP_LINK, place}));
}

GArray *mb_map_stops(const MbReport *report) {
  GArray *stops = g_array_new(FALSE, FALSE, sizeof(MbStop));
  for (guint i = report->hops->len; i-- > 0;)
    add_hop(stops, &g_array_index(report->hops, MbReportHop, i));
  for (guint i = 0; i < report->chain->len; i++) {
    const MbReportStep *step = &g_array_index(report->chain, MbReportStep, i);
    if (g_str_equal(step->chain, "link") && g_str_equal(step->kind, "country"))
      add_link(stops, mb_map_place(step->value));
  }
  return stops;
}

char *mb_map_text(const GArray *stops, const MbCatalogue *catalogue) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < stops->len; i++) {
    const MbStop *stop = &g_array_index(stops, MbStop, i);
    const char *country = mb_map_country(stop->place->code, catalogue);
    gboolean link = stop->kind == MB_STOP_LINK;
    if (link && (i == 0 || stop[-1].kind != MB_STOP_LINK))
      g_string_append_printf(out, "%s%s: ", i ? "\n" : "", mb_tr(catalogue, N_("Links lead to")));
    else if (i)
      g_string_append(out, link ? ", " : " → ");
    g_string_append_printf(out, "%u. %s", i + 1, country);
    if (stop->kind == MB_STOP_CLAIMED)
      g_string_append_printf(out, " (%s)", mb_tr(catalogue, N_("can be forged")));
  }
  return g_string_free(out, FALSE);
}

/* ---- signs ---- */

static guint gravity(MbStopKind kind) {
  static const guint order[] = {
      [MB_STOP_BOUNDARY] = 3, [MB_STOP_CLAIMED] = 2, [MB_STOP_INSIDE] = 1, [MB_STOP_LINK] = 0};
  return order[kind];
}

static MbMapSign *sign_at(GArray *signs, const MbMapPlace *place) {
  for (guint i = 0; i < signs->len; i++) {
    MbMapSign *sign = &g_array_index(signs, MbMapSign, i);
    if (sign->place == place)
      return sign;
  }
  g_array_append_val(signs, ((MbMapSign){.kind = MB_STOP_LINK, .place = place}));
  return &g_array_index(signs, MbMapSign, signs->len - 1);
}

double mb_map_sign_half_width(const MbMapSign *sign, double radius) {
  return radius * MAX(1.0, 0.34 * strlen(sign->label) + 0.45);
}

static gboolean is_free(const GArray *signs, guint n, const MbMapSign *sign, double radius) {
  double half = mb_map_sign_half_width(sign, radius);
  for (guint i = 0; i < n; i++) {
    const MbMapSign *other = &g_array_index(signs, MbMapSign, i);
    if (ABS(sign->x - other->x) < half + mb_map_sign_half_width(other, radius) &&
        ABS(sign->y - other->y) < 2.1 * radius)
      return FALSE;
  }
  return TRUE;
}

/* On its country, else beside it, in rings of eight places. */
static void settle(GArray *signs, guint n, double radius) {
  static const gint8 around[][2] = {{1, 0}, {0, 1},  {-1, 0}, {0, -1},
                                    {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  MbMapSign *sign = &g_array_index(signs, MbMapSign, n);
  double half = mb_map_sign_half_width(sign, radius);
  for (guint i = 0; i <= 8 * 6; i++) {
    guint ring = i ? (i - 1) / 8 + 1 : 0;
    double far = 2.2 * radius * ring;
    const gint8 *way = around[(i + 7) % 8];
    sign->x = CLAMP(sign->place->x + way[0] * far, half, MAX(half, MB_MAP_WIDTH - half));
    sign->y = CLAMP(sign->place->y + way[1] * far, radius, MB_MAP_HEIGHT - radius);
    if (is_free(signs, n, sign, radius))
      return;
  }
}

GArray *mb_map_signs(const GArray *stops, double radius) {
  GArray *signs = g_array_new(FALSE, FALSE, sizeof(MbMapSign));
  for (guint i = 0; i < stops->len; i++) {
    const MbStop *stop = &g_array_index(stops, MbStop, i);
    MbMapSign *sign = sign_at(signs, stop->place);
    gsize used = strlen(sign->label);
    if (gravity(stop->kind) > gravity(sign->kind))
      sign->kind = stop->kind;
    if (used < 7)
      g_snprintf(sign->label + used, sizeof sign->label - used, used ? ",%u" : "%u", i + 1);
    else if (sign->label[used - 1] != '+')
      g_strlcat(sign->label, "+", sizeof sign->label);
  }
  for (guint i = 0; i < signs->len; i++)
    settle(signs, i, radius);
  return signs;
}
