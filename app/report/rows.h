/* Rows of the report. Every text of a mail passes through here, and never as markup.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "../page.h"
#include "../say.h"

/* title and subtitle (may be NULL) are plain text. */
GtkWidget *mb_row_new(const char *title, const char *subtitle);
/* A label and a value that can be selected; NULL when there is no value. */
GtkWidget *mb_row_value(const char *label, const char *value);
/* Plain text in a label that wraps anywhere and can be selected. */
GtkWidget *mb_text_label(const char *text, const char *style_class);
/* A button that shows this place in the raw mail; NULL when there is none. */
GtkWidget *mb_place_button(MbPage *page, gint64 offset, guint64 length);
GtkWidget *mb_copy_button(const char *text, const char *name);
/* Adds a widget at the end of what mb_row_value made. row may be NULL. */
void mb_row_add_end(GtkWidget *row, GtkWidget *widget);
/* Two widgets, second may be NULL, in a grid: a box asks a wrapping text a hundred times how high it is
 * (25 ms for 300 letters). */
GtkWidget *mb_side_by_side(guint spacing, GtkWidget *first, GtkWidget *second);
/* What mb_row_add_end is called on must have a content made by mb_side_by_side. */
GtkWidget *mb_plain_row(GtkWidget *content, const char *name);

/* mb_say_in for the language of the window. Free with g_free. */
char *mb_say(const MbSentence *sentence);

/* n rows, a few at once and the others on demand. make may give NULL. */
typedef GtkWidget *(*MbMakeRow)(const MbReport *report, guint i, MbPage *page);
void mb_fill_group(AdwPreferencesGroup *group, const MbReport *report, MbPage *page, guint n,
                   MbMakeRow make);
