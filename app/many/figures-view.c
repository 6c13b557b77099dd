/* Figures over all mails. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "figure.h"
#include "views.h"
#include "words.h"

#define DAY         (24 * 3600)
#define MAX_COLUMNS 60

/* The verdict words of the summary's JSON are those of mb_verdict_name. */
static void read_verdicts(json_t *object, guint *values) {
  for (guint v = 0; v < MB_CHART_SERIES; v++)
    values[v] += json_integer_value(json_object_get(object, mb_verdict_name(v)));
}

/* Days, weeks, months or years, so that all columns find room. */
static guint step_for(gint64 span) {
  static const guint steps[] = {1, 7, 30, 91, 365};
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
    if (span / ((gint64)steps[i] * DAY) < MAX_COLUMNS)
      return steps[i];
  return 3650;
}

static GtkWidget *over_time(json_t *days) {
  guint n = json_array_size(days);
  gint64 first = n ? mb_view_time(json_array_get(days, 0), "day") : 0;
  gint64 last = n ? mb_view_time(json_array_get(days, n - 1), "day") : 0;
  gint64 step = (gint64)step_for(last - first) * DAY;
  guint columns = n ? MIN((last - first) / step + 1, MAX_COLUMNS) : 0, at = 0;
  MbChartData *data = mb_chart_data_new(TRUE, TRUE);
  for (guint c = 0; c < columns; c++) {
    guint values[MB_CHART_SERIES] = {0};
    for (; at < n; at++) {
      json_t *day = json_array_get(days, at);
      if (mb_view_time(day, "day") >= first + (c + 1) * step && c + 1 < columns)
        break;
      read_verdicts(json_object_get(day, "verdicts"), values);
    }
    g_autofree char *label = mb_view_time_text(first + c * step, "%Y-%m-%d");
    mb_chart_data_add(data, label, values);
  }
  const char *note = step == DAY        ? _("One column a day")
                     : step == 7 * DAY  ? _("One column a week")
                     : step == 30 * DAY ? _("One column for 30 days")
                     : step == 91 * DAY ? _("One column for three months")
                                        : _("One column a year or more");
  return mb_figure_new(_("Verdicts over time"), note, data);
}

static GtkWidget *all_verdicts(json_t *summary) {
  MbChartData *data = mb_chart_data_new(FALSE, TRUE);
  json_t *verdicts = json_object_get(summary, "verdicts");
  for (guint v = MB_CHART_SERIES; v-- > 0;) {
    guint values[MB_CHART_SERIES] = {0};
    values[v] = json_integer_value(json_object_get(verdicts, mb_verdict_name(v)));
    if (values[v])
      mb_chart_data_add(data, mb_many_verdict(v), values);
  }
  return mb_figure_new(_("Verdicts"), NULL, data);
}

/* Sender's countries, whatever the links. */
static json_t *senders_only(json_t *countries) {
  json_t *sums = json_object(), *list = json_array(), *row, *sum;
  const char *country;
  gint64 all = 0;
  size_t i;
  json_array_foreach(countries, i, row) {
    all += mb_view_count(row, "mails");
    const char *from = mb_view_string(row, "from");
    gint64 before = json_integer_value(json_object_get(sums, from));
    json_object_set_new(sums, from, json_integer(before + mb_view_count(row, "mails")));
  }
  json_object_foreach(sums, country, sum) {
    size_t at = 0;
    while (at < json_array_size(list) &&
           mb_view_count(json_array_get(list, at), "mails") >= json_integer_value(sum))
      at++;
    json_array_insert_new(list, at,
                          json_pack("{s:s,s:O,s:I}", "from", country, "mails", sum, "percent",
                                    (json_int_t)(100 * json_integer_value(sum) / all)));
  }
  json_decref(sums);
  return list;
}

static json_t *with_links(json_t *countries) {
  json_t *list = json_array(), *row;
  size_t i;
  json_array_foreach(countries, i, row) if (*mb_view_string(row, "links"))
      json_array_append(list, row);
  return list;
}

static void add(GtkWidget *box, GtkWidget *figure) {
  if (figure)
    gtk_box_append(GTK_BOX(box), figure);
}

static void add_countries(GtkWidget *box, json_t *countries) {
  json_t *senders = senders_only(countries), *pairs = with_links(countries);
  add(box, mb_view_bars(_("Countries the mails were sent from"),
                        _("By the address that handed the mail over to your server"), senders));
  add(box, mb_view_bars(_("Sent from one country, links to another"),
                        _("Country of the sender → country of the first link"), pairs));
  json_decref(senders);
  json_decref(pairs);
}

GtkWidget *mb_figures_view_new(const MbViewSource *source) {
  GtkWidget *box, *view = mb_view_column(&box);
  json_t *figures = json_object_get(source->summary, "statistics");
  add(box, all_verdicts(source->summary));
  add(box, over_time(json_object_get(figures, "days")));
  add_countries(box, json_object_get(figures, "countries"));
  add(box, mb_view_bars(_("Networks the mails were sent from"), NULL,
                        json_object_get(figures, "networks")));
  add(box,
      mb_view_bars(_("Whom the mails claim to be"), NULL, json_object_get(figures, "claimed")));
  add(box, mb_view_bars(_("Where links lead to"), NULL, json_object_get(figures, "link_domains")));
  return view;
}
