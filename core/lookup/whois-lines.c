/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "whois-lines.h"

#define MAX_KEY 60

static MbSlice take_line(MbSlice *rest) {
  const char *nl = memchr(rest->data, '\n', rest->len);
  gsize n = nl ? (gsize)(nl - rest->data) : rest->len;
  MbSlice line = mb_slice(rest->data, n);
  rest->data += n + (nl != NULL);
  rest->len -= n + (nl != NULL);
  return line;
}

/* "a. [Domain Name]   EXAMPLE.CO.JP" and "[Registrant]   …" (JPRS, JPNIC). */
static gboolean read_bracketed(MbSlice s, MbWhoisLine *line) {
  if (s.len > 3 && g_ascii_islower(s.data[0]) && s.data[1] == '.' && s.data[2] == ' ')
    s = mb_slice(s.data + 3, s.len - 3);
  const char *close = s.len && s.data[0] == '[' ? memchr(s.data, ']', s.len) : NULL;
  if (!close || close - s.data > MAX_KEY * 3)
    return FALSE;
  line->key = mb_slice_trim(mb_slice(s.data + 1, close - s.data - 1));
  line->value = mb_slice_trim(mb_slice(close + 1, s.data + s.len - close - 1));
  line->bracketed = TRUE;
  return TRUE;
}

/* "key: value", "Key   : value". A value may hold colons, a key no dot or bracket. */
static gboolean read_colon(MbSlice s, MbWhoisLine *line) {
  const char *colon = s.len ? memchr(s.data, ':', s.len) : NULL;
  if (!colon || colon == s.data || colon - s.data > MAX_KEY)
    return FALSE;
  line->key = mb_slice_trim(mb_slice(s.data, colon - s.data));
  line->value = mb_slice_trim(mb_slice(colon + 1, s.data + s.len - colon - 1));
  return !memchr(line->key.data, '.', line->key.len) && !memchr(line->key.data, '[', line->key.len);
}

gboolean mb_whois_next(MbSlice *rest, MbWhoisLine *line) {
  while (rest->len) {
    MbSlice raw = take_line(rest), s = mb_slice_trim(raw);
    *line = (MbWhoisLine){0};
    if (!s.len || s.data[0] == '%' || s.data[0] == '#' || s.data[0] == '>')
      continue;
    if (read_bracketed(s, line) || read_colon(s, line))
      return TRUE;
    if (mb_is_blank(raw.data[0])) {
      line->value = s;
      line->continuation = TRUE;
      return TRUE;
    }
  }
  return FALSE;
}
