/* The one escape function of the terminal sink. SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <string.h>

static gboolean is_unsafe(gunichar c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static gboolean starts_link(const char *p) {
  return g_ascii_strncasecmp(p, "http://", 7) == 0 || g_ascii_strncasecmp(p, "https://", 8) == 0;
}

void mb_terminal_append(GString *out, const char *text) {
  for (const char *p = text ? text : ""; *p;) {
    gunichar c = g_utf8_get_char_validated(p, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
      g_string_append_printf(out, "\\x%02x", (guchar)*p++);
    } else if (is_unsafe(c)) {
      g_string_append_printf(out, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
      p = g_utf8_next_char(p);
    } else if (starts_link(p)) {
      g_string_append(out, "hxxp");
      p += 4;
    } else {
      const char *next = g_utf8_next_char(p);
      g_string_append_len(out, p, next - p);
      p = next;
    }
  }
}

guint mb_terminal_width(const char *text) {
  guint width = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return width;
}

void mb_terminal_append_padded(GString *out, const char *text, guint columns) {
  guint width = mb_terminal_width(text);
  g_string_append(out, text);
  for (; width < columns; width++)
    g_string_append_c(out, ' ');
}
