/* What is checked before GMime sees a byte: address fields built to crash it, and the nesting and
 * number of delimiter lines. Source: SECURITY sections 0.4 and 3.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "header.h"

#define MB_MAX_OPEN_BOUNDARIES 50
#define MB_MAX_DELIMITERS      1000
/* A part's header block longer than this is no part header. */
#define MB_MAX_PART_HEADER (256 * 1024)

typedef struct {
  gboolean flood;         /* too many open boundaries or delimiter lines, or mails in mails */
  gboolean bad_addresses; /* an address field over the limits, here or in an attached mail */
  GArray *blank;          /* MbSlice: fields of attached mails GMime must not see; NULL = none */
} MbGuard;

/* An address field over the size or colon limit (quoted colons do not count). */
gboolean mb_guard_bad_address(const MbHeader *header);
/* Walks the body once, from delimiter line to delimiter line. headers are the mail's own. */
MbGuard mb_guard_scan(MbArena *arena, const MbHeaders *headers, MbSlice body);
