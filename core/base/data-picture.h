/* Pictures written into a page. The judge asks whether there is one, the picture worker reads them: both
 * must find the same. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

/* The text behind the next "data:image/" in any case (RFC 3986 section 3.1), or NULL. */
static inline const char *mb_data_picture_find(const char *data, const char *end) {
  for (const char *p = data; (p = memchr(p, ':', end - p)); p++)
    if (p - data >= 4 && end - p >= 7 && mb_ascii_same(p - 4, "data", 4) &&
        mb_ascii_same(p + 1, "image/", 6))
      return p + 7;
  return NULL;
}
