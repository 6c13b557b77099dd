/* Addresses that stand written out in plain text, found as mail programs do when they make them
 * clickable. SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#define MAX_HOST 2048 /* bytes looked at for the end of a host: four times the longest possible */

static gboolean is_word(char c) {
  return g_ascii_isalnum(c) || c == '_';
}

/* "http://" and the like, or "www.": the length of what gives it away, 0 = none. */
static gsize mark_length(MbSlice s) {
  static const char *const marks[] = {"http://", "https://", "ftp://", "www."};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (mb_slice_has_prefix(s, marks[i]))
      return strlen(marks[i]);
  return 0;
}

static gboolean ends_url(char c) {
  return (guchar)c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"' || c == '`';
}

/* Japanese goes on right behind an address without a blank: "https://a.example を" is as common as
 * "https://a.exampleを". A host may be Japanese itself, but not when it has been complete before.
 */
static gsize host_length(MbSlice s) {
  gsize n = 0, first = 0;
  gboolean dot_behind = FALSE;
  s.len = MIN(s.len, MAX_HOST);
  while (n < s.len && !ends_url(s.data[n]) && !strchr("/?#\\", s.data[n])) {
    if ((s.data[n] & 0x80) && !first)
      first = n;
    else if (s.data[n] == '.' && first)
      dot_behind = TRUE;
    n++;
  }
  gboolean complete = first && g_ascii_isalnum(s.data[first - 1]) && memchr(s.data, '.', first);
  return first && complete && !dot_behind ? first : n;
}

static gsize path_length(MbSlice s) {
  gsize n = 0;
  while (n < s.len && !ends_url(s.data[n]) && !(s.data[n] & 0x80))
    n++;
  return n;
}

/* Punctuation of the sentence around it; a closing bracket only when none opens inside. */
static gsize without_tail(MbSlice s) {
  gsize open = 0, close = 0;
  for (gsize i = 0; i < s.len; i++) {
    open += s.data[i] == '(';
    close += s.data[i] == ')';
  }
  while (s.len && strchr(".,;:!?'\"*)]}|", s.data[s.len - 1])) {
    if (s.data[s.len - 1] == ')') {
      if (close <= open)
        break;
      close--;
    }
    s.len--;
  }
  return s.len;
}

static MbSlice url_at(MbSlice s, gsize mark) {
  gsize scheme = mark == 4 ? 0 : mark;
  MbSlice rest = mb_slice(s.data + scheme, s.len - scheme);
  gsize host = host_length(rest), n = host;
  if (host < rest.len && !(rest.data[host] & 0x80))
    n += path_length(mb_slice(rest.data + host, rest.len - host));
  return mb_slice(s.data, without_tail(mb_slice(s.data, scheme + n)));
}

void mb_text_find_links(MbArena *arena, MbSlice utf8, GArray *links) {
  for (gsize i = 0; i < utf8.len && links->len < MB_MAX_LINKS_KEPT; i++) {
    char c = utf8.data[i] | 0x20;
    if ((c != 'h' && c != 'f' && c != 'w') || (i && is_word(utf8.data[i - 1])))
      continue;
    MbSlice rest = mb_slice(utf8.data + i, utf8.len - i);
    gsize mark = mark_length(rest);
    if (!mark)
      continue;
    MbSlice url = url_at(rest, mark);
    if (url.len <= mark)
      continue;
    MbHtmlLink link = {
        .place = MB_PLACE_TEXT, .url = url, .text = url, .offset = i, .length = url.len};
    g_array_append_val(links, link);
    i += url.len - 1;
  }
}
