/* One mail's tab: being checked, then its report, with the raw mail beside it when asked for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "check.h"

#define MB_TYPE_PAGE (mb_page_get_type())
G_DECLARE_FINAL_TYPE(MbPage, mb_page, MB, PAGE, AdwBin)

MbPage *mb_page_new(MbSubject *subject);
void mb_page_start(MbPage *self);
void mb_page_cancel(MbPage *self);
GActionGroup *mb_page_actions(MbPage *self);
MbSubject *mb_page_subject(MbPage *self); /* owned by the page */
const char *mb_page_title(MbPage *self);
/* What exports work on; NULL while there is none. Owned by the page. */
const MbChecked *mb_page_checked(MbPage *self);
/* A fixed sentence of ours. */
void mb_page_tell(MbPage *self, const char *text);
/* Scrolls the raw mail to this evidence and marks it. */
void mb_page_show_place(MbPage *self, gint64 offset, guint64 length);
/* The reader's act for this report: these full link hosts (char*, copied) are asked for, too, until
 * the mail is checked again. */
void mb_page_resolve_link_hosts(MbPage *self, const char *const *hosts);
