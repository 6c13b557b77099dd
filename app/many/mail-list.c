/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail-list.h"

#include "../accessible.h"
#include "../language.h"
#include "columns.h"
#include "words.h"

struct _MbMailList {
  AdwBin parent;
  GtkWidget *tools, *choices, *search, *hide_good, *shown_label, *list_scroll;
  GtkDropDown *verdicts, *sorts;
  GtkStack *list_stack;
  AdwStatusPage *empty;
  MbRows *rows;
  MbList *list;
  GtkWidget *view;
  gboolean running, sorting;
};
G_DEFINE_FINAL_TYPE(MbMailList, mb_mail_list, ADW_TYPE_BIN)

#define BIT(v)   (1u << MB_VERDICT_##v)
#define GOOD     (BIT(LEGITIMATE) | BIT(GENUINE))
#define WARNINGS (BIT(SPOOFED) | BIT(HIJACKED) | BIT(SUSPICIOUS))

static const struct {
  const char *label; /* NULL: the verdict's own word */
  MbVerdict verdict;
  guint bits;
} filters[] = {{N_("All verdicts"), 0, G_MAXUINT},
               {N_("All warnings"), 0, WARNINGS},
               {NULL, MB_VERDICT_SPOOFED, BIT(SPOOFED)},
               {NULL, MB_VERDICT_HIJACKED, BIT(HIJACKED)},
               {NULL, MB_VERDICT_SUSPICIOUS, BIT(SUSPICIOUS)},
               {NULL, MB_VERDICT_UNKNOWN, BIT(UNKNOWN)},
               {NULL, MB_VERDICT_LEGITIMATE, BIT(LEGITIMATE)},
               {NULL, MB_VERDICT_GENUINE, BIT(GENUINE)},
               {N_("Could not be judged"), 0, BIT(ERROR)}};

static const struct {
  const char *label;
  MbSort sort;
  gboolean descending;
} orders[] = {
    {N_("As they came"), MB_SORT_NONE, FALSE}, {N_("Most dangerous first"), MB_SORT_VERDICT, FALSE},
    {N_("Newest first"), MB_SORT_DATE, TRUE},  {N_("Oldest first"), MB_SORT_DATE, FALSE},
    {N_("By sender"), MB_SORT_SENDER, FALSE},  {N_("By subject"), MB_SORT_SUBJECT, FALSE},
    {N_("By file"), MB_SORT_FILE, FALSE},      {N_("By reason"), MB_SORT_REASON, FALSE}};

static void show_state(MbMailList *self) {
  guint shown = self->list ? mb_list_count(self->list) : 0;
  guint all = self->rows ? mb_rows_count(self->rows) : 0;
  g_autofree char *n = mb_many_number(shown), *of = mb_many_number(all);
  g_autofree char *text = shown == all
                              ? mb_many_say(N_("{n} mails"), "n", of, NULL)
                              : mb_many_say(N_("{n} of {all} mails"), "n", n, "all", of, NULL);
  gtk_label_set_text(GTK_LABEL(self->shown_label), text);
  gtk_stack_set_visible_child_name(self->list_stack, shown ? "rows" : "empty");
  adw_status_page_set_title(self->empty, all             ? _("No mail matches")
                                         : self->running ? _("Looking for mails…")
                                                         : _("There are no mails in it"));
  adw_status_page_set_description(
      self->empty, all || self->running
                       ? NULL
                       : _("Mails are files ending in .eml, folders of a mail program, and zip "
                           "archives of them."));
}

/* Another order or filter begins at its top. */
static void to_top(MbMailList *self) {
  GtkScrolledWindow *scroll = GTK_SCROLLED_WINDOW(self->list_scroll);
  gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(scroll), 0);
}

static void on_search(MbMailList *self) {
  to_top(self);
  if (self->list)
    mb_list_set_text(self->list, gtk_editable_get_text(GTK_EDITABLE(self->search)));
}

static void on_verdicts(MbMailList *self) {
  to_top(self);
  guint bits =
      filters[MIN(gtk_drop_down_get_selected(self->verdicts), G_N_ELEMENTS(filters) - 1)].bits;
  if (gtk_check_button_get_active(GTK_CHECK_BUTTON(self->hide_good)))
    bits &= ~GOOD;
  if (self->list)
    mb_list_set_verdicts(self->list, bits);
}

static void on_sorts(MbMailList *self) {
  to_top(self);
  guint i = gtk_drop_down_get_selected(self->sorts);
  if (self->view && !self->sorting && i < G_N_ELEMENTS(orders))
    mb_columns_sort(self->view, orders[i].sort, orders[i].descending);
}

/* Chosen by a click on a column's head: the choice above says so too. */
static void on_sorted(gpointer data) {
  MbMailList *self = data;
  gboolean descending;
  MbSort sort = mb_columns_sorted(self->view, &descending);
  guint same = GTK_INVALID_LIST_POSITION;
  for (guint i = G_N_ELEMENTS(orders); i-- > 0;)
    if (orders[i].sort == sort && orders[i].descending == descending)
      same = i;
  self->sorting = TRUE;
  gtk_drop_down_set_selected(self->sorts, same);
  self->sorting = FALSE;
}

