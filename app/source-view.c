/* The text view is made when the raw mail is first asked for, and filled in pieces: neither the
 * first frame nor a click should wait for it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-view.h"

#include <gtksourceview/gtksource.h>

#include "accessible.h"
#include "language.h"
#include "state.h"

#define PIECE (16 * 1024)

struct _MbSourceView {
  AdwBin parent;
  GtkSourceView *view;
  GtkCheckButton *wrap;
  const MbSourceText *source;
  const char *rest; /* still to be inserted */
  gsize left;
  guint filler;
  gint64 mark_offset; /* -1 = none */
  guint64 mark_length;
};
G_DEFINE_FINAL_TYPE(MbSourceView, mb_source_view, ADW_TYPE_BIN)

static GtkTextBuffer *buffer(MbSourceView *self) {
  return gtk_text_view_get_buffer(GTK_TEXT_VIEW(self->view));
}

static void apply_mark(MbSourceView *self) {
  int from, to;
  GtkTextIter start, end;
  if (self->mark_offset < 0 ||
      !mb_source_text_find(self->source, self->mark_offset, self->mark_length, &from, &to))
    return;
  gtk_text_buffer_get_bounds(buffer(self), &start, &end);
  if (gtk_text_iter_get_offset(&end) < to)
    return; /* comes with a later piece */
  gtk_text_buffer_remove_tag_by_name(buffer(self), "evidence", &start, &end);
  gtk_text_buffer_get_iter_at_offset(buffer(self), &start, from);
  gtk_text_buffer_get_iter_at_offset(buffer(self), &end, to);
  gtk_text_buffer_apply_tag_by_name(buffer(self), "evidence", &start, &end);
  gtk_text_buffer_place_cursor(buffer(self), &start);
  gtk_text_view_scroll_to_mark(GTK_TEXT_VIEW(self->view), gtk_text_buffer_get_insert(buffer(self)),
                               0.0, TRUE, 0.0, 0.3);
  self->mark_offset = -1;
}

/* Where Pango breaks a word it would show a hyphen that is not in the mail. */
static void apply_plain(MbSourceView *self) {
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds(buffer(self), &start, &end);
  gtk_text_buffer_apply_tag_by_name(buffer(self), "plain", &start, &end);
}

/* A piece ends with a line. */
static gboolean fill(gpointer data) {
  MbSourceView *self = data;
  GtkTextIter end;
  gsize n = MIN(self->left, PIECE);
  const char *nl = n < self->left ? memrchr(self->rest, '\n', n) : NULL;
  if (nl)
    n = nl + 1 - self->rest;
  gtk_text_buffer_get_end_iter(buffer(self), &end);
  gtk_text_buffer_insert(buffer(self), &end, self->rest, n);
  self->rest += n;
  self->left -= n;
  apply_plain(self);
  apply_mark(self);
  if (self->left)
    return G_SOURCE_CONTINUE;
  self->filler = 0;
  return G_SOURCE_REMOVE;
}

static void stop_filling(MbSourceView *self) {
  if (self->filler)
    g_source_remove(self->filler);
  self->filler = 0;
}

static void follow_theme(MbSourceView *self) {
  gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  GtkSourceStyleScheme *scheme = gtk_source_style_scheme_manager_get_scheme(
      gtk_source_style_scheme_manager_get_default(), dark ? "Adwaita-dark" : "Adwaita");
  gtk_source_buffer_set_style_scheme(GTK_SOURCE_BUFFER(buffer(self)), scheme);
  GtkTextTag *tag =
      gtk_text_tag_table_lookup(gtk_text_buffer_get_tag_table(buffer(self)), "evidence");
  g_object_set(tag, "background", dark ? "#865e00" : "#f9f06b", "foreground",
               dark ? "#ffffff" : "#000000", NULL);
}

static void on_wrap(MbSourceView *self) {
  gboolean wrap = gtk_check_button_get_active(self->wrap);
  gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(self->view), wrap ? GTK_WRAP_CHAR : GTK_WRAP_NONE);
  mb_state_set_int("look", "wrap", wrap);
}

static GtkWidget *new_view(MbSourceView *self) {
  self->view = GTK_SOURCE_VIEW(gtk_source_view_new());
  GtkTextView *text = GTK_TEXT_VIEW(self->view);
  gtk_text_view_set_editable(text, FALSE);
  gtk_text_view_set_monospace(text, TRUE);
  gtk_text_view_set_left_margin(text, 6);
  gtk_text_view_set_top_margin(text, 6);
  gtk_text_view_set_bottom_margin(text, 6);
  gtk_text_view_set_accepts_tab(text, FALSE);
  gtk_source_view_set_show_line_numbers(self->view, FALSE);
  gtk_source_buffer_set_highlight_syntax(GTK_SOURCE_BUFFER(buffer(self)), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets(GTK_SOURCE_BUFFER(buffer(self)), FALSE);
  gtk_text_buffer_set_enable_undo(buffer(self), FALSE);
  gtk_text_buffer_create_tag(buffer(self), "plain", "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_create_tag(buffer(self), "evidence", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("The raw mail"), -1);
  GtkWidget *scroll = gtk_scrolled_window_new();
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), GTK_WIDGET(self->view));
  gtk_widget_set_vexpand(scroll, TRUE);
  gtk_widget_set_size_request(scroll, 300, -1);
  return scroll;
}

static void build(MbSourceView *self) {
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append(GTK_BOX(box), new_view(self));
  self->wrap = GTK_CHECK_BUTTON(gtk_check_button_new_with_mnemonic(_("_Wrap long lines")));
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->wrap), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Wrap long lines"), -1);
  gtk_check_button_set_active(self->wrap, mb_state_get_int("look", "wrap", TRUE));
  gtk_widget_set_margin_start(GTK_WIDGET(self->wrap), 6);
  g_signal_connect_swapped(self->wrap, "toggled", G_CALLBACK(on_wrap), self);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->wrap));
  adw_bin_set_child(ADW_BIN(self), box);
  g_signal_connect_object(adw_style_manager_get_default(), "notify::dark", G_CALLBACK(follow_theme),
                          self, G_CONNECT_SWAPPED);
  on_wrap(self);
  follow_theme(self);
  mb_accessible_tidy(box);
}

void mb_source_view_set_source(MbSourceView *self, const MbSourceText *source) {
  if (source == self->source)
    return;
  if (!self->view)
    build(self);
  stop_filling(self);
  gtk_text_buffer_set_text(buffer(self), "", 0);
  self->source = source;
  self->mark_offset = -1;
  if (!source)
    return;
  self->rest = mb_source_text_get(source, &self->left);
  self->filler = g_idle_add(fill, self);
}

gboolean mb_source_view_mark(MbSourceView *self, gint64 offset, guint64 length) {
  int from, to;
  if (!self->source || !mb_source_text_find(self->source, offset, length, &from, &to))
    return FALSE;
  self->mark_offset = offset;
  self->mark_length = length;
  apply_mark(self);
  return TRUE;
}

static void dispose(GObject *object) {
  stop_filling(MB_SOURCE_VIEW(object));
  G_OBJECT_CLASS(mb_source_view_parent_class)->dispose(object);
}

static void mb_source_view_class_init(MbSourceViewClass *class) {
  G_OBJECT_CLASS(class)->dispose = dispose;
}

static void mb_source_view_init(MbSourceView *self) {
  self->mark_offset = -1;
}
