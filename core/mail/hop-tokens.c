/* Cuts a Received line into words, comments and its date (RFC 5321 section 4.4, RFC 5322 section
 * 3.2.2). No recursion, and an unclosed "(" is a character like any other.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hop-parts.h"

/* The cost of looking for a ")" that never comes is paid this often at most. */
#define MAX_UNCLOSED 4
#define MAX_LINE     (16 * 1024)

/* Index behind the ")" that closes the "(" at at, or 0. */
static gsize comment_end(MbSlice s, gsize at) {
  guint depth = 0;
  for (gsize i = at; i < s.len; i++) {
    if (s.data[i] == '\\')
      i++;
    else if (s.data[i] == '(')
      depth++;
    else if (s.data[i] == ')' && --depth == 0)
      return i + 1;
  }
  return 0;
}

static gsize word_end(MbSlice s, gsize at, gboolean comments) {
  for (gsize i = at; i < s.len; i++)
    if (mb_is_blank(s.data[i]) || s.data[i] == ';' || (comments && s.data[i] == '(' && i > at))
      return i;
  return s.len;
}

static void add(MbHopTokens *out, gboolean comment, const char *start, gsize len) {
  if (out->n < MB_MAX_HOP_TOKENS)
    out->tokens[out->n++] = (MbHopToken){comment, mb_slice(start, len)};
}

void mb_hop_tokenize(MbSlice s, MbHopTokens *out) {
  guint unclosed = 0;
  guint at_semicolon = G_MAXUINT;
  out->n = 0;
  out->date = MB_SLICE_NONE;
  s.len = MIN(s.len, MAX_LINE);
  for (gsize i = 0; i < s.len;) {
    gboolean comments = unclosed < MAX_UNCLOSED;
    gsize end;
    if (mb_is_blank(s.data[i])) {
      i++;
    } else if (s.data[i] == ';') {
      out->date = mb_slice(s.data + i + 1, s.len - i - 1);
      at_semicolon = out->n;
      i++;
    } else if (s.data[i] == '(' && comments) {
      if ((end = comment_end(s, i)) > 0) {
        add(out, TRUE, s.data + i + 1, end - i - 2);
        i = end;
      } else {
        unclosed++;
        i++;
      }
    } else {
      end = word_end(s, i, comments);
      add(out, FALSE, s.data + i, end - i);
      i = end;
    }
  }
  /* what follows the last ";" is the date, not part of the clauses */
  out->n = MIN(out->n, at_semicolon);
}

gssize mb_slice_find(MbSlice s, const char *word) {
  gsize n = strlen(word);
  if (n == 0 || n > s.len)
    return -1;
  /* both ends, with the bit that tells the cases apart set, rule out nearly every place */
  char first = word[0] | 0x20, last = word[n - 1] | 0x20;
  for (gsize i = 0; i <= s.len - n; i++)
    if ((s.data[i] | 0x20) == first && (s.data[i + n - 1] | 0x20) == last &&
        g_ascii_strncasecmp(s.data + i, word, n) == 0)
      return i;
  return -1;
}