static void on_activate(GtkColumnView *view, guint position, MbMailList *self) {
  g_autoptr(MbListItem) item = g_list_model_get_item(G_LIST_MODEL(self->list), position);
  if (item)
    g_signal_emit_by_name(self, "open", mb_list_item_index(item));
}

void mb_mail_list_set_rows(MbMailList *self, MbRows *rows) {
  g_clear_pointer(&self->rows, mb_rows_unref);
  self->rows = mb_rows_ref(rows);
  g_clear_object(&self->list);
  self->list = mb_list_new(rows);
  self->view = mb_columns_new(self->list, on_sorted, self);
  g_signal_connect_object(self->list, "settled", G_CALLBACK(show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(self->view, "activate", G_CALLBACK(on_activate), self, 0);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(self->list_scroll), self->view);
  mb_mail_list_set_width(self, gtk_widget_get_width(GTK_WIDGET(self)));
  on_search(self);
  on_verdicts(self);
  on_sorts(self);
  show_state(self);
}

void mb_mail_list_update(MbMailList *self, gboolean running) {
  self->running = running;
  mb_list_rows_added(self->list);
  show_state(self);
}

void mb_mail_list_set_width(MbMailList *self, int width) {
  gboolean narrow = width < 760;
  if (self->view)
    mb_columns_set_width(self->view, width);
  gtk_orientable_set_orientation(GTK_ORIENTABLE(self->tools),
                                 narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation(GTK_ORIENTABLE(self->choices), width < 520
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
}

void mb_mail_list_find(MbMailList *self) {
  gtk_widget_grab_focus(self->search);
}

static void on_choice_setup(GtkSignalListItemFactory *factory, GtkListItem *item) {
  gtk_list_item_set_child(
      item, g_object_new(GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
}

static void on_choice_bind(GtkSignalListItemFactory *factory, GtkListItem *item) {
  gtk_label_set_text(GTK_LABEL(gtk_list_item_get_child(item)),
                     gtk_string_object_get_string(gtk_list_item_get_item(item)));
}

/* The chosen word may be cut on a narrow window, those in the list not. */
static void make_narrow(GtkDropDown *drop_down, const char *name) {
  gtk_accessible_update_property(GTK_ACCESSIBLE(gtk_widget_get_first_child(GTK_WIDGET(drop_down))),
                                 GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_autoptr(GtkListItemFactory) whole = g_object_ref(gtk_drop_down_get_factory(drop_down));
  g_autoptr(GtkListItemFactory) cut = gtk_signal_list_item_factory_new();
  g_signal_connect(cut, "setup", G_CALLBACK(on_choice_setup), NULL);
  g_signal_connect(cut, "bind", G_CALLBACK(on_choice_bind), NULL);
  gtk_drop_down_set_list_factory(drop_down, whole);
  gtk_drop_down_set_factory(drop_down, cut);
}

static void fill_choices(MbMailList *self) {
  g_autoptr(GtkStringList) verdicts = gtk_string_list_new(NULL);
  g_autoptr(GtkStringList) sorts = gtk_string_list_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(filters); i++)
    gtk_string_list_append(verdicts, filters[i].label ? _(filters[i].label)
                                                      : mb_many_verdict(filters[i].verdict));
  for (guint i = 0; i < G_N_ELEMENTS(orders); i++)
    gtk_string_list_append(sorts, _(orders[i].label));
  gtk_drop_down_set_model(self->verdicts, G_LIST_MODEL(verdicts));
  gtk_drop_down_set_model(self->sorts, G_LIST_MODEL(sorts));
  make_narrow(self->verdicts, _("Which verdicts"));
  make_narrow(self->sorts, _("Order"));
}

static void finalize(GObject *object) {
  MbMailList *self = MB_MAIL_LIST(object);
  g_clear_pointer(&self->rows, mb_rows_unref);
  g_clear_object(&self->list);
  G_OBJECT_CLASS(mb_mail_list_parent_class)->finalize(object);
}

static void mb_mail_list_class_init(MbMailListClass *class) {
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize;
  g_signal_new("open", MB_TYPE_MAIL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
               G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/miyaburi/Miyaburi/ui/many-list.ui");
  gtk_widget_class_bind_template_child(widget_class, MbMailList, tools);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, choices);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, search);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, hide_good);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, shown_label);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, list_scroll);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, verdicts);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, sorts);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, list_stack);
  gtk_widget_class_bind_template_child(widget_class, MbMailList, empty);
  gtk_widget_class_bind_template_callback(widget_class, on_search);
  gtk_widget_class_bind_template_callback(widget_class, on_verdicts);
  gtk_widget_class_bind_template_callback(widget_class, on_sorts);
}

static void mb_mail_list_init(MbMailList *self) {
  gtk_widget_init_template(GTK_WIDGET(self));
  mb_accessible_tidy(GTK_WIDGET(self));
  fill_choices(self);
}
