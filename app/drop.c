/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drop.h"

#include "language.h"

static gboolean on_drop(GtkDropTarget *drop, const GValue *value, double x, double y,
                        MbWindow *window) {
  gtk_widget_set_visible(g_object_get_data(G_OBJECT(drop), "hint"), FALSE);
  if (G_VALUE_HOLDS(value, GDK_TYPE_FILE_LIST)) {
    g_autoptr(GSList) files = gdk_file_list_get_files(g_value_get_boxed(value));
    g_autoptr(GListStore) store = g_list_store_new(G_TYPE_FILE);
    for (GSList *file = files; file; file = file->next)
      g_list_store_append(store, file->data);
    mb_window_open_files(window, G_LIST_MODEL(store));
    return files != NULL;
  }
  const char *text = g_value_get_string(value);
  if (!text)
    return FALSE;
  g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));
  mb_window_open_bytes(window, mail, _("Dropped text"));
  return TRUE;
}

static GdkDragAction on_enter(GtkDropTarget *drop, double x, double y, GtkWidget *hint) {
  gtk_widget_set_visible(hint, TRUE);
  return GDK_ACTION_COPY;
}

static void on_leave(GtkDropTarget *drop, GtkWidget *hint) {
  gtk_widget_set_visible(hint, FALSE);
}

void mb_drop_attach(GtkWidget *target, GtkWidget *hint, MbWindow *window) {
  GType types[] = {GDK_TYPE_FILE_LIST, G_TYPE_STRING};
  GtkDropTarget *drop = gtk_drop_target_new(G_TYPE_INVALID, GDK_ACTION_COPY | GDK_ACTION_MOVE);
  gtk_drop_target_set_gtypes(drop, types, G_N_ELEMENTS(types));
  gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(drop), GTK_PHASE_CAPTURE);
  g_object_set_data(G_OBJECT(drop), "hint", hint);
  g_signal_connect(drop, "enter", G_CALLBACK(on_enter), hint);
  g_signal_connect(drop, "leave", G_CALLBACK(on_leave), hint);
  g_signal_connect(drop, "drop", G_CALLBACK(on_drop), window);
  gtk_widget_add_controller(target, GTK_EVENT_CONTROLLER(drop));
}
