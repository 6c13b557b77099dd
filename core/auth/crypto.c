/* SHA-256 by nettle, which GnuTLS calls as well: by itself it costs a start nothing to speak of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"

#include <nettle/sha2.h>

struct _MbSha256 {
  struct sha256_ctx state;
  gsize n;
  char buffer[8192];
};

static void hash_bytes(MbSha256 *hash, const char *data, gsize len) {
  sha256_update(&hash->state, len, (const guint8 *)data);
}

MbSha256 *mb_sha256_new(void) {
  MbSha256 *hash = g_new(MbSha256, 1);
  hash->n = 0;
  sha256_init(&hash->state);
  return hash;
}

void mb_sha256_add(MbSha256 *hash, const char *data, gsize len) {
  if (len > sizeof hash->buffer - hash->n) {
    hash_bytes(hash, hash->buffer, hash->n);
    hash->n = 0;
    if (len > sizeof hash->buffer) {
      hash_bytes(hash, data, len);
      return;
    }
  }
  if (len)
    memcpy(hash->buffer + hash->n, data, len);
  hash->n += len;
}

void mb_sha256_finish(MbSha256 *hash, guint8 digest[static MB_SHA256_LEN]) {
  hash_bytes(hash, hash->buffer, hash->n);
  sha256_digest(&hash->state, MB_SHA256_LEN, digest);
  g_free(hash);
}

char *mb_sha256_hex(const void *data, gsize len) {
  guint8 digest[MB_SHA256_LEN];
  MbSha256 *hash = mb_sha256_new();
  mb_sha256_add(hash, data, len);
  mb_sha256_finish(hash, digest);
  GString *hex = g_string_sized_new(2 * MB_SHA256_LEN);
  for (guint i = 0; i < MB_SHA256_LEN; i++)
    g_string_append_printf(hex, "%02x", digest[i]);
  return g_string_free(hex, FALSE);
}
