/* The HTML reader and the search for addresses in plain text, against any UTF-8.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "mail/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_slice(MbSlice s) {
  if (s.len && !g_utf8_validate(s.data, s.len, NULL) && !memchr(s.data, 0, s.len))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!g_utf8_validate((const char *)data, size, NULL))
    return 0;
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice source = mb_slice((const char *)data, size);
  MbHtml *html = mb_html_read(arena, source);
  mb_text_find_links(arena, source, html->links);
  check_slice(html->text);
  check_slice(html->hidden);
  for (guint i = 0; i < html->links->len; i++) {
    const MbHtmlLink *link = &g_array_index(html->links, MbHtmlLink, i);
    if (!link->url.len || link->offset > size || link->length > size - link->offset)
      abort();
    check_slice(link->url);
    check_slice(link->text);
  }
  return 0;
}
