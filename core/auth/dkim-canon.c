/* Canonicalisation (RFC 6376 section 3.4) in one pass over the raw bytes. Where a line needs no
 * change it is handed on whole; memchr finds the places that do.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dkim.h"

typedef struct {
  MbSha256 *hash;
  gsize left;  /* bytes that still count, by l= */
  gsize total; /* canonical bytes so far */
  gsize blank; /* empty lines held back: at the end of the body they do not count */
} Sink;

static void put(Sink *sink, const char *data, gsize len) {
  gsize counted = MIN(len, sink->left);
  mb_sha256_add(sink->hash, data, counted);
  sink->left -= counted;
  sink->total += len;
}

static gboolean is_wsp(char c) {
  return c == ' ' || c == '\t';
}

/* Runs of blanks become one, from the first blank on. */
static void put_squeezed(Sink *sink, const char *p, const char *end) {
  char line[1024];
  while (p < end) {
    gsize n = 0;
    while (p < end && n < sizeof line) {
      gboolean blank = is_wsp(*p);
      line[n++] = blank ? ' ' : *p;
      p++;
      if (blank)
        while (p < end && is_wsp(*p))
          p++;
    }
    put(sink, line, n);
  }
}

static void put_relaxed(Sink *sink, const char *p, const char *end) {
  const char *blank = memchr(p, ' ', (gsize)(end - p));
  const char *tab = memchr(p, '\t', (gsize)((blank ? blank : end) - p));
  const char *first = tab ? tab : blank ? blank : end;
  put(sink, p, (gsize)(first - p));
  put_squeezed(sink, first, end);
}

static void put_line(Sink *sink, const char *p, const char *end, gboolean relaxed) {
  if (relaxed)
    while (end > p && is_wsp(end[-1]))
      end--;
  if (p == end) {
    sink->blank++;
    return;
  }
  for (; sink->blank; sink->blank--)
    put(sink, "\r\n", 2);
  if (relaxed)
    put_relaxed(sink, p, end);
  else
    put(sink, p, (gsize)(end - p));
  put(sink, "\r\n", 2);
}

void mb_dkim_hash_body(MbSlice body, gboolean relaxed, gint64 limit, guint8 digest[static 32],
                       gsize *length) {
  Sink sink = {mb_sha256_new(), limit < 0 ? G_MAXSIZE : (gsize)limit, 0, 0};
  const char *p = body.data, *end = p + body.len;
  while (p < end) {
    const char *nl = memchr(p, '\n', (gsize)(end - p)), *stop = nl ? nl : end;
    if (nl && stop > p && stop[-1] == '\r')
      stop--;
    put_line(&sink, p, stop, relaxed);
    p = nl ? nl + 1 : end;
  }
  if (sink.total == 0 && !relaxed) /* section 3.4.3: an empty body is one CRLF */
    put(&sink, "\r\n", 2);
  mb_sha256_finish(sink.hash, digest);
  *length = sink.total;
}

/* ---- header fields ---- */

static void hash_simple(MbSha256 *hash, MbSlice raw) {
  const char *p = raw.data, *end = p + raw.len;
  while (p < end) {
    const char *nl = memchr(p, '\n', (gsize)(end - p)), *stop = nl ? nl : end;
    if (nl && stop > p && stop[-1] == '\r')
      stop--;
    mb_sha256_add(hash, p, (gsize)(stop - p));
    mb_sha256_add(hash, "\r\n", nl ? 2 : 0);
    p = nl ? nl + 1 : end;
  }
}

typedef struct {
  MbSha256 *hash;
  gsize n;
  char bytes[1024];
} Line;

static void put_byte(Line *line, char c) {
  if (line->n == sizeof line->bytes) {
    mb_sha256_add(line->hash, line->bytes, line->n);
    line->n = 0;
  }
  line->bytes[line->n++] = c;
}

/* Name in lower case, blanks around the colon and at the end gone, folds undone, runs of blanks
 * one blank; without final line end (section 3.4.2). */
static void hash_relaxed(MbSha256 *hash, MbSlice raw) {
  const char *p = raw.data, *end = p + raw.len, *colon = memchr(p, ':', raw.len);
  gboolean blank = FALSE, started = FALSE;
  Line line;
  line.hash = hash;
  line.n = 0;
  if (!colon)
    return;
  MbSlice name = mb_slice_trim(mb_slice(p, (gsize)(colon - p)));
  for (gsize i = 0; i < name.len; i++)
    put_byte(&line, g_ascii_tolower(name.data[i]));
  put_byte(&line, ':');
  for (p = colon + 1; p < end; p++) {
    if (mb_is_blank(*p)) {
      blank |= is_wsp(*p);
      continue;
    }
    if (blank && started)
      put_byte(&line, ' ');
    blank = FALSE;
    started = TRUE;
    put_byte(&line, *p);
  }
  mb_sha256_add(hash, line.bytes, line.n);
}

void mb_dkim_hash_field(MbSha256 *hash, MbSlice raw, gboolean relaxed) {
  if (relaxed)
    hash_relaxed(hash, raw);
  else
    hash_simple(hash, raw);
  if (relaxed || raw.len == 0 || raw.data[raw.len - 1] != '\n')
    mb_sha256_add(hash, "\r\n", 2);
}

/* Where the value of the b= tag stands in the raw field; the first one, duplicates were refused. */
static MbSlice find_b(MbSlice raw) {
  const char *colon = memchr(raw.data, ':', raw.len), *end = raw.data + raw.len;
  for (const char *p = colon ? colon + 1 : end; p < end;) {
    const char *stop = memchr(p, ';', (gsize)(end - p));
    const char *tag_end = stop ? stop : end;
    const char *equals = memchr(p, '=', (gsize)(tag_end - p));
    if (equals &&
        mb_slice_equal(mb_slice_trim(mb_slice(p, (gsize)(equals - p))), MB_SLICE_LIT("b")))
      return mb_slice(equals + 1, (gsize)(tag_end - equals - 1));
    p = stop ? stop + 1 : end;
  }
  return mb_slice(end, 0);
}

void mb_dkim_hash_own_field(MbArena *arena, MbSha256 *hash, MbSlice raw, gboolean relaxed) {
  while (raw.len && (raw.data[raw.len - 1] == '\n' || raw.data[raw.len - 1] == '\r'))
    raw.len--;
  MbSlice b = find_b(raw);
  gsize before = (gsize)(b.data - raw.data), after = raw.len - before - b.len;
  char *copy = mb_arena_alloc(arena, raw.len + 1);
  memcpy(copy, raw.data, before);
  memcpy(copy + before, b.data + b.len, after);
  if (relaxed)
    hash_relaxed(hash, mb_slice(copy, before + after));
  else
    hash_simple(hash, mb_slice(copy, before + after));
}
