/* A signer for the tests: keys made at test time, DKIM and ARC signatures over any mail.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>

#include "auth/dkim.h"

typedef struct {
  gnutls_privkey_t private;
  MbKeyType type;
  char *record; /* its key record */
} TestKey;

static inline char *public_text(gnutls_pubkey_t public, MbKeyType type) {
  gnutls_datum_t out = {0};
  if (type == MB_KEY_RSA)
    g_assert_cmpint(gnutls_pubkey_export2(public, GNUTLS_X509_FMT_DER, &out), ==, 0);
  else
    g_assert_cmpint(gnutls_pubkey_export_ecc_raw2(public, NULL, &out, NULL, 0), ==, 0);
  char *text = g_base64_encode(out.data, out.size);
  gnutls_free(out.data);
  return text;
}

static inline TestKey *test_key_new(MbKeyType type, guint bits) {
  TestKey *key = g_new0(TestKey, 1);
  gnutls_pubkey_t public;
  key->type = type;
  gnutls_privkey_init(&key->private);
  g_assert_cmpint(gnutls_privkey_generate2(
                      key->private, type == MB_KEY_RSA ? GNUTLS_PK_RSA : GNUTLS_PK_EDDSA_ED25519,
                      bits, 0, NULL, 0),
                  ==, 0);
  gnutls_pubkey_init(&public);
  gnutls_pubkey_import_privkey(public, key->private, 0, 0);
  g_autofree char *text = public_text(public, type);
  gnutls_pubkey_deinit(public);
  key->record =
      g_strdup_printf("v=DKIM1; k=%s; p=%s", type == MB_KEY_RSA ? "rsa" : "ed25519", text);
  return key;
}

static inline void test_key_free(TestKey *key) {
  gnutls_privkey_deinit(key->private);
  g_free(key->record);
  g_free(key);
}

static inline char *sign_digest(TestKey *key, const guint8 *digest) {
  gnutls_datum_t data = {(unsigned char *)digest, MB_SHA256_LEN}, out = {0};
  int ok = key->type == MB_KEY_RSA
               ? gnutls_privkey_sign_hash2(key->private, GNUTLS_SIGN_RSA_SHA256, 0, &data, &out)
               : gnutls_privkey_sign_data2(key->private, GNUTLS_SIGN_EDDSA_ED25519, 0, &data, &out);
  g_assert_cmpint(ok, ==, 0);
  char *text = g_base64_encode(out.data, out.size);
  gnutls_free(out.data);
  return text;
}

static inline MbSlice body_of(const MbHeaders *headers, const char *mail) {
  return mb_slice(mail + headers->body, strlen(mail) - headers->body);
}

/* The mail with a signature field on top. name: "DKIM-Signature" or "ARC-Message-Signature"; tags:
 * all but bh= and b=, ending in ";". Free with g_free. */
static inline char *sign_mail(TestKey *key, const char *name, const char *tags, const char *mail) {
  g_autoptr(MbArena) arena = mb_arena_new();
  gboolean relaxed = strstr(tags, "c=simple;") == NULL && strstr(tags, "/relaxed") != NULL;
  const char *limit = strstr(tags, " l=");
  guint8 digest[MB_SHA256_LEN];
  gsize length;
  g_autoptr(MbHeaders) plain = mb_headers_scan(mb_slice_str(mail));
  mb_dkim_hash_body(body_of(plain, mail), relaxed,
                    limit ? g_ascii_strtoll(limit + 3, NULL, 10) : -1, digest, &length);
  g_autofree char *hash = g_base64_encode(digest, sizeof digest);
  g_autofree char *head = g_strdup_printf("%s: %s bh=%s; b=", name, tags, hash);
  g_autofree char *draft = g_strdup_printf("%sAAAA\r\n%s", head, mail);
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(draft));
  MbDkimSignature s;
  mb_dkim_signature_parse(arena, &g_array_index(headers->fields, MbHeader, 0),
                          name[0] == 'A' ? MB_SIG_ARC_MESSAGE : MB_SIG_DKIM, &s);
  mb_dkim_hash_headers(mb_dkim_mail_new(arena, headers, body_of(headers, draft)), &s, MB_SLICE_NONE,
                       digest);
  g_autofree char *value = sign_digest(key, digest);
  return g_strdup_printf("%s%s\r\n%s", head, value, mail);
}

/* facts.json text → facts */
static inline MbFacts *test_facts(const char *text) {
  MbFacts *facts = mb_facts_new();
  json_error_t where;
  GError *error = NULL;
  json_t *json = json_loads(text, JSON_ALLOW_NUL, &where);
  if (!json)
    g_error("%s: %s", where.text, text);
  mb_facts_load(facts, json, &error);
  g_assert_no_error(error);
  json_decref(json);
  return facts;
}

static inline void add_txt(MbFacts *facts, const char *name, const char *text) {
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  mb_dns_answer_add_text(answer, text, strlen(text));
  mb_facts_add_dns(facts, MB_DNS_TXT, name, answer);
}

static inline const MbHeader *arc_field(const MbHeaders *headers, MbHeaderId id, guint instance) {
  g_autofree char *tag = g_strdup_printf(" i=%u;", instance);
  for (guint n = 0;; n++) {
    const MbHeader *h = mb_headers_get(headers, id, n);
    if (!h || mb_slice_has_prefix(h->value, tag))
      return h;
  }
}

/* The digest a seal signs (RFC 8617 section 5.1.1); own: the seal's field with empty b=. */
static inline void seal_digest(const char *mail, guint instance, const char *own, guint8 *digest) {
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(mail));
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSha256 *hash = mb_sha256_new();
  for (guint i = 1; i <= instance; i++) {
    mb_dkim_hash_field(hash, arc_field(headers, MB_HEADER_ARC_AUTHENTICATION_RESULTS, i)->raw,
                       TRUE);
    mb_dkim_hash_field(hash, arc_field(headers, MB_HEADER_ARC_MESSAGE_SIGNATURE, i)->raw, TRUE);
    if (i < instance)
      mb_dkim_hash_field(hash, arc_field(headers, MB_HEADER_ARC_SEAL, i)->raw, TRUE);
  }
  mb_dkim_hash_own_field(arena, hash, mb_slice_str(own), TRUE);
  mb_sha256_finish(hash, digest);
}

/* One more ARC set on top, by selector "sel" of domain. results: behind "i=N; ". */
static inline char *seal_mail(TestKey *key, guint instance, const char *domain, const char *cv,
                              const char *results, const char *mail) {
  guint8 digest[MB_SHA256_LEN];
  g_autofree char *with_results =
      g_strdup_printf("ARC-Authentication-Results: i=%u; %s\r\n%s", instance, results, mail);
  g_autofree char *tags = g_strdup_printf(
      "i=%u; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=sel; h=From:Subject;", instance, domain);
  g_autofree char *with_message = sign_mail(key, "ARC-Message-Signature", tags, with_results);
  g_autofree char *own =
      g_strdup_printf("ARC-Seal: i=%u; a=rsa-sha256; cv=%s; d=%s; s=sel; b=", instance, cv, domain);
  seal_digest(with_message, instance, own, digest);
  g_autofree char *value = sign_digest(key, digest);
  return g_strdup_printf("%s%s\r\n%s", own, value, with_message);
}
