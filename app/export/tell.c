/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tell.h"

#include "../accessible.h"
#include "../language.h"
#include "../report/rows.h"
#include "../state.h"
#include "draft-file.h"
#include "file.h"
#include "save-dialog.h"

typedef struct {
  MbPage *page;
  GtkWindow *window;
  AdwComboRow *whom, *language;
  GtkSwitch *mask, *feedback;
  AdwPreferencesGroup *preview;
  AdwToastOverlay *toasts;
  MbDraft *draft;
} Dialog;

static const char *const languages[] = {"ja", "en"};

static void add_row(Dialog *d, GtkWidget *row) {
  GList *rows = g_object_get_data(G_OBJECT(d->preview), "rows");
  if (!row)
    return;
  adw_preferences_group_add(d->preview, row);
  g_object_set_data(G_OBJECT(d->preview), "rows", g_list_append(rows, row));
}

static void clear_rows(Dialog *d) {
  GList *rows = g_object_get_data(G_OBJECT(d->preview), "rows");
  for (GList *p = rows; p; p = p->next)
    adw_preferences_group_remove(d->preview, p->data);
  g_list_free(rows);
  g_object_set_data(G_OBJECT(d->preview), "rows", NULL);
}

static MbDraft *new_draft(Dialog *d) {
  const MbChecked *checked = mb_page_checked(d->page);
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  const MbCatalogue *words = mb_catalogue_get(languages[adw_combo_row_get_selected(d->language)]);
  gsize len;
  const char *mail = g_bytes_get_data(checked->mail, &len);
  MbDraftChoice choice = {gtk_switch_get_active(d->mask), gtk_switch_get_active(d->feedback),
                          settings->own_addresses};
  return mb_draft_new(checked->report, mb_slice(mail, len),
                      (MbTell)adw_combo_row_get_selected(d->whom), choice, words);
}

/* The body is text of ours with the mail's header in it: shown as text, line by line. */
static void show_draft(Dialog *d) {
  g_clear_pointer(&d->draft, mb_draft_free);
  d->draft = new_draft(d);
  g_auto(GStrv) lines = g_strsplit(d->draft->body, "\r\n", -1);
  g_autofree char *body = g_strjoinv("\n", lines);
  clear_rows(d);
  add_row(d, mb_row_value(_("To"), d->draft->to ? d->draft->to : d->draft->hint));
  add_row(d, mb_row_value(_("Subject"), d->draft->subject));
  add_row(d, mb_row_value(_("Text"), body));
  mb_accessible_tidy(GTK_WIDGET(d->preview));
}

static void on_choice(Dialog *d) {
  mb_state_set_int("tell", "feedback", gtk_switch_get_active(d->feedback));
  mb_state_set_int("export", "mask", gtk_switch_get_active(d->mask));
  show_draft(d);
}

static void tell(Dialog *d, const char *text) {
  adw_toast_overlay_add_toast(d->toasts, adw_toast_new(text));
}

static void on_copy(Dialog *d) {
  g_autofree char *text = g_strdup_printf("%s\n%s\n\n%s", d->draft->to ? d->draft->to : "",
                                          d->draft->subject, d->draft->body);
  gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(d->window)), text);
  tell(d, _("The draft was copied."));
}

static gboolean write_draft(const char *path, const char *eml, GError **error) {
  g_autoptr(GBytes) bytes = g_bytes_new(eml, strlen(eml));
  return mb_export_write(path, bytes, error);
}

static void save(MbPage *page, GFile *file, gpointer data) {
  g_autoptr(GError) error = NULL;
  if (write_draft(g_file_peek_path(file), g_object_get_data(G_OBJECT(page), "draft"), &error))
    mb_page_tell(page, _("The draft was saved."));
  else
    mb_export_failed(page, mb_export_why(error));
}

static void on_save(Dialog *d) {
  g_autoptr(MbPage) page = g_object_ref(d->page);
  g_object_set_data_full(G_OBJECT(page), "draft", g_strdup(d->draft->eml), g_free);
  gtk_window_destroy(d->window);
  mb_export_choose_file(page, _("Save draft"), ".eml", save, NULL);
}

