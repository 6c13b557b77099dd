/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns.h"

#include "../language.h"
#include "cell.h"
#include "words.h"

#define NARROW 620
#define MIDDLE 1060

/* Where a column is shown: bits. */
enum { ON_NARROW = 1, ON_MIDDLE = 2, ON_WIDE = 4 };

typedef void (*Fill)(GtkWidget *cell, const MbRow *row);
typedef GtkWidget *(*Make)(void);

static GtkWidget *make_text(void) {
  return mb_cell_new(1, NULL);
}

static GtkWidget *make_sign(void) {
  GtkWidget *image = gtk_image_new();
  gtk_widget_set_valign(image, GTK_ALIGN_CENTER);
  return image;
}

static void fill_sign(GtkWidget *image, const MbRow *row) {
  const char *class[] = {mb_many_class(row->verdict), NULL};
  gtk_image_set_from_icon_name(GTK_IMAGE(image), mb_many_icon(row->verdict));
  gtk_widget_set_css_classes(image, class);
  gtk_widget_set_tooltip_text(image, mb_many_verdict(row->verdict));
  gtk_accessible_update_property(GTK_ACCESSIBLE(image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 mb_many_verdict(row->verdict), -1);
}

static GtkWidget *make_verdict(void) {
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = make_sign();
  gtk_accessible_update_state(GTK_ACCESSIBLE(image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append(GTK_BOX(box), image);
  GtkWidget *word = mb_cell_new(1, NULL);
  gtk_widget_set_hexpand(word, TRUE);
  gtk_box_append(GTK_BOX(box), word);
  return box;
}

static void fill_verdict(GtkWidget *box, const MbRow *row) {
  GtkWidget *image = gtk_widget_get_first_child(box);
  const char *class[] = {mb_many_class(row->verdict), NULL};
  gtk_image_set_from_icon_name(GTK_IMAGE(image), mb_many_icon(row->verdict));
  gtk_widget_set_css_classes(image, class);
  mb_cell_set_text(gtk_widget_get_next_sibling(image), mb_many_verdict(row->verdict));
}

static void fill_sender(GtkWidget *label, const MbRow *row) {
  mb_cell_set_text(label, row->notice ? _("Delivery notice") : row->sender);
}

static void fill_subject(GtkWidget *label, const MbRow *row) {
  mb_cell_set_text(label, row->subject);
}

static void fill_date(GtkWidget *label, const MbRow *row) {
  g_autofree char *date = mb_row_date(row->time);
  mb_cell_set_text(label, date);
}

static void fill_file(GtkWidget *label, const MbRow *row) {
  g_autofree char *file = mb_row_file(row);
  mb_cell_set_text(label, file);
}

static void fill_reason(GtkWidget *label, const MbRow *row) {
  mb_cell_set_text(label, row->reason);
}

/* Beside three lines there is room for as many. */
static GtkWidget *make_reason(void) {
  return mb_cell_new(3, NULL);
}

/* Several lines in one cell: every row has the same, so that all are of the same height. */
static GtkWidget *make_lines(guint n) {
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < n; i++)
    gtk_box_append(GTK_BOX(box), mb_cell_new(1, i == 0 ? "heading" : i > 1 ? "dim-label" : NULL));
  return box;
}

static GtkWidget *make_mail(void) {
  return make_lines(3);
}

static GtkWidget *make_card(void) {
  return make_lines(4);
}

static char *first_line(const MbRow *row) {
  return row->subject && *row->subject ? g_strdup(row->subject) : mb_row_file(row);
}

static void fill_mail(GtkWidget *box, const MbRow *row) {
  g_autofree char *first = first_line(row), *file = mb_row_file(row),
                  *date = mb_row_date(row->time);
  g_autofree char *last =
      *date ? g_strdup_printf("%s · \u2068%s\u2069", date, file) : g_strdup(file);
  GtkWidget *line = gtk_widget_get_first_child(box);
  mb_cell_set_text(line, first);
  line = gtk_widget_get_next_sibling(line);
  fill_sender(line, row);
  line = gtk_widget_get_next_sibling(line);
  mb_cell_set_text(line, last);
  line = gtk_widget_get_next_sibling(line);
  if (line)
    mb_cell_set_text(line, row->reason);
}

static const struct {
  const char *title;
  MbSort sort;
  Make make;
  Fill fill;
  guint shown;
  int width;
  gboolean expand;
} columns[] = {
    {"", MB_SORT_VERDICT, make_sign, fill_sign, ON_NARROW, 44, FALSE},
    {N_("Mail"), MB_SORT_SUBJECT, make_card, fill_mail, ON_NARROW, -1, TRUE},
    {N_("Verdict"), MB_SORT_VERDICT, make_verdict, fill_verdict, ON_MIDDLE | ON_WIDE, 200, FALSE},
    {N_("Mail"), MB_SORT_SUBJECT, make_mail, fill_mail, ON_MIDDLE, -1, TRUE},
    {N_("Sender"), MB_SORT_SENDER, make_text, fill_sender, ON_WIDE, 210, FALSE},
    {N_("Subject"), MB_SORT_SUBJECT, make_text, fill_subject, ON_WIDE, -1, TRUE},
    {N_("Date"), MB_SORT_DATE, make_text, fill_date, ON_WIDE, 145, FALSE},
    {N_("File"), MB_SORT_FILE, make_text, fill_file, ON_WIDE, 150, FALSE},
    {N_("Reason"), MB_SORT_REASON, make_reason, fill_reason, ON_MIDDLE, -1, TRUE},
    {N_("Reason"), MB_SORT_REASON, make_text, fill_reason, ON_WIDE, -1, TRUE},
};

static void on_setup(GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data) {
  GtkWidget *cell = columns[GPOINTER_TO_UINT(data)].make();
  g_object_set_data(G_OBJECT(cell), "column", data);
  gtk_list_item_set_child(item, cell);
}

static void on_changed(MbListItem *row, GtkWidget *cell) {
  guint column = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(cell), "column"));
  columns[column].fill(cell, mb_list_item_row(row));
}

