/* The address axis: is the From address really from its domain? VERDICT "Address axis".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

typedef enum { MB_ADDRESS_UNKNOWN, MB_ADDRESS_GENUINE, MB_ADDRESS_FORGED } MbAddressState;
typedef enum { MB_GRADE_NONE, MB_GRADE_WEAK, MB_GRADE_SPF, MB_GRADE_FULL } MbGrade;
typedef enum { MB_BY_NOBODY, MB_BY_CLAIMED, MB_BY_SERVER, MB_BY_HERE } MbCheckedBy;

typedef struct _MbAddressAxis {
  MbAddressState state;
  MbGrade grade;
  MbCheckedBy by;
  const char *server;  /* the trusted server that recorded the result, or NULL */
  const char *proof;   /* static id of what decided: "dkim", "dmarc", "spf", "own-address",
                          "dmarc-fail", "spf-fail", "nxdomain" … */
  const char *missing; /* static id of the missing fact when state is unknown: "offline",
                          "no-dmarc", "policy-none", "forwarded", "no-outside-hop" … */
  gboolean known;      /* the From domain is known (VERDICT "Known") */
  gboolean first_contact;
} MbAddressAxis;

/* Lives in the case's arena; also sets MbClaim.genuine. */
MbAddressAxis *mb_address_axis(MbCase *c);
