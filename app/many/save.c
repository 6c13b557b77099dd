/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "save.h"

#include <adwaita.h>

#include "../language.h"

typedef struct {
  GtkWidget *page;
  MbFeed *feed;
  gboolean summary;
  void (*saved)(GtkWidget *page);
} Save;

static void save_free(Save *save) {
  g_object_unref(save->page);
  g_object_unref(save->feed);
  g_free(save);
}

static GtkWindow *window_of(GtkWidget *page) {
  GtkRoot *root = gtk_widget_get_root(page);
  return GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL;
}

static void failed(Save *save, const char *why) {
  GtkWidget *dialog =
      adw_message_dialog_new(window_of(save->page), _("The file could not be saved"), why);
  adw_message_dialog_add_response(ADW_MESSAGE_DIALOG(dialog), "close", _("_Close"));
  gtk_window_present(GTK_WINDOW(dialog));
}

static void on_saved(GObject *object, GAsyncResult *result, gpointer data) {
  g_autoptr(GError) error = NULL;
  Save *save = data;
  if (mb_feed_save_finish(result, &error))
    save->saved(save->page);
  else
    failed(save, error->message);
  save_free(save);
}

static void on_file(GtkNativeDialog *dialog, int response, Save *save) {
  g_autoptr(GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog)) : NULL;
  g_object_unref(dialog);
  if (file && g_file_peek_path(file)) {
    mb_feed_save_async(save->feed, g_file_peek_path(file), save->summary, on_saved, save);
    return;
  }
  if (file)
    failed(save, _("Choose a folder on this computer."));
  save_free(save);
}

/* Names of folders are hostile text too: only letters and digits of it make the new name. */
static char *name_for(const char *title, const char *ending) {
  GString *name = g_string_new("miyaburi-");
  for (const char *p = title; *p && name->len < 80; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(name, g_unichar_isalnum(c) || c == '-' || c == '_' ? c : '_');
  }
  g_string_append(name, ending);
  return g_string_free(name, FALSE);
}

void mb_save_show(GtkWidget *page, MbFeed *feed, const char *title, gboolean summary,
                  void (*saved)(GtkWidget *page)) {
  Save *save = g_new(Save, 1);
  g_autofree char *name = name_for(title, summary ? ".json" : ".csv");
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new(summary ? _("Save summary") : _("Save as table"), window_of(page),
                                  GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  *save = (Save){g_object_ref(page), g_object_ref(feed), summary, saved};
  gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  g_signal_connect(dialog, "response", G_CALLBACK(on_file), save);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}
