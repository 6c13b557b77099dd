/* A buffer slides over the file. A separator counts only when it carries a date (or Thunderbird's
 * bare dash) and a header field follows, because "From " begins many a sentence in mboxcl2 and in
 * files of sloppy programs. SPDX-License-Identifier: GPL-3.0-or-later */
#include "mbox.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK    (256 * 1024)
#define MAX_MAIL (50 * 1024 * 1024 + 1)
#define AHEAD    2048 /* what is looked at behind a candidate: its line and the next */
#define MAX_HEAD (64 * 1024)

struct _MbMbox {
  MbMboxRead read;
  gpointer data;
  GByteArray *buffer;
  gsize start; /* of the current mail in buffer */
  gboolean end, failed;
};

MbMbox *mb_mbox_new(MbMboxRead read, gpointer data) {
  MbMbox *mbox = g_new0(MbMbox, 1);
  mbox->read = read;
  mbox->data = data;
  mbox->buffer = g_byte_array_new();
  return mbox;
}

void mb_mbox_free(MbMbox *mbox) {
  g_byte_array_unref(mbox->buffer);
  g_free(mbox);
}

static const char *text(const MbMbox *mbox) {
  return (const char *)mbox->buffer->data;
}

/* Room is made by moving only when at least half of the buffer is done with: linear in all. */
static void drop_done(MbMbox *mbox) {
  if (mbox->start && mbox->start >= mbox->buffer->len / 2) {
    g_byte_array_remove_range(mbox->buffer, 0, mbox->start);
    mbox->start = 0;
  }
}

static gboolean read_block(MbMbox *mbox, GError **error) {
  guint had = mbox->buffer->len;
  g_byte_array_set_size(mbox->buffer, had + BLOCK);
  gssize n = mbox->read(mbox->data, (char *)mbox->buffer->data + had, BLOCK, error);
  g_byte_array_set_size(mbox->buffer, had + MAX(n, 0));
  mbox->failed |= n < 0;
  mbox->end |= n <= 0;
  return n > 0;
}

