/* Shared by the files that assemble a MbMessage; nobody else includes it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message.h"
#include "param.h"
#include "structure.h"
#include "undo.h"

#define MB_MAX_TEXT_PART (8 * 1024 * 1024)
#define MB_MAX_TEXT_MAIL (32 * 1024 * 1024)
#define MB_MAX_JUDGED    1000 /* links */
/* Attached mails opened, and transfer-encoded ones taken apart. */
#define MB_MAX_ATTACHED 100

typedef struct {
  MbMessage *m;
  MbStructure tree;
  GByteArray *scratch; /* decoded bytes of the part at work */
  gsize text_bytes;    /* decoded text so far, against MB_MAX_TEXT_MAIL */
  GHashTable *seen;    /* MbSlice* of every link's URL; NULL until a second view asks */
} MbBuild;

/* A part's fields as one reading; the top part's are the mail's. */
typedef struct {
  MbParams *type, *disposition;
  MbSlice encoding;
} MbPartFields;

/* build-part.c */
MbPartFields mb_part_fields(MbArena *arena, const MbHeaders *headers, guint *mime);
/* Adds the part for a node of the mail's own; returns its index. */
int mb_build_part(MbBuild *b, const MbNode *node, int parent, const MbPartFields *fields);
gboolean mb_type_is_text(const char *type);
/* What a calendar shows of an invitation; lives in arena. RFC 5545. */
MbSlice mb_calendar_text(MbArena *arena, MbSlice text);
/* Text of a leaf as people see it, without adding a part. */
MbSlice mb_build_visible(MbBuild *b, const MbNode *node, const MbPartFields *fields);
/* Adds a leaf of an attached mail to the attachments, as standing in that part. */
void mb_build_inner_attachment(MbBuild *b, const MbNode *node, int part,
                               const MbPartFields *fields);

/* build-text.c: decoded bytes become text, HTML and links */
void mb_build_text(MbBuild *b, MbPart *part, int index, MbSlice decoded);
/* A view that only some readers have: kept when it shows a link that is not known yet, or when
 * keep is set. */
void mb_build_view(MbBuild *b, MbSlice decoded, const char *charset, MbSlice source, guint flag,
                   gboolean keep);
MbPart *mb_build_add_part(MbBuild *b, int *index);

/* linear.c */
/* Everything that can be read in a range without believing any structure. */
void mb_linear_view(MbBuild *b, MbSlice range, guint flag, gboolean keep);
/* A range between the parts: worth reading at all? */
gboolean mb_linear_has_text(MbSlice range);

/* build-attached.c */
/* The attached mail that begins at content (fields first). nodes: the tree it is part of and its
 * own node there, or NULL when it was transfer-encoded and has to be taken apart by itself. */
void mb_build_attached(MbBuild *b, int part, MbSlice content, const GArray *nodes, int mail);
/* A mail of which only the header block was attached. */
void mb_build_attached_headers(MbBuild *b, int part, MbSlice content);
