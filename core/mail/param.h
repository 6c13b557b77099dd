/* The value of a Content-Type or Content-Disposition field: type and parameters as written, all of
 * them, so that conflicting ones are seen. Source: RFC 2045 section 5.1, RFC 2231, RFC 2047.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef struct {
  MbSlice name;  /* as written, with RFC 2231 marks ("name*0*") */
  MbSlice value; /* unquoted; in arena or in the source */
} MbParam;

#define MB_MAX_PARAMS 200

typedef struct {
  const char *type; /* "text/html", "attachment": lower-case, without comments, "" when empty */
  GArray *params;   /* MbParam, at most MB_MAX_PARAMS */
} MbParams;

/* Lives in arena. */
MbParams *mb_params_parse(MbArena *arena, MbSlice value);
/* Plain value of a parameter, decoded (RFC 2231 pieces joined, charsets, encoded-words) to UTF-8;
 * empty when there is none. Lives in arena. */
MbSlice mb_params_get(MbArena *arena, const MbParams *params, const char *name);
/* How many spellings of the parameter are there ("x", "x*", "x*0" count as one each). */
guint mb_params_count(const MbParams *params, const char *name);
