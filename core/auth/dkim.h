/* DKIM (RFC 6376, 8301, 8463) over our own raw slices: header → signature → key → result. ARC uses
 * the same pieces. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth.h"
#include "crypto.h"
#include "tags.h"

#define MB_MAX_DKIM_VERIFIED 10   /* SECURITY section 3 */
#define MB_MAX_SIGNED_NAMES  1000 /* names in h= */

typedef enum { MB_SIG_DKIM, MB_SIG_ARC_MESSAGE, MB_SIG_ARC_SEAL } MbSignatureKind;

typedef struct {
  const MbHeader *header;
  MbTags tags;
  const char *domain, *selector; /* normalised */
  const char *identity;          /* i= as written, or NULL; DKIM only */
  const char *algorithm;         /* as written */
  MbKeyType key_type;
  gboolean relaxed_header, relaxed_body;
  MbSlice hash, value; /* bh= and b=, decoded */
  MbSlice *names;      /* h=, trimmed */
  guint n_names;
  gint64 signed_at, expires; /* 0 = not given */
  gint64 body_limit;         /* l=, -1 = none */
  gint64 instance;           /* i= of ARC */
} MbDkimSignature;

/* Fills what it can; returns NULL, or the static id of what is wrong (permerror). */
const char *mb_dkim_signature_parse(MbArena *arena, const MbHeader *header, MbSignatureKind kind,
                                    MbDkimSignature *signature);

typedef struct {
  MbKeyType type;
  MbSlice bytes;
  gboolean testing, strict; /* t=y, t=s */
} MbDkimKey;

/* One key record (RFC 6376 section 3.6.1) for this signature's use; NULL or what is wrong. */
const char *mb_dkim_key_parse(MbArena *arena, MbSlice text, MbKeyType wanted, MbDkimKey *key);

/* ---- canonicalisation (section 3.4) ---- */

/* SHA-256 over the canonical body; limit as l=, -1 = none. *length: canonical bytes of the whole
 * body. Line ends count as CRLF whatever they are. */
void mb_dkim_hash_body(MbSlice body, gboolean relaxed, gint64 limit, guint8 digest[static 32],
                       gsize *length);
/* One whole field, final line end included, into the hash. */
void mb_dkim_hash_field(MbSha256 *hash, MbSlice raw, gboolean relaxed);
/* The signature's own field: value of b= left out, no final CRLF (section 3.7). */
void mb_dkim_hash_own_field(MbArena *arena, MbSha256 *hash, MbSlice raw, gboolean relaxed);

/* ---- one mail ---- */

/* Fields by name and the body hashes already computed: several signatures share them. */
typedef struct _MbDkimMail MbDkimMail;
MbDkimMail *mb_dkim_mail_new(MbArena *arena, const MbHeaders *headers, MbSlice body);
const MbHeaders *mb_dkim_mail_headers(const MbDkimMail *mail);

/* Digest of what h= names, from the bottom up (section 5.4.2), and the own field. A Subject of the
 * mail can be replaced by other raw text, or MB_SLICE_NONE. */
void mb_dkim_hash_headers(MbDkimMail *mail, const MbDkimSignature *s, MbSlice subject,
                          guint8 digest[static 32]);
/* Owned by mail, valid until the next call. */
const guint8 *mb_dkim_body_hash(MbDkimMail *mail, gboolean relaxed, gint64 limit, gsize *length);
MbSlice mb_dkim_mail_body(const MbDkimMail *mail);
/* MbDkimFlags of what is there and not signed, or there more often than signed. */
guint mb_dkim_coverage(MbDkimMail *mail, const MbDkimSignature *s);

/* Looks the key up and checks s->value over digest: NOT_CHECKED, TEMPERROR, PERMERROR, FAIL or
 * PASS; reason, flags and key_bits of *out. */
MbResult mb_dkim_check_key(MbArena *arena, const MbDkimSignature *s, const guint8 digest[static 32],
                           MbFacts *facts, const char *purpose, MbDkim *out);

/* The whole of one signature. received: when the mail came in, 0 = not known. */
void mb_dkim_verify(MbArena *arena, MbDkimMail *mail, const MbHeader *header, gint64 received,
                    MbFacts *facts, MbDkim *out);
/* Only what the header itself says: for those beyond MB_MAX_DKIM_VERIFIED. */
void mb_dkim_describe(MbArena *arena, const MbHeader *header, MbDkim *out);

/* ---- taking stamps off (VERDICT, hard cases) ---- */

/* The nth way (0, 1, …) to read the Subject field without a stamp: whole raw field in arena, or
 * MB_SLICE_NONE when there are no more. *spam: a filter's own word, not any tag. */
MbSlice mb_dkim_unstamp_subject(MbArena *arena, MbSlice raw, guint nth, gboolean *spam);
/* The nth shorter body, footer cut off, or MB_SLICE_NONE. */
MbSlice mb_dkim_cut_footer(MbSlice body, guint nth);
