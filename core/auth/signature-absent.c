/* Stands in for signature.c where GnuTLS is not loaded. SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"

#include "../base/full.h"

MbSignatureCheck mb_signature_check(MbKeyType type, MbSlice key,
                                    const guint8 digest[static MB_SHA256_LEN], MbSlice signature,
                                    guint *bits) {
  *bits = 0;
  mb_full_miss();
  return MB_SIGNATURE_KEY_BROKEN;
}
