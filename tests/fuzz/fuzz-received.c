/* A Received value alone, and the bytes as a header block: route, boundary, recorded results. Every
 * slice must lie inside what was given. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "auth/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(MbSlice s, const char *start, size_t size) {
  if (s.len && (s.data < start || s.data + s.len > start + size))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  g_autoptr(MbArena) arena = mb_arena_new();
  MbHeader header = {.value = mb_slice(text, size)};
  MbHop hop;
  mb_hop_parse(arena, &header, &hop);
  check_inside(hop.from_name, text, size);
  check_inside(hop.helo, text, size);
  check_inside(hop.with, text, size);
  check_inside(hop.id, text, size);
  check_inside(hop.for_addr, text, size);
  check_inside(hop.user, text, size);

  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(text, size));
  g_autoptr(MbOptions) options = mb_options_new();
  g_ptr_array_add(options->trust_servers, g_strdup("mx.example.jp"));
  g_ptr_array_add(options->trust_results_below, g_strdup("mx.example.jp"));
  MbRoute *route = mb_route_read(arena, headers, options);
  if (route->hops->len > MB_MAX_HOPS || route->boundary >= (int)route->hops->len)
    abort();
  MbRecorded *recorded = mb_recorded_read(arena, headers, route, options);
  if (!route->hops->len && recorded->trusted_id)
    abort();
  return 0;
}
