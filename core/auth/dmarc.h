/* DMARC (RFC 9989) over facts: the DNS tree walk, policy discovery and alignment, without any
 * public suffix list. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth.h"

/* What SPF and DKIM came to: normalised domains that passed, and whether others may still. */
typedef struct {
  const GPtrArray *spf, *dkim; /* char*, never NULL */
  gboolean open;               /* some of them wait for an answer */
  gboolean temporary;          /* some of them ended in temperror */
} MbDmarcInput;

/* author: normalised. Strings of the result live in arena. */
MbDmarc mb_dmarc_check(MbArena *arena, const char *author, const MbDmarcInput *input,
                       MbFacts *facts);

/* Whether an authenticated domain counts for the author's: as the author's record says, strict or
 * relaxed over the tree walk; where there is no record, one organisation by the public suffix list;
 * while an answer is missing, only the very same domain (so that losing the record gains nobody
 * anything). */
gboolean mb_dmarc_is_aligned(const char *author, const char *domain, gboolean spf, MbFacts *facts);

/* ---- shared with the tests ---- */

typedef enum { MB_POLICY_NONE, MB_POLICY_QUARANTINE, MB_POLICY_REJECT, MB_POLICY_ABSENT } MbPolicy;

typedef struct {
  MbPolicy p, sp, np; /* ABSENT where the record has none */
  gboolean strict_dkim, strict_spf, testing;
  char psd;        /* 'y', 'n' or 'u' */
  gboolean usable; /* FALSE: neither a valid p nor a report address: no DMARC (section 4.10.1) */
} MbDmarcRecord;

/* FALSE when the text is no record of this version. Errors behind v= cost only the tag they are in
 * (section 4.8). */
gboolean mb_dmarc_parse(MbSlice text, MbDmarcRecord *record);

/* The walk from one domain upwards, at most 8 questions, all of them noted at once. */
#define MB_DMARC_STEPS 8
typedef struct {
  const char *domains[MB_DMARC_STEPS];
  MbDmarcRecord records[MB_DMARC_STEPS];
  gboolean found[MB_DMARC_STEPS];
  guint n;               /* domains visited */
  int organisation;      /* index into domains, or -1 = none found: the first domain itself */
  gboolean open, failed; /* an answer is missing, or failed for now, that could matter */
} MbDmarcWalk;
void mb_dmarc_walk(const char *domain, MbFacts *facts, MbDmarcWalk *walk);
const char *mb_dmarc_organisation(const MbDmarcWalk *walk);
