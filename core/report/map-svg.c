/* The map as SVG. Every text in it is ours: numbers, and names of countries.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "map.h"

#define RADIUS 15.0

/* Numbers with a point in every locale. */
static void put_number(GString *svg, const char *name, double value) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf(svg, " %s=\"%s\"", name,
                         g_ascii_formatd(text, sizeof text, "%.1f", value));
}

static void put_land(GString *svg) {
  guint n;
  const MbMapRing *land = mb_map_land(&n);
  g_string_append(svg, "<path class=\"map-land\" d=\"");
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < land[i].n; k++)
      g_string_append_printf(svg, "%s%d %d%s", k ? " " : "M", land[i].xy[2 * k],
                             land[i].xy[2 * k + 1], k + 1 < land[i].n ? "" : "Z");
  g_string_append(svg, "\"/>\n");
}

static void put_line(GString *svg, const char *class, double x1, double y1, double x2, double y2) {
  g_string_append_printf(svg, "<line class=\"%s\"", class);
  put_number(svg, "x1", x1);
  put_number(svg, "y1", y1);
  put_number(svg, "x2", x2);
  put_number(svg, "y2", y2);
  g_string_append(svg, "/>\n");
}

static void put_route(GString *svg, const GArray *stops) {
  for (guint i = 1; i < stops->len; i++) {
    const MbStop *stop = &g_array_index(stops, MbStop, i);
    if (stop->kind != MB_STOP_LINK && stop->place != stop[-1].place)
      put_line(svg, "map-route", stop[-1].place->x, stop[-1].place->y, stop->place->x,
               stop->place->y);
  }
}

static void put_sign(GString *svg, const MbMapSign *sign) {
  double half = mb_map_sign_half_width(sign, RADIUS);
  if (sign->x != sign->place->x || sign->y != sign->place->y)
    put_line(svg, "map-pointer", sign->place->x, sign->place->y, sign->x, sign->y);
  g_string_append_printf(svg, "<rect class=\"map-sign%s\"",
                         sign->kind == MB_STOP_LINK      ? " map-link"
                         : sign->kind == MB_STOP_CLAIMED ? " map-claimed"
                                                         : "");
  put_number(svg, "x", sign->x - half);
  put_number(svg, "y", sign->y - RADIUS);
  put_number(svg, "width", 2 * half);
  put_number(svg, "height", 2 * RADIUS);
  put_number(svg, "rx", sign->kind == MB_STOP_LINK ? 2 : RADIUS);
  g_string_append_printf(svg, "/><text class=\"map-number%s\" text-anchor=\"middle\"",
                         sign->kind == MB_STOP_CLAIMED ? " map-claimed" : "");
  put_number(svg, "x", sign->x);
  put_number(svg, "y", sign->y + 6.5);
  g_string_append_printf(svg, ">%s</text>\n", sign->label);
}

char *mb_map_svg(const MbReport *report, const MbCatalogue *catalogue) {
  g_autoptr(GArray) stops = mb_map_stops(report);
  if (!stops->len)
    return NULL;
  g_autoptr(GArray) signs = mb_map_signs(stops, RADIUS);
  g_autofree char *text = mb_map_text(stops, catalogue);
  g_autofree char *name = g_markup_escape_text(text, -1);
  GString *svg = g_string_sized_new(24 * 1024);
  g_string_append_printf(svg,
                         "<svg class=\"map\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                         "viewBox=\"0 0 %d %d\"><title>%s</title>\n"
                         "<rect class=\"map-sea\" width=\"%d\" height=\"%d\"/>\n",
                         MB_MAP_WIDTH, MB_MAP_HEIGHT, name, MB_MAP_WIDTH, MB_MAP_HEIGHT);
  put_land(svg);
  put_route(svg, stops);
  for (guint i = 0; i < signs->len; i++)
    put_sign(svg, &g_array_index(signs, MbMapSign, i));
  g_string_append(svg, "</svg>\n");
  return g_string_free(svg, FALSE);
}
