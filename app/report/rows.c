/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include "../accessible.h"
#include "../language.h"

#define MAX_WORD                                                                                   \
  300 /* bytes; Japanese, which has no blanks, reaches it too and breaks anywhere anyhow */
#define MAX_SHORT 400 /* bytes */
#define PIECE     8
/* Else GTK measures the least width with one letter a line. */
#define LEAST_CHARS 12
#define AT_ONCE     4
#define BEFORE_MORE 20

char *mb_say(const MbSentence *sentence) {
  return mb_say_in(sentence, mb_words());
}

GtkWidget *mb_row_new(const char *title, const char *subtitle) {
  return g_object_new(ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines",
                      0, "title", title, "subtitle", subtitle ? subtitle : "", "activatable", FALSE,
                      NULL);
}

/* Breaking between words takes Pango quadratic time where a text has none: 0.4 s for 2,000 letters. */
static PangoWrapMode wrap_mode(const char *text) {
  guint run = 0;
  for (const char *p = text; *p && run <= MAX_WORD; p++)
    run = *p == ' ' || *p == '\n' ? 0 : run + 1;
  return run > MAX_WORD ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR;
}

static void insert(PangoAttrList *list, PangoAttribute *attribute, guint from, guint to) {
  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert(list, attribute);
}

/* A hyphen where a line breaks would look like a part of the address. And: Pango shapes anew for every
 * place where a line might end, and the whole run of letters each time: long texts are cut into pieces, by
 * a letter spacing of nought or a thousandth, with no line's end inside. The text itself stays as it is,
 * also when it is copied. */
static PangoAttrList *breaks(const char *text) {
  PangoAttrList *list = pango_attr_list_new();
  insert(list, pango_attr_insert_hyphens_new(FALSE), 0, G_MAXUINT);
  if (strlen(text) <= MAX_SHORT)
    return list;
  const char *start = text;
  gboolean odd = FALSE;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    if (*p == ' ' || *p == '\n') {
      start = p + 1;
    } else if (p - start >= PIECE) {
      insert(list, pango_attr_allow_breaks_new(FALSE), start - text, p - text);
      insert(list, pango_attr_letter_spacing_new(odd), start - text, p - text);
      odd = !odd;
      start = p;
    }
  }
  return list;
}

GtkWidget *mb_text_label(const char *text, const char *style_class) {
  GtkWidget *label =
      g_object_new(GTK_TYPE_LABEL, "label", text, "use-markup", FALSE, "use-underline", FALSE,
                   "wrap", TRUE, "wrap-mode", wrap_mode(text), "natural-wrap-mode",
                   GTK_NATURAL_WRAP_NONE, "width-chars", MIN(g_utf8_strlen(text, -1), LEAST_CHARS),
                   "xalign", 0.0, "selectable", TRUE, "hexpand", TRUE, NULL);
  g_autoptr(PangoAttrList) attributes = breaks(text);
  gtk_label_set_attributes(GTK_LABEL(label), attributes);
  if (style_class)
    gtk_widget_add_css_class(label, style_class);
  return label;
}

static void append(GtkWidget *grid, GtkWidget *widget) {
  gtk_grid_attach_next_to(GTK_GRID(grid), widget, NULL, GTK_POS_RIGHT, 1, 1);
}

GtkWidget *mb_side_by_side(guint spacing, GtkWidget *first, GtkWidget *second) {
  GtkWidget *grid = gtk_grid_new();
  gtk_grid_set_column_spacing(GTK_GRID(grid), spacing);
  append(grid, first);
  if (second)
    append(grid, second);
  return grid;
}

GtkWidget *mb_plain_row(GtkWidget *content, const char *name) {
  gtk_widget_add_css_class(content, "row-content");
  return g_object_new(ADW_TYPE_PREFERENCES_ROW, "use-markup", FALSE, "title", name, "child",
                      content, "activatable", FALSE, NULL);
}

