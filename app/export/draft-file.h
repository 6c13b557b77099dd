/* The draft that the mail program is given: holds a mail's header, so it does not stay.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Its path, to be freed; the next draft replaces it. */
char *mb_draft_file_write(const char *eml, GError **error);
/* At the start (what a crash left), at the end, and when the user erases what is remembered. */
void mb_draft_file_remove(void);
