/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "about.h"
#include "export/draft-file.h"
#include "language.h"
#include "preferences.h"
#include "state.h"
#include "text-size.h"
#include "welcome.h"
#include "window.h"

struct _MbApplication {
  AdwApplication parent;
};
G_DEFINE_FINAL_TYPE(MbApplication, mb_application, ADW_TYPE_APPLICATION)

static MbWindow *window_of(MbApplication *self) {
  GtkWindow *window = gtk_application_get_active_window(GTK_APPLICATION(self));
  while (window && !MB_IS_WINDOW(window))
    window = gtk_window_get_transient_for(window);
  return window ? MB_WINDOW(window) : mb_window_new(GTK_APPLICATION(self));
}

/* What may be asked of whom is the user's to say, once; until then nobody is asked anything. */
static gboolean ask_once(gpointer window) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  if (!settings->asked)
    mb_welcome_show(GTK_WINDOW(window));
  return G_SOURCE_REMOVE;
}

static MbWindow *show_window(MbApplication *self) {
  gboolean first = !gtk_application_get_windows(GTK_APPLICATION(self));
  MbWindow *window = window_of(self);
  gtk_window_present(GTK_WINDOW(window));
  if (first)
    g_idle_add_full(G_PRIORITY_LOW, ask_once, g_object_ref(window), g_object_unref);
  return window;
}

static void activate(GApplication *app) {
  show_window(MB_APPLICATION(app));
}

static void on_stdin_read(GObject *source, GAsyncResult *result, gpointer data) {
  GApplicationCommandLine *line = data;
  g_autoptr(GBytes) mail = g_task_propagate_pointer(G_TASK(result), NULL);
  g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
  mb_window_open_bytes(MB_WINDOW(source), mail ? mail : empty, _("Standard input"));
  g_object_unref(line);
}

static void read_stdin(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  int fd = GPOINTER_TO_INT(data);
  g_autoptr(GError) error = NULL;
  GBytes *mail = mb_read_mail_fd(fd, &error);
  close(fd);
  g_task_return_pointer(task, mail, (GDestroyNotify)g_bytes_unref);
}

static void open_stdin(MbWindow *window, GApplicationCommandLine *line) {
  g_autoptr(GInputStream) stream = g_application_command_line_get_stdin(line);
  int fd = stream ? dup(g_unix_input_stream_get_fd(G_UNIX_INPUT_STREAM(stream))) : -1;
  if (fd < 0)
    return;
  g_autoptr(GTask) task = g_task_new(window, NULL, on_stdin_read, g_object_ref(line));
  g_task_set_task_data(task, GINT_TO_POINTER(fd), NULL);
  g_task_run_in_thread(task, read_stdin);
}

static int command_line(GApplication *app, GApplicationCommandLine *line) {
  int argc;
  g_auto(GStrv) argv = g_application_command_line_get_arguments(line, &argc);
  MbWindow *window = show_window(MB_APPLICATION(app));
  g_autoptr(GListStore) files = g_list_store_new(G_TYPE_FILE);
  for (int i = 1; i < argc; i++) {
    g_autoptr(GFile) file = g_application_command_line_create_file_for_arg(line, argv[i]);
    if (g_str_equal(argv[i], "-"))
      open_stdin(window, line);
    else
      g_list_store_append(files, file);
  }
  mb_window_open_files(window, G_LIST_MODEL(files));
  return 0;
}

static int local_options(GApplication *app, GVariantDict *options) {
  if (!g_variant_dict_contains(options, "version"))
    return -1;
  g_print("miyaburi %s\n", mb_version());
  return 0;
}

static void on_preferences(GSimpleAction *action, GVariant *parameter, gpointer app) {
  mb_preferences_show(GTK_WINDOW(window_of(app)));
}

static void on_about(GSimpleAction *action, GVariant *parameter, gpointer app) {
  mb_about_show(GTK_WINDOW(window_of(app)));
}

static void on_new_window(GSimpleAction *action, GVariant *parameter, gpointer app) {
  gtk_window_present(GTK_WINDOW(mb_window_new(app)));
}

