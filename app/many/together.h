/* The tabs beside the list: what the mails have in common. Made anew when they are looked at and more mails
 * came meanwhile. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "feed.h"
#include "views.h"

typedef struct _MbTogether MbTogether;

/* In stack there are AdwBin pages named notices, campaigns and figures. open: a mail chosen in one of
 * them. owner outlives it. */
MbTogether *mb_together_new(GtkStack *stack, MbOpenMail open, gpointer owner);
void mb_together_free(MbTogether *self);
/* After each look at the feed; ended: no more mails will come. Nothing is made for what nobody sees. */
void mb_together_update(MbTogether *self, MbFeed *feed, guint done, gboolean ended);
