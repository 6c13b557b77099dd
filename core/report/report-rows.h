/* The shape of a report as a table: every field of every struct once, with its name and kind. What
 * walks a report (wire form, JSON, comparison, freeing) walks this, so that a new field is one new
 * row. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

typedef enum {
  MB_FIELD_TEXT,     /* char*, may be NULL */
  MB_FIELD_ID,       /* char*, never NULL */
  MB_FIELD_LABEL,    /* char*, never NULL: catalogue text, translated in public JSON */
  MB_FIELD_INT,      /* int */
  MB_FIELD_UINT,     /* guint */
  MB_FIELD_I64,      /* gint64 */
  MB_FIELD_U64,      /* guint64 */
  MB_FIELD_TIME,     /* gint64, 0 = null in public JSON, else RFC 3339 */
  MB_FIELD_SPAN,     /* gint64 seconds, G_MININT64 = null in public JSON */
  MB_FIELD_OFFSET,   /* gint64, -1 = null in public JSON */
  MB_FIELD_BOOL,     /* gboolean */
  MB_FIELD_ENUM,     /* enum, values 0 … max */
  MB_FIELD_STRINGS,  /* GPtrArray* of char* */
  MB_FIELD_SENTENCE, /* MbSentence */
  MB_FIELD_ROWS,     /* GArray* of row->size */
  MB_FIELD_ROWPTRS,  /* GPtrArray* of pointers to such */
} MbFieldKind;

typedef struct _MbRow MbRow;

typedef struct {
  const char *key; /* ,"name": */
  guint key_len;
  MbFieldKind kind;
  gsize offset;
  guint max; /* characters, items or the largest enum value */
  const MbRow *row;
} MbField;

struct _MbRow {
  gsize size;
  guint n_fields;
  const MbField *fields;
};

extern const MbRow mb_row_report, mb_row_finding, mb_row_evidence, mb_row_sender, mb_row_hop,
    mb_row_link, mb_row_attachment, mb_row_auth, mb_row_asked, mb_row_step;

/* The field's place inside a struct. */
#define MB_AT(base, field, Type)       (*(Type *)((char *)(base) + (field)->offset))
#define MB_AT_CONST(base, field, Type) (*(Type const *)((const char *)(base) + (field)->offset))

/* Makes every list of a report. */
void mb_row_init_lists(gpointer base, const MbRow *row);
void mb_row_clear(gpointer base, const MbRow *row);
gboolean mb_row_equal(gconstpointer a, gconstpointer b, const MbRow *row);

/* Public JSON of one row as an object: names, words in the catalogue's language, null for "none".
 * Writes the members only, so that the caller can add his own. */
struct _MbCatalogue;
void mb_row_write_members(GString *out, gconstpointer base, const MbRow *row,
                          const struct _MbCatalogue *catalogue);
