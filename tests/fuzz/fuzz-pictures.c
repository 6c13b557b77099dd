/* The parent of a picture worker: every byte is said by a worker that a picture has taken over. Each
 * picture has its answer of the known kinds, with few and short texts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "hostile-worker.h"
#include "worker/picture.h"
#include "worker/pictures.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_one(const json_t *one) {
  static const char *const known[] = {"read", "kind", "too-large", "broken", "failed", NULL};
  const char *status = json_string_value(json_object_get(one, "status"));
  const json_t *texts = json_object_get(one, "texts");
  if (!status || !g_strv_contains(known, status) || json_array_size(texts) > MB_PICTURE_CODES)
    abort();
  for (gsize i = 0; i < json_array_size(texts); i++)
    if (json_string_length(json_array_get(texts, i)) > 4 * MB_PICTURE_CODE)
      abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const names[] = {"0+4 plain picture", "2+2 base64 page"};
  g_autoptr(GBytes) mail = g_bytes_new_static("mail", 4);
  g_autoptr(GPtrArray) asked = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    g_ptr_array_add(asked, (gpointer)names[i]);
  hostile_worker_says(data, size);
  json_t *all =
      mb_pictures_read(mail, asked, TRUE, g_get_monotonic_time() + G_TIME_SPAN_MINUTE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    check_one(json_object_get(all, names[i]));
  json_decref(all);
  mb_pictures_shut_down();
  return 0;
}
