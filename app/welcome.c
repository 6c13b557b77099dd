/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "welcome.h"

#include "accessible.h"
#include "language.h"
#include "questions.h"

typedef struct {
  GtkWindow *window;
  MbQuestions *questions;
} Welcome;

static void on_start(GtkButton *button, Welcome *welcome) {
  if (mb_questions_save(welcome->questions, TRUE))
    gtk_window_destroy(welcome->window);
}

/* Asked again at the next start; until then nobody is asked anything. */
static void on_later(GtkButton *button, Welcome *welcome) {
  gtk_window_destroy(welcome->window);
}

static GtkWidget *new_bar(Welcome *welcome) {
  GtkWidget *bar = adw_header_bar_new();
  GtkWidget *later = gtk_button_new_with_mnemonic(_("_Later"));
  GtkWidget *start = gtk_button_new_with_mnemonic(_("_Start"));
  gtk_widget_add_css_class(start, "suggested-action");
  g_signal_connect(later, "clicked", G_CALLBACK(on_later), welcome);
  g_signal_connect(start, "clicked", G_CALLBACK(on_start), welcome);
  adw_header_bar_set_show_end_title_buttons(ADW_HEADER_BAR(bar), FALSE);
  adw_header_bar_set_show_start_title_buttons(ADW_HEADER_BAR(bar), FALSE);
  adw_header_bar_pack_start(ADW_HEADER_BAR(bar), later);
  adw_header_bar_pack_end(ADW_HEADER_BAR(bar), start);
  return bar;
}

void mb_welcome_show(GtkWindow *parent) {
  Welcome *welcome = g_new0(Welcome, 1);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  welcome->questions = g_object_new(MB_TYPE_QUESTIONS, "vexpand", TRUE, NULL);
  gtk_box_append(GTK_BOX(box), new_bar(welcome));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(welcome->questions));
  welcome->window = g_object_new(ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                                 _("Three questions first"), "default-width", 560, "default-height",
                                 680, "content", box, NULL);
  g_object_set_data_full(G_OBJECT(welcome->window), "welcome", welcome, g_free);
  mb_accessible_tidy(GTK_WIDGET(welcome->window));
  gtk_window_present(welcome->window);
}
