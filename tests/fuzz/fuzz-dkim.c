/* A mail with DKIM signatures, header canonicalisation, undoing of stamps. First line: the key
 * record. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "answers.h"
#include "auth/dkim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice rest = mb_slice(size ? (const char *)data : "", size), key = take_line(&rest);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(rest);
  MbSlice body = mb_slice(rest.data + headers->body, rest.len - headers->body);
  do {
    MbDkimMail *mail = mb_dkim_mail_new(arena, headers, body);
    for (guint i = 0; i < 10; i++) {
      const MbHeader *h = mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, i);
      MbDkim dkim;
      if (!h)
        break;
      mb_dkim_verify(arena, mail, h, 1700000000, facts, &dkim);
    }
  } while (answer_all(facts, key));
  return 0;
}
