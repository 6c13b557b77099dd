/* The result words of RFC 8601 section 2.7. SPDX-License-Identifier: GPL-3.0-or-later */
#include "results.h"

static const char *const names[] = {"not-checked", "none",   "pass",      "fail",     "softfail",
                                    "neutral",     "policy", "temperror", "permerror"};

const char *mb_result_name(MbResult result) {
  return (guint)result < G_N_ELEMENTS(names) ? names[result] : names[0];
}

MbResult mb_result_from_name(MbSlice name) {
  for (guint i = MB_RESULT_NONE; i < G_N_ELEMENTS(names); i++)
    if (mb_slice_is(name, names[i]))
      return (MbResult)i;
  return MB_RESULT_NONE;
}
