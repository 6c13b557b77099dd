/* JSON text, written fast and safely: both forms of the report (wire and public) are written with
 * these. Strings must be valid UTF-8. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/* g_string_append_len without its checks: these are most of a report's cost. */
static inline void mb_put(GString *out, const char *data, gsize len) {
  if (G_UNLIKELY(out->len + len + 1 > out->allocated_len)) {
    g_string_append_len(out, data, len);
    return;
  }
  memcpy(out->str + out->len, data, len);
  out->len += len;
  out->str[out->len] = '\0';
}

#define mb_put_literal(out, text) mb_put((out), (text), sizeof(text) - 1)

static inline void mb_put_char(GString *out, char c) {
  mb_put(out, &c, 1);
}

/* The first byte from p on that a JSON string cannot hold as it is (control, quote, backslash, DEL),
 * or end. */
const char *mb_json_next_escape(const char *p, const char *end);
/* NULL gives null. */
void mb_json_string(GString *out, const char *text);
void mb_json_int(GString *out, gint64 n);
void mb_json_uint(GString *out, guint64 n);
/* ,"name": — without the comma directly after "{". */
void mb_json_name(GString *out, const char *name);
void mb_json_comma(GString *out); /* unless out ends in "[" or "{" */
