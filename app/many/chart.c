/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart.h"

#include <adwaita.h>

#include "words.h"

#define GAP         6
#define PLOT_HEIGHT 140
#define MAX_BAR     40 /* pixels a column is wide at most */

/* From the bottom up: what is warned of stands on the axis, where lengths compare best. */
static const MbVerdict stacked[] = {
    MB_VERDICT_SPOOFED, MB_VERDICT_HIJACKED, MB_VERDICT_SUSPICIOUS, MB_VERDICT_ERROR,
    MB_VERDICT_UNKNOWN, MB_VERDICT_GENUINE,  MB_VERDICT_LEGITIMATE};

typedef struct {
  MbChartData *data;
  guint n, most;
} Chart;

typedef struct {
  GtkWidget *widget;
  cairo_t *cr;
  const Chart *chart;
  int width, height, line;
  gboolean dark;
} Drawing;

static void row_clear(gpointer data) {
  g_free(((MbChartRow *)data)->label);
}

MbChartData *mb_chart_data_new(gboolean columns, gboolean verdicts) {
  MbChartData *data = g_new0(MbChartData, 1);
  data->columns = columns;
  data->verdicts = verdicts;
  data->rows = g_array_new(FALSE, TRUE, sizeof(MbChartRow));
  g_array_set_clear_func(data->rows, row_clear);
  return data;
}

void mb_chart_data_free(MbChartData *data) {
  g_array_unref(data->rows);
  g_free(data);
}

void mb_chart_data_add(MbChartData *data, const char *label, const guint *values) {
  MbChartRow row = {.label = g_strdup(label)};
  for (guint s = 0; s < (data->verdicts ? MB_CHART_SERIES : 1); s++)
    row.values[s] = values[s];
  g_array_append_val(data->rows, row);
}

guint mb_chart_row_sum(const MbChartData *data, guint i) {
  const MbChartRow *row = &g_array_index(data->rows, MbChartRow, i);
  guint sum = 0;
  for (guint s = 0; s < MB_CHART_SERIES; s++)
    sum += row->values[s];
  return sum;
}

static void set_color(const Drawing *d, int series) {
  GdkRGBA color;
  const char *text = series >= 0 ? mb_many_color(series, d->dark) : d->dark ? "#78aeed" : "#1c71d8";
  gdk_rgba_parse(&color, text);
  gdk_cairo_set_source_rgba(d->cr, &color);
}

static void set_ink(const Drawing *d, double alpha) {
  GdkRGBA color;
  gtk_style_context_get_color(gtk_widget_get_style_context(d->widget), &color);
  color.alpha *= alpha;
  gdk_cairo_set_source_rgba(d->cr, &color);
}

/* align: 0 from x on, 1 up to x, 0.5 around it; never longer than room. */
static int put_text(const Drawing *d, const char *text, double x, double y, double align,
                    int room) {
  int width;
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(d->widget, NULL);
  pango_layout_set_text(layout, text, -1);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size(layout, &width, NULL);
  if (width > room)
    pango_layout_set_width(layout, MAX(room, 1) * PANGO_SCALE);
  width = MIN(width, room);
  cairo_move_to(d->cr, CLAMP(x - align * width, 0, MAX(d->width - width, 0)), y);
  pango_cairo_show_layout(d->cr, layout);
  return width;
}

static int line_height(GtkWidget *widget) {
  int height;
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout(widget, "0Ag国");
  pango_layout_get_pixel_size(layout, NULL, &height);
  return height;
}

static double stack(const Drawing *d, const MbChartRow *row, double x, double y, double size,
                    double length, gboolean upright) {
  guint n = d->chart->data->verdicts ? G_N_ELEMENTS(stacked) : 1;
  double at = 0;
  for (guint i = 0; i < n; i++) {
    guint value = row->values[d->chart->data->verdicts ? stacked[i] : 0];
    double part = length * value / d->chart->most;
    if (value == 0)
      continue;
    part = MAX(part, 1); /* one mail among thousands still shows */
    set_color(d, d->chart->data->verdicts ? (int)stacked[i] : -1);
    if (upright)
      cairo_rectangle(d->cr, x, y - at - part, size, part);
    else
      cairo_rectangle(d->cr, x + at, y, part, size);
    cairo_fill(d->cr);
    at += part;
  }
  return at;
}

