/* One DKIM signature from header to result (RFC 6376 section 6.1). The key is looked up first:
 * while it is not known, nothing else is worth computing. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dkim.h"
#include "../base/domain.h"

#define MIN_BITS   1024 /* RFC 8301 section 3.2 */
#define MAX_KEYS   3    /* records under one name that are tried */
#define CLOCK_SKEW 600

static void describe(const MbDkimSignature *s, MbDkim *out) {
  out->domain = s->domain;
  out->selector = s->selector;
  out->identity = s->identity;
  out->algorithm = s->algorithm;
  out->signed_at = s->signed_at;
  out->expires = s->expires;
}

static MbResult fail(MbDkim *out, MbResult result, const char *reason) {
  out->reason = reason;
  return result;
}

/* t=s: no domain below d= in i= (section 3.6.1) */
static gboolean strict_holds(const MbDkimSignature *s) {
  const char *at = s->identity ? strrchr(s->identity, '@') : NULL;
  return !at || g_ascii_strcasecmp(at + 1, s->domain) == 0;
}

static MbResult check_one_key(MbArena *arena, const MbDkimSignature *s, const GString *text,
                              const guint8 digest[static 32], MbDkim *out) {
  MbDkimKey key;
  const char *wrong = mb_dkim_key_parse(arena, mb_slice(text->str, text->len), s->key_type, &key);
  if (wrong)
    return fail(out, MB_RESULT_PERMERROR, wrong);
  if (key.testing)
    out->flags |= MB_DKIM_TESTING;
  if (key.strict && !strict_holds(s))
    return fail(out, MB_RESULT_PERMERROR, "strict-identity");
  MbSignatureCheck check =
      mb_signature_check(key.type, key.bytes, digest, s->value, &out->key_bits);
  if (check == MB_SIGNATURE_KEY_BROKEN)
    return fail(out, MB_RESULT_PERMERROR, "key-syntax");
  if (key.type == MB_KEY_RSA && out->key_bits < MIN_BITS) {
    out->flags |= MB_DKIM_SHORT_KEY;
    return fail(out, MB_RESULT_PERMERROR, "short-key");
  }
  return check == MB_SIGNATURE_GOOD ? MB_RESULT_PASS : fail(out, MB_RESULT_FAIL, "bad-signature");
}

static const MbDnsAnswer *find_key(const MbDkimSignature *s, MbFacts *facts, const char *purpose) {
  g_autofree char *name = g_strconcat(s->selector, "._domainkey.", s->domain, NULL);
  return mb_facts_dns(facts, MB_DNS_TXT, name, purpose);
}

/* section 6.1.2; PASS = there are records */
static MbResult key_status(const MbDnsAnswer *answer, MbDkim *out) {
  if (answer->status == MB_DNS_UNKNOWN)
    return MB_RESULT_NOT_CHECKED;
  if (mb_dns_is_temporary(answer->status))
    return fail(out, MB_RESULT_TEMPERROR, "dns");
  if (answer->texts->len)
    return MB_RESULT_PASS;
  out->flags |= MB_DKIM_KEY_GONE;
  return fail(out, MB_RESULT_PERMERROR, "no-key");
}

MbResult mb_dkim_check_key(MbArena *arena, const MbDkimSignature *s, const guint8 digest[static 32],
                           MbFacts *facts, const char *purpose, MbDkim *out) {
  const MbDnsAnswer *answer = find_key(s, facts, purpose);
  MbResult result = key_status(answer, out), best = MB_RESULT_PERMERROR;
  if (result != MB_RESULT_PASS)
    return result;
  const char *reason = NULL;
  for (guint i = 0; i < MIN(answer->texts->len, MAX_KEYS); i++) {
    result = check_one_key(arena, s, g_ptr_array_index(answer->texts, i), digest, out);
    if (result == MB_RESULT_PASS) {
      out->reason = NULL;
      return result;
    }
    if (i == 0 || result == MB_RESULT_FAIL) { /* a usable key that fails says more */
      best = result;
      reason = out->reason;
    }
  }
  return fail(out, best, reason);
}

/* ---- verification ---- */

static const MbHeader *signed_subject(MbDkimMail *mail) {
  const MbHeaders *headers = mb_dkim_mail_headers(mail);
  guint n = mb_headers_count(headers, MB_HEADER_SUBJECT);
  return n == 1 ? mb_headers_get(headers, MB_HEADER_SUBJECT, 0) : NULL;
}

/* TRUE when the headers verify with a tag taken off the Subject. */
static gboolean undo_subject(MbArena *arena, MbDkimMail *mail, const MbDkimSignature *s,
                             MbFacts *facts, MbDkim *out) {
  const MbHeader *subject = signed_subject(mail);
  guint8 digest[MB_SHA256_LEN];
  gboolean spam;
  for (guint i = 0; subject; i++) {
    MbSlice raw = mb_dkim_unstamp_subject(arena, subject->raw, i, &spam);
    if (!raw.len)
      return FALSE;
    MbDkim scratch = {0};
    mb_dkim_hash_headers(mail, s, raw, digest);
    if (mb_dkim_check_key(arena, s, digest, facts, "dkim", &scratch) == MB_RESULT_PASS) {
      out->flags |= spam ? 0 : MB_DKIM_UNSIGNED_SUBJECT;
      out->undone = "subject-tag";
      return TRUE;
    }
  }
  return FALSE;
}

