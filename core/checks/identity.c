/* Does the mail pretend to be someone? Each check reads the claims (claims.c) or the sender's
 * address; whom a brand's mail may come from and lead to is the brand table's word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "claims.h"
#include "families.h"
#include "kind.h"
#include "recorded.h"
#include "tables.h"

static gboolean is_where(const MbClaim *claim, const char *where) {
  return strcmp(claim->where, where) == 0;
}

static void add_sender(MbCase *c, MbFinding *f) {
  const MbMailbox *sender = mb_case_sender(c);
  if (sender && sender->name.len)
    mb_finding_add(c, f, N_("Display name"), sender->name);
  if (sender && sender->address.len)
    mb_finding_add(c, f, N_("Sender address"), sender->address);
}

/* The address belongs to someone whom the reader knows, and was proven: he may well write about a
 * brand. */
static gboolean sender_is_trusted(const MbCase *c) {
  return c->axis->known && c->axis->state == MB_ADDRESS_GENUINE;
}

/* Something to fall for besides links: a form, a file, a call for money. */
static gboolean has_other_bait(const MbCase *c) {
  return c->message->attachments->len || (c->message->html_flags & MB_HTML_FORM);
}

/* The brand's very label under a country's ending, and the address proven: the company's branch there perhaps, which
 * the table lacks. */
static gboolean has_brands_label_abroad(const MbCase *c, const MbClaim *claim) {
  const char *organisation = c->from_domain ? mb_domain_registrable(c->from_domain) : NULL;
  const char *ending = organisation ? strrchr(organisation, '.') : NULL;
  if (!ending || strlen(ending) != 3 || c->axis->state != MB_ADDRESS_GENUINE ||
      c->axis->grade != MB_GRADE_FULL)
    return FALSE;
  g_autofree char *label = g_strndup(organisation, strcspn(organisation, "."));
  const MbBrand *brand = NULL;
  return mb_brands_alike(label, &brand) == MB_ALIKE_SAME &&
         mb_brands_related(brand, mb_brand_by_id(claim->id));
}

/* A name where senders put their own name is an accusation by itself, strong where the mail leads away from the brand;
 * one whose links all end at the brand may be a domain that the table lacks. */
static MbLeaning weigh_display_name(const MbCase *c, const MbClaim *claim, gboolean outside) {
  if (has_brands_label_abroad(c, claim))
    return MB_LEAN_MEDIUM;
  if (outside || has_other_bait(c))
    return MB_LEAN_STRONG;
  return mb_text_demands(c->message->text) ? MB_LEAN_MEDIUM : MB_LEAN_WEAK;
}

/* A subject or signature can speak of a partner: it must also lead away from the brand, and from a proven sender's own
 * site; another brand's mail may well bear its parent's name. */
static MbLeaning weigh_brand(const MbCase *c, const MbClaim *claim, const char **where) {
  gboolean outside = mb_claim_leads_outside(c, claim, where);
  if (is_where(claim, "display-name"))
    return weigh_display_name(c, claim, outside);
  if (!outside || mb_brands_host(c->from_domain, NULL) == MB_HOST_OWN)
    return MB_LEAN_INFO;
  if (c->axis->state == MB_ADDRESS_GENUINE)
    return mb_domain_same_organisation(*where, c->from_domain) ? MB_LEAN_INFO : MB_LEAN_MEDIUM;
  return MB_LEAN_STRONG;
}

/* An address at a domain of the brand where customers have theirs too: only a mailbox there is anybody's. */
static gboolean from_brands_shared_place(const MbCase *c, const MbClaim *claim) {
  const char *box = mb_table_find(MB_TABLE_FREEMAIL, c->from_domain);
  if (!box)
    box = mb_table_find(MB_TABLE_ISP_MAIL, c->from_domain);
  return mb_brand_house_lists(mb_brand_by_id(claim->id), c->from_domain) &&
         g_strcmp0(box, c->from_domain) != 0;
}

static void brand_impersonated(MbCase *c, const MbCheck *self) {
  /* delivery notices bear the name of the mail program that wrote them */
  if (mb_case_is_list(c) || sender_is_trusted(c) || strcmp(c->kind, "bounce") == 0)
    return;
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    const char *where = NULL;
    if (claim->genuine || is_where(claim, "from-domain") || !mb_brand_by_id(claim->id) ||
        mb_claim_owns(c, claim, c->from_domain) || from_brands_shared_place(c, claim))
      continue;
    MbLeaning leaning = weigh_brand(c, claim, &where);
    if (leaning == MB_LEAN_INFO)
      continue;
    MbFinding *f = mb_case_find(c, self);
    f->leaning = leaning;
    mb_finding_add_str(c, f, N_("Named"), claim->name);
    if (!is_where(claim, "display-name"))
      mb_finding_add(c, f, N_("Text"), claim->evidence);
    add_sender(c, f);
    if (where)
      mb_finding_add_str(c, f, N_("Leads to"), where);
    return;
  }
}
static const MbCheck brand_impersonated_row = {
    "identity.brand-impersonated",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    brand_impersonated,
    N_("The mail gives the name of a well-known company, but its address is not that company's."),
    N_("Companies write from their own domain. A sender can put any name in front of the address; "
       "only the domain behind the @ counts.")};

