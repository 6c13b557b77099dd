/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences.h"

#include "accessible.h"
#include "language.h"
#include "memory.h"
#include "questions.h"
#include "recent.h"

static void on_recent(GtkSwitch *turn) {
  mb_recent_turn(gtk_switch_get_active(turn));
}

static GtkWidget *new_recent_group(void) {
  GtkWidget *group = adw_preferences_group_new();
  GtkWidget *row = adw_action_row_new(), *turn = gtk_switch_new();
  adw_preferences_group_set_title(ADW_PREFERENCES_GROUP(group), _("Mails opened lately"));
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Remember which mails were opened"));
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row),
                              _("Only their file names, on this computer. Off forgets all."));
  gtk_widget_set_valign(turn, GTK_ALIGN_CENTER);
  gtk_switch_set_active(GTK_SWITCH(turn), mb_recent_is_on());
  g_signal_connect(turn, "notify::active", G_CALLBACK(on_recent), NULL);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), turn);
  adw_action_row_set_activatable_widget(ADW_ACTION_ROW(row), turn);
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), row);
  return group;
}

static void on_clear(GtkButton *button) {
  GtkWidget *window = gtk_widget_get_ancestor(GTK_WIDGET(button), ADW_TYPE_PREFERENCES_WINDOW);
  gboolean done = mb_cache_clear(NULL);
  adw_preferences_window_add_toast(ADW_PREFERENCES_WINDOW(window),
                                   adw_toast_new(done ? _("The remembered answers were deleted.")
                                                      : _("They could not be deleted.")));
}

static GtkWidget *new_cache_group(void) {
  GtkWidget *group = adw_preferences_group_new();
  GtkWidget *row = adw_action_row_new(), *button = gtk_button_new_with_mnemonic(_("_Delete"));
  adw_preferences_group_set_title(ADW_PREFERENCES_GROUP(group), _("Remembered answers"));
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Delete the answers of look-ups"));
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row),
                              _("What name servers and registries said, kept on this computer so "
                                "that they are not asked twice."));
  adw_action_row_set_subtitle_lines(ADW_ACTION_ROW(row), 0);
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  g_signal_connect(button, "clicked", G_CALLBACK(on_clear), NULL);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), button);
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), row);
  return group;
}

/* A word that is no name keeps the window open, with the row marked; a second try closes it. */
static gboolean on_close(GtkWindow *window, MbQuestions *questions) {
  gboolean warned = g_object_get_data(G_OBJECT(window), "warned") != NULL;
  if (mb_questions_save(questions, TRUE) || warned)
    return GDK_EVENT_PROPAGATE;
  g_object_set_data(G_OBJECT(window), "warned", window);
  adw_preferences_window_add_toast(
      ADW_PREFERENCES_WINDOW(window),
      adw_toast_new(_("Not everything could be kept. Look at the marked rows.")));
  return GDK_EVENT_STOP;
}

void mb_preferences_show(GtkWindow *parent) {
  GtkWidget *window = adw_preferences_window_new();
  MbQuestions *questions = g_object_new(MB_TYPE_QUESTIONS, NULL);
  adw_preferences_page_add(ADW_PREFERENCES_PAGE(questions),
                           ADW_PREFERENCES_GROUP(new_recent_group()));
  adw_preferences_page_add(
      ADW_PREFERENCES_PAGE(questions),
      ADW_PREFERENCES_GROUP(mb_memory_group_new(ADW_PREFERENCES_WINDOW(window))));
  adw_preferences_page_add(ADW_PREFERENCES_PAGE(questions),
                           ADW_PREFERENCES_GROUP(new_cache_group()));
  adw_preferences_window_set_search_enabled(ADW_PREFERENCES_WINDOW(window), FALSE);
  adw_preferences_window_add(ADW_PREFERENCES_WINDOW(window), ADW_PREFERENCES_PAGE(questions));
  gtk_window_set_transient_for(GTK_WINDOW(window), parent);
  gtk_window_set_modal(GTK_WINDOW(window), TRUE);
  g_signal_connect(window, "close-request", G_CALLBACK(on_close), questions);
  mb_accessible_tidy(window);
  gtk_window_present(GTK_WINDOW(window));
}
