/* Chain validation (RFC 8617 section 5.2): structure of the sets first, then the newest message
 * signature, then every seal. All keys are looked up even when one is missing, so that they are
 * asked in one round. SPDX-License-Identifier: GPL-3.0-or-later */
#include "arc.h"
#include "authres.h"
#include "../base/domain.h"

#define PURPOSE "arc"

typedef struct {
  const MbHeader *results, *message, *seal;
  MbDkimSignature message_signature, seal_signature;
} Set;

/* ---- structure ---- */

/* "i=1;" in front of the value of an ARC-Authentication-Results; 0 = none */
static gint64 results_instance(MbSlice value, MbSlice *rest) {
  const char *semicolon = value.len ? memchr(value.data, ';', value.len) : NULL;
  if (!semicolon)
    return 0;
  MbSlice tag = mb_slice_trim(mb_slice(value.data, (gsize)(semicolon - value.data)));
  *rest = mb_slice(semicolon + 1, (gsize)(value.data + value.len - semicolon - 1));
  const char *equals = tag.len ? memchr(tag.data, '=', tag.len) : NULL;
  gint64 instance = 0;
  if (!equals || !mb_slice_is(mb_slice_trim(mb_slice(tag.data, (gsize)(equals - tag.data))), "i") ||
      !mb_tag_number(mb_slice_trim(mb_slice(equals + 1, (gsize)(tag.data + tag.len - equals - 1))),
                     &instance))
    return 0;
  return instance;
}

/* The instance of one ARC field; 0 = the field is broken. */
static gint64 read_field(MbArena *arena, const MbHeader *h, MbDkimSignature *s) {
  MbSlice rest;
  if (h->id == MB_HEADER_ARC_AUTHENTICATION_RESULTS)
    return results_instance(h->value, &rest);
  MbSignatureKind kind = h->id == MB_HEADER_ARC_SEAL ? MB_SIG_ARC_SEAL : MB_SIG_ARC_MESSAGE;
  return mb_dkim_signature_parse(arena, h, kind, s) ? 0 : s->instance;
}

static gboolean is_arc(const MbHeader *h) {
  return !h->candidate && (h->id == MB_HEADER_ARC_AUTHENTICATION_RESULTS ||
                           h->id == MB_HEADER_ARC_MESSAGE_SIGNATURE || h->id == MB_HEADER_ARC_SEAL);
}

/* Puts a field into its set; FALSE when the place is taken. */
static gboolean place(Set *set, const MbHeader *h, const MbDkimSignature *s) {
  const MbHeader **at = h->id == MB_HEADER_ARC_SEAL                ? &set->seal
                        : h->id == MB_HEADER_ARC_MESSAGE_SIGNATURE ? &set->message
                                                                   : &set->results;
  if (*at)
    return FALSE;
  *at = h;
  if (h->id == MB_HEADER_ARC_SEAL)
    set->seal_signature = *s;
  else if (h->id == MB_HEADER_ARC_MESSAGE_SIGNATURE)
    set->message_signature = *s;
  return TRUE;
}

/* Fills sets[1 … n]; FALSE when the chain is broken. *n counts what is there either way. */
static gboolean collect(MbArena *arena, const MbHeaders *headers, Set *sets, guint *n) {
  gboolean ok = TRUE;
  guint fields = 0;
  *n = 0;
  for (guint i = 0; i < headers->fields->len && fields <= 3 * MB_MAX_ARC_SETS; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    MbDkimSignature s;
    if (!is_arc(h))
      continue;
    fields++;
    gint64 instance = read_field(arena, h, &s);
    if (instance < 1 || instance > MB_MAX_ARC_SETS || !place(&sets[instance], h, &s)) {
      ok = FALSE;
      *n = MAX(*n, 1);
    } else {
      *n = MAX(*n, (guint)instance);
    }
  }
  return ok && fields == 3 * *n;
}

/* step 3: complete sets, cv= "none" in the first seal and "pass" in all others; no h= in a seal
 * (section 4.1.3) and no seal in a message signature (section 4.1.2) */
static gboolean well_formed(const Set *sets, guint n) {
  for (guint i = 1; i <= n; i++) {
    const Set *set = &sets[i];
    if (!set->results || !set->message || !set->seal)
      return FALSE;
    MbSlice cv = mb_tags_value(&set->seal_signature.tags, "cv");
    if (!mb_slice_is(cv, i == 1 ? "none" : "pass") || mb_tags_get(&set->seal_signature.tags, "h"))
      return FALSE;
    for (guint k = 0; k < set->message_signature.n_names; k++)
      if (mb_slice_is(set->message_signature.names[k], "ARC-Seal"))
        return FALSE;
  }
  return TRUE;
}

