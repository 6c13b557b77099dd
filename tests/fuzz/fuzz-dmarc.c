/* DMARC records. Lines: author domain, authenticated domain, then a record for each round.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "answers.h"
#include "auth/dmarc.h"
#include "base/domain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice rest = mb_slice(size ? (const char *)data : "", size);
  g_autofree char *author = mb_domain_normalise(take_line(&rest));
  g_autofree char *other = mb_domain_normalise(take_line(&rest));
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(GPtrArray) domains = g_ptr_array_new();
  if (!author)
    return 0;
  if (other)
    g_ptr_array_add(domains, other);
  MbDmarcInput input = {domains, domains, FALSE, FALSE};
  MbDmarc dmarc;
  guint rounds = 0;
  do
    dmarc = mb_dmarc_check(arena, author, &input, facts);
  while (answer_all(facts, take_line(&rest)) && ++rounds < 10);
  /* a name without a dot is asked of nobody, so nothing is known of it */
  if (rounds >= 10 || (dmarc.result == MB_RESULT_NOT_CHECKED) != !strchr(author, '.'))
    abort();
  return 0;
}
