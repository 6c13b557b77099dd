/* Does the mail pretend to be somebody of the reader's own, or a company it is not? Each check reads the claims
 * (claims.c) or the sender's address. Brands: brand-claims.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "claims.h"
#include "families.h"
#include "recorded.h"
#include "role-words.h"
#include "tables.h"

static void own_administrator(MbCase *c, const MbCheck *self) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    if (strcmp(claim->id, "own") != 0 || claim->genuine || mb_claim_is_at(claim, "from-domain"))
      continue;
    const char *where = NULL;
    MbFinding *f = mb_case_find(c, self);
    if (!c->has_demand || c->options->own_domains->len == 0)
      f->leaning = MB_LEAN_MEDIUM;
    mb_finding_add_str(c, f, N_("Your domain"), claim->name);
    mb_finding_add_sender(c, f);
    if (mb_claim_leads_outside(c, claim, &where))
      mb_finding_add_str(c, f, N_("Leads to"), where);
    return;
  }
}
static const MbCheck own_administrator_row = {
    "identity.own-administrator",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    own_administrator,
    N_("The mail speaks as the mail service of your own organisation, but comes from outside."),
    N_("Your own administrator writes from your own domain. Strangers use your domain's name to "
       "get at "
       "your mail password.")};

static void own_domain_in_subject(MbCase *c, const MbCheck *self) {
  const char *domain = NULL;
  /* RFC 7489 section 7.2.1.1: a DMARC or TLS report names the domain that it is about */
  if (mb_case_is_list(c) || strcmp(c->kind, "bounce") == 0 || mb_case_sender_is_trusted(c) ||
      mb_slice_has_prefix(c->message->subject, "Report Domain:") ||
      mb_case_is_reader_domain(c, c->from_domain) ||
      !mb_text_names_reader(c, c->message->subject, &domain))
    return;
  MbFinding *f = mb_case_find(c, self);
  /* where the reader has named no domain, the one that the mail was delivered to may be a public list's */
  if (c->options->own_domains->len == 0 || c->axis->state == MB_ADDRESS_GENUINE)
    f->leaning =
        MB_LEAN_WEAK; /* registrars and monitors name it too, from addresses of their own */
  mb_finding_add_str(c, f, N_("Your domain"), domain);
  mb_finding_add(c, f, N_("Subject"), c->message->subject);
}
static const MbCheck own_domain_in_subject_row = {
    "identity.own-domain-in-subject",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    own_domain_in_subject,
    N_("The subject contains your own domain, although the mail comes from outside."),
    N_("Programs that send fraud in bulk put the reader's domain into the subject to look as if "
       "the mail "
       "came from within.")};

/* SPF or a recorded result says no; without any result the address alone is only a hint. */
static gboolean was_refused(const MbCase *c) {
  const MbAuthResult *spf = mb_recorded_result(c, "spf", NULL);
  return mb_recorded_dmarc_fail(c) || (spf && !mb_slice_is(spf->result, "pass")) ||
         (c->auth->spf.result != MB_RESULT_NOT_CHECKED && c->auth->spf.result != MB_RESULT_PASS &&
          c->auth->spf.result != MB_RESULT_TEMPERROR);
}

/* A signature of the own domain that nobody has checked yet may turn out good. */
static gboolean has_unchecked_signature(const MbCase *c) {
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (dkim->aligned && dkim->result == MB_RESULT_NOT_CHECKED)
      return TRUE;
  }
  return FALSE;
}

/* "From you to you": the extortionists' form, which nobody honest sends from outside. */
static gboolean to_himself(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  for (guint i = 0; sender && i < c->to->mailboxes->len; i++) {
    MbSlice to = g_array_index(c->to->mailboxes, MbMailbox, i).address;
    if (to.len == sender->address.len &&
        g_ascii_strncasecmp(to.data, sender->address.data, to.len) == 0)
      return TRUE;
  }
  return FALSE;
}

static void own_address(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  /* a server whose confirmed name is the own domain's is no stranger */
  if (hop && !hop->reverse_unknown && mb_options_is_own_domain(c->options, hop->reverse) &&
      !was_refused(c))
    return;
  if (!c->from_domain || !mb_options_is_own_domain(c->options, c->from_domain) ||
      c->axis->state == MB_ADDRESS_GENUINE || c->route->boundary < 0 || mb_case_is_list(c) ||
      mb_case_is_forwarded(c) || strcmp(c->kind, "bounce") == 0)
    return;
  MbFinding *f = mb_case_find(c, self);
  if (!was_refused(c) && c->axis->state != MB_ADDRESS_FORGED)
    f->leaning = to_himself(c) && !has_unchecked_signature(c) ? MB_LEAN_MEDIUM : MB_LEAN_WEAK;
  mb_finding_add_sender(c, f);
  char ip[46];
  mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&mb_case_boundary(c)->ip, ip));
}
static const MbCheck own_address_row = {
    "identity.own-address",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    own_address,
    N_("The mail shows an address of your own organisation, but came from outside without proof."),
    N_("Fraudsters write your own address as the sender to make you believe that they are inside, "
       "or that "
       "they have your password.")};

