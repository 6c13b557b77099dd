/* From bytes to lines that a text view can lay out: a line of a megabyte would hold up the window.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-text.h"

#define HEAD       (512 * 1024)
#define AROUND     2048
#define MAX_SHOWN  (1024 * 1024)
#define LINE_BYTES 400

typedef struct {
  gsize from, to;
} Range;

/* A line on screen: the bytes it shows, and at which character it begins. */
typedef struct {
  gsize from, to;
  int chars;
} Line;

struct _MbSourceText {
  GBytes *mail;
  GString *text;
  int chars;
  GArray *lines; /* Line, ascending */
};

/* One character of the mail as it is shown; gives its length in bytes. */
static gsize append_char(GString *out, const char *p, gsize left) {
  gunichar c = g_utf8_get_char_validated(p, left);
  gboolean valid = c != (gunichar)-1 && c != (gunichar)-2 && *p;
  if (!valid)
    g_string_append_printf(out, "\\x%02X", (guchar)*p);
  else if (c == '\t')
    g_string_append_c(out, '\t');
  else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || mb_is_bidi_control(c) || mb_is_invisible(c) ||
           c == 0x2028 || c == 0x2029)
    g_string_append_printf(out, "«U+%04X»", c);
  else
    g_string_append_unichar(out, c);
  return valid ? g_utf8_skip[(guchar)*p] : 1;
}

static int shown_chars(const char *data, gsize from, gsize to, gsize end) {
  g_autoptr(GString) out = g_string_new(NULL);
  while (from < to)
    from += append_char(out, data + from, end - from);
  return g_utf8_strlen(out->str, out->len);
}

/* Up to the line end, or as much of it as fits a line on screen. */
static gsize append_line(MbSourceText *s, const char *data, gsize at, gsize end) {
  const char *nl = memchr(data + at, '\n', end - at);
  gsize stop = nl ? (gsize)(nl - data) : end, from = at, before = s->text->len;
  gsize limit = MIN(stop, at + LINE_BYTES);
  while (at < limit && !(data[at] == '\r' && at + 1 == stop))
    at += append_char(s->text, data + at, stop - at);
  if (at + 1 == stop && data[at] == '\r')
    at++;
  gboolean whole = at >= stop;
  gsize next = whole && nl ? stop + 1 : at;
  g_array_append_val(s->lines, ((Line){from, next, s->chars}));
  g_string_append(s->text, whole ? "\n" : "↩\n");
  s->chars += g_utf8_strlen(s->text->str + before, s->text->len - before);
  return next;
}

static void append_gap(MbSourceText *s, gsize bytes) {
  g_autofree char *size = g_format_size_full(bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text = g_strdup_printf("\n⋯ %s ⋯\n\n", size);
  g_string_append(s->text, text);
  s->chars += g_utf8_strlen(text, -1);
}

static int by_start(gconstpointer a, gconstpointer b) {
  const Range *x = a, *y = b;
  return x->from < y->from ? -1 : x->from > y->from;
}

/* The head and the surroundings of evidence, sorted. */
static GArray *wanted(const MbReport *report, gsize size) {
  GArray *ranges = g_array_new(FALSE, FALSE, sizeof(Range));
  g_array_append_val(ranges, ((Range){0, MIN(size, HEAD)}));
  for (guint i = 0; i < report->findings->len; i++) {
    const MbReportFinding *f = report->findings->pdata[i];
    for (guint k = 0; f->evidence && k < f->evidence->len; k++) {
      const MbReportEvidence *e = &g_array_index(f->evidence, MbReportEvidence, k);
      if (e->offset < HEAD || (guint64)e->offset >= size)
        continue;
      gsize from = e->offset - MIN(e->offset, AROUND);
      gsize to = MIN(size, e->offset + MIN(e->length, AROUND) + AROUND);
      g_array_append_val(ranges, ((Range){from, to}));
    }
  }
  g_array_sort(ranges, by_start);
  return ranges;
}

/* A window in the middle begins at a line, when one begins near. */
static gsize line_start(const char *data, gsize at, gsize done) {
  for (gsize i = at; i > done && i + 1000 > at; i--)
    if (data[i - 1] == '\n')
      return i;
  while (at < done + 4 && (data[at] & 0xc0) == 0x80)
    at++;
  return at;
}

MbSourceText *mb_source_text_new(GBytes *mail, const MbReport *report) {
  MbSourceText *s = g_new0(MbSourceText, 1);
  gsize size, done = 0, shown = 0;
  const char *data = g_bytes_get_data(mail, &size);
  s->mail = g_bytes_ref(mail);
  s->text = g_string_sized_new(MIN(size, HEAD) + 1024);
  s->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_autoptr(GArray) ranges = wanted(report, size);
  for (guint i = 0; i < ranges->len && shown < MAX_SHOWN; i++) {
    Range r = g_array_index(ranges, Range, i);
    gsize at = r.from <= done ? done : line_start(data, r.from, done);
    if (at > done)
      append_gap(s, at - done);
    for (shown += r.to > at ? r.to - at : 0; at < r.to; done = at)
      at = append_line(s, data, at, size);
  }
  if (done < size)
    append_gap(s, size - done);
  return s;
}

void mb_source_text_free(MbSourceText *source) {
  g_bytes_unref(source->mail);
  g_string_free(source->text, TRUE);
  g_array_unref(source->lines);
  g_free(source);
}

const char *mb_source_text_get(const MbSourceText *source, gsize *len) {
  *len = source->text->len;
  return source->text->str;
}

/* The line that shows the byte; NULL when none does. */
static const Line *line_of(const MbSourceText *s, gsize byte) {
  guint low = 0, high = s->lines->len;
  while (low < high) {
    guint mid = (low + high) / 2;
    const Line *line = &g_array_index(s->lines, Line, mid);
    if (byte < line->from)
      high = mid;
    else if (byte >= line->to)
      low = mid + 1;
    else
      return line;
  }
  return NULL;
}

gboolean mb_source_text_find(const MbSourceText *s, gint64 offset, guint64 length, int *from,
                             int *to) {
  gsize size;
  const char *data = g_bytes_get_data(s->mail, &size);
  const Line *first = offset >= 0 && (guint64)offset < size ? line_of(s, offset) : NULL;
  if (!first || length == 0)
    return FALSE;
  gsize end = offset + MIN(length, size - offset);
  const Line *last = line_of(s, end - 1);
  if (!last)
    last = first, end = first->to;
  *from = first->chars + shown_chars(data, first->from, offset, size);
  *to = last->chars + shown_chars(data, last->from, end, size);
  gboolean more = last + 1 < (const Line *)s->lines->data + s->lines->len;
  *to = MIN(*to, (more ? last[1].chars : s->chars) - 1); /* line ends are not drawn */
  return *to > *from;
}
