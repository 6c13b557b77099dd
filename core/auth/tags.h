/* "tag=value; …" lists, as DKIM (RFC 6376 section 3.2), key records, DMARC and ARC share them, and
 * the base64 in their values. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef struct {
  MbSlice name, value; /* trimmed; folds are still inside */
} MbTag;

typedef struct {
  MbTag *tags; /* in the order written */
  guint n;
} MbTags;

#define MB_MAX_TAGS 100

/* FALSE on a syntax error, a tag given twice or more than MB_MAX_TAGS: the list counts for nothing.
 * Slices point into text. */
gboolean mb_tags_parse(MbArena *arena, MbSlice text, MbTags *tags);
/* NULL when the tag is not there. Names are case-sensitive. */
const MbTag *mb_tags_get(const MbTags *tags, const char *name);
MbSlice mb_tags_value(const MbTags *tags, const char *name); /* empty when not there */

/* Without the blanks and folds inside. */
MbSlice mb_tag_compact(MbArena *arena, MbSlice value);
/* Blanks and folds skipped; FALSE on any other foreign byte. Empty text decodes to nothing. */
gboolean mb_base64_read(MbArena *arena, MbSlice text, MbSlice *bytes);
/* Decimal digits only, at most 18 of them. */
gboolean mb_tag_number(MbSlice value, gint64 *number);
/* Next piece of a list separated by sep, trimmed; FALSE at the end. */
gboolean mb_tag_next(MbSlice *rest, char sep, MbSlice *item);
