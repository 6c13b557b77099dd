/* Any bytes as the value of Subject: the result is valid UTF-8 in one line without NUL.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/rfc2047.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbArena) arena = mb_arena_new();
  guint flags = 0;
  const char *charset = NULL;
  MbSlice out = mb_rfc2047_decode(arena, mb_slice((const char *)data, size), &flags, &charset);
  g_assert_true(g_utf8_validate(out.data, out.len, NULL)); /* which minds NUL */
  g_assert_true(!memchr(out.data, '\n', out.len) && !memchr(out.data, '\r', out.len));
  return 0;
}
