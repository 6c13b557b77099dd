/* SPF records and macros. Lines: local part, domain, then one record for each round of questions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "answers.h"
#include "auth/spf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice rest = mb_slice(size ? (const char *)data : "", size);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbSlice local = take_line(&rest), domain = take_line(&rest);
  MbSpfQuery query = {.ip = {size & 1 ? 6 : 4, {192, 0, 2, 1}},
                      .local = mb_arena_slice(arena, local).data,
                      .domain = mb_arena_slice(arena, domain).data,
                      .helo = "helo.example",
                      .quiet = size & 2 ? TRUE : FALSE};
  guint rounds = 0;
  MbSpf spf;
  do
    spf = mb_spf_check(arena, &query, facts);
  while (answer_all(facts, take_line(&rest)) && ++rounds < 40);
  /* a record never asks on and on: the limits of RFC 7208 section 4.6.4 hold for every zone */
  if (rounds >= 40 || (rounds && spf.result == MB_RESULT_NOT_CHECKED && !query.quiet))
    abort();
  return 0;
}
