/* Proof that a domain sent the mail, from here or from the trusted server, in one shape.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

typedef struct {
  MbCheckedBy by;
  const char *server;
  const char *proof; /* "dkim", "dmarc", "spf" */
} MbPass;

/* A signature that covers From, Subject and the whole body, of a domain in the same organisation as
 * domain. */
gboolean mb_domain_dkim_passes(const MbCase *c, const char *domain, MbPass *pass);
/* SPF for MAIL FROM in the same organisation; a record that lets anyone pass does not count. */
gboolean mb_domain_spf_passes(const MbCase *c, const char *domain, MbPass *pass);
/* Trusted DMARC pass for this author domain. */
gboolean mb_domain_dmarc_passes(const MbCase *c, const char *domain, MbPass *pass);
/* Any of the three. */
gboolean mb_domain_passes(const MbCase *c, const char *domain);

/* The trusted server's first result of this method, or NULL. *header (may be NULL) gets where it
 * stands. */
const MbAuthResult *mb_recorded_result(const MbCase *c, const char *method,
                                       const MbAuthHeader **header);
/* Some header in the mail claims a pass, but nobody trusted wrote it. */
gboolean mb_recorded_claims_pass(const MbCase *c);
/* A property's value ("smtp.mailfrom"), empty when absent. */
MbSlice mb_auth_prop(const MbAuthResult *result, const char *name);
/* The normalised domain of a property that holds a domain or an address, in arena, or NULL. */
const char *mb_auth_prop_domain(const MbCase *c, const MbAuthResult *result, const char *name);
/* The trusted server recorded a DMARC failure under an enforced policy (quarantine or reject).
 * *policy gets it. */
gboolean mb_recorded_dmarc_enforced_fail(const MbCase *c, const char **policy);
gboolean mb_recorded_dmarc_fail(const MbCase *c);
/* Every signature aligned with domain is flawed: unsigned tail, From or Subject, or an unsigned
 * duplicate. */
gboolean mb_only_flawed_signatures(const MbCase *c, const char *domain);

#define MB_DKIM_FLAWS                                                                              \
  (MB_DKIM_UNSIGNED_TAIL | MB_DKIM_UNSIGNED_FROM | MB_DKIM_UNSIGNED_SUBJECT | MB_DKIM_DUPLICATE |  \
   MB_DKIM_SHORT_KEY | MB_DKIM_TESTING)
#define MB_DKIM_COVERAGE_FLAWS                                                                     \
  (MB_DKIM_UNSIGNED_TAIL | MB_DKIM_UNSIGNED_FROM | MB_DKIM_UNSIGNED_SUBJECT | MB_DKIM_DUPLICATE)
