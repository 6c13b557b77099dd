/* Text in a cell of a long list. A label lays out its text to know its size, which for the two hundred rows
 * that a view keeps takes several frames' time; this has the height of its lines whatever the text, and
 * lays out only what is painted. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define MB_TYPE_CELL (mb_cell_get_type())
G_DECLARE_FINAL_TYPE(MbCell, mb_cell, MB, CELL, GtkWidget)

/* style_class may be NULL. */
GtkWidget *mb_cell_new(guint lines, const char *style_class);
/* Plain text, cut where there is no room for it; the tooltip has all of it then. */
void mb_cell_set_text(GtkWidget *cell, const char *text);
