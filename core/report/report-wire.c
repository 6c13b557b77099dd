/* The wire form between judge and caller: every struct is a JSON array of its fields in table
 * order, so it is small and quick to read. The reader is its own, because the other side may have
 * been taken over by a hostile mail: it builds nothing that the table does not ask for (a generic
 * parser turns megabytes of "[[],[]…" into gigabytes) and accepts only what the writer writes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rows.h"
#include "report-write.h"

#define WIRE_VERSION   "miyaburi-report-1"
#define MAX_WIRE_BYTES (16 * 1024 * 1024)

static void write_row(GString *out, gconstpointer base, const MbRow *row);

static void write_strings(GString *out, const GPtrArray *strings) {
  mb_put_char(out, '[');
  for (guint i = 0; strings && i < strings->len; i++) {
    if (i)
      mb_put_char(out, ',');
    mb_json_string(out, strings->pdata[i]);
  }
  mb_put_char(out, ']');
}

static void write_rows(GString *out, gconstpointer base, const MbField *f) {
  const GArray *rows = f->kind == MB_FIELD_ROWS ? MB_AT_CONST(base, f, GArray *) : NULL;
  const GPtrArray *ptrs = f->kind == MB_FIELD_ROWPTRS ? MB_AT_CONST(base, f, GPtrArray *) : NULL;
  guint n = rows ? rows->len : ptrs ? ptrs->len : 0;
  mb_put_char(out, '[');
  for (guint i = 0; i < n; i++) {
    if (i)
      mb_put_char(out, ',');
    write_row(out, rows ? rows->data + i * f->row->size : ptrs->pdata[i], f->row);
  }
  mb_put_char(out, ']');
}

static void write_sentence(GString *out, const MbSentence *sentence) {
  mb_put_char(out, '[');
  mb_json_string(out, sentence->id);
  mb_put_char(out, ',');
  write_strings(out, sentence->args);
  mb_put_char(out, ']');
}

static void write_field(GString *out, gconstpointer base, const MbField *f) {
  switch (f->kind) {
  case MB_FIELD_TEXT:
    mb_json_string(out, MB_AT_CONST(base, f, char *));
    break;
  case MB_FIELD_ID:
  case MB_FIELD_LABEL:
    mb_json_string(out, MB_AT_CONST(base, f, char *) ? MB_AT_CONST(base, f, char *) : "");
    break;
  case MB_FIELD_INT:
    mb_json_int(out, MB_AT_CONST(base, f, int));
    break;
  case MB_FIELD_UINT:
  case MB_FIELD_ENUM:
    mb_json_uint(out, MB_AT_CONST(base, f, guint));
    break;
  case MB_FIELD_BOOL:
    mb_put_char(out, MB_AT_CONST(base, f, gboolean) ? '1' : '0');
    break;
  case MB_FIELD_U64:
    mb_json_uint(out, MB_AT_CONST(base, f, guint64));
    break;
  case MB_FIELD_I64:
  case MB_FIELD_TIME:
  case MB_FIELD_SPAN:
  case MB_FIELD_OFFSET:
    mb_json_int(out, MB_AT_CONST(base, f, gint64));
    break;
  case MB_FIELD_STRINGS:
    write_strings(out, MB_AT_CONST(base, f, GPtrArray *));
    break;
  case MB_FIELD_SENTENCE:
    write_sentence(out, &MB_AT_CONST(base, f, MbSentence));
    break;
  case MB_FIELD_ROWS:
  case MB_FIELD_ROWPTRS:
    write_rows(out, base, f);
    break;
  }
}

static void write_row(GString *out, gconstpointer base, const MbRow *row) {
  mb_put_char(out, '[');
  for (guint i = 0; i < row->n_fields; i++) {
    if (i)
      mb_put_char(out, ',');
    write_field(out, base, &row->fields[i]);
  }
  mb_put_char(out, ']');
}

char *mb_report_to_wire(const MbReport *report, gsize *len) {
  GString *out = g_string_sized_new(8192);
  mb_put_literal(out, "[\"" WIRE_VERSION "\",");
  write_row(out, report, &mb_row_report);
  mb_put_char(out, ']');
  if (len)
    *len = out->len;
  return g_string_free(out, FALSE);
}

/* --- reading: every function returns FALSE on anything unexpected, and that ends it --- */

