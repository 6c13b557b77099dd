/* The list of many mails with made-up rows, in a window of its own, worked like a user does: scrolled, sorted,
 * searched, filtered, and growing while it is sorted. Prints "mark NAME SECONDS" (monotonic time) before
 * each, so that watch.c's stalls can be told apart, and at the end how many rows are shown.
 * usage: many-rows COUNT. SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/many/mail-list.h"
#include "miyaburi.h"

#define STEP_MS 20

static MbRows *rows;
static MbMailList *list;
static guint count, step, next_row;

static char *texts[4096];

/* Texts repeat as they do in mailboxes; they live as long as the process. */
static void add_row(guint i) {
  guint mixed = i * 2654435761u;
  MbRow row = {.sender = texts[mixed % 2000],
               .subject = texts[2000 + mixed / 7 % 2000],
               .folder = "/mails/Inbox",
               .reason = texts[4000 + mixed % 90],
               .time = 1500000000 + mixed % 200000000,
               .number = i + 1,
               .verdict = mixed % 7};
  mb_rows_add(rows, &row);
}

static void make_texts(void) {
  for (guint i = 0; i < 2000; i++)
    texts[i] = g_strdup_printf("sender%u@host%u.example.jp", i * 37 % 2000, i % 50);
  for (guint i = 2000; i < 4000; i++)
    texts[i] = g_strdup_printf("【重要】お知らせ %u ＡＢＣ subject", i * 31 % 2000);
  for (guint i = 4000; i < 4096; i++)
    texts[i] = g_strdup_printf("理由 %u: the mail gives a name that is not its own", i);
}

static GtkWidget *find(GtkWidget *root, GType type, guint nth) {
  static guint seen;
  if (root == GTK_WIDGET(list))
    seen = 0;
  if (G_TYPE_CHECK_INSTANCE_TYPE(root, type) && seen++ == nth)
    return root;
  for (GtkWidget *c = gtk_widget_get_first_child(root); c; c = gtk_widget_get_next_sibling(c)) {
    GtkWidget *found = find(c, type, nth);
    if (found)
      return found;
  }
  return NULL;
}

static GtkAdjustment *adjustment(void) {
  GtkWidget *view = find(GTK_WIDGET(list), GTK_TYPE_COLUMN_VIEW, 0);
  return gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(view));
}

static void scroll_to(double part) {
  GtkAdjustment *at = adjustment();
  gtk_adjustment_set_value(
      at, part * (gtk_adjustment_get_upper(at) - gtk_adjustment_get_page_size(at)));
}

static void scroll_by(double pages) {
  GtkAdjustment *at = adjustment();
  gtk_adjustment_set_value(at,
                           gtk_adjustment_get_value(at) + pages * gtk_adjustment_get_page_size(at));
}

static void mark(const char *name) {
  fprintf(stderr, "mark %s %.3f at pixel %.0f\n", name, g_get_monotonic_time() / 1e6,
          gtk_adjustment_get_value(adjustment()));
}

static void choose(guint drop_down, guint item) {
  gtk_drop_down_set_selected(GTK_DROP_DOWN(find(GTK_WIDGET(list), GTK_TYPE_DROP_DOWN, drop_down)),
                             item);
}

static void search(const char *text) {
  gtk_editable_set_text(GTK_EDITABLE(find(GTK_WIDGET(list), GTK_TYPE_SEARCH_ENTRY, 0)), text);
}

/* One thing a step; the steps between are for what follows from it. */
static gboolean on_step(gpointer app) {
  static const struct {
    const char *name;
    guint from, to;
  } acts[] = {{"scroll", 10, 90},   {"jump", 90, 120},  {"sort", 120, 470}, {"filter", 470, 620},
              {"search", 620, 760}, {"grow", 760, 920}, {"end", 940, 941}};
  for (guint i = 0; i < G_N_ELEMENTS(acts); i++)
    if (step == acts[i].from)
      mark(acts[i].name);
  if (step >= 10 && step < 90)
    scroll_by(0.3);
  else if (step >= 90 && step < 120)
    scroll_to((step * 7919 % 100) / 100.0);
  else if (step >= 120 && step < 470 && step % 50 == 20)
    choose(1, 1 + (step - 120) / 50);
  else if (step >= 470 && step < 620 && step % 50 == 20)
    choose(0, (step - 470) / 50 == 2 ? 0 : 1 + (step - 470) / 50);
  else if (step == 630)
    search("sender7");
  else if (step == 680)
    search("ａｂｃ");
  else if (step == 730)
    search("");
  else if (step >= 760 && step < 920)
    for (guint i = 0; i < 100; i++)
      add_row(next_row++);
  if (step >= 760 && step % 5 == 0)
    mb_mail_list_update(list, TRUE);
  if (++step < 960)
    return G_SOURCE_CONTINUE;
  GtkWidget *view = find(GTK_WIDGET(list), GTK_TYPE_COLUMN_VIEW, 0);
  GtkSelectionModel *model = gtk_column_view_get_model(GTK_COLUMN_VIEW(view));
  fprintf(stderr, "rows %u of %u\n", g_list_model_get_n_items(G_LIST_MODEL(model)), next_row);
  g_application_quit(app);
  return G_SOURCE_REMOVE;
}

static void activate(GApplication *app) {
  GtkWidget *window = gtk_application_window_new(GTK_APPLICATION(app));
  list = g_object_new(MB_TYPE_MAIL_LIST, NULL);
  make_texts();
  rows = mb_rows_new(NULL, NULL);
  for (; next_row < count; next_row++)
    add_row(next_row);
  gtk_window_set_child(GTK_WINDOW(window), GTK_WIDGET(list));
  gtk_window_set_default_size(GTK_WINDOW(window), 1150, 700);
  mb_mail_list_set_rows(list, rows);
  mb_mail_list_set_width(list, 1150);
  mb_mail_list_update(list, FALSE);
  gtk_window_present(GTK_WINDOW(window));
  g_timeout_add(STEP_MS, on_step, app);
}

int main(int argc, char **argv) {
  count = argc > 1 ? atoi(argv[1]) : 100000;
  g_autoptr(AdwApplication) app =
      adw_application_new("io.github.miyaburi.ManyRows", G_APPLICATION_NON_UNIQUE);
  g_signal_connect(app, "activate", G_CALLBACK(activate), NULL);
  return g_application_run(G_APPLICATION(app), 1, argv);
}
