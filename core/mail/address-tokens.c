/* An address field cut into tokens the way Thunderbird does it, with all its corner cases: a
 * backslash hides the next character wherever it stands, quoted strings hold encoded-words, and
 * nested comments are one. Source: jsmime, getHeaderTokens; RFC 5322 section 3.2.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "address-text.h"

#include "rfc2047-words.h"

typedef struct {
  MbArena *arena;
  MbSlice text;
  GArray *tokens;
  guint flags;
  gsize start;          /* of the open token, G_MAXSIZE = none */
  char quote;           /* '"' or ']' inside such a token */
  guint depth;          /* of comments */
  gsize no_word_before; /* no encoded-word begins between the place looked at and this one */
} Lexer;

static void add(Lexer *x, MbTokenKind kind, MbSlice text, gsize start, gsize end, guint words) {
  MbToken token = {.kind = kind, .text = text, .start = start, .end = end, .word_flags = words};
  token.encoded = (words & MB_WORD_ENCODED) != 0;
  if (words & MB_WORD_CONTROL)
    x->flags |= MB_ADDR_CONTROL;
  g_array_append_val(x->tokens, token);
}

static void add_delimiter(Lexer *x, char c, gsize at) {
  MbToken token = {.kind = MB_TOKEN_DELIMITER, .delimiter = c, .start = at, .end = at + 1};
  g_array_append_val(x->tokens, token);
}

static MbSlice unescape(MbArena *arena, MbSlice s) {
  if (!memchr(s.data, '\\', s.len))
    return s;
  char *out = mb_arena_alloc(arena, s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++) {
    if (s.data[i] == '\\' && ++i == s.len)
      break;
    out[n++] = s.data[i];
  }
  return mb_slice(out, n);
}

static MbSlice decode_words(Lexer *x, MbSlice s, guint *words) {
  if (mb_slice_trim(s).len == 0)
    return mb_slice(s.data, 0);
  if (!g_strstr_len(s.data, s.len, "=?"))
    return s;
  g_autoptr(GString) out = g_string_sized_new(s.len);
  mb_rfc2047_words(x->arena, s, out, words, NULL);
  x->flags |= mb_address_look(mb_slice(out->str, out->len));
  MbSlice copy = mb_slice(mb_arena_strndup(x->arena, out->str, out->len), out->len);
  return mb_address_clean(x->arena, copy);
}

/* Ends the open atom, quoted string or literal before end. */
static void close_token(Lexer *x, MbTokenKind kind, gsize end) {
  if (x->start == G_MAXSIZE)
    return;
  gsize from = x->start + (kind == MB_TOKEN_QUOTED), to = MAX(end, from);
  MbSlice s = mb_slice(x->text.data + from, to - from);
  guint words = 0;
  if (kind == MB_TOKEN_QUOTED) {
    x->flags |= mb_address_look(s);
    s = decode_words(x, s, &words);
  }
  s = mb_address_clean(x->arena, unescape(x->arena, s));
  add(x, kind, s, x->start, end + (kind == MB_TOKEN_QUOTED), words);
  x->start = G_MAXSIZE;
}

/* The end of the run of encoded-words that begins at from, blanks between them included. */
static gsize words_end(Lexer *x, gsize from) {
  gsize end = from;
  MbEncodedWord word;
  for (gsize at = from; mb_rfc2047_word_at(x->text, at, &word);) {
    end = at = at + word.len;
    while (at < x->text.len && mb_is_blank(x->text.data[at]))
      at++;
  }
  return end;
}

/* Thunderbird looks for the next word anywhere behind a "=?" and then takes as many characters from
 * here as that word is long; so must we. Gives how many, 0 = there is no word. */
static gsize words_length(Lexer *x, gsize from) {
  MbEncodedWord word;
  if (mb_rfc2047_word_at(x->text, from, &word))
    return words_end(x, from) - from;
  gsize at = MAX(from, x->no_word_before);
  while (at < x->text.len && !mb_rfc2047_word_at(x->text, at, &word))
    at++;
  x->no_word_before = at;
  if (at >= x->text.len)
    return 0;
  gsize begin = at;
  while (begin > from && mb_is_blank(x->text.data[begin - 1]))
    begin--;
  return words_end(x, at) - begin;
}

static gboolean take_words(Lexer *x, gsize *i) {
  gsize n = words_length(x, *i);
  if (n == 0)
    return FALSE;
  n = MIN(n, x->text.len - *i);
  while (*i + n < x->text.len && ((guchar)x->text.data[*i + n] & 0xc0) == 0x80)
    n++; /* never inside a character */
  close_token(x, MB_TOKEN_ATOM, *i);
  guint words = 0;
  MbSlice s = decode_words(x, mb_slice(x->text.data + *i, n), &words);
  add(x, MB_TOKEN_WORDS, s, *i, *i + n, words);
  *i += n;
  return TRUE;
}

static void open_token(Lexer *x, gsize at) {
  if (x->start == G_MAXSIZE)
    x->start = at;
}

/* Parentheses: only the outermost pair is a delimiter. */
static void take_parenthesis(Lexer *x, char c, gsize at) {
  gboolean outer;
  if (c == '(') {
    outer = ++x->depth == 1;
  } else {
    x->depth -= x->depth > 0;
    outer = x->depth == 0;
  }
  if (outer) {
    close_token(x, MB_TOKEN_ATOM, at);
    add_delimiter(x, c, at);
  } else {
    open_token(x, at);
  }
}

static void take_char(Lexer *x, char c, gsize at) {
  if (mb_is_blank(c)) {
    close_token(x, MB_TOKEN_ATOM, at);
  } else if (x->depth == 0 && c && strchr(":,;<>@", c)) {
    close_token(x, MB_TOKEN_ATOM, at);
    add_delimiter(x, c, at);
  } else if (c == '"' || c == '[') {
    close_token(x, MB_TOKEN_ATOM, at);
    x->quote = c == '"' ? '"' : ']';
    x->start = at;
  } else if (c == '(' || c == ')') {
    take_parenthesis(x, c, at);
  } else {
    open_token(x, at);
  }
}

static void finish(Lexer *x) {
  if (x->start == G_MAXSIZE && x->depth == 0)
    return;
  if (x->quote || x->depth)
    x->flags |= MB_ADDR_SYNTAX;
  if (x->start == G_MAXSIZE)
    return;
  /* an unclosed quoted string is not decoded, but it is unquoted */
  if (x->quote == '"')
    x->start++;
  close_token(x, MB_TOKEN_ATOM, x->text.len);
}

GArray *mb_address_tokens(MbArena *arena, MbSlice text, guint *flags) {
  Lexer x = {.arena = arena, .text = text, .start = G_MAXSIZE};
  x.tokens = g_array_sized_new(FALSE, FALSE, sizeof(MbToken), 16);
  for (gsize i = 0; i < text.len;) {
    char c = text.data[i];
    if (c == '\\') {
      if (!x.quote && !x.depth)
        x.flags |= MB_ADDR_SYNTAX;
      i++;
      if (i < text.len)
        i += g_utf8_skip[(guchar)text.data[i]];
    } else if (x.quote) {
      if (c == x.quote) {
        close_token(&x, c == '"' ? MB_TOKEN_QUOTED : MB_TOKEN_LITERAL, i + (c == ']'));
        x.quote = 0;
      }
      i++;
    } else if (c != '=' || i + 1 >= text.len || text.data[i + 1] != '?' || !take_words(&x, &i)) {
      take_char(&x, c, i);
      i++;
    }
  }
  finish(&x);
  *flags |= x.flags;
  return x.tokens;
}
