/* DKIM-Signature, the two ARC fields of the same form, and key records: text → values, each tag
 * checked before anything is done with it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "dkim.h"
#include "../base/domain.h"

/* Names that go into a question are LDH and "_" only (SECURITY row 3). */
static const char *read_name(MbArena *arena, MbSlice value) {
  char *name = mb_arena_strndup(arena, value.data, value.len);
  for (gsize i = 0; i < value.len; i++)
    name[i] = g_ascii_tolower(name[i]);
  return mb_domain_is_valid(mb_slice(name, value.len)) ? name : NULL;
}

/* Labels below a domain; unlike a domain "2024" alone is fine. */
static const char *read_selector(MbArena *arena, MbSlice value, const char *domain) {
  g_autofree char *whole = g_strdup_printf("%.*s._domainkey.%s", MB_SLICE_ARG(value), domain);
  const char *name = read_name(arena, mb_slice_str(whole));
  /* a NUL inside ends the text early, and then it is not the selector that was signed with */
  return value.len && name && strlen(name) == value.len + strlen("._domainkey.") + strlen(domain)
             ? mb_arena_strndup(arena, name, value.len)
             : NULL;
}

static const char *read_algorithm(MbArena *arena, MbSlice a, MbDkimSignature *s) {
  s->algorithm = mb_arena_slice(arena, a).data;
  if (mb_slice_is(a, "rsa-sha256"))
    s->key_type = MB_KEY_RSA;
  else if (mb_slice_is(a, "ed25519-sha256"))
    s->key_type = MB_KEY_ED25519;
  else
    return mb_slice_is(a, "rsa-sha1") ? "sha1" : "algorithm";
  return NULL;
}

/* header ["/" body], simple by default (section 3.5) */
static gboolean read_canonicalisation(MbSlice c, MbDkimSignature *s) {
  const char *slash = c.len ? memchr(c.data, '/', c.len) : NULL;
  MbSlice header = c, body = MB_SLICE_LIT("simple");
  if (slash) {
    header = mb_slice(c.data, (gsize)(slash - c.data));
    body = mb_slice(slash + 1, (gsize)(c.data + c.len - slash - 1));
  }
  s->relaxed_header = mb_slice_is(header, "relaxed");
  s->relaxed_body = mb_slice_is(body, "relaxed");
  return (s->relaxed_header || mb_slice_is(header, "simple")) &&
         (s->relaxed_body || mb_slice_is(body, "simple"));
}

static const char *read_names(MbArena *arena, MbSlice h, gboolean from_needed, MbDkimSignature *s) {
  MbSlice rest = h, name;
  guint n = 1;
  for (gsize i = 0; i < h.len; i++)
    n += h.data[i] == ':';
  if (n > MB_MAX_SIGNED_NAMES)
    return "too-many-names";
  s->names = mb_arena_alloc(arena, n * sizeof(MbSlice));
  gboolean from = FALSE;
  while (mb_tag_next(&rest, ':', &name)) {
    if (name.len == 0)
      continue;
    from |= mb_slice_is(name, "From");
    s->names[s->n_names++] = name;
  }
  if (!h.data)
    return "names-missing";
  return from || !from_needed ? NULL : "from-not-signed"; /* section 5.4 */
}

static const char *read_times(MbDkimSignature *s) {
  const MbTag *t = mb_tags_get(&s->tags, "t"), *x = mb_tags_get(&s->tags, "x");
  if ((t && !mb_tag_number(t->value, &s->signed_at)) ||
      (x && !mb_tag_number(x->value, &s->expires)) || (t && x && s->expires < s->signed_at))
    return "times";
  return NULL;
}

/* i= of DKIM: [local] "@" d= or a domain below it (section 3.5) */
static const char *read_identity(MbArena *arena, MbDkimSignature *s) {
  const MbTag *i = mb_tags_get(&s->tags, "i");
  if (!i)
    return NULL;
  const char *at = i->value.len ? memrchr(i->value.data, '@', i->value.len) : NULL;
  if (!at)
    return "identity";
  MbSlice host = mb_slice(at + 1, (gsize)(i->value.data + i->value.len - at - 1));
  const char *domain = read_name(arena, host);
  if (!domain || !mb_domain_is_under(domain, s->domain))
    return "identity";
  s->identity = mb_arena_slice(arena, i->value).data;
  return NULL;
}

