/* What the files of the Received reader share: the line cut into words and comments.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hop.h"

typedef struct {
  gboolean comment; /* text then is what stands between the parentheses */
  MbSlice text;
} MbHopToken;

/* Longer lines are cut: no server writes so many words, and every pass stays linear. */
#define MB_MAX_HOP_TOKENS 96

typedef struct {
  MbHopToken tokens[MB_MAX_HOP_TOKENS];
  guint n;
  MbSlice date; /* after the last ";" outside comments */
} MbHopTokens;

void mb_hop_tokenize(MbSlice value, MbHopTokens *out);
/* The from clause, tokens[start..end): name, HELO, address, reverse name. */
void mb_hop_read_from(MbArena *arena, const MbHopToken *tokens, guint n, MbHop *hop);
/* A comment that stands anywhere: TLS and authentication. */
void mb_hop_read_note(MbSlice comment, MbHop *hop);
/* Byte-wise search without case; not for long haystacks. */
gssize mb_slice_find(MbSlice s, const char *word);
/* A domain name into the arena, or NULL. */
const char *mb_hop_domain(MbArena *arena, MbSlice text);
