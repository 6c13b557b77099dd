/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"

#include "accessible.h"
#include "drop.h"
#include "language.h"
#include "many/many-page.h"
#include "many/sort-out.h"
#include "open-dialog.h"
#include "page.h"
#include "paste.h"
#include "recent.h"
#include "state.h"

struct _MbWindow {
  AdwApplicationWindow parent;
  GtkStack *stack;
  AdwTabView *tabs;
  AdwToastOverlay *toasts;
  GtkWidget *recent_group, *drop_hint;
  GtkMenuButton *menu_button;
  GtkRevealer *page_tools;
};
G_DEFINE_FINAL_TYPE(MbWindow, mb_window, ADW_TYPE_APPLICATION_WINDOW)

/* An MbPage or an MbManyPage; both have the properties title, busy and icon. */
static GtkWidget *current(MbWindow *self) {
  AdwTabPage *tab = adw_tab_view_get_selected_page(self->tabs);
  return tab ? adw_tab_page_get_child(tab) : NULL;
}

static GActionGroup *actions_of(GtkWidget *page) {
  if (!page)
    return NULL;
  return MB_IS_PAGE(page) ? mb_page_actions(MB_PAGE(page))
                          : mb_many_page_actions(MB_MANY_PAGE(page));
}

static void on_title(MbWindow *self) {
  GtkWidget *page = current(self);
  const char *title = !page              ? _("Miyaburi")
                      : MB_IS_PAGE(page) ? mb_page_title(MB_PAGE(page))
                                         : mb_many_page_title(MB_MANY_PAGE(page));
  gtk_window_set_title(GTK_WINDOW(self), title);
}

/* The tools in the header bar and the keys work on the tab in front. */
static void on_selected(MbWindow *self) {
  GtkWidget *page = current(self);
  gboolean any = page != NULL, mail = any && MB_IS_PAGE(page);
  gtk_widget_insert_action_group(GTK_WIDGET(self), "page", actions_of(page));
  gtk_revealer_set_reveal_child(self->page_tools, mail);
  gtk_widget_set_visible(GTK_WIDGET(self->page_tools), mail);
  gtk_stack_set_visible_child_name(self->stack, any ? "mails" : "start");
  on_title(self);
  if (!any)
    mb_recent_fill(self->recent_group, self);
}

static gboolean on_close_page(AdwTabView *tabs, AdwTabPage *tab, MbWindow *self) {
  GtkWidget *page = adw_tab_page_get_child(tab);
  if (MB_IS_PAGE(page))
    mb_page_cancel(MB_PAGE(page));
  else
    mb_many_page_cancel(MB_MANY_PAGE(page));
  adw_tab_view_close_page_finish(tabs, tab, TRUE);
  return GDK_EVENT_STOP;
}

static void add_tab(MbWindow *self, GtkWidget *page) {
  AdwTabPage *tab = adw_tab_view_append(self->tabs, page);
  g_object_bind_property(page, "title", tab, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property(page, "busy", tab, "loading", G_BINDING_SYNC_CREATE);
  g_object_bind_property(page, "icon", tab, "icon", G_BINDING_SYNC_CREATE);
  g_signal_connect_object(page, "notify::title", G_CALLBACK(on_title), self, G_CONNECT_SWAPPED);
  adw_tab_view_set_selected_page(self->tabs, tab);
  mb_accessible_tidy(GTK_WIDGET(self));
}

static void add_page(MbWindow *self, MbSubject *subject) {
  MbPage *page = mb_page_new(subject);
  add_tab(self, GTK_WIDGET(page));
  mb_page_start(page);
}

/* Files elsewhere are not fetched: only what is on this computer is read (SECURITY section 5). */
static MbSubject *subject_of(GFile *file) {
  g_autofree char *path = g_file_is_native(file) ? g_file_get_path(file) : NULL;
  g_autofree char *base = g_file_get_basename(file);
  g_autofree char *name = g_filename_display_name(base ? base : "?");
  return path ? mb_subject_new(name, path, NULL) : NULL;
}

void mb_window_open_file(MbWindow *self, GFile *file) {
  g_autoptr(MbSubject) subject = subject_of(file);
  if (!subject)
    return mb_window_tell(self, _("This file is not on this computer. Save it here first."));
  mb_recent_add(file);
  add_page(self, subject);
}

static void open_many(MbWindow *self, const char *title, const char *const *paths) {
  MbManyPage *page = mb_many_page_new(title, paths);
  add_tab(self, GTK_WIDGET(page));
  mb_many_page_start(page);
}

static void on_sorted_out(GObject *object, GAsyncResult *result, gpointer data) {
  MbWindow *self = MB_WINDOW(object);
  g_autoptr(GListModel) files = data;
  g_autofree char *title = NULL;
  g_auto(GStrv) many = mb_sort_out_finish(result, &title);
  if (many)
    return open_many(self, title, (const char *const *)many);
  for (guint i = 0; i < g_list_model_get_n_items(files); i++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, i);
    mb_window_open_file(self, file);
  }
}

void mb_window_open_files(MbWindow *self, GListModel *files) {
  if (g_list_model_get_n_items(files))
    mb_sort_out_async(G_OBJECT(self), files, on_sorted_out, g_object_ref(files));
}

void mb_window_open_bytes(MbWindow *self, GBytes *mail, const char *name) {
  g_autoptr(MbSubject) subject = mb_subject_new(name, NULL, mail);
  add_page(self, subject);
}

