/* A terminal as a sink: nothing that comes from a mail can move the cursor, colour text or become a
 * link. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* C0, C1 and DEL as \x1b, bytes that are no UTF-8 likewise, http(s):// as hxxp(s)://. */
void mb_terminal_append(GString *out, const char *text);
/* Our own words padded to columns (wide characters count two). */
void mb_terminal_append_padded(GString *out, const char *text, guint columns);
/* Our own words over several lines of at most columns, each but the first indented. */
void mb_terminal_append_wrapped(GString *out, const char *text, guint indent, guint columns);
guint mb_terminal_width(const char *text);