typedef struct {
  const char *p, *end;
  MbArena *arena;
} Reader;

static gboolean read_char(Reader *r, char c) {
  if (r->p >= r->end || *r->p != c)
    return FALSE;
  r->p++;
  return TRUE;
}

/* Between items of a list that has at least one: TRUE and *more = whether another follows. */
static gboolean read_separator(Reader *r, gboolean *more) {
  *more = read_char(r, ',');
  return *more || read_char(r, ']');
}

static gboolean read_digits(Reader *r, guint64 *n) {
  const char *start = r->p;
  for (*n = 0; r->p < r->end && g_ascii_isdigit(*r->p); r->p++) {
    guint d = *r->p - '0';
    if (*n > (G_MAXUINT64 - d) / 10)
      return FALSE;
    *n = *n * 10 + d;
  }
  return r->p > start && (*start != '0' || r->p == start + 1);
}

static gboolean read_signed(Reader *r, gint64 *n) {
  gboolean minus = read_char(r, '-');
  guint64 u;
  if (!read_digits(r, &u) || u > (guint64)G_MAXINT64 + minus || (minus && !u))
    return FALSE;
  *n = minus ? (gint64)-u : (gint64)u;
  return TRUE;
}

static gboolean unescape(Reader *r, char **to) {
  if (r->end - r->p < 2)
    return FALSE;
  if (r->p[1] == '"' || r->p[1] == '\\') {
    *(*to)++ = r->p[1];
    r->p += 2;
    return TRUE;
  }
  if (r->end - r->p < 6 || memcmp(r->p, "\\u00", 4) != 0)
    return FALSE;
  int high = g_ascii_xdigit_value(r->p[4]), low = g_ascii_xdigit_value(r->p[5]);
  if (high < 0 || low < 0 || high > 7 || (high == 0 && low == 0))
    return FALSE;
  *(*to)++ = high << 4 | low;
  r->p += 6;
  return TRUE;
}

/* Most strings are ASCII, which needs no validation. */
static gboolean is_utf8(const char *p, gsize len) {
  guchar seen = 0;
  for (gsize i = 0; i < len; i++)
    seen |= (guchar)p[i];
  return seen < 0x80 || g_utf8_validate_len(p, len, NULL);
}

/* First the end is found, so that the copy is never larger than the text. */
static gboolean read_string(Reader *r, guint max, const char **text) {
  if (!read_char(r, '"'))
    return FALSE;
  const char *start = r->p, *end = mb_json_next_escape(start, r->end);
  gboolean escaped = FALSE;
  while (end < r->end && *end == '\\') {
    escaped = TRUE;
    end = mb_json_next_escape(MIN(end + 2, r->end), r->end);
  }
  if (end >= r->end || *end != '"' || (gsize)(end - start) > max || !is_utf8(start, end - start))
    return FALSE;
  char *copy = mb_arena_strndup(r->arena, start, end - start);
  *text = copy;
  r->p = end;
  if (!escaped)
    return read_char(r, '"');
  for (r->p = start; r->p < end;) {
    if (*r->p != '\\')
      *copy++ = *r->p++;
    else if (!unescape(r, &copy))
      return FALSE;
  }
  *copy = '\0';
  return r->p == end && read_char(r, '"');
}

static gboolean read_text(Reader *r, guint max, const char **text) {
  if (r->end - r->p >= 4 && memcmp(r->p, "null", 4) == 0) {
    r->p += 4;
    *text = NULL;
    return TRUE;
  }
  return read_string(r, max, text);
}

static gboolean read_strings(Reader *r, guint max, guint max_length, GPtrArray *strings) {
  if (!read_char(r, '['))
    return FALSE;
  if (read_char(r, ']'))
    return TRUE;
  for (gboolean more = TRUE; more;) {
    const char *text;
    if (strings->len >= max || !read_string(r, max_length, &text))
      return FALSE;
    g_ptr_array_add(strings, (gpointer)text);
    if (!read_separator(r, &more))
      return FALSE;
  }
  return TRUE;
}

#define MAX_STRING 16384

