/* Stamps that a receiving server or a list puts on a signed mail: a tag in front of the Subject, a
 * footer below the body. Few and bounded guesses, tried only when a signature with a present key
 * fails. SPDX-License-Identifier: GPL-3.0-or-later */
#include "dkim.h"

#define MAX_TAG    32
#define MAX_TAGS   2
#define MAX_FOOTER 4096
#define MAX_CUTS   4
#define MIN_RULE   10 /* characters of a footer's dividing line */

static gboolean is_spam_word(MbSlice word) {
  static const char *const words[] = {"s",    "spam",           "spam?",         "*spam*",
                                      "junk", "suspected spam", "possible spam", "probable spam"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (mb_slice_is(word, words[i]))
      return TRUE;
  return FALSE;
}

/* "[tag]", "{tag}" or "***tag***" at p: its length, 0 = none. */
static gsize tag_length(const char *p, const char *end, gboolean *spam) {
  gsize stars = 0;
  while (p + stars < end && p[stars] == '*' && stars < MAX_TAG)
    stars++;
  char close = p < end && *p == '[' ? ']' : p < end && *p == '{' ? '}' : '*';
  gsize open = close == '*' ? stars : 1;
  if (p == end || (close == '*' && stars < 3))
    return 0;
  gsize room = MIN((gsize)(end - p) - open, MAX_TAG);
  const char *stop = memchr(p + open, close, room);
  if (!stop || stop == p + open)
    return 0;
  MbSlice word = mb_slice(p + open, (gsize)(stop - p) - open);
  for (gsize i = 0; i < word.len; i++)
    if ((guchar)word.data[i] < 0x20 || word.data[i] == '=')
      return 0;
  *spam = is_spam_word(word);
  if (close != '*')
    return (gsize)(stop + 1 - p);
  while (stop < end && *stop == '*')
    stop++;
  return *spam ? (gsize)(stop - p) : 0;
}

static gsize blanks(const char *p, const char *end) {
  gsize n = 0;
  while (p + n < end && mb_is_blank(p[n]))
    n++;
  return n;
}

static gsize reply_prefix(const char *p, const char *end) {
  static const char *const prefixes[] = {"Re:", "Fwd:", "Fw:"};
  for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
    if (mb_slice_has_prefix(mb_slice(p, (gsize)(end - p)), prefixes[i]))
      return strlen(prefixes[i]) + blanks(p + strlen(prefixes[i]), end);
  return 0;
}

/* Ways: one tag off, two tags off; if there is none in front, the same behind "Re:". */
MbSlice mb_dkim_unstamp_subject(MbArena *arena, MbSlice raw, guint nth, gboolean *spam) {
  const char *end = raw.data + raw.len, *colon = memchr(raw.data, ':', raw.len);
  gboolean one = FALSE;
  if (!colon || nth >= MAX_TAGS)
    return MB_SLICE_NONE;
  const char *start = colon + 1 + blanks(colon + 1, end);
  if (!tag_length(start, end, &one))
    start += reply_prefix(start, end);
  const char *p = start;
  *spam = TRUE;
  for (guint i = 0; i <= nth; i++) {
    gsize len = tag_length(p, end, &one);
    if (!len)
      return MB_SLICE_NONE;
    *spam &= one;
    p += len;
    p += blanks(p, end - 1);
  }
  gsize before = (gsize)(start - raw.data), after = (gsize)(end - p);
  char *copy = mb_arena_alloc(arena, before + after);
  memcpy(copy, raw.data, before);
  memcpy(copy + before, p, after);
  return mb_slice(copy, before + after);
}

/* A line of one repeated character, as footers have on top, or a signature's "-- ". */
static gboolean is_rule(const char *p, const char *end) {
  while (end > p && mb_is_blank(end[-1]))
    end--;
  if (end - p == 2)
    return p[0] == '-' && p[1] == '-';
  if (end - p < MIN_RULE || !strchr("_-=*~#", *p) || !*p)
    return FALSE;
  for (const char *q = p; q < end; q++)
    if (*q != *p)
      return FALSE;
  return TRUE;
}

MbSlice mb_dkim_cut_footer(MbSlice body, guint nth) {
  const char *start = body.data, *line_end = start + body.len;
  const char *low = body.len > MAX_FOOTER ? line_end - MAX_FOOTER : start;
  if (nth >= MAX_CUTS || !body.len)
    return MB_SLICE_NONE;
  while (line_end > low) {
    const char *nl = line_end - 1 > low ? memrchr(low, '\n', (gsize)(line_end - 1 - low)) : NULL;
    const char *line = nl ? nl + 1 : low;
    if ((line > low || low == start) && is_rule(line, line_end) && nth-- == 0)
      return mb_slice(start, (gsize)(line - start));
    line_end = line;
  }
  return MB_SLICE_NONE;
}