GtkWidget *mb_row_value(const char *label, const char *value) {
  if (!value || !*value)
    return NULL;
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = mb_text_label(label, "caption");
  GtkWidget *text = mb_text_label(value, NULL);
  gtk_label_set_selectable(GTK_LABEL(caption), FALSE);
  gtk_widget_add_css_class(caption, "dim-label");
  gtk_accessible_update_relation(GTK_ACCESSIBLE(text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption,
                                 NULL, -1);
  gtk_box_append(GTK_BOX(box), caption);
  gtk_box_append(GTK_BOX(box), text);
  return mb_plain_row(mb_side_by_side(6, box, NULL), label);
}

void mb_row_add_end(GtkWidget *row, GtkWidget *widget) {
  if (!widget)
    return;
  gtk_widget_set_valign(widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(widget, "flat");
  if (ADW_IS_ACTION_ROW(row))
    adw_action_row_add_suffix(ADW_ACTION_ROW(row), widget);
  else if (row)
    append(gtk_list_box_row_get_child(GTK_LIST_BOX_ROW(row)), widget);
}

static GtkWidget *icon_button(const char *icon, const char *name) {
  GtkWidget *button = gtk_button_new_from_icon_name(icon);
  gtk_widget_set_tooltip_text(button, name);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

typedef struct {
  MbPage *page;
  gint64 offset;
  guint64 length;
} Place;

static void on_place(GtkButton *button, gpointer data) {
  const Place *place = data;
  mb_page_show_place(place->page, place->offset, place->length);
}

static void free_closure(gpointer data, GClosure *closure) {
  g_free(data);
}

GtkWidget *mb_place_button(MbPage *page, gint64 offset, guint64 length) {
  if (offset < 0 || length == 0)
    return NULL;
  GtkWidget *button = icon_button("mb-source-symbolic", _("Show in the raw mail"));
  Place *place = g_new(Place, 1);
  *place = (Place){page, offset, length};
  g_signal_connect_data(button, "clicked", G_CALLBACK(on_place), place, free_closure, 0);
  return button;
}

static void on_copy(GtkWidget *button, gpointer text) {
  gdk_clipboard_set_text(gtk_widget_get_clipboard(button), text);
  GtkWidget *page = gtk_widget_get_ancestor(button, MB_TYPE_PAGE);
  if (page)
    mb_page_tell(MB_PAGE(page), _("Copied."));
}

GtkWidget *mb_copy_button(const char *text, const char *name) {
  GtkWidget *button = icon_button("edit-copy-symbolic", name);
  g_signal_connect_data(button, "clicked", G_CALLBACK(on_copy), g_strdup(text), free_closure, 0);
  return button;
}

typedef struct {
  AdwPreferencesGroup *group;
  const MbReport *report;
  MbPage *page;
  guint n, next, stop;
  MbMakeRow make;
  GtkWidget *more;
  guint ticks;
} Filling;

static void fill_on(Filling *f);

static void on_more(GtkWidget *row, Filling *f) {
  fill_on(f);
}

static void show_more_row(Filling *f) {
  if (!f->more) {
    f->more = g_object_ref_sink(mb_row_new("", NULL));
    gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(f->more), TRUE);
    g_signal_connect(f->more, "activated", G_CALLBACK(on_more), f);
  }
  g_autofree char *title = g_strdup_printf(_("Show more (%u left)"), f->n - f->next);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(f->more), title);
  adw_preferences_group_add(f->group, f->more);
  mb_accessible_tidy(f->more);
}

/* A few rows a frame: laying out many texts at once would hold up the window. */
static gboolean fill_some(GtkWidget *group, GdkFrameClock *clock, gpointer data) {
  Filling *f = data;
  guint stop = MIN(f->stop, f->next + AT_ONCE);
  for (; f->next < stop; f->next++) {
    GtkWidget *row = f->make(f->report, f->next, f->page);
    if (!row)
      continue;
    adw_preferences_group_add(f->group, row);
    mb_accessible_tidy(row);
  }
  if (f->next < f->stop)
    return G_SOURCE_CONTINUE;
  if (f->next < f->n)
    show_more_row(f);
  f->ticks = 0;
  return G_SOURCE_REMOVE;
}

static void fill_on(Filling *f) {
  if (f->ticks)
    return;
  if (f->more && gtk_widget_get_parent(f->more))
    adw_preferences_group_remove(f->group, f->more);
  f->stop = MIN(f->n, f->next + BEFORE_MORE);
  if (fill_some(GTK_WIDGET(f->group), NULL, f))
    f->ticks = gtk_widget_add_tick_callback(GTK_WIDGET(f->group), fill_some, f, NULL);
}

static void filling_free(gpointer data) {
  Filling *f = data;
  g_clear_object(&f->more);
  g_free(f);
}

void mb_fill_group(AdwPreferencesGroup *group, const MbReport *report, MbPage *page, guint n,
                   MbMakeRow make) {
  Filling *f = g_new0(Filling, 1);
  *f = (Filling){.group = group, .report = report, .page = page, .n = n, .make = make};
  g_object_set_data_full(G_OBJECT(group), "filling", f, filling_free);
  fill_on(f);
}
