/* What stays of a subject when numbers, names of recipients and reply marks are left out: copies of a
 * mass mail then have the same. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* NULL when nothing telling is left (less than six letters' bytes). recipient: address or NULL. Free
 * with g_free. */
char *mb_subject_skeleton(const char *subject, const char *recipient);
