/* The report as a sequence of plain blocks in one language: what HTML and paper are made from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

typedef enum {
  MB_BLOCK_VERDICT,
  MB_BLOCK_SENTENCE,
  MB_BLOCK_HEADING,
  MB_BLOCK_ITEM, /* a finding's title, a reason, a hop */
  MB_BLOCK_TEXT, /* belongs to the item before it */
  MB_BLOCK_ROW,  /* label and text */
  MB_BLOCK_MAP,  /* the map; text says the same in words */
} MbBlockKind;

typedef struct {
  MbBlockKind kind;
  char *label; /* MB_BLOCK_ROW, else NULL */
  char *text;  /* links disarmed; never markup */
} MbBlock;

/* Of MbBlock*; free with g_ptr_array_unref. */
GPtrArray *mb_document_new(const MbReport *report, const MbCatalogue *words);
