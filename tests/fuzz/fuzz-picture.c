/* A picture of a mail: every byte is the sender's. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "worker/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static gboolean ready;
  if (!ready && !(ready = mb_picture_preload()))
    abort();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  mb_picture_read(data, size, texts);
  if (texts->len > MB_PICTURE_CODES)
    abort();
  for (guint i = 0; i < texts->len; i++)
    if (!g_utf8_validate(texts->pdata[i], -1, NULL) || !*(char *)texts->pdata[i])
      abort();
  return 0;
}
