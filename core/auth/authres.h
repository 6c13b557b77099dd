/* Authentication-Results (RFC 8601) and Received-SPF (RFC 7208 section 9.1) as recorded in the
 * mail, and which of them may be believed (VERDICT, "Rules for the known hard cases", first row).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../mail/hop.h"
#include "results.h"

typedef struct {
  MbSlice name;  /* "smtp.mailfrom", "header.d", "policy.dmarc" … lower-case */
  MbSlice value; /* unquoted, compared only after strict domain syntax */
} MbAuthProp;

typedef struct {
  MbSlice method; /* lower-case, without version */
  MbSlice result; /* as written, lower-case */
  MbSlice reason;
  GArray *props; /* MbAuthProp */
} MbAuthResult;

typedef enum { MB_AR_CLAIMED, MB_AR_TRUSTED } MbArTrust;

typedef struct {
  const MbHeader *header;
  MbSlice authserv_id; /* empty: Microsoft writes none */
  gboolean valid;      /* by RFC 8601; FALSE = only a lenient reader understood it */
  gboolean parsed;     /* FALSE = nothing may be derived from it */
  GArray *results;     /* MbAuthResult; empty and parsed = the header says "none" */
  MbArTrust trust;
  gboolean
      below; /* stands below the boundary's Received line and counts by a listed habit or option */
} MbAuthHeader;

#define MB_MAX_AUTHRES         (16 * 1024) /* longer values are not parsed */
#define MB_MAX_AUTHRES_RESULTS 100
#define MB_MAX_AUTHRES_PROPS   50

/* One header value (without the name). Over a limit nothing is derived from it. Lives in arena. */
MbAuthHeader *mb_authres_parse(MbArena *arena, MbSlice value);

typedef struct {
  MbResult result;
  MbSlice client_ip, envelope_from, helo, receiver;
  MbSlice identity; /* "mailfrom" or "helo" where it is told: a HELO pass is none for MAIL FROM */
  const MbHeader *header;
  MbArTrust trust;
} MbReceivedSpf;
MbReceivedSpf *mb_received_spf_parse(MbArena *arena, MbSlice value);

typedef struct {
  GPtrArray *headers;      /* MbAuthHeader*, top to bottom */
  GPtrArray *received_spf; /* MbReceivedSpf* */
  const char *trusted_id;  /* authserv-id that was believed, or NULL */
} MbRecorded;

/* Reads all of them and decides trust: by position against the boundary, id against the boundary's
 * "by" host and the options. */
MbRecorded *mb_recorded_read(MbArena *arena, const MbHeaders *headers, const MbRoute *route,
                             const MbOptions *options);
