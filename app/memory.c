/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include "export/draft-file.h"
#include "language.h"
#include "miyaburi.h"

static void say(AdwPreferencesWindow *window, const char *text) {
  adw_preferences_window_add_toast(window, adw_toast_new(text));
}

static void on_turn(GtkSwitch *turn, GParamSpec *spec, gpointer window) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  settings->history = gtk_switch_get_active(turn);
  if (!mb_settings_save(settings, NULL, NULL))
    say(window, _("Not everything could be kept. Look at the marked rows."));
}

static void on_forget(GtkButton *button, gpointer window) {
  gboolean done = mb_history_clear(NULL);
  mb_draft_file_remove();
  gtk_widget_set_sensitive(GTK_WIDGET(button), !done);
  say(window, done ? _("What was remembered of senders is erased.")
                   : _("What is remembered of senders could not be erased."));
}

static GtkWidget *new_switch_row(AdwPreferencesWindow *window) {
  GtkWidget *row = adw_action_row_new(), *turn = gtk_switch_new();
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Remember who has written to you"));
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row),
                              _("Shows first contacts and missing signatures. No name, address or "
                                "text is kept in readable form, and it stays on this computer."));
  adw_action_row_set_subtitle_lines(ADW_ACTION_ROW(row), 0);
  gtk_widget_set_valign(turn, GTK_ALIGN_CENTER);
  gtk_switch_set_active(GTK_SWITCH(turn), settings->history);
  g_signal_connect(turn, "notify::active", G_CALLBACK(on_turn), window);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), turn);
  adw_action_row_set_activatable_widget(ADW_ACTION_ROW(row), turn);
  return row;
}

static GtkWidget *new_forget_row(AdwPreferencesWindow *window) {
  GtkWidget *row = adw_action_row_new(), *button = gtk_button_new_with_label(_("Erase"));
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), _("Erase what is remembered"));
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(button, "destructive-action");
  g_signal_connect(button, "clicked", G_CALLBACK(on_forget), window);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), button);
  adw_action_row_set_activatable_widget(ADW_ACTION_ROW(row), button);
  return row;
}

GtkWidget *mb_memory_group_new(AdwPreferencesWindow *window) {
  GtkWidget *group = adw_preferences_group_new();
  adw_preferences_group_set_title(ADW_PREFERENCES_GROUP(group), _("Senders seen before"));
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), new_switch_row(window));
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), new_forget_row(window));
  return group;
}
