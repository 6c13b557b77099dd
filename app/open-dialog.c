/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "open-dialog.h"

#include "language.h"

static void on_response(GtkNativeDialog *dialog, int response, MbWindow *window) {
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr(GListModel) files = gtk_file_chooser_get_files(GTK_FILE_CHOOSER(dialog));
    mb_window_open_files(window, files);
  }
  g_object_unref(dialog);
}

static void add_filter(GtkFileChooser *chooser, const char *name, const char *const *patterns) {
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
  gtk_file_filter_set_name(filter, name);
  for (; *patterns; patterns++)
    gtk_file_filter_add_pattern(filter, *patterns);
  gtk_file_chooser_add_filter(chooser, filter);
}

static void show(GtkFileChooserNative *dialog, MbWindow *window) {
  gtk_file_chooser_set_select_multiple(GTK_FILE_CHOOSER(dialog), TRUE);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  g_signal_connect(dialog, "response", G_CALLBACK(on_response), window);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

void mb_open_dialog_show(MbWindow *window) {
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new(
      _("Open mails"), GTK_WINDOW(window), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  add_filter(GTK_FILE_CHOOSER(dialog), _("Mails and saved investigations"),
             (const char *const[]){"*.eml", "*.EML", "*.mail", "*.txt", "*.mbox", "*.zip",
                                   "*.miyaburi", NULL});
  add_filter(GTK_FILE_CHOOSER(dialog), _("All files"), (const char *const[]){"*", NULL});
  show(dialog, window);
}

void mb_open_dialog_show_folder(MbWindow *window) {
  show(gtk_file_chooser_native_new(_("Open a folder of mails"), GTK_WINDOW(window),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Open"), _("_Cancel")),
       window);
}
