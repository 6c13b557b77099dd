/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell.h"

struct _MbCell {
  GtkWidget parent;
  char *text;
  guint lines;
};
G_DEFINE_FINAL_TYPE(MbCell, mb_cell, GTK_TYPE_WIDGET)

/* Of a line with letters and kanji, kept for each font. */
static int line_height(GtkWidget *widget) {
  static GHashTable *heights;
  PangoContext *context = gtk_widget_get_pango_context(widget);
  guint font = pango_font_description_hash(pango_context_get_font_description(context));
  gpointer key = GUINT_TO_POINTER(font ^ (guint)(pango_cairo_context_get_resolution(context) * 7));
  int height;
  if (!heights)
    heights = g_hash_table_new(NULL, NULL);
  height = GPOINTER_TO_INT(g_hash_table_lookup(heights, key));
  if (height)
    return height;
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(widget, "Åg国ア");
  pango_layout_get_pixel_size(layout, NULL, &height);
  g_hash_table_insert(heights, key, GINT_TO_POINTER(height));
  return height;
}

static void measure(GtkWidget *widget, GtkOrientation orientation, int size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline) {
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = line_height(widget) * (int)MB_CELL(widget)->lines;
}

static PangoLayout *lay_out(MbCell *self) {
  PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(self), self->text);
  pango_layout_set_width(layout, gtk_widget_get_width(GTK_WIDGET(self)) * PANGO_SCALE);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_height(layout, -(int)self->lines);
  return layout;
}

static void snapshot(GtkWidget *widget, GtkSnapshot *snapshot) {
  MbCell *self = MB_CELL(widget);
  GdkRGBA color;
  int height;
  if (!self->text || !*self->text)
    return;
  g_autoptr(PangoLayout) layout = lay_out(self);
  pango_layout_get_pixel_size(layout, NULL, &height);
  gtk_style_context_get_color(gtk_widget_get_style_context(widget), &color);
  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(
      snapshot, &GRAPHENE_POINT_INIT(0, MAX(0, (gtk_widget_get_height(widget) - height) / 2)));
  gtk_snapshot_append_layout(snapshot, layout, &color);
  gtk_snapshot_restore(snapshot);
}

static gboolean query_tooltip(GtkWidget *widget, int x, int y, gboolean keyboard,
                              GtkTooltip *tooltip) {
  MbCell *self = MB_CELL(widget);
  if (!self->text)
    return FALSE;
  g_autoptr(PangoLayout) layout = lay_out(self);
  if (!pango_layout_is_ellipsized(layout))
    return FALSE;
  gtk_tooltip_set_text(tooltip, self->text);
  return TRUE;
}

static void finalize(GObject *object) {
  g_free(MB_CELL(object)->text);
  G_OBJECT_CLASS(mb_cell_parent_class)->finalize(object);
}

static void mb_cell_class_init(MbCellClass *class) {
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->snapshot = snapshot;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_css_name(widget_class, "label");
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void mb_cell_init(MbCell *self) {
  gtk_widget_set_has_tooltip(GTK_WIDGET(self), TRUE);
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *mb_cell_new(guint lines, const char *style_class) {
  MbCell *self = g_object_new(MB_TYPE_CELL, NULL);
  self->lines = lines;
  if (style_class)
    gtk_widget_add_css_class(GTK_WIDGET(self), style_class);
  return GTK_WIDGET(self);
}

void mb_cell_set_text(GtkWidget *cell, const char *text) {
  MbCell *self = MB_CELL(cell);
  if (g_strcmp0(self->text, text) == 0)
    return;
  g_free(self->text);
  self->text = g_strdup(text);
  gtk_accessible_update_property(GTK_ACCESSIBLE(cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 text ? text : "", -1);
  gtk_widget_queue_draw(cell);
}
