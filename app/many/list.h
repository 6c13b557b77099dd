/* The rows as a list model with one selected row. An object is made only for what is on screen; order and
 * filter are worked out in a thread and taken over between two frames.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "order.h"

#define MB_TYPE_LIST_ITEM (mb_list_item_get_type())
G_DECLARE_FINAL_TYPE(MbListItem, mb_list_item, MB, LIST_ITEM, GObject)
/* Stands for a place in the list. Signal "changed": another mail has come there. */
const MbRow *mb_list_item_row(MbListItem *item);
guint mb_list_item_index(MbListItem *item);

/* Signals: "settled" when what was wished for is shown. */
#define MB_TYPE_LIST (mb_list_get_type())
G_DECLARE_FINAL_TYPE(MbList, mb_list, MB, LIST, GObject)

MbList *mb_list_new(MbRows *rows);
/* Shows what was added meanwhile. */
void mb_list_rows_added(MbList *self);
void mb_list_set_text(MbList *self, const char *text);
void mb_list_set_verdicts(MbList *self, guint verdicts);
void mb_list_set_sort(MbList *self, MbSort sort, gboolean descending);
guint mb_list_count(MbList *self); /* rows that the filter lets through */
