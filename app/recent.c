/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recent.h"

#include "accessible.h"
#include "language.h"
#include "report/rows.h"
#include "state.h"

#define MAX_RECENT 8

gboolean mb_recent_is_on(void) {
  return mb_state_get_int("recent", "remember", FALSE);
}

void mb_recent_turn(gboolean on) {
  mb_state_set_int("recent", "remember", on);
  if (!on)
    mb_state_set_list("recent", "files", (const char *const[]){NULL});
}

void mb_recent_add(GFile *file) {
  if (!mb_recent_is_on())
    return;
  g_autofree char *uri = g_file_get_uri(file);
  g_auto(GStrv) old = mb_state_get_list("recent", "files");
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_ptr_array_add(list, uri);
  for (char **p = old; p && *p && list->len < MAX_RECENT; p++)
    if (!g_str_equal(*p, uri))
      g_ptr_array_add(list, *p);
  g_ptr_array_add(list, NULL);
  mb_state_set_list("recent", "files", (const char *const *)list->pdata);
}

static void on_row(GtkWidget *row, MbWindow *window) {
  mb_window_open_file(window, g_object_get_data(G_OBJECT(row), "file"));
}

static GtkWidget *new_row(const char *uri, MbWindow *window) {
  g_autoptr(GFile) file = g_file_new_for_uri(uri);
  g_autofree char *base = g_file_get_basename(file), *name = g_filename_display_name(base);
  g_autofree char *path = g_file_get_parse_name(file);
  GtkWidget *row = mb_row_new(name, path);
  g_object_set_data_full(G_OBJECT(row), "file", g_steal_pointer(&file), g_object_unref);
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  g_signal_connect_object(row, "activated", G_CALLBACK(on_row), window, 0);
  return row;
}

void mb_recent_fill(GtkWidget *list, MbWindow *window) {
  g_auto(GStrv) uris = mb_recent_is_on() ? mb_state_get_list("recent", "files") : NULL;
  GtkWidget *old;
  while ((old = GTK_WIDGET(gtk_list_box_get_row_at_index(GTK_LIST_BOX(list), 0))))
    gtk_list_box_remove(GTK_LIST_BOX(list), old);
  for (char **uri = uris; uri && *uri; uri++)
    gtk_list_box_append(GTK_LIST_BOX(list), new_row(*uri, window));
  mb_accessible_tidy(list);
  gtk_widget_set_visible(list, uris && *uris);
}
