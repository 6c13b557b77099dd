/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-draw.h"

double mb_map_height(double width) {
  return width * MB_MAP_HEIGHT / MB_MAP_WIDTH;
}

static void draw_land(cairo_t *cairo, double scale, const GdkRGBA *color) {
  guint n;
  const MbMapRing *land = mb_map_land(&n);
  for (guint i = 0; i < n; i++) {
    cairo_new_sub_path(cairo);
    for (guint k = 0; k < land[i].n; k++)
      cairo_line_to(cairo, land[i].xy[2 * k] * scale, land[i].xy[2 * k + 1] * scale);
    cairo_close_path(cairo);
  }
  gdk_cairo_set_source_rgba(cairo, color);
  cairo_fill(cairo);
}

static void draw_route(cairo_t *cairo, const GArray *stops, double scale, const GdkRGBA *color) {
  cairo_set_line_width(cairo, 2);
  gdk_cairo_set_source_rgba(cairo, color);
  for (guint i = 1; i < stops->len; i++) {
    const MbStop *stop = &g_array_index(stops, MbStop, i);
    if (stop->kind == MB_STOP_LINK)
      continue;
    cairo_move_to(cairo, stop[-1].place->x * scale, stop[-1].place->y * scale);
    cairo_line_to(cairo, stop->place->x * scale, stop->place->y * scale);
  }
  cairo_stroke(cairo);
}

static void draw_label(cairo_t *cairo, const char *text, double x, double y, double radius) {
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout(cairo);
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string("Sans Bold");
  PangoRectangle ink;
  pango_font_description_set_absolute_size(font, radius * 1.2 * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, text, -1);
  pango_layout_get_pixel_extents(layout, &ink, NULL);
  cairo_move_to(cairo, x - ink.x - ink.width / 2.0, y - ink.y - ink.height / 2.0);
  pango_cairo_show_layout(cairo, layout);
}

/* Round for the way, with corners for links, hollow and dashed for what can be forged. */
static void outline(cairo_t *cairo, double x, double y, double half, double radius,
                    MbStopKind kind) {
  double corner = kind == MB_STOP_LINK ? 2 : radius;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, x + half - corner, y - radius + corner, corner, -G_PI / 2, 0);
  cairo_arc(cairo, x + half - corner, y + radius - corner, corner, 0, G_PI / 2);
  cairo_arc(cairo, x - half + corner, y + radius - corner, corner, G_PI / 2, G_PI);
  cairo_arc(cairo, x - half + corner, y - radius + corner, corner, G_PI, 1.5 * G_PI);
  cairo_close_path(cairo);
}

static void draw_sign(cairo_t *cairo, const MbMapSign *sign, double scale, double radius,
                      const MbMapColors *colors) {
  double x = sign->x * scale, y = sign->y * scale;
  double half = mb_map_sign_half_width(sign, radius);
  static const double dashes[] = {3, 2};
  gboolean claimed = sign->kind == MB_STOP_CLAIMED;
  outline(cairo, x, y, half, radius, sign->kind);
  gdk_cairo_set_source_rgba(cairo, claimed ? &colors->paper : &colors->sign);
  cairo_fill_preserve(cairo);
  gdk_cairo_set_source_rgba(cairo, claimed ? &colors->sign : &colors->paper);
  cairo_set_line_width(cairo, 1.5);
  cairo_set_dash(cairo, dashes, claimed ? 2 : 0, 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, NULL, 0, 0);
  gdk_cairo_set_source_rgba(cairo, claimed ? &colors->line : &colors->on_sign);
  draw_label(cairo, sign->label, x, y, radius);
}

static void draw_pointer(cairo_t *cairo, const MbMapSign *sign, double scale,
                         const MbMapColors *colors) {
  gdk_cairo_set_source_rgba(cairo, &colors->line);
  cairo_set_line_width(cairo, 1);
  cairo_move_to(cairo, sign->place->x * scale, sign->place->y * scale);
  cairo_line_to(cairo, sign->x * scale, sign->y * scale);
  cairo_stroke(cairo);
  cairo_arc(cairo, sign->place->x * scale, sign->place->y * scale, 2, 0, 2 * G_PI);
  cairo_fill(cairo);
}

void mb_map_draw(cairo_t *cairo, const GArray *stops, double width, double radius,
                 const MbMapColors *colors) {
  double scale = width / MB_MAP_WIDTH;
  g_autoptr(GArray) signs = mb_map_signs(stops, radius / scale);
  cairo_save(cairo);
  draw_land(cairo, scale, &colors->land);
  draw_route(cairo, stops, scale, &colors->line);
  for (guint i = 0; i < signs->len; i++)
    draw_pointer(cairo, &g_array_index(signs, MbMapSign, i), scale, colors);
  for (guint i = 0; i < signs->len; i++)
    draw_sign(cairo, &g_array_index(signs, MbMapSign, i), scale, radius, colors);
  cairo_restore(cairo);
}