static const char *read_common(MbArena *arena, MbDkimSignature *s) {
  s->domain = read_name(arena, mb_tags_value(&s->tags, "d"));
  if (s->domain)
    s->selector = read_selector(arena, mb_tags_value(&s->tags, "s"), s->domain);
  const char *wrong = read_algorithm(arena, mb_tags_value(&s->tags, "a"), s);
  if (!s->domain || !s->selector)
    return "names";
  if (wrong)
    return wrong;
  if (!mb_base64_read(arena, mb_tags_value(&s->tags, "b"), &s->value) || s->value.len == 0)
    return "value";
  return read_times(s);
}

/* What a DKIM-Signature and an ARC-Message-Signature have and a seal has not. */
static const char *read_message_part(MbArena *arena, MbSignatureKind kind, MbDkimSignature *s) {
  const MbTag *c = mb_tags_get(&s->tags, "c"), *l = mb_tags_get(&s->tags, "l");
  const MbTag *q = mb_tags_get(&s->tags, "q");
  /* RFC 8617 leaves a missing c= open; signers and the public suite mean relaxed */
  s->relaxed_header = s->relaxed_body = kind == MB_SIG_ARC_MESSAGE;
  if (c && !read_canonicalisation(c->value, s))
    return "canonicalisation";
  if (!mb_base64_read(arena, mb_tags_value(&s->tags, "bh"), &s->hash) ||
      s->hash.len != MB_SHA256_LEN)
    return "hash";
  if (l && !mb_tag_number(l->value, &s->body_limit))
    return "length";
  MbSlice method, rest = q ? q->value : MB_SLICE_NONE;
  gboolean dns = !q;
  while (mb_tag_next(&rest, ':', &method))
    dns |= mb_slice_is(method, "dns/txt");
  if (!dns)
    return "query-method";
  return read_names(arena, mb_tags_value(&s->tags, "h"), kind == MB_SIG_DKIM, s);
}

static const char *read_instance(MbDkimSignature *s) {
  gboolean ok = mb_tag_number(mb_tags_value(&s->tags, "i"), &s->instance);
  return ok && s->instance >= 1 && s->instance <= 50 ? NULL
                                                     : "instance"; /* RFC 8617 section 4.2.1 */
}

const char *mb_dkim_signature_parse(MbArena *arena, const MbHeader *header, MbSignatureKind kind,
                                    MbDkimSignature *s) {
  *s = (MbDkimSignature){.header = header, .body_limit = -1};
  if (!mb_tags_parse(arena, header->value, &s->tags))
    return "syntax";
  const char *wrong = read_common(arena, s);
  if (kind != MB_SIG_DKIM) {
    const char *instance = read_instance(s);
    wrong = instance ? instance : wrong;
  }
  if (wrong || kind == MB_SIG_ARC_SEAL)
    return wrong;
  if (kind == MB_SIG_DKIM && !mb_slice_is(mb_tags_value(&s->tags, "v"), "1"))
    return "version";
  if ((wrong = read_message_part(arena, kind, s)))
    return wrong;
  return kind == MB_SIG_DKIM ? read_identity(arena, s) : NULL;
}

/* ---- key records ---- */

static gboolean list_has(const MbTags *tags, const char *tag, const char *word, const char *other) {
  const MbTag *t = mb_tags_get(tags, tag);
  MbSlice rest = t ? t->value : MB_SLICE_NONE, item;
  while (mb_tag_next(&rest, ':', &item))
    if (mb_slice_is(item, word) || (other && mb_slice_is(item, other)))
      return TRUE;
  return FALSE;
}

const char *mb_dkim_key_parse(MbArena *arena, MbSlice text, MbKeyType wanted, MbDkimKey *key) {
  MbTags tags;
  *key = (MbDkimKey){.type = wanted};
  if (!mb_tags_parse(arena, text, &tags) || !mb_tags_get(&tags, "p"))
    return "key-syntax";
  const MbTag *v = mb_tags_get(&tags, "v"), *k = mb_tags_get(&tags, "k");
  if (v && (v != tags.tags || !mb_slice_equal(v->value, MB_SLICE_LIT("DKIM1"))))
    return "key-version";
  MbSlice type = k ? k->value : MB_SLICE_LIT("rsa");
  if (!mb_slice_is(type, wanted == MB_KEY_RSA ? "rsa" : "ed25519"))
    return "key-type";
  if (mb_tags_get(&tags, "h") && !list_has(&tags, "h", "sha256", NULL))
    return "key-hash";
  if (mb_tags_get(&tags, "s") && !list_has(&tags, "s", "email", "*"))
    return "key-service";
  key->testing = list_has(&tags, "t", "y", NULL);
  key->strict = list_has(&tags, "t", "s", NULL);
  if (!mb_base64_read(arena, mb_tags_value(&tags, "p"), &key->bytes))
    return "key-syntax";
  return key->bytes.len ? NULL : "key-revoked";
}