void mb_window_tell(MbWindow *self, const char *text) {
  adw_toast_overlay_add_toast(self->toasts, adw_toast_new(text));
}

MbWindow *mb_window_reopen(MbWindow *old) {
  MbWindow *self = mb_window_new(gtk_window_get_application(GTK_WINDOW(old)));
  AdwTabPage *front = adw_tab_view_get_selected_page(old->tabs);
  int width, height;
  gtk_window_get_default_size(GTK_WINDOW(old), &width, &height);
  gtk_window_set_default_size(GTK_WINDOW(self), width, height);
  int at = front ? adw_tab_view_get_page_position(old->tabs, front) : 0;
  for (int i = 0; i < adw_tab_view_get_n_pages(old->tabs); i++) {
    GtkWidget *page = adw_tab_page_get_child(adw_tab_view_get_nth_page(old->tabs, i));
    if (MB_IS_PAGE(page))
      add_page(self, mb_page_subject(MB_PAGE(page)));
    else
      open_many(self, mb_many_page_title(MB_MANY_PAGE(page)),
                mb_many_page_paths(MB_MANY_PAGE(page)));
  }
  if (front)
    adw_tab_view_set_selected_page(self->tabs, adw_tab_view_get_nth_page(self->tabs, at));
  gtk_window_close(GTK_WINDOW(old));
  gtk_window_present(GTK_WINDOW(self));
  return self;
}

static void on_open(GtkWidget *widget, const char *action, GVariant *parameter) {
  mb_open_dialog_show(MB_WINDOW(widget));
}

static void on_open_folder(GtkWidget *widget, const char *action, GVariant *parameter) {
  mb_open_dialog_show_folder(MB_WINDOW(widget));
}

static void on_paste(GtkWidget *widget, const char *action, GVariant *parameter) {
  mb_paste(MB_WINDOW(widget));
}

static void on_close(GtkWidget *widget, const char *action, GVariant *parameter) {
  MbWindow *self = MB_WINDOW(widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page(self->tabs);
  if (tab)
    adw_tab_view_close_page(self->tabs, tab);
  else
    gtk_window_close(GTK_WINDOW(self));
}

static void on_next(GtkWidget *widget, const char *action, GVariant *parameter) {
  adw_tab_view_select_next_page(MB_WINDOW(widget)->tabs);
}

static void on_previous(GtkWidget *widget, const char *action, GVariant *parameter) {
  adw_tab_view_select_previous_page(MB_WINDOW(widget)->tabs);
}

static void on_menu(GtkWidget *widget, const char *action, GVariant *parameter) {
  gtk_menu_button_popup(MB_WINDOW(widget)->menu_button);
}

static void dispose(GObject *object) {
  MbWindow *self = MB_WINDOW(object);
  if (self->tabs)
    g_signal_handlers_disconnect_by_data(self->tabs, self);
  G_OBJECT_CLASS(mb_window_parent_class)->dispose(object);
}

static gboolean close_request(GtkWindow *window) {
  int width, height;
  gtk_window_get_default_size(window, &width, &height);
  mb_state_set_int("window", "width", width);
  mb_state_set_int("window", "height", height);
  mb_state_set_int("window", "maximized", gtk_window_is_maximized(window));
  return GTK_WINDOW_CLASS(mb_window_parent_class)->close_request(window);
}

static void mb_window_class_init(MbWindowClass *class) {
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  G_OBJECT_CLASS(class)->dispose = dispose;
  GTK_WINDOW_CLASS(class)->close_request = close_request;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/miyaburi/Miyaburi/ui/window.ui");
  gtk_widget_class_bind_template_child(widget_class, MbWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, tabs);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, toasts);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, recent_group);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, drop_hint);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, menu_button);
  gtk_widget_class_bind_template_child(widget_class, MbWindow, page_tools);
  gtk_widget_class_bind_template_callback(widget_class, on_selected);
  gtk_widget_class_bind_template_callback(widget_class, on_close_page);
  gtk_widget_class_install_action(widget_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action(widget_class, "win.open-folder", NULL, on_open_folder);
  gtk_widget_class_install_action(widget_class, "win.paste", NULL, on_paste);
  gtk_widget_class_install_action(widget_class, "win.close-page", NULL, on_close);
  gtk_widget_class_install_action(widget_class, "win.next-page", NULL, on_next);
  gtk_widget_class_install_action(widget_class, "win.previous-page", NULL, on_previous);
  gtk_widget_class_install_action(widget_class, "win.menu", NULL, on_menu);
}

static void mb_window_init(MbWindow *self) {
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_window_set_default_size(GTK_WINDOW(self), mb_state_get_int("window", "width", 860),
                              mb_state_get_int("window", "height", 760));
  if (mb_state_get_int("window", "maximized", FALSE))
    gtk_window_maximize(GTK_WINDOW(self));
  mb_drop_attach(GTK_WIDGET(self->toasts), self->drop_hint, self);
  on_selected(self);
  mb_accessible_tidy(GTK_WIDGET(self));
}

MbWindow *mb_window_new(GtkApplication *app) {
  MbWindow *self = g_object_new(MB_TYPE_WINDOW, "application", app, NULL);
  GtkShortcutsWindow *keys = gtk_application_window_get_help_overlay(GTK_APPLICATION_WINDOW(self));
  if (keys)
    mb_accessible_tidy(GTK_WIDGET(keys));
  return self;
}
