/* The checks of the addressee: no name, just any customer, or the mail address in a name's place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck generic_addressee, address_as_name;

static void run_addressee(MbCase *c, const MbCheck *self) {
  static const MbMailbox unknown;
  const MbMailbox *to =
      c->to->mailboxes->len == 1 ? &g_array_index(c->to->mailboxes, MbMailbox, 0) : &unknown;
  MbSlice line;
  if (strcmp(c->kind, "bounce") == 0 || !c->has_demand)
    return;
  MbAddressee found = mb_addressee_find(c->message->text, to->name, to->address, to->local, &line);
  MbFinding *f = NULL;
  /* Announcements name nobody either, and some services know only an address: it is together with
   * a lure that a missing name tells something. */
  gboolean lured = mb_lures_found(c) > 0;
  if (found == MB_ADDRESSEE_NONE && c->japanese && strcmp(c->kind, "list") != 0) {
    f = mb_case_find(c, self);
    f->leaning = lured ? MB_LEAN_WEAK : MB_LEAN_INFO;
  } else if (found == MB_ADDRESSEE_GENERIC) {
    f = mb_case_find(c, &generic_addressee);
    f->leaning = lured ? MB_LEAN_WEAK : MB_LEAN_INFO;
  } else if (found == MB_ADDRESSEE_ADDRESS) {
    f = mb_case_find(c, &address_as_name);
    if (c->axis->state == MB_ADDRESS_GENUINE || !(lured || c->japanese))
      f->leaning = MB_LEAN_WEAK;
  }
  if (f && line.len)
    mb_finding_add(c, f, N_("Addressee"), line);
}

static const MbCheck no_addressee = {
    "body.no-addressee",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_addressee,
    N_("The mail wants something, but names nobody it is meant for."),
    N_("A company that knows you as a customer writes your name. Mail to collected addresses "
       "cannot, for the sender does not know it.")};

static const MbCheck generic_addressee = {
    "body.generic-addressee",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail addresses just any customer instead of you."),
    N_("“Dear customer” is written by senders who know nothing but the address. Honest notices to "
       "all customers do it as well, so this counts only together with other signs.")};

static const MbCheck address_as_name = {
    "body.address-as-name",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("Instead of a name, the mail uses your mail address or a part of it."),
    N_("The sender's program put the address in the place of the name: your address is all that "
       "is known about you.")};

MbCheckList mb_body_addressee_checks = {&no_addressee, &generic_addressee, &address_as_name, NULL};
