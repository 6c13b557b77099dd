/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "export/export.h"
#include "export/tell.h"
#include "language.h"
#include "report/look.h"
#include "report/report-view.h"
#include "source-view.h"
#include "window.h"

struct _MbPage {
  AdwBin parent;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  MbReportView *report_view;
  MbSourceView *source_view;
  GtkWidget *source_side, *refining, *saved_note, *back_button;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  MbSubject *subject;
  MbChecked *checked;
  GPtrArray *link_hosts; /* char*: asked for by the reader's act */
  MbReport *early;       /* shown before the last one came, or NULL */
  char *title;
  GIcon *icon;
  gboolean busy;
};
G_DEFINE_FINAL_TYPE(MbPage, mb_page, ADW_TYPE_BIN)

enum { PROP_TITLE = 1, PROP_BUSY, PROP_ICON, N_PROPS };
static GParamSpec *props[N_PROPS];

static GSimpleAction *action(MbPage *self, const char *name) {
  return G_SIMPLE_ACTION(g_action_map_lookup_action(G_ACTION_MAP(self->actions), name));
}

static void update_actions(MbPage *self) {
  static const char *const with_report[] = {"copy-report", "export", "print"};
  for (guint i = 0; i < G_N_ELEMENTS(with_report); i++)
    g_simple_action_set_enabled(action(self, with_report[i]), self->checked != NULL);
  gboolean mail = self->checked && self->checked->mail;
  g_simple_action_set_enabled(action(self, "show-source"), mail);
  g_simple_action_set_enabled(action(self, "save-investigation"), mail);
  g_simple_action_set_enabled(action(self, "tell"), mail);
  g_simple_action_set_enabled(action(self, "check-again"), !self->busy);
  g_simple_action_set_enabled(action(self, "cancel"), self->busy);
}

static void set_busy(MbPage *self, gboolean busy) {
  self->busy = busy;
  gtk_widget_set_visible(self->refining, busy);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_BUSY]);
  update_actions(self);
}

static void set_icon(MbPage *self, const MbReport *report) {
  g_clear_object(&self->icon);
  if (report)
    self->icon = g_themed_icon_new(mb_look_icon(report));
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_ICON]);
}

/* The mail's subject says more than a file name; a file that is no mail has none. */
static void set_title(MbPage *self, const MbReport *report) {
  const char *subject = report ? report->subject : NULL;
  g_free(self->title);
  self->title = g_strdup(subject && *subject ? subject : self->subject->name);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_TITLE]);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_TITLE]);
}

static void show_report(MbPage *self, const MbReport *report) {
  set_title(self, report);
  set_icon(self, report);
  mb_report_view_show(self->report_view, report, self);
  gtk_stack_set_visible_child_name(self->stack, "report");
}

/* The view holds the report it shows: the old one goes after the new one came. */
static void replace_early(MbPage *self, MbReport *report) {
  MbReport *old = self->early;
  self->early = report;
  if (report)
    show_report(self, report);
  g_clear_pointer(&old, mb_report_free);
}

/* The verdict without answers is shown at once. */
static void on_progress(MbReport *report, gpointer owner) {
  MbPage *self = MB_PAGE(owner);
  if (self->stack)
    replace_early(self, report);
  else
    mb_report_free(report);
}

static void on_done(GObject *object, GAsyncResult *result, gpointer data) {
  MbPage *self = MB_PAGE(object);
  g_autoptr(GError) error = NULL;
  MbChecked *checked = mb_check_finish(result, &error);
  if (!self->stack)
    return mb_checked_free(checked);
  g_clear_object(&self->cancellable);
  set_busy(self, FALSE);
  if (!checked && !self->checked && !self->early)
    return gtk_stack_set_visible_child_name(self->stack, "cancelled");
  if (!checked)
    return;
  mb_source_view_set_source(self->source_view, NULL);
  MbChecked *old = self->checked;
  self->checked = checked;
  gtk_widget_set_visible(self->saved_note, checked->from_saved);
  show_report(self, checked->report);
  g_clear_pointer(&old, mb_checked_free);
  replace_early(self, NULL);
  if (checked->source && gtk_widget_get_visible(self->source_side))
    mb_source_view_set_source(self->source_view, checked->source);
  update_actions(self);
}

static void start(MbPage *self) {
  self->cancellable = g_cancellable_new();
  if (!self->checked)
    gtk_stack_set_visible_child_name(self->stack, "busy");
  set_busy(self, TRUE);
  mb_check_async(self->subject, self->link_hosts, G_OBJECT(self), on_progress, self->cancellable,
                 on_done);
}

void mb_page_start(MbPage *self) {
  if (self->busy)
    return;
  g_ptr_array_set_size(self->link_hosts, 0);
  start(self);
}

void mb_page_resolve_link_hosts(MbPage *self, const char *const *hosts) {
  if (self->busy)
    return;
  for (; *hosts; hosts++)
    g_ptr_array_add(self->link_hosts, g_strdup(*hosts));
  start(self);
}

void mb_page_cancel(MbPage *self) {
  if (self->cancellable)
    g_cancellable_cancel(self->cancellable);
}

GActionGroup *mb_page_actions(MbPage *self) {
  return G_ACTION_GROUP(self->actions);
}

MbSubject *mb_page_subject(MbPage *self) {
  return self->subject;
}

const char *mb_page_title(MbPage *self) {
  return self->title;
}

const MbChecked *mb_page_checked(MbPage *self) {
  return self->checked;
}

