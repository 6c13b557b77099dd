/* The raw header scanner. One pass, line by line; a field is closed when the next one opens. Odd
 * spellings become candidates because mail programs disagree on them, and an attacker picks the
 * spelling that the filter reads one way and the reader another ("Composition Kills", section 4).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "header-scan.h"

/* Offset just behind the line that begins at from. */
static gsize line_end(MbSlice in, gsize from) {
  const char *nl = memchr(in.data + from, '\n', in.len - from);
  return nl ? (gsize)(nl - in.data) + 1 : in.len;
}

static gsize without_line_end(MbSlice in, gsize start, gsize end) {
  if (end > start && in.data[end - 1] == '\n')
    end--;
  while (end > start && in.data[end - 1] == '\r')
    end--;
  return end;
}

static gboolean has_blank_fold(MbSlice value) {
  const char *p = value.data, *end = value.data + value.len;
  while ((p = memchr(p, '\n', end - p))) {
    for (p++; p < end && (*p == ' ' || *p == '\t' || *p == '\r');)
      p++;
    if (p == end || *p == '\n')
      return TRUE;
  }
  return FALSE;
}

static void append_inner(MbHeaderScan *s, MbHeader *h) {
  gboolean bare = mb_header_has_bare_cr(h->raw);
  if (bare)
    h->odd |= MB_ODD_BARE_CR;
  gboolean folded = memchr(h->value.data, '\n', h->value.len) != NULL;
  if (folded && has_blank_fold(h->value))
    h->odd |= MB_ODD_BLANK_FOLD;
  mb_header_append(s, h, s->open_limited);
  if (folded)
    mb_header_add_pseudo(s, h);
  if (bare)
    mb_header_add_bare_cr(s, h->raw);
}

static void close_open(MbHeaderScan *s) {
  if (!s->has_open)
    return;
  s->has_open = FALSE;
  const char *d = s->in.data;
  gsize end = without_line_end(s->in, s->colon + 1, s->open_end);
  MbSlice spelled = mb_slice(d + s->open, s->colon - s->open);
  MbHeader h = {0};
  h.name = mb_slice_trim(spelled);
  h.value = mb_slice(d + s->colon + 1, end - s->colon - 1);
  h.raw = mb_slice(d + s->open, s->open_end - s->open);
  h.odd = mb_header_bytes_odd(h.raw);
  h.candidate = mb_header_name_quality(h.name) != MB_NAME_PROPER;
  h.id = h.candidate ? mb_header_lookup_dirty(h.name) : mb_header_lookup(h.name);
  if (spelled.len && mb_is_blank(spelled.data[0]))
    h.odd |= MB_ODD_BLANK_BEFORE_NAME, h.candidate = TRUE;
  const char *after = h.name.data + h.name.len;
  if (after < d + s->colon) {
    gboolean fold = memchr(after, '\n', d + s->colon - after) != NULL;
    h.odd |= fold ? MB_ODD_FOLD_BEFORE_COLON : MB_ODD_BLANK_BEFORE_COLON, h.candidate = TRUE;
  }
  append_inner(s, &h);
}

/* "From" alone, and the colon opens the next line (" : x"). Gives the colon's place or G_MAXSIZE.
 */
static gsize colon_on_next_line(const MbHeaderScan *s, gsize name_end, gsize next) {
  if (next >= s->in.len || (s->in.data[next] != ' ' && s->in.data[next] != '\t'))
    return G_MAXSIZE;
  gsize p = next;
  while (p < s->in.len && (s->in.data[p] == ' ' || s->in.data[p] == '\t'))
    p++;
  return p < s->in.len && s->in.data[p] == ':' ? p : G_MAXSIZE;
}

/* Opens a field at this line, if it is one. */
static gboolean open_field(MbHeaderScan *s, gsize start, gsize end) {
  const char *d = s->in.data;
  gsize stop = without_line_end(s->in, start, end);
  const char *colon = memchr(d + start, ':', stop - start);
  gsize at = colon ? (gsize)(colon - d) : G_MAXSIZE;
  gsize name_end = colon ? at : stop;
  if (!mb_header_name_quality(mb_slice_trim(mb_slice(d + start, name_end - start))))
    return FALSE;
  if (!colon) {
    at = colon_on_next_line(s, name_end, end);
    if (at == G_MAXSIZE)
      return FALSE;
    end = line_end(s->in, at);
    s->out->n_lines++;
  }
  s->open = start;
  s->open_end = end;
  s->colon = at;
  s->has_open = TRUE;
  s->open_limited = s->limited;
  s->garbage = G_MAXSIZE;
  return TRUE;
}

