/* A letter to the mail provider when somebody sends with the user's password: a draft to look at and copy,
 * nothing here sends it. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/* bounces: of the summary. mailbox: the user's address, or NULL. In the window's language. Free with
 * g_free. */
char *mb_enquiry_text(json_t *bounces, const char *mailbox);
