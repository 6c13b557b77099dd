/* Which rows are shown and in which order: worked out in a thread, handed over whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rows.h"

typedef enum {
  MB_SORT_NONE, /* as they came */
  MB_SORT_VERDICT,
  MB_SORT_SENDER,
  MB_SORT_SUBJECT,
  MB_SORT_DATE,
  MB_SORT_FILE,
  MB_SORT_REASON,
  MB_N_SORTS
} MbSort;

typedef struct {
  MbSort sort;
  gboolean descending;
  guint verdicts; /* bits 1 << MbVerdict that are shown */
  char *text;     /* in sender or subject, as mb_order_fold makes it; NULL = all */
} MbOrderWish;

/* Never changes once made. */
typedef struct {
  guint n, seen; /* seen: how many rows were looked at */
  guint32 *rows;
} MbOrder;

typedef struct {
  guint position, n; /* in the new order */
} MbInserted;

/* Width, case and composition do not count: ＡＢＣ is found by abc. NULL for nothing to look for. */
char *mb_order_fold(const char *text);

MbOrder *mb_order_new(MbRows *rows, guint count, const MbOrderWish *wish,
                      GCancellable *cancellable);
/* old and the rows that came after it; inserted gets MbInserted, from the beginning on. */
MbOrder *mb_order_more(MbRows *rows, guint count, const MbOrderWish *wish, const MbOrder *old,
                       GArray *inserted);
MbOrder *mb_order_ref(MbOrder *order);
void mb_order_unref(MbOrder *order);