static void garbage_line(MbHeaderScan *s, gsize start, gsize end) {
  close_open(s);
  if (s->garbage == G_MAXSIZE)
    s->garbage = start;
  s->out->garbage = MIN(s->out->garbage, start);
  s->out->odd |=
      MB_ODD_GARBAGE_LINE | mb_header_bytes_odd(mb_slice(s->in.data + start, end - start));
  MbSlice line = mb_slice(s->in.data + start, end - start);
  if (mb_header_has_bare_cr(line)) {
    s->out->odd |= MB_ODD_BARE_CR;
    mb_header_add_bare_cr(s, line);
  }
}

static void check_limits(MbHeaderScan *s, gsize first, gsize end) {
  if (s->limited || (s->out->n_lines < MB_MAX_HEADER_LINES && end - first <= MB_MAX_HEADER_BLOCK))
    return;
  s->limited = TRUE;
  s->out->odd |= MB_ODD_CUT;
}

/* One line of the block; returns the offset of the next. */
static gsize take_line(MbHeaderScan *s, gsize first, gsize start, gsize end) {
  char c = s->in.data[start];
  gboolean continuation = (c == ' ' || c == '	') && s->has_open;
  if (!continuation)
    close_open(s);
  check_limits(s, first, end);
  s->out->n_lines++;
  if (continuation) {
    s->open_end = end;
    return end;
  }
  if (open_field(s, start, end))
    return s->open_end;
  garbage_line(s, start, end);
  return end;
}

/* A BOM and empty lines in front of the first field hide the whole block from some readers. */
static gsize skip_front(MbHeaderScan *s) {
  gsize at = 0;
  if (s->in.len >= 3 && memcmp(s->in.data, "\xef\xbb\xbf", 3) == 0) {
    s->out->odd |= MB_ODD_BOM;
    at = 3;
  }
  gsize p = at;
  while (p < s->in.len && (s->in.data[p] == '\r' || s->in.data[p] == '\n'))
    p++;
  if (p == at || p == s->in.len)
    return at;
  gsize end = line_end(s->in, p);
  const char *colon = memchr(s->in.data + p, ':', end - p);
  if (!colon ||
      mb_header_name_quality(mb_slice(s->in.data + p, colon - s->in.data - p)) != MB_NAME_PROPER)
    return at;
  s->out->odd |= MB_ODD_GARBAGE_LINE;
  return p;
}

static void finish(MbHeaderScan *s, gsize first, gsize last, gboolean blank_line) {
  close_open(s);
  if (s->garbage != G_MAXSIZE) {
    /* Text right behind the fields: the body, though no empty line says so. */
    s->out->odd |= MB_ODD_NO_BLANK_LINE;
    s->out->body = last = s->garbage;
  } else if (!blank_line && last > first) {
    /* Headers only: no body at all is common (saved headers) and no sign of anything. */
    s->out->body = s->in.len;
  }
  s->out->bytes = mb_slice(s->in.data + first, last - first);
}

MbHeaders *mb_headers_scan(MbSlice bytes) {
  MbHeaders *out = g_new0(MbHeaders, 1);
  out->fields = g_array_sized_new(FALSE, FALSE, sizeof(MbHeader), 64);
  out->garbage = G_MAXSIZE;
  MbHeaderScan s = {.in = bytes, .out = out, .colon = G_MAXSIZE, .garbage = G_MAXSIZE};
  if (!bytes.data)
    s.in = mb_slice("", 0);
  gsize first = skip_front(&s), at = first;
  gboolean blank = FALSE;
  while (at < s.in.len && !blank) {
    gsize end = line_end(s.in, at);
    if (without_line_end(s.in, at, end) == at) {
      blank = TRUE;
      out->body = end;
      break;
    }
    at = take_line(&s, first, at, end);
  }
  finish(&s, first, at, blank);
  return out;
}

void mb_headers_free(MbHeaders *headers) {
  if (!headers)
    return;
  g_array_unref(headers->fields);
  g_free(headers);
}

const MbHeader *mb_headers_get(const MbHeaders *headers, MbHeaderId id, guint nth) {
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->id == id && !h->candidate && nth-- == 0)
      return h;
  }
  return NULL;
}

const MbHeader *mb_headers_get_named(const MbHeaders *headers, const char *name, guint nth) {
  gsize len = strlen(name);
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->name.len == len && !h->candidate && mb_slice_is(h->name, name) && nth-- == 0)
      return h;
  }
  return NULL;
}

guint mb_headers_count(const MbHeaders *headers, MbHeaderId id) {
  guint n = 0;
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    n += h->id == id && !h->candidate;
  }
  return n;
}

MbSlice mb_header_unfold(const MbHeader *header, MbArena *arena) {
  MbSlice v = mb_slice_trim(header->value);
  if (!memchr(v.data, '\n', v.len) && !memchr(v.data, '\r', v.len) && !memchr(v.data, 0, v.len))
    return mb_arena_slice(arena, v);
  char *p = mb_arena_alloc(arena, v.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < v.len; i++)
    if (v.data[i] != '\n' && v.data[i] != '\r' && v.data[i] != 0)
      p[n++] = v.data[i];
  return mb_slice(p, n);
}
