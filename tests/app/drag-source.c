/* A small window to drag from: the files or the text named on the command line.
 * usage: drag-source --text TEXT | FILE… SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

static char **words;

static GdkContentProvider *on_prepare(GtkDragSource *source, double x, double y, gpointer data) {
  if (g_str_equal(words[1], "--text"))
    return gdk_content_provider_new_typed(G_TYPE_STRING, words[2]);
  GSList *files = NULL;
  for (char **word = words + 1; *word; word++)
    files = g_slist_append(files, g_file_new_for_commandline_arg(*word));
  GdkFileList *list = gdk_file_list_new_from_list(files);
  GdkContentProvider *provider = gdk_content_provider_new_typed(GDK_TYPE_FILE_LIST, list);
  g_boxed_free(GDK_TYPE_FILE_LIST, list);
  g_slist_free_full(files, g_object_unref);
  return provider;
}

static void on_end(GtkDragSource *source, GdkDrag *drag, gboolean deleted, gpointer window) {
  gtk_window_destroy(window);
}

static void on_activate(GtkApplication *app) {
  GtkWidget *window = gtk_application_window_new(app);
  GtkWidget *label = gtk_label_new("drag me");
  GtkDragSource *source = gtk_drag_source_new();
  g_signal_connect(source, "prepare", G_CALLBACK(on_prepare), NULL);
  g_signal_connect(source, "drag-end", G_CALLBACK(on_end), window);
  gtk_widget_add_controller(label, GTK_EVENT_CONTROLLER(source));
  gtk_window_set_child(GTK_WINDOW(window), label);
  gtk_window_set_title(GTK_WINDOW(window), "drag source");
  gtk_window_set_default_size(GTK_WINDOW(window), 200, 120);
  gtk_window_present(GTK_WINDOW(window));
}

int main(int argc, char **argv) {
  g_autoptr(GtkApplication) app = gtk_application_new(NULL, G_APPLICATION_NON_UNIQUE);
  words = argv;
  g_signal_connect(app, "activate", G_CALLBACK(on_activate), NULL);
  return g_application_run(G_APPLICATION(app), 1, argv);
}
