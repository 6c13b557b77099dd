/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "save-dialog.h"

#include "../accessible.h"
#include "../language.h"
#include "../state.h"
#include "file.h"
#include "html.h"
#include "paper.h"

typedef struct {
  MbPage *page;
  GtkWindow *window;
  AdwComboRow *format, *language;
  GtkSwitch *mask;
} Dialog;

enum { FORMAT_HTML, FORMAT_PDF, FORMAT_JSON };
static const char *const endings[] = {".html", ".pdf", ".json"};
static const char *const languages[] = {"ja", "en"};

typedef struct {
  MbPage *page;
  MbFileChosen chosen;
  gpointer data;
} Choosing;

static void on_file(GtkNativeDialog *dialog, int response, Choosing *c) {
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
    if (file && g_file_peek_path(file))
      c->chosen(c->page, file, c->data);
    else
      mb_export_failed(c->page, _("Choose a folder on this computer."));
  }
  g_object_unref(c->page);
  g_free(c);
  g_object_unref(dialog);
}

/* File names are hostile text too: only letters and digits of it make the new name. */
static char *name_for(MbPage *page, const char *ending) {
  const char *file = mb_page_checked(page)->report->file;
  g_autofree char *base = g_strdup(file ? file : "mail");
  char *dot = strrchr(base, '.');
  if (dot && dot > base)
    *dot = '\0';
  GString *name = g_string_new("miyaburi-");
  for (const char *p = base; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(name, g_unichar_isalnum(c) || c == '-' || c == '_' ? c : '_');
  }
  if (name->len > 100)
    g_string_truncate(name, g_utf8_find_prev_char(name->str, name->str + 100) - name->str);
  g_string_append(name, ending);
  return g_string_free(name, FALSE);
}

void mb_export_choose_file(MbPage *page, const char *title, const char *ending, MbFileChosen chosen,
                           gpointer data) {
  Choosing *c = g_new0(Choosing, 1);
  g_autofree char *name = name_for(page, ending);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new(title, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(page))),
                                  GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  *c = (Choosing){g_object_ref(page), chosen, data};
  gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  g_signal_connect(dialog, "response", G_CALLBACK(on_file), c);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

static GBytes *make(MbPage *page, int format, const MbCatalogue *words, GError **error) {
  gsize len;
  g_autoptr(MbReport) report = mb_export_report(page, mb_state_get_int("export", "mask", TRUE));
  if (format == FORMAT_PDF)
    return mb_paper_pdf(report, words, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(page))), error);
  char *text = format == FORMAT_HTML ? mb_html_new(report, words, &len)
                                     : mb_report_to_json(report, words, &len);
  return g_bytes_new_take(text, len);
}

static void save_report(MbPage *page, GFile *file, gpointer data) {
  g_autoptr(GError) error = NULL;
  int format = CLAMP(mb_state_get_int("export", "format", 0), FORMAT_HTML, FORMAT_JSON);
  g_autofree char *language = mb_state_get_string("export", "language");
  g_autoptr(GBytes) bytes = make(page, format, mb_catalogue_get(language), &error);
  if (bytes && mb_export_write(g_file_peek_path(file), bytes, &error))
    mb_page_tell(page, _("The report was saved."));
  else
    mb_export_failed(page, mb_export_why(error));
}

/* What was chosen stays chosen for the next report. */
static void on_save(GtkButton *button, Dialog *d) {
  g_autoptr(MbPage) page = g_object_ref(d->page);
  guint format = adw_combo_row_get_selected(d->format);
  mb_state_set_int("export", "format", format);
  mb_state_set_string("export", "language", languages[adw_combo_row_get_selected(d->language)]);
  mb_state_set_int("export", "mask", gtk_switch_get_active(d->mask));
  gtk_window_destroy(d->window);
  mb_export_choose_file(page, _("Save report"), endings[MIN(format, FORMAT_JSON)], save_report,
                        NULL);
}

static void dialog_free(gpointer data) {
  Dialog *d = data;
  g_object_unref(d->page);
  g_free(d);
}

void mb_export_show(MbPage *page) {
  g_autoptr(GtkBuilder) builder =
      gtk_builder_new_from_resource("/io/github/miyaburi/Miyaburi/ui/save-report.ui");
  Dialog *d = g_new0(Dialog, 1);
  g_autofree char *language = mb_state_get_string("export", "language");
  d->page = g_object_ref(page);
  d->window = GTK_WINDOW(gtk_builder_get_object(builder, "window"));
  d->format = ADW_COMBO_ROW(gtk_builder_get_object(builder, "format"));
  d->language = ADW_COMBO_ROW(gtk_builder_get_object(builder, "language"));
  d->mask = GTK_SWITCH(gtk_builder_get_object(builder, "mask"));
  adw_combo_row_set_selected(d->format,
                             CLAMP(mb_state_get_int("export", "format", 0), 0, FORMAT_JSON));
  adw_combo_row_set_selected(d->language,
                             g_str_equal(language ? language : mb_language(), "en") ? 1 : 0);
  gtk_switch_set_active(d->mask, mb_state_get_int("export", "mask", TRUE));
  g_signal_connect(gtk_builder_get_object(builder, "save"), "clicked", G_CALLBACK(on_save), d);
  g_object_set_data_full(G_OBJECT(d->window), "dialog", d, dialog_free);
  gtk_window_set_transient_for(d->window, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(page))));
  mb_accessible_tidy(GTK_WIDGET(d->window));
  gtk_window_present(d->window);
}
