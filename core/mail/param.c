/* MIME parameters, read tolerantly: what a mail program makes of broken ones is what counts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "param.h"
#include "charset.h"
#include "rfc2047.h"

typedef struct {
  const char *p, *end;
} Cursor;

/* Blanks and comments; a comment left open runs to the end. */
static void skip_cfws(Cursor *c) {
  int depth = 0;
  for (; c->p < c->end; c->p++) {
    if (*c->p == '(')
      depth++;
    else if (*c->p == ')' && depth)
      depth--;
    else if (*c->p == '\\' && depth && c->p + 1 < c->end)
      c->p++;
    else if (!depth && !mb_is_blank(*c->p))
      return;
  }
}

static MbSlice read_quoted(MbArena *arena, Cursor *c) {
  const char *start = ++c->p;
  while (c->p < c->end && *c->p != '"')
    c->p += *c->p == '\\' && c->p + 1 < c->end ? 2 : 1;
  const char *stop = c->p;
  if (c->p < c->end)
    c->p++;
  char *out = mb_arena_alloc(arena, stop - start + 1);
  gsize n = 0;
  for (const char *p = start; p < stop; p++) {
    if (*p == '\\' && p + 1 < stop)
      p++;
    if (*p != '\r' && *p != '\n')
      out[n++] = *p;
  }
  return mb_slice(out, n);
}

/* Up to ";": many programs write names with blanks and no quotes. */
static MbSlice read_bare(Cursor *c) {
  const char *start = c->p, *semicolon = memchr(c->p, ';', c->end - c->p);
  c->p = semicolon ? semicolon : c->end;
  return mb_slice_trim(mb_slice(start, c->p - start));
}

static void read_param(MbArena *arena, MbParams *params, Cursor *c) {
  const char *start = c->p;
  while (c->p < c->end && *c->p != '=' && *c->p != ';' && *c->p != '(' && !mb_is_blank(*c->p))
    c->p++;
  MbParam param = {mb_slice(start, c->p - start), MB_SLICE_NONE};
  skip_cfws(c);
  if (c->p < c->end && *c->p == '=') {
    c->p++;
    skip_cfws(c);
    param.value = c->p < c->end && *c->p == '"' ? read_quoted(arena, c) : read_bare(c);
  }
  if (param.name.len)
    g_array_append_val(params->params, param);
  const char *semicolon = memchr(c->p, ';', c->end - c->p);
  c->p = semicolon ? semicolon : c->end;
}

/* "text / html" is one type; in "text/html charset=x" the type ends at the blank. */
static const char *read_type(MbArena *arena, Cursor *c) {
  const char *semicolon = memchr(c->p, ';', c->end - c->p), *all = c->end;
  c->end = semicolon ? semicolon : all;
  char *type = mb_arena_alloc(arena, c->end - c->p + 1);
  gsize n = 0;
  for (skip_cfws(c); c->p < c->end;) {
    type[n++] = g_ascii_tolower(*c->p);
    const char *before = ++c->p;
    skip_cfws(c);
    if (c->p > before && c->p < c->end && type[n - 1] != '/' && *c->p != '/')
      break;
  }
  c->p = c->end;
  c->end = all;
  for (gsize i = 0; i < n; i++)
    if (!type[i])
      type[i] = ' ';
  return type;
}

MbParams *mb_params_parse(MbArena *arena, MbSlice value) {
  MbParams *params = mb_arena_new0(arena, MbParams);
  params->params = g_array_new(FALSE, FALSE, sizeof(MbParam));
  mb_arena_own(arena, params->params, (GDestroyNotify)g_array_unref);
  params->type = "";
  if (!value.len)
    return params;
  Cursor c = {value.data, value.data + value.len};
  params->type = read_type(arena, &c);
  while (c.p < c.end && params->params->len < MB_MAX_PARAMS) {
    c.p++;
    skip_cfws(&c);
    if (c.p < c.end && *c.p != ';')
      read_param(arena, params, &c);
  }
  return params;
}

static gboolean name_matches(MbSlice written, const char *name) {
  gsize n = strlen(name);
  return mb_slice_has_prefix(written, name) && (written.len == n || written.data[n] == '*');
}

guint mb_params_count(const MbParams *params, const char *name) {
  guint n = 0, pieces = 0;
  for (guint i = 0; i < params->params->len; i++) {
    MbSlice written = g_array_index(params->params, MbParam, i).name;
    if (!name_matches(written, name))
      continue;
    gsize at = strlen(name) + 1;
    gboolean later_piece =
        written.len > at && g_ascii_isdigit(written.data[at]) &&
        !(written.data[at] == '0' && (written.len == at + 1 || written.data[at + 1] == '*'));
    if (later_piece)
      pieces++;
    else
      n++;
  }
  return n ? n : pieces > 0;
}

static void append_percent(GString *out, MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if (s.data[i] == '%' && i + 2 < s.len && g_ascii_isxdigit(s.data[i + 1]) &&
        g_ascii_isxdigit(s.data[i + 2])) {
      g_string_append_c(out, g_ascii_xdigit_value(s.data[i + 1]) << 4 |
                                 g_ascii_xdigit_value(s.data[i + 2]));
      i += 2;
    } else
      g_string_append_c(out, s.data[i]);
}

/* charset'language'text in front of the first extended piece */
static MbSlice take_charset(MbSlice value, char *charset, gsize size) {
  if (!value.len)
    return value;
  const char *first = memchr(value.data, '\'', value.len);
  const char *end = value.data + value.len;
  const char *second = first ? memchr(first + 1, '\'', end - first - 1) : NULL;
  if (!second || (gsize)(first - value.data) >= size)
    return value;
  memcpy(charset, value.data, first - value.data);
  charset[first - value.data] = 0;
  return mb_slice(second + 1, end - second - 1);
}

/* Pieces in the order written: a sender that shuffles them fools himself in most programs. */
static MbSlice join_extended(MbArena *arena, const MbParams *params, const char *name) {
  g_autoptr(GString) out = g_string_new(NULL);
  char charset[64] = "";
  gsize n = strlen(name);
  gboolean first = TRUE;
  for (guint i = 0; i < params->params->len; i++) {
    MbParam *p = &g_array_index(params->params, MbParam, i);
    if (!name_matches(p->name, name) || p->name.len == n)
      continue;
    gboolean encoded = p->name.data[p->name.len - 1] == '*';
    MbSlice value = encoded && first ? take_charset(p->value, charset, sizeof charset) : p->value;
    first = FALSE;
    if (encoded)
      append_percent(out, value);
    else if (value.len)
      g_string_append_len(out, value.data, value.len);
  }
  if (first)
    return MB_SLICE_NONE;
  return mb_charset_to_utf8(arena, mb_slice(out->str, out->len), charset[0] ? charset : NULL, NULL,
                            NULL);
}

MbSlice mb_params_get(MbArena *arena, const MbParams *params, const char *name) {
  MbSlice extended = join_extended(arena, params, name);
  if (extended.len)
    return extended;
  for (guint i = 0; i < params->params->len; i++) {
    MbParam *p = &g_array_index(params->params, MbParam, i);
    if (mb_slice_is(p->name, name))
      return mb_rfc2047_decode(arena, p->value, NULL, NULL);
  }
  return MB_SLICE_NONE;
}