void mb_page_tell(MbPage *self, const char *text) {
  GtkWidget *window = gtk_widget_get_ancestor(GTK_WIDGET(self), MB_TYPE_WINDOW);
  if (window)
    mb_window_tell(MB_WINDOW(window), text);
}

static void show_source(MbPage *self, gboolean show) {
  if (!self->checked || !self->checked->source)
    return;
  gtk_widget_set_visible(self->source_side, show);
  if (show)
    mb_source_view_set_source(self->source_view, self->checked->source);
  adw_leaflet_set_visible_child(self->leaflet,
                                show ? self->source_side : GTK_WIDGET(self->report_view));
  g_simple_action_set_state(action(self, "show-source"), g_variant_new_boolean(show));
}

void mb_page_show_place(MbPage *self, gint64 offset, guint64 length) {
  show_source(self, TRUE);
  if (self->checked && self->checked->source &&
      !mb_source_view_mark(self->source_view, offset, length))
    mb_page_tell(self, _("This part of the mail is not shown."));
}

/* Answers of a saved investigation are dropped: checking again asks anew. */
static void on_check_again(GSimpleAction *a, GVariant *parameter, gpointer page) {
  MbPage *self = page;
  g_clear_pointer(&self->subject->facts, g_free);
  if (self->subject->path)
    g_clear_pointer(&self->subject->mail, g_bytes_unref);
  mb_page_start(self);
}

static void on_cancel(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_page_cancel(page);
}

static void on_show_source(GSimpleAction *a, GVariant *state, gpointer page) {
  show_source(page, g_variant_get_boolean(state));
}

static void on_back(MbPage *self) {
  show_source(self, FALSE);
}

static void on_copy(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_export_copy(page);
}

static void on_export(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_export_show(page);
}

static void on_print(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_export_print(page);
}

static void on_save_investigation(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_export_investigation(page);
}

static void on_tell(GSimpleAction *a, GVariant *parameter, gpointer page) {
  mb_tell_show(page);
}

static void get_property(GObject *object, guint id, GValue *value, GParamSpec *spec) {
  MbPage *self = MB_PAGE(object);
  if (id == PROP_TITLE)
    g_value_set_string(value, self->title);
  else if (id == PROP_BUSY)
    g_value_set_boolean(value, self->busy);
  else
    g_value_set_object(value, self->icon);
}

static void dispose(GObject *object) {
  MbPage *self = MB_PAGE(object);
  mb_page_cancel(self);
  self->stack = NULL;
  G_OBJECT_CLASS(mb_page_parent_class)->dispose(object);
}

static void finalize(GObject *object) {
  MbPage *self = MB_PAGE(object);
  g_clear_object(&self->actions);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->icon);
  g_clear_pointer(&self->subject, mb_subject_unref);
  g_clear_pointer(&self->checked, mb_checked_free);
  g_clear_pointer(&self->early, mb_report_free);
  g_ptr_array_unref(self->link_hosts);
  g_free(self->title);
  G_OBJECT_CLASS(mb_page_parent_class)->finalize(object);
}

static void mb_page_class_init(MbPageClass *class) {
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_TITLE] = g_param_spec_string("title", NULL, NULL, "", G_PARAM_READABLE);
  props[PROP_BUSY] = g_param_spec_boolean("busy", NULL, NULL, FALSE, G_PARAM_READABLE);
  props[PROP_ICON] = g_param_spec_object("icon", NULL, NULL, G_TYPE_ICON, G_PARAM_READABLE);
  g_object_class_install_properties(object_class, N_PROPS, props);
  g_type_ensure(MB_TYPE_REPORT_VIEW);
  g_type_ensure(MB_TYPE_SOURCE_VIEW);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/miyaburi/Miyaburi/ui/page.ui");
  gtk_widget_class_bind_template_child(widget_class, MbPage, stack);
  gtk_widget_class_bind_template_child(widget_class, MbPage, leaflet);
  gtk_widget_class_bind_template_child(widget_class, MbPage, report_view);
  gtk_widget_class_bind_template_child(widget_class, MbPage, source_view);
  gtk_widget_class_bind_template_child(widget_class, MbPage, source_side);
  gtk_widget_class_bind_template_child(widget_class, MbPage, refining);
  gtk_widget_class_bind_template_child(widget_class, MbPage, saved_note);
  gtk_widget_class_bind_template_child(widget_class, MbPage, back_button);
  gtk_widget_class_bind_template_callback(widget_class, on_back);
}

static void mb_page_init(MbPage *self) {
  static const GActionEntry entries[] = {
      {"check-again", on_check_again},
      {"cancel", on_cancel},
      {"show-source", NULL, NULL, "false", on_show_source},
      {"copy-report", on_copy},
      {"export", on_export},
      {"print", on_print},
      {"save-investigation", on_save_investigation},
      {"tell", on_tell},
  };
  self->actions = g_simple_action_group_new();
  self->link_hosts = g_ptr_array_new_with_free_func(g_free);
  g_action_map_add_action_entries(G_ACTION_MAP(self->actions), entries, G_N_ELEMENTS(entries),
                                  self);
  gtk_widget_init_template(GTK_WIDGET(self));
  g_object_bind_property(self->leaflet, "folded", self->back_button, "visible",
                         G_BINDING_SYNC_CREATE);
  update_actions(self);
}

MbPage *mb_page_new(MbSubject *subject) {
  MbPage *self = g_object_new(MB_TYPE_PAGE, NULL);
  self->subject = mb_subject_ref(subject);
  set_title(self, NULL);
  return self;
}
