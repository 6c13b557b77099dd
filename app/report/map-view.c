/* Countries on the way: the map, and the same in words. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "map-draw.h"
#include "rows.h"
#include "sections.h"

#define MB_TYPE_MAP_VIEW (mb_map_view_get_type())
G_DECLARE_FINAL_TYPE(MbMapView, mb_map_view, MB, MAP_VIEW, GtkWidget)

struct _MbMapView {
  GtkWidget parent;
  GArray *stops;
};
G_DEFINE_FINAL_TYPE(MbMapView, mb_map_view, GTK_TYPE_WIDGET)

#define RADIUS 10

static GdkRGBA color(GtkStyleContext *style, const char *name, double alpha) {
  GdkRGBA rgba;
  if (!gtk_style_context_lookup_color(style, name, &rgba))
    gtk_style_context_get_color(style, &rgba);
  rgba.alpha *= alpha;
  return rgba;
}

static void snapshot(GtkWidget *widget, GtkSnapshot *shot) {
  int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
  GtkStyleContext *style = gtk_widget_get_style_context(widget);
  const MbMapColors colors = {.land = color(style, "card_fg_color", 0.22),
                              .line = color(style, "card_fg_color", 1),
                              .sign = color(style, "accent_bg_color", 1),
                              .on_sign = color(style, "accent_fg_color", 1),
                              .paper = color(style, "window_bg_color", 1)};
  cairo_t *cairo = gtk_snapshot_append_cairo(shot, &GRAPHENE_RECT_INIT(0, 0, width, height));
  mb_map_draw(cairo, MB_MAP_VIEW(widget)->stops, width, RADIUS, &colors);
  cairo_destroy(cairo);
}

static GtkSizeRequestMode request_mode(GtkWidget *widget) {
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline) {
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum = across ? 200 : (int)mb_map_height(for_size < 0 ? 200 : for_size);
  *natural = across ? 700 : (int)mb_map_height(for_size < 0 ? 700 : for_size);
}

static void finalize(GObject *object) {
  g_array_unref(MB_MAP_VIEW(object)->stops);
  G_OBJECT_CLASS(mb_map_view_parent_class)->finalize(object);
}

static void mb_map_view_class_init(MbMapViewClass *class) {
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->get_request_mode = request_mode;
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void mb_map_view_init(MbMapView *self) {
}

static GtkWidget *new_map(GArray *stops, const char *text) {
  MbMapView *map = g_object_new(MB_TYPE_MAP_VIEW, NULL);
  map->stops = stops;
  gtk_accessible_update_property(GTK_ACCESSIBLE(map), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return GTK_WIDGET(map);
}

GtkWidget *mb_section_map(const MbReport *report, MbPage *page) {
  g_autoptr(GArray) stops = mb_map_stops(report);
  if (!stops->len)
    return NULL;
  g_autofree char *text = mb_map_text(stops, mb_words());
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *section = mb_section_new(
      _("Countries on the way"),
      _("Where the servers stand, as their addresses say. People can be elsewhere."));
  gtk_box_append(GTK_BOX(box), new_map(g_steal_pointer(&stops), text));
  gtk_box_append(GTK_BOX(box), mb_text_label(text, NULL));
  mb_section_add(section, mb_plain_row(box, _("Countries on the way")));
  return section;
}
