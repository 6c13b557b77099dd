/* Any bytes as a header block: every slice inside the given bytes, the body offset too.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/guard.h"
#include "mail/undo.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(MbSlice all, MbSlice part) {
  if (part.len)
    g_assert_true(part.data >= all.data && part.data + part.len <= all.data + all.len);
}

static void check_field(MbArena *arena, MbSlice all, const MbHeader *h) {
  check_inside(all, h->raw);
  check_inside(h->raw, h->name);
  check_inside(h->raw, h->value);
  g_assert_cmpuint(h->value.len, <=, MB_MAX_HEADER_FIELD);
  g_assert_true(h->candidate || h->name.len);
  MbSlice unfolded = mb_header_unfold(h, arena);
  g_assert_null(memchr(unfolded.data, '\n', unfolded.len));
  mb_guard_bad_address(h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice all = mb_slice((const char *)data, size);
  MbUndone undone = mb_undo(arena, all);
  g_assert_cmpuint(undone.received.len, <=, size);
  for (gsize i = 0; i < MIN(undone.received.len, 256); i++)
    g_assert_cmpint(all.data[mb_undone_offset(&undone, i)], ==, undone.received.data[i]);
  g_autoptr(MbHeaders) headers = mb_headers_scan(all);
  check_inside(all, headers->bytes);
  g_assert_cmpuint(headers->body, <=, size);
  const char *last = all.data;
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    check_field(arena, all, h);
    if (h->candidate)
      continue;
    g_assert_true(h->raw.data >= last);
    last = h->raw.data + h->raw.len;
  }
  return 0;
}
