/* The verdict: sign, words, one sentence, who checked, one action.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "look.h"
#include "rows.h"
#include "sections.h"

static GtkWidget *fixed(GtkWidget *label) {
  gtk_widget_set_hexpand(label, TRUE);
  return label;
}

static GtkWidget *banner(const MbReport *report) {
  g_autofree char *sentence = mb_say(&report->sentence);
  GtkWidget *icon = gtk_image_new_from_icon_name(mb_look_icon(report));
  GtkWidget *text = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  gtk_image_set_pixel_size(GTK_IMAGE(icon), 40);
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append(GTK_BOX(text),
                 fixed(mb_text_label(mb_verdict_label(report, mb_words()), "title-1")));
  gtk_box_append(GTK_BOX(text), fixed(mb_text_label(sentence, "sentence")));
  GtkWidget *banner = mb_side_by_side(12, icon, text);
  gtk_widget_add_css_class(banner, "verdict");
  gtk_widget_add_css_class(banner, mb_look_class(report));
  return banner;
}

/* The action says that questions may be allowed: here is where. */
static GtkWidget *preferences_button(void) {
  GtkWidget *button = gtk_button_new_with_label(_("Preferences"));
  gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "app.preferences");
  return button;
}

/* By what has happened already, folded up: most readers have not done anything yet. */
static GtkWidget *aftermath_row(const MbReport *report) {
  guint n;
  const MbAftermath *rows = mb_aftermath(report, &n);
  if (!n)
    return NULL;
  GtkWidget *row =
      g_object_new(ADW_TYPE_EXPANDER_ROW, "title",
                   _("If you have already opened it, clicked or typed something in"), NULL);
  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row(ADW_EXPANDER_ROW(row), mb_row_value(mb_tr(mb_words(), rows[i].when),
                                                                 mb_tr(mb_words(), rows[i].todo)));
  return row;
}

static GtkWidget *tell_row(const MbReport *report) {
  if (!mb_verdict_is_warning(report->verdict) || report->verdict == MB_VERDICT_ERROR)
    return NULL;
  GtkWidget *row = mb_row_new(_("Tell the network, the company or the authorities"),
                              _("A draft to look at. Miyaburi sends nothing."));
  GtkWidget *button = gtk_button_new_with_mnemonic(_("_Write…"));
  gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "page.tell");
  mb_row_add_end(row, button);
  gtk_widget_remove_css_class(button, "flat");
  return row;
}

GtkWidget *mb_section_verdict(const MbReport *report, MbPage *page) {
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12), *section = mb_section_new(NULL, NULL);
  g_autofree char *action = report->action.id ? mb_say(&report->action) : NULL;
  g_autofree char *server = mb_isolate(report->checked_by_name);
  g_autofree char *by = mb_words_checked_by(report->checked_by, server, mb_words());
  GtkWidget *row = mb_row_value(_("What to do"), action);
  if (row)
    gtk_widget_add_css_class(row, "action-text");
  if (g_strcmp0(report->action.id, "action.check-online") == 0)
    mb_row_add_end(row, preferences_button());
  mb_section_add(section, row);
  mb_section_add(section, aftermath_row(report));
  mb_section_add(section, tell_row(report));
  mb_section_add(section, mb_row_value(_("Who checked the address"), by));
  if (report->partial && report->verdict != MB_VERDICT_ERROR) /* an error says all that there is */
    mb_section_add(section,
                   mb_row_value(_("Note"), _("Not everything could be checked; see below.")));
  gtk_box_append(GTK_BOX(box), banner(report));
  gtk_box_append(GTK_BOX(box), section);
  return box;
}
