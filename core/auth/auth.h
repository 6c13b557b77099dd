/* The four protocols over one mail and its facts: pure, straight-line, run again each round.
 * spf.h, dkim.h, dmarc.h, arc.h hold the evaluators; this is what the checks see.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../facts/facts.h"
#include "../mail/message.h"
#include "authres.h"

typedef enum { MB_SPF_MAILFROM, MB_SPF_HELO } MbSpfScope;

typedef struct {
  MbResult result;
  MbSpfScope scope;
  const char *domain;      /* the identity that was checked, normalised */
  const char *mechanism;   /* the directive that decided, or NULL */
  const char *explanation; /* exp= text, hostile, or NULL */
  gboolean anyone;         /* "+all" or so wide that a pass proves nothing */
  gboolean ends_in_fail;   /* the record ends in -all */
  const char *reason;      /* static English id for none, errors and not checked: "no-record",
                              "syntax", "lookup-limit", "void-limit", "quiet" …, or NULL */
} MbSpf;

typedef enum {
  MB_DKIM_UNSIGNED_TAIL = 1 << 0, /* l= covers less than the body */
  MB_DKIM_UNSIGNED_FROM = 1 << 1,
  MB_DKIM_UNSIGNED_SUBJECT = 1 << 2,
  MB_DKIM_DUPLICATE =
      1 << 3, /* an unsigned second From, Subject, Date, Content-Type … beside the signed one */
  MB_DKIM_TESTING = 1 << 4,   /* t=y */
  MB_DKIM_SHORT_KEY = 1 << 5, /* under 1,024 bits: recognised, not counted */
  MB_DKIM_SHA1 = 1 << 6,      /* RFC 8301: permerror */
  MB_DKIM_EXPIRED = 1 << 7,   /* x= before the time of receipt */
  MB_DKIM_KEY_GONE = 1 << 8,  /* no key record today */
  MB_DKIM_AFTER_UNDO =
      1 << 9, /* passes once the receiving server's stamp or the list's footer is taken off */
  MB_DKIM_FUTURE = 1 << 10,           /* t= lies after the time of receipt */
  MB_DKIM_UNSIGNED_CONTENT = 1 << 11, /* Content-Type or transfer encoding is there and unsigned */
  MB_DKIM_UNSIGNED_REPLY_TO = 1 << 12,
} MbDkimFlags;

typedef struct {
  MbResult result;
  const char *domain, *selector, *identity; /* normalised or NULL */
  const char *algorithm;
  const char *reason; /* static English id: "body-hash", "bad-signature", "no-key", "expired"
                         (result policy), or NULL */
  const char *undone; /* what was taken off for MB_DKIM_AFTER_UNDO: "subject-tag", "footer",
                         "subject-tag+footer". A footer taken off is flagged as unsigned tail, a
                         tag that is no filter's own word as unsigned Subject: both are anybody's
                         text */
  guint key_bits;
  guint flags;
  gint64 signed_at, expires; /* 0 = not given */
  gsize unsigned_bytes;
  gboolean verified; /* evaluated (at most 10 are); else only parsed */
  gboolean aligned;  /* with every author domain, as mb_dmarc_is_aligned has it */
} MbDkim;

typedef struct {
  MbResult result; /* pass, fail, none, temperror, permerror, not checked */
  const char
      *policy;       /* effective for this author domain: "none", "quarantine", "reject", or NULL */
  gboolean enforced; /* quarantine or reject and not in test mode */
  gboolean testing;  /* t=y */
  const char *domain;                 /* where the record stands */
  const char *org_domain;             /* RFC 9989 tree walk's organisational domain */
  gboolean spf_aligned, dkim_aligned; /* a pass of that kind counts for the author domain; also
                                         where there is no record (mb_dmarc_is_aligned) */
  const char *author;                 /* the author domain this is about */
} MbDmarc;

typedef struct {
  MbResult result; /* pass, fail, none */
  guint n_sets;
  const char *sealer; /* newest */
  gboolean
      trusted; /* every sealer up to the trusted one is on the list, and set 1 shows DMARC pass */
} MbArc;

typedef struct {
  MbSpf spf, spf_helo;
  GArray *dkim;  /* MbDkim, header order */
  GArray *dmarc; /* MbDmarc, one for every author domain */
  MbArc arc;
  gboolean dkim_too_many;
} MbAuth;

/* author_domains: normalised domains of every sender reading. Lives in arena; allocates anew each
 * round. */
MbAuth *mb_auth_evaluate(MbArena *arena, const MbMessage *message, const MbRoute *route,
                         const GPtrArray *author_domains, MbFacts *facts, const MbOptions *options);
