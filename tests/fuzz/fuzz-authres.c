/* Authentication-Results and Received-SPF. What is not parsed must yield nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "auth/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice value = mb_slice((const char *)data, size);
  MbAuthHeader *h = mb_authres_parse(arena, value);
  if (!h->parsed && h->results->len)
    abort();
  for (guint i = 0; i < h->results->len; i++) {
    const MbAuthResult *r = &g_array_index(h->results, MbAuthResult, i);
    if (r->props->len > MB_MAX_AUTHRES_PROPS ||
        (r->result.len && memchr(r->result.data, 0, r->result.len)))
      abort();
  }
  mb_received_spf_parse(arena, value);
  return 0;
}
