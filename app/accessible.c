/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accessible.h"

#include <gtksourceview/gtksource.h>

#include "language.h"

/* In the place of a label that the toolkit points at: with both, the name is read twice. */
static void name(gpointer widget, const char *text) {
  if (!text || !*text)
    return;
  gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_reset_relation(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* Buttons of GTK and libadwaita that are a sign only, with no tooltip or an untranslated one. */
static const char *sign_name(GtkWidget *button) {
  static const struct {
    const char *icon, *name;
  } signs[] = {
      {"go-previous-symbolic", N_("Back")},
      {"edit-find-symbolic", N_("Search")},
      {"window-close-symbolic", N_("Close")},
  };
  GtkWidget *child = gtk_widget_get_first_child(button);
  if (GTK_IS_LABEL(child))
    return gtk_label_get_text(GTK_LABEL(child));
  const char *icon = GTK_IS_IMAGE(child) ? gtk_image_get_icon_name(GTK_IMAGE(child)) : NULL;
  for (guint i = 0; icon && i < G_N_ELEMENTS(signs); i++)
    if (g_str_equal(signs[i].icon, icon))
      return _(signs[i].name);
  return NULL;
}

/* A button with a text has it as its own name and as its label's: read twice, once with the
 * underscore of its key. One with a sign only has its tooltip. */
static void name_button(GtkButton *button) {
  const char *sign = sign_name(GTK_WIDGET(button));
  if (gtk_button_get_label(button))
    gtk_accessible_reset_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  else
    name(button, sign ? sign : gtk_widget_get_tooltip_text(GTK_WIDGET(button)));
}

static void name_row(GtkWidget *row) {
  g_autoptr(GString) text = g_string_new(adw_preferences_row_get_title(ADW_PREFERENCES_ROW(row)));
  if (adw_preferences_row_get_use_underline(ADW_PREFERENCES_ROW(row)))
    g_string_replace(text, "_", "", 0);
  const char *title = text->str;
  name(row, title);
  GtkWidget *widget =
      ADW_IS_ACTION_ROW(row) ? adw_action_row_get_activatable_widget(ADW_ACTION_ROW(row)) : NULL;
  if (widget && !GTK_IS_BUTTON(widget)) /* the row points a button at its title already */
    name(widget, title);
  if (GTK_IS_EDITABLE(row))
    name(gtk_editable_get_delegate(GTK_EDITABLE(row)), title);
}

/* The list inside a group or an unfolding row is named as what it is in. */
static const char *title_around(GtkWidget *list) {
  GtkWidget *row = gtk_widget_get_ancestor(list, ADW_TYPE_EXPANDER_ROW);
  GtkWidget *group = gtk_widget_get_ancestor(list, ADW_TYPE_PREFERENCES_GROUP);
  const char *title = row     ? adw_preferences_row_get_title(ADW_PREFERENCES_ROW(row))
                      : group ? adw_preferences_group_get_title(ADW_PREFERENCES_GROUP(group))
                              : NULL;
  return title && *title ? title : _("List");
}

void mb_accessible_tidy(GtkWidget *root) {
  if (GTK_IS_MENU_BUTTON(root) && !gtk_widget_get_tooltip_text(root)) {
    name(root, _("Menu"));
    name(gtk_widget_get_first_child(root), _("Menu"));
  }
  if (GTK_IS_BUTTON(root))
    name_button(GTK_BUTTON(root));
  else if (GTK_IS_SEARCH_ENTRY(root))
    name(root, _("Search"));
  else if (ADW_IS_PREFERENCES_ROW(root))
    name_row(root);
  else if (GTK_IS_LIST_BOX(root) || GTK_IS_LIST_VIEW(root))
    name(root, title_around(root));
  else if (GTK_IS_TEXT_VIEW(root) && !GTK_SOURCE_IS_VIEW(root))
    name(root, _("Text"));
  else if (GTK_IS_SCROLLED_WINDOW(root))
    name(root, _("Scrolling area"));
  GtkWidget *child = gtk_widget_get_first_child(root);
  for (; child; child = gtk_widget_get_next_sibling(child))
    mb_accessible_tidy(child);
}