/* TRUE when the body hash comes out with a footer cut off: that is an unsigned tail like any. */
static gboolean undo_footer(MbDkimMail *mail, const MbDkimSignature *s, MbDkim *out) {
  MbSlice whole = mb_dkim_mail_body(mail);
  guint8 digest[MB_SHA256_LEN];
  gsize length;
  for (guint i = 0;; i++) {
    MbSlice cut = mb_dkim_cut_footer(whole, i);
    if (!cut.data)
      return FALSE;
    mb_dkim_hash_body(cut, s->relaxed_body, s->body_limit, digest, &length);
    if (memcmp(digest, s->hash.data, MB_SHA256_LEN) == 0) {
      out->flags |= MB_DKIM_UNSIGNED_TAIL;
      out->unsigned_bytes = whole.len - cut.len;
      out->undone = out->undone ? "subject-tag+footer" : "footer";
      return TRUE;
    }
  }
}

static MbResult check_times(const MbDkimSignature *s, gint64 received, MbDkim *out) {
  if (received && s->signed_at > received + CLOCK_SKEW)
    out->flags |= MB_DKIM_FUTURE;
  if (!received || !s->expires || s->expires >= received)
    return MB_RESULT_PASS;
  out->flags |= MB_DKIM_EXPIRED;
  return fail(out, MB_RESULT_POLICY, "expired");
}

static void note_tail(const MbDkimSignature *s, gsize length, MbDkim *out) {
  if (s->body_limit < 0 || (guint64)s->body_limit >= length)
    return;
  out->flags |= MB_DKIM_UNSIGNED_TAIL;
  out->unsigned_bytes = length - (gsize)s->body_limit;
}

/* section 3.7 step 1, with l= */
static MbResult check_body(MbDkimMail *mail, const MbDkimSignature *s, MbDkim *out) {
  gsize length;
  const guint8 *digest = mb_dkim_body_hash(mail, s->relaxed_body, s->body_limit, &length);
  if (s->body_limit >= 0 && (guint64)s->body_limit > length)
    return fail(out, MB_RESULT_PERMERROR, "length");
  note_tail(s, length, out);
  if (memcmp(digest, s->hash.data, MB_SHA256_LEN) == 0 || undo_footer(mail, s, out))
    return MB_RESULT_PASS;
  return fail(out, MB_RESULT_FAIL, "body-hash");
}

static MbResult verify(MbArena *arena, MbDkimMail *mail, const MbDkimSignature *s, gint64 received,
                       MbFacts *facts, MbDkim *out) {
  guint8 digest[MB_SHA256_LEN];
  MbResult result = key_status(find_key(s, facts, "dkim"), out);
  if (result != MB_RESULT_PASS) {
    /* how much l= leaves unsigned needs no key: a server's recorded pass must not hide it */
    gsize length;
    if (s->body_limit >= 0) {
      mb_dkim_body_hash(mail, s->relaxed_body, s->body_limit, &length);
      note_tail(s, length, out);
    }
    return result;
  }
  mb_dkim_hash_headers(mail, s, MB_SLICE_NONE, digest);
  result = mb_dkim_check_key(arena, s, digest, facts, "dkim", out);
  if (result == MB_RESULT_FAIL && undo_subject(arena, mail, s, facts, out)) {
    result = MB_RESULT_PASS;
    out->reason = NULL;
  }
  if (result != MB_RESULT_PASS)
    return result;
  result = check_body(mail, s, out);
  if (result != MB_RESULT_PASS) {
    out->undone = NULL;
    return result;
  }
  if (out->undone)
    out->flags |= MB_DKIM_AFTER_UNDO;
  return check_times(s, received, out);
}

void mb_dkim_verify(MbArena *arena, MbDkimMail *mail, const MbHeader *header, gint64 received,
                    MbFacts *facts, MbDkim *out) {
  MbDkimSignature s;
  *out = (MbDkim){.result = MB_RESULT_PERMERROR, .verified = TRUE};
  const char *wrong = mb_dkim_signature_parse(arena, header, MB_SIG_DKIM, &s);
  describe(&s, out);
  if (wrong) {
    out->reason = wrong;
    out->flags |= g_str_equal(wrong, "sha1") ? MB_DKIM_SHA1 : 0;
    out->flags |= g_str_equal(wrong, "from-not-signed") ? MB_DKIM_UNSIGNED_FROM : 0;
    return;
  }
  out->flags = mb_dkim_coverage(mail, &s);
  out->result = verify(arena, mail, &s, received, facts, out);
}

void mb_dkim_describe(MbArena *arena, const MbHeader *header, MbDkim *out) {
  MbDkimSignature s;
  *out = (MbDkim){.result = MB_RESULT_NOT_CHECKED};
  out->reason = mb_dkim_signature_parse(arena, header, MB_SIG_DKIM, &s);
  describe(&s, out);
}