static void draw_axis(const Drawing *d, int bottom, const char *most) {
  set_ink(d, 0.25);
  cairo_set_line_width(d->cr, 1);
  cairo_move_to(d->cr, 0, bottom + 0.5);
  cairo_line_to(d->cr, d->width, bottom + 0.5);
  cairo_move_to(d->cr, 0, d->line + GAP + 0.5);
  cairo_line_to(d->cr, d->width, d->line + GAP + 0.5);
  cairo_stroke(d->cr);
  set_ink(d, 0.75);
  put_text(d, most, 0, 0, 0, d->width);
}

static void draw_columns(const Drawing *d) {
  const GArray *rows = d->chart->data->rows;
  g_autofree char *most = mb_many_number(d->chart->most);
  int top = d->line + GAP, bottom = top + PLOT_HEIGHT;
  guint n = d->chart->n;
  double step = (double)d->width / n, bar = MIN(MAX(step - 2, 1), MAX_BAR);
  draw_axis(d, bottom, most);
  for (guint i = 0; i < n; i++)
    stack(d, &g_array_index(rows, MbChartRow, i), step * i + (step - bar) / 2, bottom, bar,
          PLOT_HEIGHT, TRUE);
  set_ink(d, 0.75);
  int room = d->width / (n > 1 ? 2 : 1) - GAP, y = bottom + GAP / 2;
  put_text(d, g_array_index(rows, MbChartRow, 0).label, n > 1 ? 0 : step / 2, y, n > 1 ? 0 : 0.5,
           room);
  if (n > 1)
    put_text(d, g_array_index(rows, MbChartRow, n - 1).label, d->width, y, 1, room);
}

/* The label stands above its bar: names of networks are long and windows narrow. */
static void draw_bars(const Drawing *d) {
  int bar = 10, step = d->line + bar + 2 * GAP;
  for (guint i = 0; i < d->chart->n; i++) {
    const MbChartRow *row = &g_array_index(d->chart->data->rows, MbChartRow, i);
    g_autofree char *number = mb_many_number(mb_chart_row_sum(d->chart->data, i));
    int y = i * step;
    set_ink(d, 1);
    int taken = put_text(d, number, d->width, y, 1, d->width);
    put_text(d, row->label, 0, y, 0, d->width - taken - 2 * GAP);
    set_ink(d, 0.08);
    cairo_rectangle(d->cr, 0, y + d->line + 2, d->width, bar);
    cairo_fill(d->cr);
    stack(d, row, 0, y + d->line + 2, bar, d->width, FALSE);
  }
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data) {
  Drawing d = {.widget = GTK_WIDGET(area),
               .cr = cr,
               .chart = data,
               .width = width,
               .height = height,
               .line = line_height(GTK_WIDGET(area)),
               .dark = adw_style_manager_get_dark(adw_style_manager_get_default())};
  if (d.chart->data->columns)
    draw_columns(&d);
  else
    draw_bars(&d);
}

/* The text's size decides, and it may change while the window stands. */
static void fit_height(GtkWidget *area, const Chart *chart) {
  int line = line_height(area);
  int height = chart->data->columns ? PLOT_HEIGHT + 2 * (line + GAP)
                                    : (int)chart->n * (line + 10 + 2 * GAP) - GAP;
  gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(area), height);
}

static void on_style(GtkWidget *area, gpointer chart) {
  fit_height(area, chart);
  gtk_widget_queue_draw(area);
}

static void chart_free(gpointer data) {
  Chart *chart = data;
  mb_chart_data_free(chart->data);
  g_free(chart);
}

GtkWidget *mb_chart_new(MbChartData *data, guint max) {
  GtkWidget *area =
      g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  Chart *chart = g_new0(Chart, 1);
  chart->data = data;
  chart->n = MIN(data->rows->len, max);
  chart->most = 1;
  for (guint i = 0; i < chart->n; i++)
    chart->most = MAX(chart->most, mb_chart_row_sum(data, i));
  gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, chart, chart_free);
  g_signal_connect(area, "realize", G_CALLBACK(on_style), chart);
  g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                          G_CALLBACK(gtk_widget_queue_draw), area, G_CONNECT_SWAPPED);
  fit_height(area, chart);
  return area;
}