static gboolean read_sentence(Reader *r, guint max, MbSentence *sentence) {
  sentence->args = g_ptr_array_new();
  return read_char(r, '[') && read_text(r, MAX_STRING, &sentence->id) && read_char(r, ',') &&
         read_strings(r, max, MAX_STRING, sentence->args) && sentence->args->len % 2 == 0 &&
         read_char(r, ']');
}

static gboolean read_row(Reader *r, gpointer base, const MbRow *row);

/* A row is in its list before it is read, so that a refused report frees it with the rest. */
static gboolean read_rows(Reader *r, gpointer base, const MbField *f) {
  GArray *rows = f->kind == MB_FIELD_ROWS ? MB_AT(base, f, GArray *) : NULL;
  GPtrArray *ptrs = f->kind == MB_FIELD_ROWPTRS ? MB_AT(base, f, GPtrArray *) : NULL;
  if (!read_char(r, '['))
    return FALSE;
  if (read_char(r, ']'))
    return TRUE;
  for (gboolean more = TRUE; more;) {
    guint n = rows ? rows->len : ptrs->len;
    if (n >= f->max)
      return FALSE;
    gpointer item;
    if (rows) {
      g_array_set_size(rows, n + 1);
      item = rows->data + n * f->row->size;
    } else {
      item = mb_arena_alloc(r->arena, f->row->size);
      g_ptr_array_add(ptrs, item);
    }
    mb_row_init_lists(item, f->row);
    if (!read_row(r, item, f->row) || !read_separator(r, &more))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_number(Reader *r, gpointer base, const MbField *f) {
  guint64 u;
  gint64 i;
  switch (f->kind) {
  case MB_FIELD_INT:
    if (!read_signed(r, &i) || i < -1 || i > G_MAXINT)
      return FALSE;
    MB_AT(base, f, int) = i;
    return TRUE;
  case MB_FIELD_UINT:
  case MB_FIELD_ENUM:
  case MB_FIELD_BOOL:
    if (!read_digits(r, &u))
      return FALSE;
    MB_AT(base, f, guint) = u;
    return u <= (f->kind == MB_FIELD_BOOL ? 1 : f->kind == MB_FIELD_ENUM ? f->max : G_MAXUINT);
  case MB_FIELD_U64:
    return read_digits(r, &MB_AT(base, f, guint64));
  default:
    return read_signed(r, &MB_AT(base, f, gint64));
  }
}

static gboolean read_field(Reader *r, gpointer base, const MbField *f) {
  switch (f->kind) {
  case MB_FIELD_TEXT:
    return read_text(r, f->max, &MB_AT(base, f, const char *));
  case MB_FIELD_ID:
  case MB_FIELD_LABEL:
    return read_string(r, f->max, &MB_AT(base, f, const char *));
  case MB_FIELD_STRINGS:
    return read_strings(r, f->max, MAX_STRING, MB_AT(base, f, GPtrArray *));
  case MB_FIELD_SENTENCE:
    return read_sentence(r, f->max, &MB_AT(base, f, MbSentence));
  case MB_FIELD_ROWS:
  case MB_FIELD_ROWPTRS:
    return read_rows(r, base, f);
  default:
    return read_number(r, base, f);
  }
}

static gboolean read_row(Reader *r, gpointer base, const MbRow *row) {
  if (!read_char(r, '['))
    return FALSE;
  for (guint i = 0; i < row->n_fields; i++)
    if ((i && !read_char(r, ',')) || !read_field(r, base, &row->fields[i]))
      return FALSE;
  return read_char(r, ']');
}

static gboolean read_report(const char *json, gsize len, MbReport *report) {
  Reader r = {json, json + len, report->arena};
  const char *version;
  return len <= MAX_WIRE_BYTES && read_char(&r, '[') && read_string(&r, 64, &version) &&
         g_str_equal(version, WIRE_VERSION) && read_char(&r, ',') &&
         read_row(&r, report, &mb_row_report) && read_char(&r, ']') && r.p == r.end &&
         report->boundary < (int)report->hops->len;
}

MbReport *mb_report_from_wire(const char *json, gsize len, GError **error) {
  g_autoptr(MbReport) report = mb_report_new();
  if (read_report(json, len, report))
    return g_steal_pointer(&report);
  g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "not a report");
  return NULL;
}
