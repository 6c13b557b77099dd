/* The open elements of an HTML text, as far as they decide whether a text can be seen. Depth is
 * bounded: beyond it elements count, but change nothing. SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "html-style.h"
#include "html-token.h"

typedef struct {
  guint none : 1;       /* for good: no descendant can undo it */
  guint invisible : 1;  /* visibility, which a descendant can undo */
  guint tiny : 1;       /* font-size, likewise */
  guint responsive : 1; /* hidden, but a rule for small screens shows it */
  gint32 color, back;
} MbSeen;

typedef struct {
  guint tag;
  guint nested;    /* further elements of this name that were not pushed for lack of room */
  int same, above; /* the next lower entry of the same tag, and of a block element; -1 = none */
  MbSeen seen;
} MbOpen;

typedef struct {
  GArray *stack; /* MbOpen */
  int top_of[MB_TAG_ALL];
  int top_block;
  MbSeen root;
} MbOpenElements;

void mb_open_init(MbOpenElements *open);
void mb_open_clear(MbOpenElements *open);
const MbSeen *mb_open_seen(const MbOpenElements *open);
gboolean mb_seen_hidden(const MbSeen *seen);
/* Closes what the start tag ends by itself (<p>, <li>, <td> …). */
void mb_open_imply_end(MbOpenElements *open, guint tag);
void mb_open_push(MbOpenElements *open, guint tag, MbSeen seen);
void mb_open_pop(MbOpenElements *open, guint tag);
/* What style makes of the surroundings; unsure: colours prove nothing. */
MbSeen mb_seen_under(const MbSeen *outer, const MbStyle *style, gboolean unsure);
