/* Shared by the three files of the raw header scanner; nobody else includes it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "header.h"

/* Beyond the limits only fields that decide who speaks and how the body is read are still kept, so
 * that nobody pushes his From out of sight; at most this many of each. */
#define MB_MAX_LATE_FIELDS     20
#define MB_MAX_BARE_CANDIDATES 200

typedef struct {
  MbSlice in;
  MbHeaders *out;
  gsize open;     /* start of the open field */
  gsize open_end; /* end of it so far, line end included */
  gsize colon;    /* of the open field */
  gboolean has_open;
  gboolean limited;      /* a limit was met: only important fields are opened from here on */
  gboolean open_limited; /* it was met before the open field began */
  guint n_late[MB_N_HEADERS], n_bare;
  gsize garbage; /* start of the last run of garbage lines, G_MAXSIZE = a field came after it */
} MbHeaderScan;

typedef enum { MB_NAME_NONE, MB_NAME_PROPER, MB_NAME_DIRTY } MbNameQuality;

MbHeaderId mb_header_lookup(MbSlice name);
/* A name with stray bytes in it, as a program reads it that drops them (SECURITY row 25). */
MbHeaderId mb_header_lookup_dirty(MbSlice name);
MbNameQuality mb_header_name_quality(MbSlice name);
/* Kept even beyond the limits. */
gboolean mb_header_is_important(MbHeaderId id);

/* Adds one field; late ones are counted against their share. */
void mb_header_append(MbHeaderScan *s, MbHeader *h, gboolean late);
gboolean mb_header_has_bare_cr(MbSlice raw);
/* Candidates hidden inside a line, or inside the continuation lines of a field. */
void mb_header_add_bare_cr(MbHeaderScan *s, MbSlice raw);
void mb_header_add_pseudo(MbHeaderScan *s, const MbHeader *outer);
/* MbOdd bits of single bytes. */
guint mb_header_bytes_odd(MbSlice s);