static void on_open(Dialog *d) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GAppInfo) program = g_app_info_get_default_for_type("message/rfc822", FALSE);
  if (!program)
    return tell(d, _("No mail program is set up for mail files. Save or copy the draft."));
  g_autofree char *path = mb_draft_file_write(d->draft->eml, &error);
  if (!path)
    return tell(d, _("The draft could not be written. Copy it instead."));
  g_autoptr(GFile) file = g_file_new_for_path(path);
  GList files = {file, NULL, NULL};
  g_autoptr(GdkAppLaunchContext) context =
      gdk_display_get_app_launch_context(gtk_widget_get_display(GTK_WIDGET(d->window)));
  if (!g_app_info_launch(program, &files, G_APP_LAUNCH_CONTEXT(context), &error))
    tell(d, _("The mail program did not start. Save or copy the draft."));
}

static void dialog_free(gpointer data) {
  Dialog *d = data;
  g_list_free(g_object_steal_data(G_OBJECT(d->preview), "rows"));
  g_object_unref(d->preview);
  mb_draft_free(d->draft);
  g_object_unref(d->page);
  g_free(d);
}

/* The company that was named first, else the network: what helps most. */
static guint likely_whom(const MbReport *report) {
  return report->verdict == MB_VERDICT_SPOOFED ? MB_TELL_COUNCIL : MB_TELL_NETWORK;
}

static void connect_all(Dialog *d, GtkBuilder *builder) {
  static const struct {
    const char *id;
    void (*on)(Dialog *);
  } buttons[] = {{"copy", on_copy}, {"save", on_save}, {"open", on_open}};
  for (guint i = 0; i < G_N_ELEMENTS(buttons); i++)
    g_signal_connect_swapped(gtk_builder_get_object(builder, buttons[i].id), "clicked",
                             G_CALLBACK(buttons[i].on), d);
  g_signal_connect_swapped(d->whom, "notify::selected", G_CALLBACK(on_choice), d);
  g_signal_connect_swapped(d->language, "notify::selected", G_CALLBACK(on_choice), d);
  g_signal_connect_swapped(d->mask, "notify::active", G_CALLBACK(on_choice), d);
  g_signal_connect_swapped(d->feedback, "notify::active", G_CALLBACK(on_choice), d);
}

void mb_tell_show(MbPage *page) {
  g_autoptr(GtkBuilder) builder =
      gtk_builder_new_from_resource("/io/github/miyaburi/Miyaburi/ui/tell.ui");
  Dialog *d = g_new0(Dialog, 1);
  d->page = g_object_ref(page);
  d->window = GTK_WINDOW(gtk_builder_get_object(builder, "window"));
  d->whom = ADW_COMBO_ROW(gtk_builder_get_object(builder, "whom"));
  d->language = ADW_COMBO_ROW(gtk_builder_get_object(builder, "language"));
  d->mask = GTK_SWITCH(gtk_builder_get_object(builder, "mask"));
  d->feedback = GTK_SWITCH(gtk_builder_get_object(builder, "feedback"));
  d->preview = g_object_ref(ADW_PREFERENCES_GROUP(gtk_builder_get_object(builder, "preview")));
  d->toasts = ADW_TOAST_OVERLAY(gtk_builder_get_object(builder, "toasts"));
  adw_combo_row_set_selected(d->whom, likely_whom(mb_page_checked(page)->report));
  adw_combo_row_set_selected(d->language, g_str_equal(mb_language(), "en") ? 1 : 0);
  gtk_switch_set_active(d->mask, mb_state_get_int("export", "mask", TRUE));
  gtk_switch_set_active(d->feedback, mb_state_get_int("tell", "feedback", FALSE));
  connect_all(d, builder);
  show_draft(d);
  g_object_set_data_full(G_OBJECT(d->window), "dialog", d, dialog_free);
  gtk_window_set_transient_for(d->window, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(page))));
  mb_accessible_tidy(GTK_WIDGET(d->window));
  gtk_window_present(d->window);
}
