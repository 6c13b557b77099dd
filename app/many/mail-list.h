/* The list of mails with search, filter and order above it. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rows.h"

/* Signals: "open" (guint row) when a mail is to be opened whole. */
#define MB_TYPE_MAIL_LIST (mb_mail_list_get_type())
G_DECLARE_FINAL_TYPE(MbMailList, mb_mail_list, MB, MAIL_LIST, AdwBin)

void mb_mail_list_set_rows(MbMailList *self, MbRows *rows);
/* Shows what was added meanwhile; running: there may come more. */
void mb_mail_list_update(MbMailList *self, gboolean running);
void mb_mail_list_set_width(MbMailList *self, int width);
void mb_mail_list_find(MbMailList *self);
