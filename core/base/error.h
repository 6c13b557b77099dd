/* GError is only for "could not do the job"; a broken signature or a hostile mail is a result.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define MB_ERROR mb_error_quark()
GQuark mb_error_quark(void);

typedef enum {
  MB_ERROR_NOT_A_MAIL, /* empty, or nothing that looks like a header field */
  MB_ERROR_TOO_LARGE,
  MB_ERROR_IO,
  MB_ERROR_BAD_REQUEST, /* options, facts or a wire report that does not parse */
  MB_ERROR_WORKER,      /* the judging side died, hung or answered garbage */
  MB_ERROR_CANCELLED,
} MbError;
