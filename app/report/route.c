/* The route as a timeline: the sender's side on top, you at the bottom.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "rows.h"
#include "sections.h"

/* The hop's own clock in the reader's time zone. */
static char *time_text(gint64 time) {
  g_autoptr(GDateTime) when = time ? g_date_time_new_from_unix_local(time) : NULL;
  return when ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S %z") : NULL;
}

/* Against the hop above; days stay readable as hours. */
static char *delay_text(gint64 delay) {
  if (delay == G_MININT64)
    return NULL;
  int d = CLAMP(delay, -G_MAXINT, G_MAXINT);
  if (d < -1)
    return g_strdup_printf(_("%d s before the one above: a clock is wrong, or this is forged"), -d);
  if (d < 120)
    return g_strdup_printf(_("after %d s"), MAX(d, 0));
  if (d < 7200)
    return g_strdup_printf(_("after %d min"), d / 60);
  return g_strdup_printf(_("after %d h"), d / 3600);
}

static char *source_text(const MbReportHop *h) {
  const char *name = h->reverse ? h->reverse : h->from_name ? h->from_name : h->helo;
  g_autofree char *from = mb_isolate(name ? name : h->local ? _("on the server itself") : "?");
  g_autofree char *ip = h->ip ? g_strdup_printf(" [%s]", h->ip) : g_strdup("");
  g_autofree char *helo_name = mb_isolate(h->helo);
  g_autofree char *helo = h->helo && g_strcmp0(h->helo, name) != 0
                              ? g_strdup_printf(" (HELO %s)", helo_name)
                              : g_strdup("");
  g_autofree char *by = mb_isolate(h->by ? h->by : "?");
  return g_strdup_printf("%s%s%s → %s", from, ip, helo, by);
}

static void append(GString *out, const char *text) {
  if (!text || !*text)
    return;
  if (out->len)
    g_string_append(out, " · ");
  g_string_append(out, text);
}

static void append_named(GString *out, const char *name, const char *value) {
  if (!value || !*value)
    return;
  g_autofree char *isolated = mb_isolate(value);
  g_autofree char *text = g_strdup_printf("%s %s", name, isolated);
  append(out, text);
}

static char *detail_text(const MbReportHop *h) {
  GString *out = g_string_new(NULL);
  g_autofree char *time = time_text(h->time), *delay = delay_text(h->delay);
  append(out, time);
  append(out, delay);
  append(out, h->tls ? _("encrypted line") : NULL);
  append_named(out, _("signed in as"), h->user);
  append_named(out, _("for"), h->for_addr);
  return g_string_free(out, FALSE);
}

static const char *mark_text(const MbReportHop *h) {
  if (h->boundary)
    return _("Handed over from outside: from here on a server you trust wrote it down");
  if (h->first)
    return _("First hop: written by the sender's side, can be forged");
  return NULL;
}

static GtkWidget *dot(const MbReportHop *h) {
  GtkWidget *icon =
      gtk_image_new_from_icon_name(h->boundary ? "mb-boundary-symbolic" : "mb-hop-symbolic");
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_widget_add_css_class(icon, h->boundary  ? "hop-boundary"
                                 : h->trusted ? "hop-trusted"
                                              : "hop-claimed");
  gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

static GtkWidget *hop_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportHop *h = &g_array_index(report->hops, MbReportHop, report->hops->len - 1 - i);
  g_autofree char *source = source_text(h), *detail = detail_text(h);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *number = g_strdup_printf(_("Hop %u"), i + 1);
  if (mark_text(h)) {
    GtkWidget *mark = mb_text_label(mark_text(h), h->boundary ? "heading" : "caption-heading");
    gtk_label_set_selectable(GTK_LABEL(mark), FALSE);
    gtk_box_append(GTK_BOX(box), mark);
  }
  gtk_box_append(GTK_BOX(box), mb_text_label(source, NULL));
  if (*detail) {
    GtkWidget *label = mb_text_label(detail, "caption");
    gtk_widget_add_css_class(label, "dim-label");
    gtk_box_append(GTK_BOX(box), label);
  }
  GtkWidget *row = mb_plain_row(mb_side_by_side(12, dot(h), box), number);
  mb_row_add_end(row, mb_place_button(page, h->offset, h->length));
  return row;
}

GtkWidget *mb_section_route(const MbReport *report, MbPage *page) {
  if (!report->hops->len)
    return NULL;
  GtkWidget *section = mb_section_new(
      _("The way it came"), report->boundary_assumed
                                ? _("From the sender on top to you at the bottom. Which server is "
                                    "yours was assumed; name it in the preferences to be sure.")
                                : _("From the sender on top to you at the bottom."));
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->hops->len, hop_row);
  return section;
}