static void known_name(MbCase *c, const MbCheck *self) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    if (claim->genuine ||
        (strcmp(claim->id, "colleague") != 0 && strcmp(claim->id, "contact") != 0))
      continue;
    if (mb_case_is_list(c) || mb_claim_owns(c, claim, c->from_domain))
      return;
    MbFinding *f = mb_case_find(c, self);
    if (!c->has_demand)
      f->leaning = MB_LEAN_MEDIUM;
    mb_finding_add(c, f, N_("Known address"), claim->evidence);
    mb_finding_add_sender(c, f);
    return;
  }
}
static const MbCheck known_name_row = {
    "identity.known-name",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    known_name,
    N_("The mail bears the name of someone you know, but another address."),
    N_("The name in front of the address can be chosen freely. Ask the person in another way "
       "before you do "
       "what the mail asks.")};

static gboolean has_company_form(MbSlice name) {
  static const char *const forms[] = {
      "株式会社", "有限会社", "合同会社", "(株)",  "（株）",
      "㈱",       "銀行",     "事務局",   " Inc",  " Ltd",
      " LLC",     " GmbH",    " Corp",    " Bank", "カスタマーセンター"};
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    if (g_strstr_len(name.data, name.len, forms[i]))
      return TRUE;
  return FALSE;
}

static void freemail_company(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || !mb_is_mailbox_domain(c->from_domain) ||
      mb_case_contact(c, sender->address) || !has_company_form(sender->name) ||
      mb_names_association(sender->name))
    return;
  MbFinding *f = mb_case_find(c, self);
  /* the mailbox that comes with one's line is what many small firms in Japan still use */
  if (!mb_table_find(MB_TABLE_FREEMAIL, c->from_domain))
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_sender(c, f);
}
static const MbCheck freemail_company_row = {
    "identity.freemail-company",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    freemail_company,
    N_("The sender calls itself a company, but uses a mailbox that anybody can get."),
    N_("Companies usually write from their own domain. Some very small ones do not, so ask if you "
       "expect "
       "this mail.")};

static void reply_to_freemail(MbCase *c, const MbCheck *self) {
  if (!c->from_domain || mb_is_mailbox_domain(c->from_domain) || mb_case_is_list(c))
    return;
  for (guint i = 0; i < c->reply_to->mailboxes->len; i++) {
    const MbMailbox *box = &g_array_index(c->reply_to->mailboxes, MbMailbox, i);
    if (!box->domain || !mb_is_mailbox_domain(box->domain) || mb_case_contact(c, box->address))
      continue;
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add(c, f, N_("Reply address"), box->address);
    mb_finding_add_sender(c, f);
    return;
  }
}
static const MbCheck reply_to_freemail_row = {
    "identity.reply-to-freemail",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    reply_to_freemail,
    N_("Your answer would go to a free mailbox, although the sender shows a company's address."),
    N_("Whoever forges a sender cannot read the answers, so he asks for them at a mailbox of his "
       "own.")};

static void reply_to_elsewhere(MbCase *c, const MbCheck *self) {
  for (guint i = 0; i < c->reply_to->mailboxes->len; i++) {
    const MbMailbox *box = &g_array_index(c->reply_to->mailboxes, MbMailbox, i);
    if (!box->domain || !c->from_domain || mb_domain_same_organisation(box->domain, c->from_domain))
      continue;
    mb_finding_add(c, mb_case_find(c, self), N_("Reply address"), box->address);
    return;
  }
}
static const MbCheck reply_to_elsewhere_row = {
    "identity.reply-to-elsewhere",
    MB_FAMILY_IDENTITY,
    MB_LEAN_INFO,
    reply_to_elsewhere,
    N_("Your answer would go to another domain than the sender's."),
    N_("Many honest senders use a second address for answers, so this alone means nothing.")};

MbCheckList mb_identity_checks = {

    &own_administrator_row,  &own_address_row,
    &known_name_row,         &own_domain_in_subject_row,
    &freemail_company_row,   &reply_to_freemail_row,
    &reply_to_elsewhere_row, NULL};
