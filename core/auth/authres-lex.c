/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authres-lex.h"

char mb_auth_lex_peek(const MbAuthLex *lex) {
  return lex->rest.len && !lex->broken ? lex->rest.data[0] : 0;
}

static void advance(MbAuthLex *lex, gsize n) {
  lex->rest.data += n;
  lex->rest.len -= n;
}

gboolean mb_auth_lex_take(MbAuthLex *lex, char c) {
  if (mb_auth_lex_peek(lex) != c || !c)
    return FALSE;
  advance(lex, 1);
  return TRUE;
}

static void skip_comment(MbAuthLex *lex) {
  guint depth = 0;
  for (gsize i = 0; i < lex->rest.len; i++) {
    char c = lex->rest.data[i];
    if (c == '\\')
      i++;
    else if (c == '(')
      depth++;
    else if (c == ')' && --depth == 0) {
      advance(lex, i + 1);
      return;
    }
  }
  lex->broken = TRUE;
}

void mb_auth_lex_skip(MbAuthLex *lex) {
  lex->skipped = FALSE;
  for (char c; (c = mb_auth_lex_peek(lex)) && (mb_is_blank(c) || c == '(');) {
    lex->skipped = TRUE;
    if (c == '(')
      skip_comment(lex);
    else
      advance(lex, 1);
  }
  if (mb_auth_lex_peek(lex) == ')')
    lex->broken = TRUE;
}

MbSlice mb_auth_lex_word(MbAuthLex *lex, const char *stop) {
  gsize n = 0;
  while (n < lex->rest.len) {
    char c = lex->rest.data[n];
    if (c == ')' || c == 0)
      lex->broken = TRUE;
    if (lex->broken || mb_is_blank(c) || c == ';' || c == '(' || strchr(stop, c))
      break;
    n++;
  }
  MbSlice word = mb_slice(lex->rest.data, n);
  advance(lex, n);
  return word;
}

static MbSlice unescape(MbArena *arena, MbSlice s) {
  if (!s.len || !memchr(s.data, '\\', s.len))
    return s;
  char *out = mb_arena_strndup(arena, s.data, s.len);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++) {
    if (s.data[i] == '\\' && i + 1 < s.len)
      i++;
    out[n++] = s.data[i];
  }
  out[n] = 0;
  return mb_slice(out, n);
}

/* Length of the quoted string at the front, both quotes counted; 0 = it never ends. */
static gsize quoted_length(MbSlice s) {
  for (gsize i = 1; i < s.len && s.data[i]; i++) {
    if (s.data[i] == '\\')
      i++;
    else if (s.data[i] == '"')
      return i + 1;
  }
  return 0;
}

MbSlice mb_auth_lex_value(MbArena *arena, MbAuthLex *lex, gboolean *quoted) {
  *quoted = mb_auth_lex_peek(lex) == '"';
  if (!*quoted)
    return mb_auth_lex_word(lex, "");
  const char *start = lex->rest.data;
  gsize n = quoted_length(lex->rest);
  if (!n) {
    lex->broken = TRUE;
    return MB_SLICE_NONE;
  }
  advance(lex, n);
  MbSlice tail = mb_auth_lex_word(lex, "");
  if (tail.len) /* "local part"@domain keeps its quotes */
    return mb_slice(start, n + tail.len);
  return unescape(arena, mb_slice(start + 1, n - 2));
}

void mb_auth_lex_to_semicolon(MbAuthLex *lex) {
  for (char c; (mb_auth_lex_skip(lex), c = mb_auth_lex_peek(lex)) && c != ';';) {
    gsize n = c == '"' ? quoted_length(lex->rest) : 0;
    if (n)
      advance(lex, n);
    else if (c == '"')
      lex->broken = TRUE;
    else
      mb_auth_lex_word(lex, "\"");
  }
}

MbSlice mb_auth_lower(MbArena *arena, MbSlice s) {
  char *copy = mb_arena_strndup(arena, s.data, s.len);
  for (gsize i = 0; i < s.len; i++)
    copy[i] = g_ascii_tolower(copy[i]);
  return mb_slice(copy, s.len);
}
