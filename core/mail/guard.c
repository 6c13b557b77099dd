/* A pre-scan that follows the same delimiters as GMime will, but keeps only a short stack of open
 * boundaries. Where the two could read differently it counts too much, never too little: boundaries
 * that are not plain are never closed. SPDX-License-Identifier: GPL-3.0-or-later */
#include "guard.h"
#include "address.h"
#include "param.h"

typedef struct {
  MbArena *arena;
  MbGuard *out;
  const char *p, *end;
  MbSlice open[MB_MAX_OPEN_BOUNDARIES + 1]; /* data NULL = not plain, never closed */
  gboolean digest[MB_MAX_OPEN_BOUNDARIES + 1];
  guint n_open, n_delimiters;
} Walk;

static gboolean is_address_field(MbHeaderId id, MbSlice name) {
  switch (id) {
  case MB_HEADER_FROM:
  case MB_HEADER_SENDER:
  case MB_HEADER_REPLY_TO:
  case MB_HEADER_TO:
  case MB_HEADER_CC:
  case MB_HEADER_BCC:
  case MB_HEADER_RESENT_FROM:
    return TRUE;
  default:
    return mb_slice_has_prefix(name, "resent-") || mb_slice_has_prefix(name, "disposition-notif");
  }
}

static guint unquoted_colons(MbSlice s) {
  guint n = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < s.len; i++)
    switch (s.data[i]) {
    case '\\':
      i++;
      break;
    case '"':
      quoted = !quoted;
      break;
    case ':':
      n += !quoted;
    }
  return n;
}

gboolean mb_guard_bad_address(const MbHeader *h) {
  if (!is_address_field(h->id, h->name))
    return FALSE;
  return h->value.len > MB_MAX_ADDRESS_FIELD || (h->value.len > MB_MAX_ADDRESS_COLONS &&
                                                 unquoted_colons(h->value) > MB_MAX_ADDRESS_COLONS);
}

/* Quoting can be read two ways in broken text; this many colons in all are refused whatever the
 * quotes say. */
static gboolean dangerous_inside(const MbHeader *h) {
  if (mb_guard_bad_address(h))
    return TRUE;
  guint colons = 0;
  for (gsize i = 0; i < h->raw.len; i++)
    colons += h->raw.data[i] == ':';
  return colons > 1000;
}

static void guard_mail_fields(Walk *w, const MbHeaders *headers) {
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->raw.len <= MB_MAX_ADDRESS_COLONS || !dangerous_inside(h))
      continue;
    if (!w->out->blank) {
      w->out->blank = g_array_new(FALSE, FALSE, sizeof(MbSlice));
      mb_arena_own(w->arena, w->out->blank, (GDestroyNotify)g_array_unref);
    }
    g_array_append_val(w->out->blank, h->raw);
    w->out->bad_addresses = TRUE;
  }
}

static void push(Walk *w, MbSlice boundary, gboolean plain, gboolean digest) {
  if (w->n_open > MB_MAX_OPEN_BOUNDARIES - 1) {
    w->out->flood = TRUE;
    return;
  }
  w->open[w->n_open] = plain ? boundary : MB_SLICE_NONE;
  w->digest[w->n_open++] = digest;
}

static void push_boundaries(Walk *w, const MbParams *params) {
  gboolean digest = strstr(params->type, "digest") != NULL;
  for (guint i = 0; i < params->params->len; i++) {
    const MbParam *p = &g_array_index(params->params, MbParam, i);
    if (!mb_slice_has_prefix(p->name, "boundary"))
      continue;
    gboolean plain = p->name.len == 8 && p->value.len &&
                     !memchr(p->value.data, '%', p->value.len) &&
                     !memchr(p->value.data, '?', p->value.len);
    push(w, p->value, plain, digest);
  }
}

/* Takes the Content-Type fields of a block; TRUE when a whole mail may follow at once. */
static gboolean take_types(Walk *w, const MbHeaders *headers) {
  gboolean mail = FALSE, any = FALSE;
  for (guint i = 0; i < headers->fields->len && !w->out->flood; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->id != MB_HEADER_CONTENT_TYPE)
      continue;
    any = TRUE;
    const MbParams *params = mb_params_parse(w->arena, h->value);
    push_boundaries(w, params);
    mail |= strstr(params->type, "rfc822") || strstr(params->type, "news") ||
            strstr(params->type, "message");
  }
  return mail || (!any && w->n_open && w->digest[w->n_open - 1]);
}

