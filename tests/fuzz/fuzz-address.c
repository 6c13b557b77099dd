/* Any bytes as the value of From: every reading has to end, in valid UTF-8 and within its source.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address-list.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_list(MbSlice value, const MbAddressList *list) {
  g_assert_cmpuint(list->mailboxes->len, <=, MB_MAX_ADDRESSES);
  for (guint i = 0; i < list->mailboxes->len; i++) {
    const MbMailbox *m = &g_array_index(list->mailboxes, MbMailbox, i);
    g_assert_true(g_utf8_validate_len(m->name.data ? m->name.data : "", m->name.len, NULL));
    g_assert_true(m->name.len || m->address.len);
    if (m->source.len)
      g_assert_true(m->source.data >= value.data &&
                    m->source.data + m->source.len <= value.data + value.len);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice value = mb_slice((const char *)data, size);
  check_list(value, mb_address_parse(arena, value));
  MbMailbox strict;
  mb_address_strict(arena, value, &strict);
  g_autoptr(MbHeaders) headers = mb_headers_scan(value);
  mb_senders_read(arena, headers);
  g_autoptr(GString) block = g_string_new("From: ");
  g_string_append_len(block, value.data, value.len);
  g_autoptr(MbHeaders) from = mb_headers_scan(mb_slice(block->str, block->len));
  const MbSenders *senders = mb_senders_read(arena, from);
  g_assert_cmpuint(senders->n_from, >, 0);
  return 0;
}
