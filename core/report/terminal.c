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

/* A line may not begin with these. */
static gboolean clings(gunichar c) {
  static const gunichar marks[] = {0x3001, 0x3002, 0x300d, 0x300f, 0xff09, 0xff0c, 0xff0e, 0xff1a,
                                   0x30fc, 0x2026, ')',    '.',    ',',    ':',    0x3063, 0x30c3};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (c == marks[i])
      return TRUE;
  return FALSE;
}

/* The next piece that stays together: a word with its blanks, or one wide character. */
static const char *piece_end(const char *p) {
  const char *next = g_utf8_next_char(p);
  if (!g_unichar_iswide(g_utf8_get_char(p)))
    while (*next && *next != ' ' && !g_unichar_iswide(g_utf8_get_char(next)))
      next = g_utf8_next_char(next);
  while (*next && clings(g_utf8_get_char(next)))
    next = g_utf8_next_char(next);
  return next;
}

void mb_terminal_append_wrapped(GString *out, const char *text, guint indent, guint columns) {
  guint at = indent;
  for (const char *p = text; *p;) {
    const char *end = piece_end(p);
    g_autofree char *piece = g_strndup(p, end - p);
    guint width = mb_terminal_width(piece);
    if (at + width > columns && at > indent) {
      g_string_append_printf(out, "\n%*s", (int)indent, "");
      at = indent;
      if (*piece == ' ')
        width--, memmove(piece, piece + 1, strlen(piece));
    }
    mb_terminal_append(out, piece);
    at += width;
    p = end;
  }
}
