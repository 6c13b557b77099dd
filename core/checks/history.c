/* What the reader's own dealings say: people he wrote to, and those who write for the first time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

#define ENOUGH_PEOPLE 20 /* before that everybody would be new */

static void known_person(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !mb_case_sender_is_person_known(c))
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
    N_("You know this address: you have written to it or confirmed it."),
    N_("An address that you wrote to yourself is one you know.")};

static void first_contact(MbCase *c, const MbCheck *self) {
  gboolean can_tell = c->options->contacts->len > 0 || mb_case_history(c)->people >= ENOUGH_PEOPLE;
  if (!c->axis->first_contact || !can_tell || !c->from_domain)
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

/* Lists and forwarders break signatures and put theirs in place; they are no news about the sender. */
static void signature_missing(MbCase *c, const MbCheck *self) {
  const MbHistory *history = mb_case_history(c);
  if (!history->signature_missing || !mb_case_boundary(c) || mb_case_is_list(c) ||
      mb_case_is_forwarded(c))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add(c, f, N_("Sender address"), mb_case_sender(c)->address);
  g_autofree char *days = g_strdup_printf("%" G_GINT64_FORMAT, history->days);
  mb_finding_add_str(c, f, N_("Days with signed mail so far"), days);
}
static const MbCheck signature_missing_row = {
    "history.signature-missing",
    MB_FAMILY_HISTORY,
    MB_LEAN_MEDIUM,
    signature_missing,
    N_("This sender's mail is always signed, but this one is not."),
    N_("A forger can copy an address, but not its signature. A new mail system of the sender is "
       "the "
       "harmless reason.")};

MbCheckList mb_history_checks = {&known_person_row, &first_contact_row, &signature_missing_row,
                                 NULL};
