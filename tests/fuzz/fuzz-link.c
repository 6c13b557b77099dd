/* A URL and, behind a line end, the text it stands under.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "base/domain.h"
#include "mail/link.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_host(const char *host) {
  MbIp ip;
  if (host && !mb_domain_is_valid(mb_slice_str(host)) && !mb_ip_parse(mb_slice_str(host), &ip))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbArena) arena = mb_arena_new();
  const char *text = size ? memchr(data, '\n', size) : NULL;
  gsize n = text ? (gsize)(text - (const char *)data) : size;
  MbLink link = {.place = MB_PLACE_HREF, .url = mb_slice((const char *)data, n)};
  if (text && g_utf8_validate(text + 1, size - n - 1, NULL))
    link.text = mb_slice(text + 1, size - n - 1);
  mb_link_read(arena, &link);
  check_host(link.host);
  check_host(link.wrapper);
  check_host(link.text_host);
  return 0;
}
