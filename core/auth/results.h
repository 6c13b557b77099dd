/* Results of the four protocols in RFC 8601 words, as the evaluators return them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_RESULT_NOT_CHECKED, /* offline, or a question is still open */
  MB_RESULT_NONE,
  MB_RESULT_PASS,
  MB_RESULT_FAIL,
  MB_RESULT_SOFTFAIL,
  MB_RESULT_NEUTRAL,
  MB_RESULT_POLICY,
  MB_RESULT_TEMPERROR,
  MB_RESULT_PERMERROR,
} MbResult;

const char *mb_result_name(MbResult result); /* "pass"; NOT_CHECKED is "not-checked" */
MbResult
mb_result_from_name(MbSlice name); /* unknown words and "bestguesspass" are MB_RESULT_NONE */
