/* Sections are made one a frame, so that a report with hundreds of rows does not
 * hold up the window. SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-view.h"

#include "../accessible.h"
#include "sections.h"

struct _MbReportView {
  AdwBin parent;
  GtkWidget *scroll, *box;
  const MbReport *report;
  MbPage *page;
  guint next, builder;
  double scrolled;
};
G_DEFINE_FINAL_TYPE(MbReportView, mb_report_view, ADW_TYPE_BIN)

static const MbSection sections[] = {
    mb_section_verdict,        mb_section_reasons,     mb_section_message, mb_section_findings,
    mb_section_trio,           mb_section_route,       mb_section_map,     mb_section_chain,
    mb_section_authentication, mb_section_senders,     mb_section_links,   mb_section_attachments,
    mb_section_asked,          mb_section_not_checked,
};
/* The verdict comes at once; measuring the reasons' words with it held the window up for over 50 ms. */
#define FRONT 1

GtkWidget *mb_section_new(const char *title, const char *description) {
  return g_object_new(ADW_TYPE_PREFERENCES_GROUP, "title", title ? title : "", "description",
                      description, NULL);
}

void mb_section_add(GtkWidget *section, GtkWidget *row) {
  if (row)
    adw_preferences_group_add(ADW_PREFERENCES_GROUP(section), row);
}

static gboolean build_next(GtkWidget *widget, GdkFrameClock *clock, gpointer data) {
  MbReportView *self = MB_REPORT_VIEW(widget);
  GtkWidget *section = sections[self->next++](self->report, self->page);
  if (section) {
    gtk_box_append(GTK_BOX(self->box), section);
    mb_accessible_tidy(section);
  }
  if (self->next < G_N_ELEMENTS(sections))
    return G_SOURCE_CONTINUE;
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll));
  gtk_adjustment_set_value(adjustment, self->scrolled);
  self->builder = 0;
  return G_SOURCE_REMOVE;
}

static void stop(MbReportView *self) {
  if (self->builder)
    gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->builder);
  self->builder = 0;
}

static void clear(MbReportView *self) {
  stop(self);
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroll));
  self->scrolled = self->report ? gtk_adjustment_get_value(adjustment) : 0;
  for (GtkWidget *child; (child = gtk_widget_get_first_child(self->box));)
    gtk_box_remove(GTK_BOX(self->box), child);
}

void mb_report_view_show(MbReportView *self, const MbReport *report, MbPage *page) {
  clear(self);
  self->report = report;
  self->page = page;
  self->next = 0;
  while (self->next < FRONT)
    build_next(GTK_WIDGET(self), NULL, NULL);
  self->builder = gtk_widget_add_tick_callback(GTK_WIDGET(self), build_next, NULL, NULL);
}

static void dispose(GObject *object) {
  stop(MB_REPORT_VIEW(object));
  G_OBJECT_CLASS(mb_report_view_parent_class)->dispose(object);
}

static void mb_report_view_class_init(MbReportViewClass *class) {
  G_OBJECT_CLASS(class)->dispose = dispose;
}

static void mb_report_view_init(MbReportView *self) {
  self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 24);
  self->scroll = gtk_scrolled_window_new();
  GtkWidget *clamp = adw_clamp_new();
  adw_clamp_set_maximum_size(ADW_CLAMP(clamp), 760);
  adw_clamp_set_child(ADW_CLAMP(clamp), self->box);
  gtk_widget_add_css_class(self->box, "report");
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->scroll), clamp);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(self->scroll), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  adw_bin_set_child(ADW_BIN(self), self->scroll);
}
