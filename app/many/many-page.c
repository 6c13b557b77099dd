/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "many-page.h"

#include "../accessible.h"
#include "../language.h"
#include "../window.h"
#include "feed.h"
#include "mail-list.h"
#include "save.h"
#include "together.h"
#include "words.h"

#define TICK_MS 100

struct _MbManyPage {
  AdwBin parent;
  GtkWidget *state_bar, *state_label, *progress, *pause_button, *stop_button, *again_button;
  GtkWidget *switcher;
  GtkStack *views;
  MbMailList *mail_list;
  GSimpleActionGroup *actions;
  MbFeed *feed;
  MbTogether *together;
  MbRunProgress now;
  char *title, **paths;
  guint tick;
  int width;
};
G_DEFINE_FINAL_TYPE(MbManyPage, mb_many_page, ADW_TYPE_BIN)

enum { PROP_TITLE = 1, PROP_BUSY, PROP_ICON, N_PROPS };
static GParamSpec *props[N_PROPS];

static gboolean is_running(const MbManyPage *self) {
  return self->feed && (self->now.state == MB_RUN_RUNNING || self->now.state == MB_RUN_PAUSED);
}

static void enable(MbManyPage *self, const char *name, gboolean on) {
  GAction *action = g_action_map_lookup_action(G_ACTION_MAP(self->actions), name);
  g_simple_action_set_enabled(G_SIMPLE_ACTION(action), on);
}

static char *state_text(const MbManyPage *self) {
  g_autofree char *done = mb_many_number(self->now.done), *bad = mb_many_number(self->now.errors);
  g_autofree char *tail =
      self->now.errors
          ? mb_many_say(N_(" {n} could not be judged; the list says why."), "n", bad, NULL)
          : g_strdup("");
  const char *text = self->now.state == MB_RUN_RUNNING  ? N_("Checking: {n} mails so far.{more}")
                     : self->now.state == MB_RUN_PAUSED ? N_("Paused after {n} mails.{more}")
                     : self->now.state == MB_RUN_CANCELLED
                         ? N_("Stopped after {n} mails: the others were not checked.{more}")
                         : N_("{n} mails were checked.{more}");
  return mb_many_say(text, "n", done, "more", tail, NULL);
}

static void show_state(MbManyPage *self) {
  gboolean running = is_running(self), paused = self->now.state == MB_RUN_PAUSED;
  g_autofree char *text = state_text(self);
  gtk_label_set_text(GTK_LABEL(self->state_label), text);
  gtk_widget_set_visible(self->progress, running);
  gtk_widget_set_visible(self->pause_button, running);
  gtk_widget_set_visible(self->stop_button, running);
  gtk_widget_set_visible(self->again_button, self->now.state == MB_RUN_CANCELLED);
  gtk_button_set_label(GTK_BUTTON(self->pause_button), paused ? _("Go on") : _("Pause"));
  enable(self, "pause", running);
  enable(self, "cancel", running);
  enable(self, "check-again", !running);
  enable(self, "export", self->now.done > 0);
  enable(self, "export-summary", self->now.done > 0);
}

static void show_progress(MbManyPage *self) {
  GtkProgressBar *bar = GTK_PROGRESS_BAR(self->progress);
  if (self->now.bytes_all)
    gtk_progress_bar_set_fraction(bar, MIN(1, (double)self->now.bytes / self->now.bytes_all));
  else if (self->now.state == MB_RUN_RUNNING)
    gtk_progress_bar_pulse(bar);
}

static gboolean on_tick(gpointer data) {
  MbManyPage *self = data;
  MbRunState before = self->now.state;
  mb_feed_poll(self->feed, &self->now);
  gboolean running = is_running(self);
  gboolean all = mb_rows_count(mb_feed_rows(self->feed)) >= MIN(self->now.done, MB_ROWS_MAX);
  show_progress(self);
  show_state(self);
  mb_mail_list_update(self->mail_list, running);
  mb_together_update(self->together, self->feed, mb_rows_count(mb_feed_rows(self->feed)),
                     !running && all);
  if (before != self->now.state)
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_BUSY]);
  if (running || !all)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void mb_many_page_start(MbManyPage *self) {
  g_clear_object(&self->feed);
  self->feed = mb_feed_new((const char *const *)self->paths);
  self->now = (MbRunProgress){.state = MB_RUN_RUNNING};
  mb_mail_list_set_rows(self->mail_list, mb_feed_rows(self->feed));
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_BUSY]);
  show_state(self);
  if (!self->tick)
    self->tick = g_timeout_add(TICK_MS, on_tick, self);
}