static void on_bind(GtkSignalListItemFactory *factory, GtkListItem *item) {
  MbListItem *row = gtk_list_item_get_item(item);
  GtkWidget *cell = gtk_list_item_get_child(item);
  g_signal_connect(row, "changed", G_CALLBACK(on_changed), cell);
  on_changed(row, cell);
}

static void on_unbind(GtkSignalListItemFactory *factory, GtkListItem *item) {
  g_signal_handlers_disconnect_by_func(gtk_list_item_get_item(item), on_changed,
                                       gtk_list_item_get_child(item));
}

/* GTK 4.8 does not tell which column a view is sorted by. It compares by that column first: asked to
 * compare two items, it calls this, which notes the column and says "smaller"; what comes back tells the
 * direction. No item is ever really compared here, the list sorts itself. */
static int probed;

static int probe(gconstpointer a, gconstpointer b, gpointer sort) {
  if (probed == MB_SORT_NONE)
    probed = GPOINTER_TO_INT(sort);
  return -1;
}

static MbSort clicked(GtkWidget *view, gboolean *descending) {
  GtkSorter *sorter = gtk_column_view_get_sorter(GTK_COLUMN_VIEW(view));
  g_autoptr(GObject) one = g_object_new(G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) other = g_object_new(G_TYPE_OBJECT, NULL);
  probed = MB_SORT_NONE;
  *descending = gtk_sorter_compare(sorter, one, other) == GTK_ORDERING_LARGER;
  return probed;
}

typedef struct {
  MbList *list;
  GtkColumnViewColumn *all[G_N_ELEMENTS(columns)];
  guint shown;
  MbSort sort;
  gboolean descending, marking; /* marking: the heads follow what was chosen, not the reverse */
  void (*changed)(gpointer data);
  gpointer data;
} State;

static State *state_of(GtkWidget *view) {
  return g_object_get_data(G_OBJECT(view), "columns");
}

