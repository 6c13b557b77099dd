/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"

#include "../investigation.h"
#include "../language.h"
#include "../state.h"
#include "file.h"
#include "html.h"
#include "mask.h"
#include "paper.h"
#include "save-dialog.h"

static GtkWindow *window_of(MbPage *page) {
  return GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(page)));
}

/* Own addresses go out only when the user said so once. */
MbReport *mb_export_report(MbPage *page, gboolean mask) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  GPtrArray *nobody = mask ? settings->own_addresses : NULL;
  const MbReport *report = mb_page_checked(page)->report;
  if (mask)
    return mb_mask_report(report, nobody);
  gsize len;
  g_autofree char *wire = mb_report_to_wire(report, &len);
  MbReport *copy = mb_report_from_wire(wire, len, NULL);
  if (copy && report->file)
    copy->file = mb_report_str(copy, report->file);
  return copy;
}

static gboolean masks(void) {
  return mb_state_get_int("export", "mask", TRUE);
}

void mb_export_copy(MbPage *page) {
  g_autoptr(MbReport) report = mb_export_report(page, masks());
  g_autofree char *text = mb_report_to_text(report, mb_words(), FALSE);
  gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(page)), text);
  mb_page_tell(page, _("The report was copied."));
}

void mb_export_print(MbPage *page) {
  g_autoptr(MbReport) report = mb_export_report(page, masks());
  mb_paper_print(report, mb_words(), window_of(page));
}

void mb_export_failed(MbPage *page, const char *why) {
  GtkWidget *dialog =
      adw_message_dialog_new(window_of(page), _("The file could not be saved"), why);
  adw_message_dialog_add_response(ADW_MESSAGE_DIALOG(dialog), "close", _("_Close"));
  gtk_window_present(GTK_WINDOW(dialog));
}

typedef struct {
  GFile *file;
  GBytes *mail;
  char *facts;
  gint64 now;
} Saving;

static void saving_free(gpointer data) {
  Saving *s = data;
  g_object_unref(s->file);
  g_bytes_unref(s->mail);
  g_free(s->facts);
  g_free(s);
}

static void save_in_thread(GTask *task, gpointer page, gpointer data, GCancellable *cancellable) {
  const Saving *s = data;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = mb_investigation_write(s->mail, s->facts, s->now);
  if (!bytes)
    g_task_return_new_error(task, MB_ERROR, MB_ERROR_TOO_LARGE, "%s",
                            _("The mail is too large for an investigation file."));
  else if (mb_export_write(g_file_peek_path(s->file), bytes, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void on_saved(GObject *page, GAsyncResult *result, gpointer data) {
  g_autoptr(GError) error = NULL;
  if (g_task_propagate_boolean(G_TASK(result), &error))
    mb_page_tell(MB_PAGE(page), _("The investigation was saved."));
  else
    mb_export_failed(MB_PAGE(page), mb_export_why(error));
}

static void save_investigation(MbPage *page, GFile *file, gpointer data) {
  const MbChecked *checked = mb_page_checked(page);
  Saving *s = g_new0(Saving, 1);
  s->file = g_object_ref(file);
  s->mail = g_bytes_ref(checked->mail);
  s->facts = g_strdup(checked->facts);
  s->now = checked->report->time;
  g_autoptr(GTask) task = g_task_new(page, NULL, on_saved, NULL);
  g_task_set_task_data(task, s, saving_free);
  g_task_run_in_thread(task, save_in_thread);
}

void mb_export_investigation(MbPage *page) {
  mb_export_choose_file(page, _("Save investigation"), ".miyaburi", save_investigation, NULL);
}
