/* Signature checks: GnuTLS (PEERS section 4). SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

/* An 8,192-bit key. The owner of the record chooses modulus and exponent, and with both long one
 * check would take seconds. */
#define MAX_RSA_BYTES 1100

static gnutls_datum_t datum(MbSlice s) {
  return (gnutls_datum_t){(unsigned char *)s.data, (unsigned)s.len};
}

/* DER length of a SEQUENCE or BIT STRING that holds len bytes. */
static void put_der(GByteArray *out, guint8 tag, gsize len) {
  guint8 head[4] = {tag, 0x82, (guint8)(len >> 8), (guint8)len};
  g_byte_array_append(out, head, sizeof head);
}

/* RSAPublicKey → SubjectPublicKeyInfo, which is what the library reads. */
static GByteArray *wrap_rsa(MbSlice key) {
  static const guint8 algorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                     0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};
  static const guint8 no_unused_bits = 0;
  GByteArray *out = g_byte_array_new();
  put_der(out, 0x30, sizeof algorithm + 4 + 1 + key.len);
  g_byte_array_append(out, algorithm, sizeof algorithm);
  put_der(out, 0x03, 1 + key.len);
  g_byte_array_append(out, &no_unused_bits, 1);
  g_byte_array_append(out, (const guint8 *)key.data, (guint)key.len);
  return out;
}

static gboolean import_rsa(gnutls_pubkey_t public, MbSlice key) {
  gnutls_datum_t der = datum(key);
  if (gnutls_pubkey_import(public, &der, GNUTLS_X509_FMT_DER) >= 0)
    return gnutls_pubkey_get_pk_algorithm(public, NULL) == GNUTLS_PK_RSA;
  g_autoptr(GByteArray) wrapped = wrap_rsa(key);
  der = (gnutls_datum_t){wrapped->data, wrapped->len};
  return gnutls_pubkey_import(public, &der, GNUTLS_X509_FMT_DER) >= 0;
}

static gboolean import(gnutls_pubkey_t public, MbKeyType type, MbSlice key) {
  if (type == MB_KEY_RSA)
    return key.len > 0 && key.len <= MAX_RSA_BYTES && import_rsa(public, key);
  gnutls_datum_t x = datum(key);
  return key.len == 32 &&
         gnutls_pubkey_import_ecc_raw(public, GNUTLS_ECC_CURVE_ED25519, &x, NULL) >= 0;
}

MbSignatureCheck mb_signature_check(MbKeyType type, MbSlice key,
                                    const guint8 digest[static MB_SHA256_LEN], MbSlice signature,
                                    guint *bits) {
  gnutls_pubkey_t public;
  gnutls_datum_t hash = {(unsigned char *)digest, MB_SHA256_LEN}, value = datum(signature);
  MbSignatureCheck check = MB_SIGNATURE_KEY_BROKEN;
  *bits = 0;
  if (gnutls_pubkey_init(&public) < 0)
    return check;
  if (import(public, type, key)) {
    gnutls_pubkey_get_pk_algorithm(public, bits);
    /* RFC 8463 section 3: Ed25519 signs the digest as its message */
    int ok = type == MB_KEY_RSA
                 ? gnutls_pubkey_verify_hash2(public, GNUTLS_SIGN_RSA_SHA256, 0, &hash, &value)
                 : gnutls_pubkey_verify_data2(public, GNUTLS_SIGN_EDDSA_ED25519, 0, &hash, &value);
    check = ok >= 0 ? MB_SIGNATURE_GOOD : MB_SIGNATURE_BAD;
  }
  gnutls_pubkey_deinit(public);
  return check;
}
