/* What several families ask of a case.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "axis.h"
#include "../base/domain.h"
#include "brands.h"

/* The hop where the mail came in from outside, or NULL. */
const MbHop *mb_case_boundary(const MbCase *c);
/* Thunderbird's first sender, or NULL. */
const MbMailbox *mb_case_sender(const MbCase *c);
/* The named field's value, unfolded, empty when absent. Lives in arena. */
MbSlice mb_case_header(const MbCase *c, const char *name);
/* host lies in a domain of the reader: his own domains, or the domain the boundary server took the
 * mail for. */
gboolean mb_case_is_reader_domain(const MbCase *c, const char *host);
/* The domain the mail was delivered to, when no own domain was given: "for" of the boundary,
 * Delivered-To; never a free-mail or provider domain. NULL = not known. */
const char *mb_case_delivered_domain(const MbCase *c);
/* domain is a free-mail or provider mailbox domain: its addresses say nothing of an organisation.
 */
gboolean mb_is_mailbox_domain(const char *domain);
/* What is remembered of the sender; answered is FALSE where nothing is, or may not be asked. */
const MbHistory *mb_case_history(const MbCase *c);
/* The user wrote to this person or said that he knows him (VERDICT "Known"). */
gboolean mb_case_sender_is_person_known(const MbCase *c);
/* The contact with this address (lower-case), or NULL. */
const MbContact *mb_case_contact(const MbCase *c, MbSlice address);

/* A link that the reader can follow (anchor, form target, written-out address), not hidden. */
gboolean mb_link_is_clickable(const MbLink *link);

/* How the mail was passed on, judged from signs that a sender could have written himself: they only
 * ever excuse. */
gboolean mb_case_is_forwarded(const MbCase *c);
gboolean mb_case_is_list(const MbCase *c);
/* The boundary address's reverse name, when a look-up confirmed that it leads back; NULL = none or
 * not known. */
const char *mb_case_confirmed_name(const MbCase *c);
/* Minutes between a zone and those of a country (ISO code); 0 = inside or not known. */
int mb_zone_distance(const char *country, int zone);
/* lg.jp, go.jp and their like, which nobody else can get. */
gboolean mb_is_public_domain(const char *domain);
/* Somebody new writes from outside, in a mail of no list. */
gboolean mb_case_from_stranger(const MbCase *c);
/* Evidence: the sender's display name and address, as shown. */
void mb_finding_add_sender(MbCase *c, MbFinding *f);
/* The address belongs to someone whom the reader knows, and was proven: he may well write about a brand. */
gboolean mb_case_sender_is_trusted(const MbCase *c);
