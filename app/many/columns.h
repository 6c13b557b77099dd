/* The list of mails on screen: which columns, by the room there is. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "list.h"

/* Sorts list when a column's head is clicked; then calls changed. */
GtkWidget *mb_columns_new(MbList *list, void (*changed)(gpointer data), gpointer data);
/* Two columns on a narrow window, three or six on wider ones. */
void mb_columns_set_width(GtkWidget *view, int width);
/* Sorts the list and marks the column, where there is one. */
void mb_columns_sort(GtkWidget *view, MbSort sort, gboolean descending);
/* What it is sorted by now, whichever way it was chosen. */
MbSort mb_columns_sorted(GtkWidget *view, gboolean *descending);
