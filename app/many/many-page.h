/* The tab of many mails: progress, list, and what they have in common.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define MB_TYPE_MANY_PAGE (mb_many_page_get_type())
G_DECLARE_FINAL_TYPE(MbManyPage, mb_many_page, MB, MANY_PAGE, AdwBin)

/* title: what was opened; paths: local, NULL-ended. */
MbManyPage *mb_many_page_new(const char *title, const char *const *paths);
void mb_many_page_start(MbManyPage *self);
void mb_many_page_cancel(MbManyPage *self);
GActionGroup *mb_many_page_actions(MbManyPage *self);
const char *const *mb_many_page_paths(MbManyPage *self);
const char *mb_many_page_title(MbManyPage *self);
