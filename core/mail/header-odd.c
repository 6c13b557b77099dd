/* What hides inside fields: stray bytes, lines that only some readers see (bare CR), continuation
 * lines that spell a field's name. SPDX-License-Identifier: GPL-3.0-or-later */
#include "header-scan.h"

static guint byte_odd(guchar c) {
  if (c >= 0x80)
    return MB_ODD_EIGHT_BIT;
  if (c >= ' ' && c != 127)
    return 0;
  if (c == 0)
    return MB_ODD_NUL;
  return c == '\t' || c == '\r' || c == '\n' ? 0 : MB_ODD_CONTROL;
}

/* Eight printable ASCII bytes, as nearly all are ("~" and DEL go the slow way). */
static gboolean are_plain(const char *p) {
  guint64 v, each = 0x0101010101010101u;
  memcpy(&v, p, sizeof v);
  return (((v - each * 0x20) | (v + each * 2) | v) & each * 0x80) == 0;
}

guint mb_header_bytes_odd(MbSlice s) {
  guint odd = 0;
  for (gsize i = 0; i < s.len; i++)
    if (i + 8 <= s.len && are_plain(s.data + i))
      i += 7;
    else if ((guchar)(s.data[i] - ' ') >= 95)
      odd |= byte_odd(s.data[i]);
  return odd;
}

void mb_header_append(MbHeaderScan *s, MbHeader *h, gboolean late) {
  if (late && (!mb_header_is_important(h->id) || s->n_late[h->id]++ >= MB_MAX_LATE_FIELDS))
    return;
  if (h->value.len > MB_MAX_HEADER_FIELD) {
    h->value.len = MB_MAX_HEADER_FIELD;
    h->odd |= MB_ODD_CUT;
  }
  s->out->odd |= h->odd;
  g_array_append_val(s->out->fields, *h);
}

/* Readers that end lines at a bare CR see fields inside this one (SECURITY row 24). */
void mb_header_add_bare_cr(MbHeaderScan *s, MbSlice raw) {
  const char *p = raw.data, *end = raw.data + raw.len;
  while (s->n_bare < MB_MAX_BARE_CANDIDATES && (p = memchr(p, '\r', end - p)) && ++p < end) {
    if (*p == '\n')
      continue;
    const char *cr = memchr(p, '\r', end - p), *stop = cr ? cr : end;
    const char *nl = memchr(p, '\n', stop - p);
    stop = nl ? nl : stop;
    const char *colon = memchr(p, ':', stop - p);
    if (!colon)
      continue;
    MbSlice name = mb_slice_trim(mb_slice(p, colon - p));
    MbHeaderId id = mb_header_lookup(name);
    if (id == MB_HEADER_OTHER)
      continue;
    MbHeader h = {id,
                  name,
                  mb_slice(colon + 1, stop - colon - 1),
                  mb_slice(p, stop - p),
                  MB_ODD_AFTER_BARE_CR,
                  TRUE};
    s->n_bare++;
    mb_header_append(s, &h, s->limited);
  }
}

gboolean mb_header_has_bare_cr(MbSlice raw) {
  const char *p = raw.data, *end = raw.data + raw.len;
  while ((p = memchr(p, '\r', end - p)) && ++p < end)
    if (*p != '\n')
      return TRUE;
  return FALSE;
}

/* Inside signatures the h= list names fields too ("h=Date:\n From:To"): there only what carries an
 * address counts. */
static gboolean plausible_inside(const MbHeader *outer, const char *after, const char *end) {
  static const char tail[] = "-signature";
  gsize n = sizeof tail - 1;
  gboolean list = outer->name.len > n &&
                  g_ascii_strncasecmp(outer->name.data + outer->name.len - n, tail, n) == 0;
  return !list || (after < end && *after == ' ' && memchr(after, '@', end - after));
}

/* A continuation line that spells a known field: " From: x" (SECURITY row 7). */
void mb_header_add_pseudo(MbHeaderScan *s, const MbHeader *outer) {
  const char *p = outer->value.data, *end = p + outer->value.len;
  while ((p = memchr(p, '\n', end - p))) {
    const char *start = ++p;
    const char *nl = memchr(p, '\n', end - p), *stop = nl ? nl : end;
    while (p < stop && (*p == ' ' || *p == '\t'))
      p++;
    const char *q = p;
    while (q < stop && (g_ascii_isalpha(*q) || *q == '-'))
      q++;
    MbHeaderId id = q > p ? mb_header_lookup(mb_slice(p, q - p)) : MB_HEADER_OTHER;
    const char *colon = q;
    while (colon < stop && (*colon == ' ' || *colon == '\t'))
      colon++;
    if (!mb_header_is_important(id) || colon >= stop || *colon != ':' ||
        !plausible_inside(outer, colon + 1, stop))
      continue;
    MbHeader h = {id,
                  mb_slice(p, q - p),
                  mb_slice(colon + 1, stop - colon - 1),
                  mb_slice(start, stop - start),
                  MB_ODD_BLANK_BEFORE_NAME,
                  TRUE};
    if (h.value.len && h.value.data[h.value.len - 1] == '\r')
      h.value.len--;
    mb_header_append(s, &h, s->limited);
  }
}
