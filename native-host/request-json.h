/* One request as JSON, and the mail piece in it. Jansson reads a string byte by byte, which for the
 * pieces of a large mail costs more than all else; so a long "data" is taken out before it reads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

typedef struct {
  const char *text; /* valid as long as the bytes and the request; not NUL-terminated */
  gsize len;
} MbPiece;

/* NULL when it is no JSON. *piece is the text of "data", empty when there is none. */
json_t *mb_request_parse(const char *json, gsize len, MbPiece *piece);