static void state_free(gpointer data) {
  State *state = data;
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    g_object_unref(state->all[i]);
  g_free(state);
}

static void on_sorter_changed(GtkWidget *view) {
  State *state = state_of(view);
  if (state->marking)
    return;
  state->sort = clicked(view, &state->descending);
  mb_list_set_sort(state->list, state->sort, state->descending);
  state->changed(state->data);
}

static GtkColumnViewColumn *new_column(guint i) {
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
  g_signal_connect(factory, "setup", G_CALLBACK(on_setup), GUINT_TO_POINTER(i));
  g_signal_connect(factory, "bind", G_CALLBACK(on_bind), NULL);
  g_signal_connect(factory, "unbind", G_CALLBACK(on_unbind), NULL);
  const char *title = *columns[i].title ? _(columns[i].title) : "";
  GtkColumnViewColumn *column = gtk_column_view_column_new(title, factory);
  g_autoptr(GtkSorter) sorter =
      GTK_SORTER(gtk_custom_sorter_new(probe, GUINT_TO_POINTER(columns[i].sort), NULL));
  gtk_column_view_column_set_sorter(column, sorter);
  gtk_column_view_column_set_fixed_width(column, columns[i].width);
  gtk_column_view_column_set_expand(column, columns[i].expand);
  gtk_column_view_column_set_resizable(column, columns[i].shown == ON_WIDE);
  return column;
}

GtkWidget *mb_columns_new(MbList *list, void (*changed)(gpointer data), gpointer data) {
  GtkSelectionModel *model = GTK_SELECTION_MODEL(g_object_ref(list));
  GtkWidget *view = gtk_column_view_new(model);
  State *state = g_new0(State, 1);
  *state = (State){.list = list, .changed = changed, .data = data};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    state->all[i] = new_column(i);
  g_object_set_data_full(G_OBJECT(view), "columns", state, state_free);
  gtk_column_view_set_show_row_separators(GTK_COLUMN_VIEW(view), TRUE);
  gtk_accessible_update_property(GTK_ACCESSIBLE(view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Mails"),
                                 -1);
  gtk_accessible_update_property(GTK_ACCESSIBLE(gtk_widget_get_last_child(view)),
                                 GTK_ACCESSIBLE_PROPERTY_LABEL, _("Mails"), -1);
  g_signal_connect_object(gtk_column_view_get_sorter(GTK_COLUMN_VIEW(view)), "changed",
                          G_CALLBACK(on_sorter_changed), view, G_CONNECT_SWAPPED);
  return view;
}

static void mark(GtkWidget *view) {
  State *state = state_of(view);
  GtkColumnViewColumn *column = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    if (columns[i].sort == state->sort && (columns[i].shown & state->shown))
      column = state->all[i];
  state->marking = TRUE;
  gtk_column_view_sort_by_column(GTK_COLUMN_VIEW(view), column,
                                 state->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  state->marking = FALSE;
}

/* Columns come and go: the heads of hidden ones stay on screen in GTK 4.8. */
void mb_columns_set_width(GtkWidget *view, int width) {
  State *state = state_of(view);
  guint shown = width < NARROW ? ON_NARROW : width < MIDDLE ? ON_MIDDLE : ON_WIDE;
  if (shown == state->shown)
    return;
  state->marking = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    if (columns[i].shown & state->shown)
      gtk_column_view_remove_column(GTK_COLUMN_VIEW(view), state->all[i]);
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    if (columns[i].shown & shown)
      gtk_column_view_append_column(GTK_COLUMN_VIEW(view), state->all[i]);
  state->shown = shown;
  mark(view);
}

void mb_columns_sort(GtkWidget *view, MbSort sort, gboolean descending) {
  State *state = state_of(view);
  state->sort = sort;
  state->descending = descending;
  mark(view);
  mb_list_set_sort(state->list, sort, descending);
}

MbSort mb_columns_sorted(GtkWidget *view, gboolean *descending) {
  *descending = state_of(view)->descending;
  return state_of(view)->sort;
}
