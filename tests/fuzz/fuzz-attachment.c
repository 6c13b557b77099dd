/* An attachment: its name up to the first line end, its bytes behind.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "mail/attachment.h"
#include "mail/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static gboolean ready;
  if (!ready)
    mb_charset_preload();
  ready = TRUE;
  g_autoptr(MbArena) arena = mb_arena_new();
  const char *start = (const char *)data, *line = size ? memchr(data, '\n', size) : NULL;
  gsize n = line ? (gsize)(line - start) : 0;
  MbAttachment attachment = {.name = mb_slice(start, n), .declared = "application/octet-stream"};
  mb_attachment_read(arena, &attachment,
                     line ? mb_slice(line + 1, size - n - 1) : mb_slice(start, size));
  for (guint i = 0; attachment.entries && i < attachment.entries->len; i++)
    if (!g_utf8_validate(attachment.entries->pdata[i], -1, NULL))
      abort();
  return 0;
}
