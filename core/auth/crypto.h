/* Hashing and signature checks. crypto.c and signature.c are the only files that know the crypto
 * libraries. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

#define MB_SHA256_LEN 32

/* Collects small pieces, so that a text may be written as it comes. */
typedef struct _MbSha256 MbSha256;
MbSha256 *mb_sha256_new(void);
void mb_sha256_add(MbSha256 *hash, const char *data, gsize len);
/* Digest out, hash freed. */
void mb_sha256_finish(MbSha256 *hash, guint8 digest[static MB_SHA256_LEN]);

/* Lower-case hexadecimal SHA-256 of the bytes. Free with g_free. */
char *mb_sha256_hex(const void *data, gsize len);

typedef enum { MB_KEY_RSA, MB_KEY_ED25519 } MbKeyType;

typedef enum {
  MB_SIGNATURE_GOOD,
  MB_SIGNATURE_BAD,
  MB_SIGNATURE_KEY_BROKEN, /* the key bytes are no key */
} MbSignatureCheck;

/* Signature over a SHA-256 digest. key: SubjectPublicKeyInfo or RSAPublicKey in DER for RSA (RFC
 * 6376 section 3.6.1 and its erratum), 32 raw bytes for Ed25519 (RFC 8463). bits: size of the key.
 */
MbSignatureCheck mb_signature_check(MbKeyType type, MbSlice key,
                                    const guint8 digest[static MB_SHA256_LEN], MbSlice signature,
                                    guint *bits);