/* Innermost open boundary that this line ("--" taken off) names, or -1. */
static int match(const Walk *w, MbSlice line, gboolean *closing) {
  for (int i = (int)w->n_open - 1; i >= 0; i--) {
    MbSlice b = w->open[i];
    if (!b.data || line.len < b.len || memcmp(line.data, b.data, b.len) != 0)
      continue;
    MbSlice rest = mb_slice_trim(mb_slice(line.data + b.len, line.len - b.len));
    *closing = rest.len == 2 && memcmp(rest.data, "--", 2) == 0;
    if (*closing || !rest.len)
      return i;
  }
  return -1;
}

/* A header block ends at its empty line, or before a line that is one of the open delimiters. */
static gsize block_length(const Walk *w) {
  const char *end = w->p + MIN((gsize)(w->end - w->p), MB_MAX_PART_HEADER);
  for (const char *line = w->p; line < end;) {
    const char *nl = memchr(line, '\n', end - line), *stop = nl ? nl : end;
    gboolean closing;
    if (stop == line || (stop == line + 1 && *line == '\r'))
      return (nl ? nl + 1 : end) - w->p;
    if (stop - line > 2 && line[0] == '-' && line[1] == '-' &&
        match(w, mb_slice(line + 2, stop - line - 2), &closing) >= 0)
      return line - w->p;
    line = stop + 1;
  }
  return end - w->p;
}

/* The header block of a part, or (inner) of a mail, and of every mail that starts right inside. */
static void take_block(Walk *w, gboolean inner) {
  gboolean mail = TRUE;
  guint n_mails = 0;
  for (; mail && !w->out->flood && w->p < w->end; inner = TRUE) {
    g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(w->p, block_length(w)));
    if (inner) {
      guard_mail_fields(w, headers);
      if (++n_mails > MB_MAX_OPEN_BOUNDARIES)
        w->out->flood = TRUE;
    }
    mail = take_types(w, headers);
    if (!headers->body)
      return;
    w->p += headers->body;
  }
}

static gboolean count_delimiter(Walk *w) {
  if (++w->n_delimiters > MB_MAX_DELIMITERS)
    w->out->flood = TRUE;
  return !w->out->flood;
}

/* One line that begins with "--". */
static void take_dashes(Walk *w, const char *line) {
  const char *nl = memchr(line, '\n', w->end - line), *stop = nl ? nl : w->end;
  gboolean closing = FALSE;
  w->p = nl ? nl + 1 : w->end;
  int i = match(w, mb_slice(line + 2, stop - line - 2), &closing);
  if (i < 0 || !count_delimiter(w))
    return;
  w->n_open = i + (closing ? 0 : 1);
  if (!closing)
    take_block(w, FALSE);
}

static const char *next_dashes(const Walk *w, const char *body) {
  const char *p = w->p;
  if (p + 2 <= w->end && p[0] == '-' && p[1] == '-' && (p == body || p[-1] == '\n'))
    return p;
  while (p < w->end && (p = memchr(p, '\n', w->end - p)) && ++p + 2 <= w->end)
    if (p[0] == '-' && p[1] == '-')
      return p;
  return NULL;
}

MbGuard mb_guard_scan(MbArena *arena, const MbHeaders *headers, MbSlice body) {
  MbGuard out = {0};
  Walk w = {.arena = arena, .out = &out, .p = body.data, .end = body.data + body.len};
  for (guint i = 0; i < headers->fields->len; i++)
    out.bad_addresses |= mb_guard_bad_address(&g_array_index(headers->fields, MbHeader, i));
  if (take_types(&w, headers))
    take_block(&w, TRUE);
  const char *line;
  /* with no boundary open (a mail without parts, what follows the last one) no line matters */
  while (!out.flood && w.n_open && w.p < w.end && (line = next_dashes(&w, body.data)))
    take_dashes(&w, line);
  return out;
}