void mb_many_page_cancel(MbManyPage *self) {
  if (self->feed)
    mb_feed_cancel(self->feed);
}

GActionGroup *mb_many_page_actions(MbManyPage *self) {
  return G_ACTION_GROUP(self->actions);
}

const char *const *mb_many_page_paths(MbManyPage *self) {
  return (const char *const *)self->paths;
}

const char *mb_many_page_title(MbManyPage *self) {
  return self->title;
}

static void tell(MbManyPage *self, const char *text) {
  GtkWidget *window = gtk_widget_get_ancestor(GTK_WIDGET(self), MB_TYPE_WINDOW);
  if (window)
    mb_window_tell(MB_WINDOW(window), text);
}

static void read_again(GTask *task, gpointer source, gpointer name, GCancellable *cancellable) {
  GError *error = NULL;
  GBytes *mail = mb_source_read(name, &error);
  if (mail)
    g_task_return_pointer(task, mail, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error(task, error);
}

static void on_read(GObject *object, GAsyncResult *result, gpointer data) {
  MbManyPage *self = MB_MANY_PAGE(object);
  g_autoptr(GBytes) mail = g_task_propagate_pointer(G_TASK(result), NULL);
  GtkWidget *window = gtk_widget_get_ancestor(GTK_WIDGET(self), MB_TYPE_WINDOW);
  g_autofree char *shown = mb_many_file(g_task_get_task_data(G_TASK(result)));
  if (mail && window)
    mb_window_open_bytes(MB_WINDOW(window), mail, shown);
  else
    tell(self, _("This mail cannot be read any more."));
}

/* source: as the batch names it. */
static void open_mail(gpointer page, const char *source) {
  MbManyPage *self = page;
  g_autoptr(GTask) task = g_task_new(self, NULL, on_read, NULL);
  g_task_set_task_data(task, g_strdup(source), g_free);
  g_task_run_in_thread(task, read_again);
}

static void on_open_row(MbManyPage *self, guint row) {
  g_autofree char *source = mb_row_source(mb_rows_at(mb_feed_rows(self->feed), row));
  open_mail(self, source);
}

static void on_pause(GSimpleAction *action, GVariant *parameter, gpointer page) {
  MbManyPage *self = page;
  mb_feed_pause(self->feed, self->now.state != MB_RUN_PAUSED);
  on_tick(self);
}

static void on_cancel(GSimpleAction *action, GVariant *parameter, gpointer page) {
  mb_many_page_cancel(page);
}

static void on_again(GSimpleAction *action, GVariant *parameter, gpointer page) {
  mb_many_page_start(page);
}

static void tell_saved(GtkWidget *page) {
  tell(MB_MANY_PAGE(page), _("The file was saved."));
}

static void on_export(GSimpleAction *action, GVariant *parameter, gpointer page) {
  MbManyPage *self = page;
  mb_save_show(GTK_WIDGET(self), self->feed, self->title, FALSE, tell_saved);
}

static void on_export_summary(GSimpleAction *action, GVariant *parameter, gpointer page) {
  MbManyPage *self = page;
  mb_save_show(GTK_WIDGET(self), self->feed, self->title, TRUE, tell_saved);
}

static void on_find(GSimpleAction *action, GVariant *parameter, gpointer page) {
  MbManyPage *self = page;
  gtk_stack_set_visible_child_name(self->views, "list");
  mb_mail_list_find(self->mail_list);
}

static gboolean on_width(gpointer page) {
  MbManyPage *self = page;
  if (self->width < 520)
    gtk_widget_add_css_class(self->switcher, "narrow");
  else
    gtk_widget_remove_css_class(self->switcher, "narrow");
  mb_mail_list_set_width(self->mail_list, self->width);
  return G_SOURCE_REMOVE;
}

static void measure(GtkWidget *widget, GtkOrientation orientation, int size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline) {
  gtk_widget_measure(gtk_widget_get_first_child(widget), orientation, size, minimum, natural,
                     minimum_baseline, natural_baseline);
}

/* What is shown depends on the room; changing it has to wait until the room is given out. */
static void size_allocate(GtkWidget *widget, int width, int height, int baseline) {
  MbManyPage *self = MB_MANY_PAGE(widget);
  gtk_widget_allocate(gtk_widget_get_first_child(widget), width, height, baseline, NULL);
  if (width == self->width)
    return;
  self->width = width;
  g_idle_add_full(G_PRIORITY_HIGH_IDLE, on_width, g_object_ref(self), g_object_unref);
}

static void get_property(GObject *object, guint id, GValue *value, GParamSpec *spec) {
  MbManyPage *self = MB_MANY_PAGE(object);
  if (id == PROP_TITLE)
    g_value_set_string(value, self->title);
  else if (id == PROP_BUSY)
    g_value_set_boolean(value, is_running(self));
  else
    g_value_take_object(value, g_themed_icon_new("folder-symbolic"));
}

static void dispose(GObject *object) {
  MbManyPage *self = MB_MANY_PAGE(object);
  mb_many_page_cancel(self);
  g_clear_handle_id(&self->tick, g_source_remove);
  g_clear_pointer(&self->together, mb_together_free);
  G_OBJECT_CLASS(mb_many_page_parent_class)->dispose(object);
}

static void finalize(GObject *object) {
  MbManyPage *self = MB_MANY_PAGE(object);
  g_clear_object(&self->actions);
  g_clear_object(&self->feed);
  g_strfreev(self->paths);
  g_free(self->title);
  G_OBJECT_CLASS(mb_many_page_parent_class)->finalize(object);
}

static void mb_many_page_class_init(MbManyPageClass *class) {
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  props[PROP_TITLE] = g_param_spec_string("title", NULL, NULL, "", G_PARAM_READABLE);
  props[PROP_BUSY] = g_param_spec_boolean("busy", NULL, NULL, FALSE, G_PARAM_READABLE);
  props[PROP_ICON] = g_param_spec_object("icon", NULL, NULL, G_TYPE_ICON, G_PARAM_READABLE);
  g_object_class_install_properties(object_class, N_PROPS, props);
  g_type_ensure(MB_TYPE_MAIL_LIST);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/miyaburi/Miyaburi/ui/many.ui");
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, state_bar);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, state_label);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, progress);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, pause_button);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, stop_button);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, again_button);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, switcher);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, views);
  gtk_widget_class_bind_template_child(widget_class, MbManyPage, mail_list);
}

static void mb_many_page_init(MbManyPage *self) {
  static const GActionEntry entries[] = {
      {"pause", on_pause}, {"cancel", on_cancel}, {"check-again", on_again},
      {"find", on_find},   {"export", on_export}, {"export-summary", on_export_summary}};
  self->actions = g_simple_action_group_new();
  g_action_map_add_action_entries(G_ACTION_MAP(self->actions), entries, G_N_ELEMENTS(entries),
                                  self);
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_widget_set_layout_manager(GTK_WIDGET(self), NULL); /* measures and allocates itself */
  gtk_widget_insert_action_group(GTK_WIDGET(self), "page", G_ACTION_GROUP(self->actions));
  self->together = mb_together_new(self->views, open_mail, self);
  g_signal_connect_object(self->mail_list, "open", G_CALLBACK(on_open_row), self,
                          G_CONNECT_SWAPPED);
}

MbManyPage *mb_many_page_new(const char *title, const char *const *paths) {
  MbManyPage *self = g_object_new(MB_TYPE_MANY_PAGE, NULL);
  self->title = g_strdup(title);
  self->paths = g_strdupv((char **)paths);
  return self;
}
