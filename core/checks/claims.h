/* Whom the mail claims to be: by name, subject, signature block, link text, or the From domain
 * itself.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

/* Fills c->claims; genuine is set by the address axis. */
void mb_claims_read(MbCase *c);
/* The first claim that is not genuine, strongest place first, or NULL. */
const MbClaim *mb_claims_false(const MbCase *c);
/* A link, form, or Reply-To of the mail leads outside the claimed party's domains. *where gets the
 * host. */
gboolean mb_claim_leads_outside(const MbCase *c, const MbClaim *claim, const char **where);
/* host belongs to the claimed party. */
gboolean mb_claim_owns(const MbCase *c, const MbClaim *claim, const char *host);
/* Decides each claim's genuine from the finished axis and from signatures of the claimed party. */
void mb_claims_settle(MbCase *c, const MbAddressAxis *axis);
/* text names the reader's own domain as a whole word. *domain gets it. */
gboolean mb_text_names_reader(const MbCase *c, MbSlice text, const char **domain);

/* The claim stands at this place ("display-name" …). */
gboolean mb_claim_is_at(const MbClaim *claim, const char *where);
