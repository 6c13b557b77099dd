/* Links and attachments: what they say against where they lead and what they are. Nothing here can
 * be clicked or opened. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../defang.h"
#include "../language.h"
#include "rows.h"
#include "sections.h"

#define SHOWN_URL 300 /* characters; the host stands in front, and the copy holds all */

/* Free with g_free. */
static char *short_url(const char *url) {
  glong n = g_utf8_strlen(url, -1);
  if (n <= SHOWN_URL)
    return g_strdup(url);
  g_autofree char *head = g_utf8_substring(url, 0, SHOWN_URL);
  g_autofree char *more = g_strdup_printf(_("(%ld characters; the copy holds all)"), n);
  return g_strdup_printf("%s… %s", head, more);
}

/* ---- the reader's act: what it asks is the core's list, and that list is what he is shown ---- */

static void on_answer(AdwMessageDialog *dialog, const char *answer, MbPage *page) {
  if (g_str_equal(answer, "ask"))
    mb_page_resolve_link_hosts(page, g_object_get_data(G_OBJECT(dialog), "hosts"));
}

static void on_resolve(GtkWidget *button, MbPage *page) {
  char **hosts = g_object_get_data(G_OBJECT(button), "hosts");
  GString *body = g_string_new(
      _("Your name server is asked for these names. Whoever set up the links may learn from it "
        "that the mail was received. The pages are not opened."));
  g_string_append_c(body, '\n');
  for (char **host = hosts; *host; host++) {
    g_autofree char *isolated = mb_isolate(*host);
    g_string_append_printf(body, "\n%s", isolated);
  }
  GtkWidget *dialog = adw_message_dialog_new(GTK_WINDOW(gtk_widget_get_root(button)),
                                             _("Ask where the link hosts stand?"), body->str);
  g_string_free(body, TRUE);
  g_object_set_data_full(G_OBJECT(dialog), "hosts", g_strdupv(hosts), (GDestroyNotify)g_strfreev);
  adw_message_dialog_add_responses(ADW_MESSAGE_DIALOG(dialog), "cancel", _("_Cancel"), "ask",
                                   _("_Ask"), NULL);
  adw_message_dialog_set_default_response(ADW_MESSAGE_DIALOG(dialog), "cancel");
  adw_message_dialog_set_close_response(ADW_MESSAGE_DIALOG(dialog), "cancel");
  g_signal_connect_object(dialog, "response", G_CALLBACK(on_answer), page, 0);
  gtk_window_present(GTK_WINDOW(dialog));
}

/* Takes hosts. */
static void act_on(GtkWidget *button, char **hosts, MbPage *page) {
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  g_object_set_data_full(G_OBJECT(button), "hosts", hosts, (GDestroyNotify)g_strfreev);
  g_signal_connect_object(button, "clicked", G_CALLBACK(on_resolve), page, 0);
}

static char **all_hosts(const MbReport *report) {
  g_autoptr(GStrvBuilder) hosts = g_strv_builder_new();
  for (guint i = 0; i < report->link_hosts->len; i++)
    g_strv_builder_add(hosts, report->link_hosts->pdata[i]);
  return g_strv_builder_end(hosts);
}

static GtkWidget *resolve_row(const MbReport *report, MbPage *page) {
  GtkWidget *row = mb_row_new(_("Ask where the link hosts stand"),
                              _("Only for this mail. The sender may notice it."));
  GtkWidget *button = gtk_button_new_with_label(_("Ask…"));
  act_on(button, all_hosts(report), page);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), button);
  return row;
}

static gboolean may_resolve(const MbReport *report, const char *host) {
  for (guint i = 0; host && report->allowed & MB_ALLOW_DNS && i < report->link_hosts->len; i++)
    if (strcmp(report->link_hosts->pdata[i], host) == 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *host_button(const char *host, MbPage *page) {
  GtkWidget *button = gtk_button_new_from_icon_name("network-server-symbolic");
  const char *name = _("Ask where this host stands");
  gtk_widget_add_css_class(button, "flat");
  gtk_widget_set_tooltip_text(button, name);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  act_on(button, g_strdupv((char *[]){(char *)host, NULL}), page);
  return button;
}

static GtkWidget *link_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportLink *l = &g_array_index(report->links, MbReportLink, i);
  g_autofree char *url = mb_defang(l->url);
  gboolean shown = l->text && *l->text && g_strcmp0(l->text, l->url) != 0;
  g_autofree char *text = shown ? mb_defang(l->text) : NULL, *isolated = mb_isolate(text);
  g_autofree char *caption =
      shown ? g_strdup_printf(_("Shown as: %s"), isolated) : g_strdup(_("Link"));
  g_autofree char *marked =
      l->hidden ? g_strdup_printf("%s · %s", caption, _("hidden from the reader")) : NULL;
  g_autofree char *value = short_url(url);
  GtkWidget *row = mb_row_value(marked ? marked : caption, value);
  if (may_resolve(report, l->host))
    mb_row_add_end(row, host_button(l->host, page));
  mb_row_add_end(row, mb_copy_button(url, _("Copy the disarmed link")));
  return row;
}

GtkWidget *mb_section_links(const MbReport *report, MbPage *page) {
  if (!report->links->len)
    return NULL;
  GtkWidget *section = mb_section_new(
      _("Links"), _("Where they really lead. They are disarmed and cannot be opened here."));
  if (report->more_links) {
    g_autofree char *more = g_strdup_printf(_("%u more links are not listed."), report->more_links);
    mb_section_add(section, mb_row_new(more, NULL));
  }
  if (report->allowed & MB_ALLOW_DNS && report->link_hosts->len)
    mb_section_add(section, resolve_row(report, page));
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->links->len, link_row);
  return section;
}

static char *entries_text(const MbReportAttachment *a) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; a->entries && i < MIN(a->entries->len, 50); i++) {
    g_autofree char *name = mb_isolate(a->entries->pdata[i]);
    g_string_append_printf(out, "\n└ %s", name);
  }
  guint more = a->more_entries + (a->entries && a->entries->len > 50 ? a->entries->len - 50 : 0);
  if (more)
    g_string_append_printf(out, "\n… +%u", more);
  return g_string_free(out, FALSE);
}

static GtkWidget *attachment_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportAttachment *a = &g_array_index(report->attachments, MbReportAttachment, i);
  g_autofree char *size = g_format_size_full(a->size, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *entries = entries_text(a);
  g_autofree char *name = mb_isolate(a->name && *a->name ? a->name : _("(no name)"));
  g_autofree char *type = mb_isolate(a->detected ? a->detected : a->declared);
  g_autofree char *caption = g_strdup_printf("%s · %s%s%s", type, size, a->encrypted ? " · " : "",
                                             a->encrypted ? _("encrypted") : "");
  g_autofree char *text = g_strconcat(name, entries, NULL);
  return mb_row_value(caption, text);
}

GtkWidget *mb_section_attachments(const MbReport *report, MbPage *page) {
  if (!report->attachments->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("Attachments"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->attachments->len,
                attachment_row);
  return section;
}