static gboolean is_name_char(char c) {
  return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static gboolean is_field(const char *p, const char *end) {
  const char *name = p;
  while (p < end && is_name_char(*p))
    p++;
  return p > name && p < end && *p == ':';
}

/* "12:34" and later a year: the date of asctime, in all its variants. */
static gboolean has_date(const char *p, const char *end) {
  gboolean clock = FALSE;
  for (; p + 4 < end; p++) {
    if (g_ascii_isdigit(p[0]) && p[1] == ':' && g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]))
      clock = TRUE;
    else if (clock && p[0] == ' ' && (p[1] == '1' || p[1] == '2') && g_ascii_isdigit(p[2]) &&
             g_ascii_isdigit(p[3]) && g_ascii_isdigit(p[4]))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_bare(const char *p, const char *end) {
  while (p < end && (*p == '-' || *p == ' ' || *p == '\r'))
    p++;
  return p == end;
}

/* p stands at the begin of a line. Some programs write ">From " or a second separator first. */
static gboolean is_separator(const char *p, const char *end) {
  if (end - p < 5 || memcmp(p, "From ", 5) != 0)
    return FALSE;
  const char *stop = end - p > AHEAD ? p + AHEAD : end;
  const char *line = memchr(p, '\n', stop - p);
  if (!line || !(has_date(p + 5, line) || is_bare(p + 5, line)))
    return FALSE;
  const char *next = line + 1;
  return is_field(next, stop) || (stop - next > 6 && memcmp(next, ">From ", 6) == 0);
}

gboolean mb_mbox_looks_like(const char *data, gsize len) {
  return is_separator(data, data + len);
}

/* The byte behind the header block, or 0. */
static gsize head_end(const char *p, gsize len) {
  gsize most = MIN(len, MAX_HEAD);
  for (const char *line = memchr(p, '\n', most); line;
       line = memchr(line + 1, '\n', p + most - line - 1)) {
    const char *next = line + 1;
    if (next < p + most && *next == '\r')
      next++;
    if (next < p + most && *next == '\n')
      return next + 1 - p;
  }
  return 0;
}

static gsize content_length(const char *p, gsize head) {
  static const char name[] = "\nContent-Length:";
  for (const char *line = memchr(p, '\n', head); line && p + head - line > (gssize)sizeof name;
       line = memchr(line + 1, '\n', p + head - line - 1))
    if (g_ascii_strncasecmp(line, name, sizeof name - 1) == 0) {
      char digits[16] = "";
      const char *from = line + sizeof name - 1;
      memcpy(digits, from, MIN(sizeof digits - 1, (gsize)(p + head - from)));
      gint64 n = g_ascii_strtoll(digits, NULL, 10);
      return n > 0 && n < MAX_MAIL ? n : 0;
    }
  return 0;
}

/* Where a mail of this length ends: only when a separator or the file's end is really there, so a
 * wrong or forged length hides no other mail. 0 = do not believe it. */
static gsize counted_end(const char *p, gsize len, gsize at, gboolean end) {
  for (guint blank = 0; blank < 3; blank++) {
    if (at == len && end)
      return at;
    if (at >= len)
      return 0;
    if (is_separator(p + at, p + len))
      return at;
    if (p[at] == '\r' && at + 1 < len)
      at++;
    if (p[at] != '\n')
      return 0;
    at++;
  }
  return 0;
}

static gboolean fill(MbMbox *mbox, gsize need, GError **error) {
  while (mbox->buffer->len - mbox->start < need && !mbox->end)
    if (!read_block(mbox, error))
      break;
  return !mbox->failed;
}

static gsize end_by_length(MbMbox *mbox, GError **error) {
  gsize head = head_end(text(mbox) + mbox->start, mbox->buffer->len - mbox->start);
  gsize length = head ? content_length(text(mbox) + mbox->start, head) : 0;
  if (!length || !fill(mbox, head + length + AHEAD, error))
    return 0;
  return counted_end(text(mbox) + mbox->start, mbox->buffer->len - mbox->start, head + length,
                     mbox->end);
}

/* The next separator from position from on; FALSE with *from moved on when more has to be read. */
static gboolean find_separator(const MbMbox *mbox, gsize *from) {
  const char *p = text(mbox), *end = p + mbox->buffer->len;
  for (;;) {
    const char *hit = memmem(p + *from, end - p - *from, "\nFrom ", 6);
    if (!hit) {
      gsize tail = MIN((gsize)(end - p) - *from, 5);
      *from = end - p - tail;
      return FALSE;
    }
    *from = hit - p;
    if (end - hit < AHEAD && !mbox->end)
      return FALSE;
    if (is_separator(hit + 1, end))
      return TRUE;
    (*from)++;
  }
}

static GBytes *take(MbMbox *mbox, gsize end) {
  gsize len = MIN(end - mbox->start, MAX_MAIL);
  GBytes *mail = g_bytes_new(text(mbox) + mbox->start, len);
  mbox->start = end;
  drop_done(mbox);
  return mail;
}

/* The rest of a mail beyond the limit is read past, not kept. */
static GBytes *take_oversized(MbMbox *mbox, gsize from, GError **error) {
  g_autoptr(GBytes) mail = g_bytes_new(text(mbox) + mbox->start, MAX_MAIL);
  mbox->start = from;
  for (;;) {
    if (find_separator(mbox, &from)) {
      mbox->start = from + 1;
      return g_steal_pointer(&mail);
    }
    mbox->start = from;
    if (mbox->end)
      break;
    drop_done(mbox);
    from = mbox->start;
    read_block(mbox, error);
  }
  mbox->start = mbox->buffer->len;
  return mbox->failed ? NULL : g_steal_pointer(&mail);
}

GBytes *mb_mbox_next(MbMbox *mbox, GError **error) {
  if (mbox->failed || !fill(mbox, MAX_HEAD, error) || mbox->start == mbox->buffer->len)
    return NULL;
  gsize counted = end_by_length(mbox, error);
  if (counted)
    return take(mbox, mbox->start + counted);
  gsize from = mbox->start;
  while (!mbox->failed) {
    if (find_separator(mbox, &from))
      return take(mbox, from + 1);
    if (mbox->end)
      return take(mbox, mbox->buffer->len);
    if (from - mbox->start > MAX_MAIL)
      return take_oversized(mbox, from, error);
    gsize done = mbox->start;
    drop_done(mbox);
    from -= done - mbox->start;
    read_block(mbox, error);
  }
  return NULL;
}