/* ---- signatures ---- */

static MbResult check_message(MbArena *arena, MbDkimMail *mail, const MbDkimSignature *s,
                              MbFacts *facts) {
  guint8 digest[MB_SHA256_LEN];
  MbDkim scratch = {0};
  gsize length;
  mb_dkim_hash_headers(mail, s, MB_SLICE_NONE, digest);
  MbResult result = mb_dkim_check_key(arena, s, digest, facts, PURPOSE, &scratch);
  if (result != MB_RESULT_PASS)
    return result;
  const guint8 *body = mb_dkim_body_hash(mail, s->relaxed_body, s->body_limit, &length);
  return memcmp(body, s->hash.data, MB_SHA256_LEN) == 0 ? MB_RESULT_PASS : MB_RESULT_FAIL;
}

/* section 5.1.1: all sets up to this one, relaxed, its own seal last and without b= */
static MbResult check_seal(MbArena *arena, const Set *sets, guint i, MbFacts *facts) {
  guint8 digest[MB_SHA256_LEN];
  MbDkim scratch = {0};
  MbSha256 *hash = mb_sha256_new();
  for (guint k = 1; k <= i; k++) {
    mb_dkim_hash_field(hash, sets[k].results->raw, TRUE);
    mb_dkim_hash_field(hash, sets[k].message->raw, TRUE);
    if (k < i)
      mb_dkim_hash_field(hash, sets[k].seal->raw, TRUE);
  }
  mb_dkim_hash_own_field(arena, hash, sets[i].seal->raw, TRUE);
  mb_sha256_finish(hash, digest);
  return mb_dkim_check_key(arena, &sets[i].seal_signature, digest, facts, PURPOSE, &scratch);
}

/* A definite failure beats a missing answer, a missing answer beats a failed look-up. */
static MbResult worse(MbResult a, MbResult b) {
  static const MbResult order[] = {MB_RESULT_FAIL, MB_RESULT_NOT_CHECKED, MB_RESULT_TEMPERROR};
  if (b == MB_RESULT_PERMERROR)
    b = MB_RESULT_FAIL;
  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    if (a == order[i] || b == order[i])
      return order[i];
  return MB_RESULT_PASS;
}

/* ---- trust ---- */

static gboolean is_trusted(const char *sealer, const GPtrArray *trusted) {
  for (guint i = 0; i < trusted->len; i++) {
    const char *host = g_ptr_array_index(trusted, i);
    if (mb_domain_is_under(host, sealer) && mb_domain_same_organisation(host, sealer))
      return TRUE;
  }
  return FALSE;
}

/* What the first sealer saw: the only place where the author's own DMARC result can stand. */
static gboolean first_set_shows_pass(MbArena *arena, const Set *first) {
  MbSlice rest = MB_SLICE_NONE;
  results_instance(first->results->value, &rest);
  const MbAuthHeader *results = mb_authres_parse(arena, rest);
  for (guint i = 0; results->parsed && i < results->results->len; i++) {
    const MbAuthResult *r = &g_array_index(results->results, MbAuthResult, i);
    if (mb_slice_is(r->method, "dmarc"))
      return mb_slice_is(r->result, "pass");
  }
  return FALSE;
}

static gboolean chain_trusted(MbArena *arena, const Set *sets, guint n, const GPtrArray *trusted) {
  for (guint i = 1; i <= n; i++)
    if (!is_trusted(sets[i].seal_signature.domain, trusted))
      return FALSE;
  return first_set_shows_pass(arena, &sets[1]);
}

MbArc mb_arc_check(MbArena *arena, MbDkimMail *mail, const GPtrArray *trusted, MbFacts *facts) {
  Set *sets = mb_arena_alloc(arena, (MB_MAX_ARC_SETS + 1) * sizeof(Set));
  MbArc arc = {.result = MB_RESULT_NONE};
  gboolean whole = collect(arena, mb_dkim_mail_headers(mail), sets, &arc.n_sets);
  if (arc.n_sets == 0)
    return arc;
  if (sets[arc.n_sets].seal)
    arc.sealer = sets[arc.n_sets].seal_signature.domain;
  arc.result = MB_RESULT_FAIL;
  if (!whole || !well_formed(sets, arc.n_sets))
    return arc;
  arc.result =
      worse(MB_RESULT_PASS, check_message(arena, mail, &sets[arc.n_sets].message_signature, facts));
  for (guint i = arc.n_sets; i >= 1; i--)
    arc.result = worse(arc.result, check_seal(arena, sets, i, facts));
  arc.trusted = arc.result == MB_RESULT_PASS && chain_trusted(arena, sets, arc.n_sets, trusted);
  return arc;
}
