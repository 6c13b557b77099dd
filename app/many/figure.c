/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure.h"

#include "../accessible.h"
#include "../language.h"
#include "words.h"

#define MAX_BARS    10
#define MAX_COLUMNS 60
#define MAX_ROWS    100

/* "Spoofed 8, Suspicious 1", or the number. */
static char *value_text(const MbChartData *data, guint i) {
  const MbChartRow *row = &g_array_index(data->rows, MbChartRow, i);
  if (!data->verdicts)
    return mb_many_number(row->values[0]);
  GString *out = g_string_new(NULL);
  for (guint v = MB_CHART_SERIES; v-- > 0;) {
    g_autofree char *number = mb_many_number(row->values[v]);
    if (row->values[v])
      g_string_append_printf(out, "%s%s %s", out->len ? ", " : "", mb_many_verdict(v), number);
  }
  return g_string_free(out, FALSE);
}

/* The first entries in words; of columns over time the first, the highest and the last. */
static char *describe(const char *title, const MbChartData *data) {
  GString *out = g_string_new(title);
  guint n = data->rows->len, highest = 0;
  for (guint i = 1; i < n; i++)
    if (mb_chart_row_sum(data, i) > mb_chart_row_sum(data, highest))
      highest = i;
  guint picked[] = {0, data->columns ? highest : 1, data->columns ? n - 1 : 2};
  for (guint k = 0; k < G_N_ELEMENTS(picked); k++) {
    if (picked[k] >= n || (k && picked[k] <= picked[k - 1]))
      continue;
    g_autofree char *value = value_text(data, picked[k]);
    g_string_append_printf(out, "; %s: %s", g_array_index(data->rows, MbChartRow, picked[k]).label,
                           value);
  }
  return g_string_free(out, FALSE);
}

static GtkWidget *new_table_row(const MbChartData *data, guint i) {
  const char *label = g_array_index(data->rows, MbChartRow, i).label;
  g_autofree char *value = value_text(data, i), *both = g_strconcat(label, ": ", value, NULL);
  GtkWidget *row = g_object_new(ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", label,
                                "title-lines", 0, NULL);
  GtkWidget *number = g_object_new(GTK_TYPE_LABEL, "label", value, "wrap", TRUE, "xalign", 1.0,
                                   "max-width-chars", 24, NULL);
  gtk_widget_add_css_class(number, "numeric");
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), number);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  return row;
}

/* Made when it is first unfolded. */
static void on_unfold(GtkExpander *expander, GParamSpec *spec, gpointer data) {
  const MbChartData *figures = data;
  if (!gtk_expander_get_expanded(expander) || gtk_expander_get_child(expander))
    return;
  GtkWidget *list = gtk_list_box_new();
  gtk_list_box_set_selection_mode(GTK_LIST_BOX(list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class(list, "boxed-list");
  gtk_widget_set_margin_top(list, 6);
  for (guint i = 0; i < MIN(figures->rows->len, MAX_ROWS); i++)
    gtk_list_box_append(GTK_LIST_BOX(list), new_table_row(figures, i));
  gtk_accessible_update_property(GTK_ACCESSIBLE(list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Figures as a table"), -1);
  gtk_expander_set_child(expander, list);
}

/* Which colour is which verdict; only those that occur. */
static GtkWidget *new_legend(const MbChartData *data) {
  gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  GString *markup = g_string_new(NULL);
  for (guint v = MB_CHART_SERIES; v-- > 0;) {
    guint sum = 0;
    for (guint i = 0; i < data->rows->len; i++)
      sum += g_array_index(data->rows, MbChartRow, i).values[v];
    g_autofree char *word = g_markup_escape_text(mb_many_verdict(v), -1);
    if (sum)
      g_string_append_printf(markup, "%s<span foreground=\"%s\">■</span>\u00a0%s",
                             markup->len ? "   " : "", mb_many_color(v, dark), word);
  }
  GtkWidget *legend = g_object_new(GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "use-markup", TRUE,
                                   "label", markup->str, NULL);
  gtk_widget_add_css_class(legend, "caption");
  g_string_free(markup, TRUE);
  return legend;
}

static GtkWidget *new_label(const char *text, const char *class) {
  GtkWidget *label = g_object_new(GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class(label, class);
  return label;
}

GtkWidget *mb_figure_new(const char *title, const char *note, MbChartData *data) {
  if (!data->rows->len) {
    mb_chart_data_free(data);
    return NULL;
  }
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *chart = mb_chart_new(data, data->columns ? MAX_COLUMNS : MAX_BARS);
  GtkWidget *table = gtk_expander_new(_("As a table"));
  g_autofree char *words = describe(title, data);
  gtk_accessible_update_property(GTK_ACCESSIBLE(chart), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  g_autofree char *table_name = g_strdup_printf("%s: %s", title, _("As a table"));
  gtk_accessible_update_property(GTK_ACCESSIBLE(table), GTK_ACCESSIBLE_PROPERTY_LABEL, table_name,
                                 -1);
  g_signal_connect(table, "notify::expanded", G_CALLBACK(on_unfold), data);
  gtk_box_append(GTK_BOX(box), new_label(title, "heading"));
  if (note)
    gtk_box_append(GTK_BOX(box), new_label(note, "dim-label"));
  gtk_box_append(GTK_BOX(box), chart);
  if (data->verdicts && data->columns) /* bars have their words beside them */
    gtk_box_append(GTK_BOX(box), new_legend(data));
  gtk_box_append(GTK_BOX(box), table);
  gtk_widget_add_css_class(box, "card");
  gtk_widget_add_css_class(box, "figure");
  return box;
}