/* The mail gives the brand's name as well, not only a mailbox of its domain. */
static gboolean speaks_as(const MbCase *c, const MbBrand *brand) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    if (!is_where(claim, "from-domain") && mb_brands_related(mb_brand_by_id(claim->id), brand))
      return TRUE;
  }
  return FALSE;
}

/* A list's own headers without its proof: they explain a broken signature, but anyone can write them. */
static gboolean looks_like_list(const MbCase *c) {
  return mb_headers_get(c->message->headers, MB_HEADER_LIST_ID, 0) ||
         mb_headers_get(c->message->headers, MB_HEADER_LIST_POST, 0);
}

/* A well-known company's servers always have a name; a mail in its name from a computer without one asks for trust
 * that nothing carries. */
static gboolean sent_by_nobody(const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  return c->has_demand && hop && hop->reverse_unknown && !hop->reverse;
}

/* The trusted server looked the sending computer's name up, and it is one of the company's. */
static gboolean from_named_server(const MbCase *c, const MbClaim *claim) {
  const MbHop *hop = mb_case_boundary(c);
  return hop && hop->reverse && !hop->reverse_unknown && mb_claim_owns(c, claim, hop->reverse);
}

/* Every link goes through a delivery service: where it ends cannot be seen. */
static gboolean only_click_counters(const MbCase *c, const MbClaim *claim) {
  for (guint i = 0; i < MIN(c->message->links->len, 1000); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (mb_link_is_clickable(link) && !mb_claim_owns(c, claim, link->host))
      return speaks_as(c, mb_brand_by_id(claim->id));
  }
  return FALSE;
}

static void brand_unproven(MbCase *c, const MbCheck *self) {
  if (mb_case_is_list(c) || mb_case_is_forwarded(c))
    return;
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    const char *where = NULL;
    if (claim->genuine || !mb_brand_by_id(claim->id) || !mb_claim_owns(c, claim, c->from_domain))
      continue;
    gboolean outside = mb_claim_leads_outside(c, claim, &where) ||
                       (c->message->html_flags & MB_HTML_FORM) || sent_by_nobody(c);
    if (!outside && !only_click_counters(c, claim))
      continue;
    MbFinding *f = mb_case_find(c, self);
    if (!outside || from_named_server(c, claim) ||
        (looks_like_list(c) && !speaks_as(c, mb_brand_by_id(claim->id))))
      f->leaning = MB_LEAN_WEAK;
    mb_finding_add_str(c, f, N_("Named"), claim->name);
    add_sender(c, f);
    if (where)
      mb_finding_add_str(c, f, N_("Leads to"), where);
    return;
  }
}
static const MbCheck brand_unproven_row = {
    "identity.brand-unproven",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    brand_unproven,
    N_("The mail shows the address of a well-known company without proof, and leads to another "
       "site."),
    N_("The sender address can be written by anyone. Nothing proves that this company sent the "
       "mail, and "
       "its links or its reply address do not belong to that company.")};

static void own_administrator(MbCase *c, const MbCheck *self) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    if (strcmp(claim->id, "own") != 0 || claim->genuine || is_where(claim, "from-domain"))
      continue;
    const char *where = NULL;
    MbFinding *f = mb_case_find(c, self);
    if (!c->has_demand || c->options->own_domains->len == 0)
      f->leaning = MB_LEAN_MEDIUM;
    mb_finding_add_str(c, f, N_("Your domain"), claim->name);
    add_sender(c, f);
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
  if (mb_case_is_list(c) || strcmp(c->kind, "bounce") == 0 || sender_is_trusted(c) ||
      mb_slice_has_prefix(c->message->subject, "Report Domain:") ||
      mb_case_is_reader_domain(c, c->from_domain) ||
      !mb_text_names_reader(c, c->message->subject, &domain))
    return;
  MbFinding *f = mb_case_find(c, self);
  /* where the reader has named no domain, the one that the mail was delivered to may be a public list's */
  if (c->options->own_domains->len == 0)
    f->leaning = MB_LEAN_WEAK;
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
  add_sender(c, f);
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
    add_sender(c, f);
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
      mb_case_contact(c, sender->address) || !has_company_form(sender->name))
    return;
  add_sender(c, mb_case_find(c, self));
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
    add_sender(c, f);
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

/* Only where the reader has told which services he uses. */
static void not_a_customer(MbCase *c, const MbCheck *self) {
  if (c->options->services->len == 0)
    return;
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    const MbBrand *brand = mb_brand_by_id(claim->id);
    if (!brand || claim->genuine || is_where(claim, "link-text"))
      continue;
    for (guint j = 0; j < c->options->services->len; j++)
      if (mb_brands_related(mb_brand_by_id(g_ptr_array_index(c->options->services, j)), brand))
        return;
    mb_finding_add_str(c, mb_case_find(c, self), N_("Named"), claim->name);
    return;
  }
}
static const MbCheck not_a_customer_row = {
    "identity.not-a-customer",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    not_a_customer,
    N_("You are not a customer of the company that this mail names."),
    N_("By your settings you do not use this service, so it has no reason to write to you about an "
       "account.")};

MbCheckList mb_identity_checks = {&brand_impersonated_row,
                                  &brand_unproven_row,
                                  &own_administrator_row,
                                  &own_address_row,
                                  &known_name_row,
                                  &own_domain_in_subject_row,
                                  &freemail_company_row,
                                  &reply_to_freemail_row,
                                  &reply_to_elsewhere_row,
                                  &not_a_customer_row,
                                  NULL};
