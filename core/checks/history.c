/* What the reader's own dealings say: people he wrote to, and those who write for the first time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

static void known_person(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  const MbContact *contact = sender ? mb_case_contact(c, sender->address) : NULL;
  if (!contact || !contact->wrote_to)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* a known address that nobody proved may be written by anyone */
  if (c->axis->state != MB_ADDRESS_GENUINE)
    f->leaning = MB_LEAN_INFO;
  mb_finding_add(c, f, N_("Sender address"), sender->address);
}
static const MbCheck known_person_row = {
    "history.known-person",
    MB_FAMILY_HISTORY,
    MB_LEAN_GOOD,
    known_person,
    N_("You have written to this address before."),
    N_("An address that you wrote to yourself is one you know.")};

static void first_contact(MbCase *c, const MbCheck *self) {
  if (!c->axis->first_contact || !c->options->contacts->len || !c->from_domain)
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Sender address"), mb_case_sender(c)->address);
}
static const MbCheck first_contact_row = {
    "history.first-contact",
    MB_FAMILY_HISTORY,
    MB_LEAN_INFO,
    first_contact,
    N_("You have had no mail from this address before."),
    N_("That is no sign of fraud, but look twice when a stranger asks you for something.")};

MbCheckList mb_history_checks = {&known_person_row, &first_contact_row, NULL};
