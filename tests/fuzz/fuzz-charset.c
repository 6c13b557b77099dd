/* The first byte picks the charset, the rest is text in it; the result is valid UTF-8, can be
 * folded, counted and shown. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "mail/charset-names.h"
#include "mail/charset.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean is_utf8(MbSlice s) {
  const char *end = NULL;
  while (s.len && !g_utf8_validate_len(s.data, s.len, &end)) {
    if (*end)
      return FALSE;
    s.len -= end + 1 - s.data;
    s.data = end + 1;
  }
  return TRUE;
}

static void use_text(MbSlice s) {
  g_autofree char *folded = mb_text_fold(s);
  g_autofree char *name = mb_text_fold_name(s);
  g_autofree char *skeleton = mb_text_skeleton(folded);
  g_autofree char *squeezed = mb_text_squeeze(s);
  g_autofree char *inert = mb_text_inert(s, 100);
  g_assert_true(g_utf8_validate(folded, -1, NULL) && g_utf8_validate(name, -1, NULL));
  g_assert_true(g_utf8_validate(skeleton, -1, NULL) && g_utf8_validate(squeezed, -1, NULL));
  g_assert_true(g_utf8_validate(inert, -1, NULL));
  g_assert_cmpint(g_utf8_strlen(inert, -1), <=, 101);
  MbTextCount count;
  mb_text_count(s, &count);
  g_assert_cmpuint(count.chars, <=, s.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  g_autoptr(MbArena) arena = mb_arena_new();
  guint pick = data[0] % (MB_N_CHARSETS + 1);
  const char *label = pick < MB_N_CHARSETS ? mb_charsets[pick].name : NULL;
  guint bad = 0;
  const char *used = NULL;
  MbSlice in = mb_slice((const char *)data + 1, size - 1);
  MbSlice out = mb_charset_to_utf8(arena, in, label, &used, &bad);
  g_assert_true(used && is_utf8(out));
  use_text(out);
  use_text(in);
  return 0;
}