/* In a new language: the windows anew, and the questions where they were just answered. */
static gboolean reopen(gpointer data) {
  GtkApplication *app = data;
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  g_autoptr(GList) windows = g_list_copy(gtk_application_get_windows(app));
  MbWindow *last = NULL;
  for (GList *l = windows; l; l = l->next)
    if (!MB_IS_WINDOW(l->data))
      gtk_window_destroy(l->data);
  for (GList *l = windows; l; l = l->next)
    if (MB_IS_WINDOW(l->data))
      last = mb_window_reopen(l->data);
  if (last && settings->asked)
    mb_preferences_show(GTK_WINDOW(last));
  else if (last)
    mb_welcome_show(GTK_WINDOW(last));
  return G_SOURCE_REMOVE;
}

static void on_reopen(GSimpleAction *action, GVariant *parameter, gpointer app) {
  g_idle_add_full(G_PRIORITY_LOW, reopen, g_object_ref(app), g_object_unref);
}

static void on_quit(GSimpleAction *action, GVariant *parameter, gpointer app) {
  g_application_quit(app);
}

static void on_text_size(GSimpleAction *action, GVariant *parameter, gpointer app) {
  mb_text_size_change(g_variant_get_int32(parameter));
}

static const struct {
  const char *action, *keys[3];
} accels[] = {
    {"app.quit", {"<Control>q"}},
    {"app.preferences", {"<Control>comma"}},
    {"app.new-window", {"<Control>n"}},
    {"app.text-size(1)", {"<Control>plus", "<Control>equal"}},
    {"app.text-size(-1)", {"<Control>minus"}},
    {"app.text-size(0)", {"<Control>0"}},
    {"window.close", {"<Control><Shift>w"}},
    {"win.open", {"<Control>o"}},
    {"win.open-folder", {"<Control><Shift>o"}},
    {"win.paste", {"<Control>v"}},
    {"win.close-page", {"<Control>w"}},
    {"win.next-page", {"<Control>Page_Down"}},
    {"win.previous-page", {"<Control>Page_Up"}},
    {"win.menu", {"F10"}},
    {"page.check-again", {"<Control>r", "F5"}},
    {"page.cancel", {"Escape"}},
    {"page.show-source", {"<Control>u"}},
    {"page.copy-report", {"<Control><Shift>c"}},
    {"page.export", {"<Control>s"}},
    {"page.print", {"<Control>p"}},
    {"page.save-investigation", {"<Control><Shift>s"}},
    {"page.export-summary", {"<Control><Shift>s"}},
    {"page.find", {"<Control>f"}},
    {"page.pause", {"Pause", "<Control>period"}},
    {"page.tell", {"<Control>t"}},
};

static void startup(GApplication *app) {
  static const GActionEntry entries[] = {
      {"preferences", on_preferences},  {"about", on_about},
      {"new-window", on_new_window},    {"quit", on_quit},
      {"text-size", on_text_size, "i"}, {"reopen", on_reopen},
  };
  G_APPLICATION_CLASS(mb_application_parent_class)->startup(app);
  g_action_map_add_action_entries(G_ACTION_MAP(app), entries, G_N_ELEMENTS(entries), app);
  for (guint i = 0; i < G_N_ELEMENTS(accels); i++)
    gtk_application_set_accels_for_action(GTK_APPLICATION(app), accels[i].action,
                                          (const char *const *)accels[i].keys);
  gtk_window_set_default_icon_name(APP_ID);
  mb_text_size_start();
  mb_draft_file_remove();
}

static void on_shutdown(GApplication *app) {
  mb_draft_file_remove();
  G_APPLICATION_CLASS(mb_application_parent_class)->shutdown(app);
}

static void mb_application_class_init(MbApplicationClass *class) {
  GApplicationClass *app_class = G_APPLICATION_CLASS(class);
  app_class->startup = startup;
  app_class->shutdown = on_shutdown;
  app_class->activate = activate;
  app_class->command_line = command_line;
  app_class->handle_local_options = local_options;
}

static void mb_application_init(MbApplication *self) {
  const GOptionEntry entries[] = {
      {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL},
      {NULL},
  };
  g_application_add_main_option_entries(G_APPLICATION(self), entries);
  g_application_set_option_context_parameter_string(G_APPLICATION(self), "[FILE…]");
}

MbApplication *mb_application_new(void) {
  return g_object_new(MB_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path",
                      "/io/github/miyaburi/Miyaburi", "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                      NULL);
}
