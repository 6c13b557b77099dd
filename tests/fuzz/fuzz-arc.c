/* ARC sets. First line: the key record; then the mail. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "answers.h"
#include "auth/arc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice rest = mb_slice(size ? (const char *)data : "", size), key = take_line(&rest);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(rest);
  g_autoptr(GPtrArray) trusted = g_ptr_array_new();
  g_ptr_array_add(trusted, (gpointer) "mx.example.org");
  MbSlice body = mb_slice(rest.data + headers->body, rest.len - headers->body);
  MbArc arc;
  do
    arc = mb_arc_check(arena, mb_dkim_mail_new(arena, headers, body), trusted, facts);
  while (answer_all(facts, key));
  if (arc.result == MB_RESULT_NOT_CHECKED || (arc.trusted && arc.result != MB_RESULT_PASS))
    abort();
  return 0;
}
