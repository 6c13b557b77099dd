/* The MIME tree as a flat list of byte ranges: GMime decides what is a part, everything else works
 * on the original bytes. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "header.h"

#define MB_MAX_DEPTH 50
#define MB_MAX_PARTS 1000

typedef enum { MB_NODE_LEAF, MB_NODE_MULTIPART, MB_NODE_MAIL } MbNodeKind;

typedef struct {
  MbNodeKind kind;
  MbSlice header;   /* the part's own header block with its empty line; empty for the top part */
  MbSlice content;  /* leaf: encoded content; mail: the attached mail from its first field on,
                      at most MB_MAX_PART_HEADER */
  const char *type; /* "text/html" as GMime read it, lower-case, in arena */
  int parent;       /* node index, -1 = top */
  int depth;
  int mail; /* index of the innermost MB_NODE_MAIL it stands in, -1 = the mail itself */
} MbNode;

typedef struct {
  GArray *nodes; /* MbNode in document order; empty when GMime gave nothing */
  guint skipped; /* MbSkip */
  guint mime;    /* MbMimeFlags */
} MbStructure;

/* headers belong to the body; bytes of the nodes point into body. Lives in arena. */
MbStructure mb_structure_read(MbArena *arena, const MbHeaders *headers, MbSlice body);
