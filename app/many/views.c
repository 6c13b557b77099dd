/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views.h"

#include "../accessible.h"
#include "../language.h"
#include "../report/rows.h"
#include "figure.h"
#include "words.h"

#define AT_ONCE 3
#define JOINED  20

GtkWidget *mb_view_column(GtkWidget **box) {
  GtkWidget *scroll = gtk_scrolled_window_new(), *clamp = adw_clamp_new();
  *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class(*box, "report");
  adw_clamp_set_maximum_size(ADW_CLAMP(clamp), 860);
  adw_clamp_set_child(ADW_CLAMP(clamp), *box);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), clamp);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  return scroll;
}

GtkWidget *mb_view_label(const char *text, const char *style_class) {
  return mb_text_label(text, style_class);
}

typedef struct {
  MbViewSource source;
  json_t *list;
  guint next, most;
  MbViewMake make;
} Filling;

static gboolean fill_some(GtkWidget *box, GdkFrameClock *clock, gpointer data) {
  Filling *f = data;
  for (guint i = 0; i < AT_ONCE && f->next < f->most; i++) {
    GtkWidget *widget = f->make(&f->source, json_array_get(f->list, f->next++));
    if (!widget)
      continue;
    if (GTK_IS_LIST_BOX(box))
      gtk_list_box_append(GTK_LIST_BOX(box), widget);
    else
      gtk_box_append(GTK_BOX(box), widget);
    mb_accessible_tidy(widget);
  }
  return f->next < f->most;
}

static void filling_free(gpointer data) {
  json_decref(((Filling *)data)->list);
  g_free(data);
}

void mb_view_fill(GtkWidget *box, const MbViewSource *source, json_t *list, guint most,
                  MbViewMake make) {
  Filling *f = g_new0(Filling, 1);
  *f = (Filling){*source, json_incref(list), 0, MIN(json_array_size(list), most), make};
  if (fill_some(box, NULL, f))
    gtk_widget_add_tick_callback(box, fill_some, f, filling_free);
  else
    filling_free(f);
}

const char *mb_view_string(json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

guint mb_view_count(json_t *object, const char *key) {
  return json_integer_value(json_object_get(object, key));
}

gint64 mb_view_time(json_t *object, const char *key) {
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(mb_view_string(object, key), NULL);
  return when ? g_date_time_to_unix(when) : 0;
}

char *mb_view_time_text(gint64 time, const char *format) {
  g_autoptr(GDateTime) when = time ? g_date_time_new_from_unix_local(time) : NULL;
  return when ? g_date_time_format(when, format) : g_strdup("");
}

char *mb_view_join(json_t *list) {
  GString *out = g_string_new(NULL);
  guint n = json_array_size(list);
  for (guint i = 0; i < n && i < JOINED; i++) {
    const char *text = json_string_value(json_array_get(list, i));
    g_autofree char *apart = mb_isolate(text);
    g_string_append_printf(out, "%s%s", i ? ", " : "", apart);
  }
  if (n > JOINED) {
    g_autofree char *number = mb_many_number(n - JOINED);
    g_autofree char *more = mb_many_say(N_("and {n} more"), "n", number, NULL);
    g_string_append_printf(out, " … %s", more);
  }
  return g_string_free(out, FALSE);
}

/* "Japan", "Japan → Russia" or, where the share is known, "Japan (12 %)". */
static char *country_text(const char *from, const char *links, guint percent) {
  const char *name = mb_map_country(from, mb_words());
  if (*links)
    return g_strdup_printf("%s → %s", name, mb_map_country(links, mb_words()));
  return percent ? g_strdup_printf("%s (%u %%)", name, percent) : g_strdup(name);
}

GtkWidget *mb_view_bars(const char *title, const char *note, json_t *rows) {
  MbChartData *data = mb_chart_data_new(FALSE, FALSE);
  json_t *row;
  size_t i;
  json_array_foreach(rows, i, row) {
    guint mails = mb_view_count(row, "mails");
    const char *from = mb_view_string(row, "from"), *links = mb_view_string(row, "links");
    g_autofree char *pair = country_text(from, links, mb_view_count(row, "percent"));
    mb_chart_data_add(data, *from ? pair : mb_view_string(row, "value"), &mails);
  }
  return mb_figure_new(title, note, data);
}

GtkWidget *mb_view_curve(const char *title, const char *note, json_t *rows, const char *key,
                         const char *format) {
  MbChartData *data = mb_chart_data_new(TRUE, FALSE);
  json_t *row;
  size_t i;
  json_array_foreach(rows, i, row) {
    guint mails = mb_view_count(row, key);
    g_autofree char *label = mb_view_time_text(mb_view_time(row, "from"), format);
    mb_chart_data_add(data, label, &mails);
  }
  return mb_figure_new(title, note, data);
}
