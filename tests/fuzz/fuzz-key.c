/* DKIM key records, and the key bytes inside. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "auth/dkim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const guint8 digest[MB_SHA256_LEN];
  MbSlice text = mb_slice(size ? (const char *)data : "", size);
  g_autoptr(MbArena) arena = mb_arena_new();
  for (int type = MB_KEY_RSA; type <= MB_KEY_ED25519; type++) {
    MbDkimKey key;
    guint bits;
    if (!mb_dkim_key_parse(arena, text, (MbKeyType)type, &key))
      mb_signature_check(key.type, key.bytes, digest, mb_slice((const char *)digest, 32), &bits);
  }
  return 0;
}
