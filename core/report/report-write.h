/* JSON text, written fast and safely: both forms of the report (wire and public) are written with
 * these. Strings must be valid UTF-8. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* NULL gives null. */
void mb_json_string(GString *out, const char *text);
void mb_json_int(GString *out, gint64 n);
void mb_json_uint(GString *out, guint64 n);
/* ,"name": — without the comma directly after "{". */
void mb_json_name(GString *out, const char *name);
void mb_json_comma(GString *out); /* unless out ends in "[" or "{" */
