/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paste.h"

#include "language.h"

static void on_text(GObject *source, GAsyncResult *result, gpointer data) {
  g_autoptr(MbWindow) window = data;
  g_autofree char *text = gdk_clipboard_read_text_finish(GDK_CLIPBOARD(source), result, NULL);
  if (!text || !*text)
    return mb_window_tell(window, _("Nothing to paste: copy the source of a mail first."));
  g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));
  mb_window_open_bytes(window, mail, _("Pasted text"));
}

static void on_files(GObject *source, GAsyncResult *result, gpointer data) {
  g_autoptr(MbWindow) window = data;
  const GValue *value = gdk_clipboard_read_value_finish(GDK_CLIPBOARD(source), result, NULL);
  g_autoptr(GSList) files = value ? gdk_file_list_get_files(g_value_get_boxed(value)) : NULL;
  g_autoptr(GListStore) store = g_list_store_new(G_TYPE_FILE);
  for (GSList *file = files; file; file = file->next)
    g_list_store_append(store, file->data);
  mb_window_open_files(window, G_LIST_MODEL(store));
}

void mb_paste(MbWindow *window) {
  GdkClipboard *clipboard = gtk_widget_get_clipboard(GTK_WIDGET(window));
  GdkContentFormats *formats = gdk_clipboard_get_formats(clipboard);
  if (gdk_content_formats_contain_gtype(formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type(formats, "text/uri-list"))
    gdk_clipboard_read_value_async(clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                   on_files, g_object_ref(window));
  else
    gdk_clipboard_read_text_async(clipboard, NULL, on_text, g_object_ref(window));
}
