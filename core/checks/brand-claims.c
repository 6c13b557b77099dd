/* Does the mail pretend to be a well-known company? Whom a brand's mail may come from and lead to is the brand table's
 * word; how much a claim weighs depends on where it stands and what is proven.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "claims.h"
#include "families.h"
#include "kind.h"
#include "tables.h"

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
  if (mb_claim_is_at(claim, "display-name"))
    return weigh_display_name(c, claim, outside);
  if (!outside || mb_brands_host(c->from_domain, NULL) == MB_HOST_OWN)
    return MB_LEAN_INFO;
  if (mb_claim_is_at(claim, "logo")) /* partners and payment marks stand there honestly */
    return c->axis->state == MB_ADDRESS_GENUINE ? MB_LEAN_WEAK : MB_LEAN_MEDIUM;
  if (c->axis->state == MB_ADDRESS_GENUINE)
    return mb_domain_same_organisation(*where, c->from_domain) ? MB_LEAN_INFO
           : mb_text_demands(c->message->text)                 ? MB_LEAN_MEDIUM
                                                               : MB_LEAN_WEAK;
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
  if (mb_case_is_list(c) || mb_case_sender_is_trusted(c) || strcmp(c->kind, "bounce") == 0)
    return;
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    const char *where = NULL;
    if (claim->genuine || mb_claim_is_at(claim, "from-domain") || !mb_brand_by_id(claim->id) ||
        mb_claim_owns(c, claim, c->from_domain) || from_brands_shared_place(c, claim))
      continue;
    MbLeaning leaning = weigh_brand(c, claim, &where);
    if (leaning == MB_LEAN_INFO)
      continue;
    MbFinding *f = mb_case_find(c, self);
    f->leaning = leaning;
    mb_finding_add_str(c, f, N_("Named"), claim->name);
    if (!mb_claim_is_at(claim, "display-name"))
      mb_finding_add(c, f, N_("Text"), claim->evidence);
    mb_finding_add_sender(c, f);
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
    if (!mb_claim_is_at(claim, "from-domain") &&
        mb_brands_related(mb_brand_by_id(claim->id), brand))
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

/* Receipts speak of payments; who wants to be paid by such a mail names an account. */
static gboolean asks_for_transfer(MbSlice text) {
  static const char *const words[] = {"口座",         "振込",          "振り込", "送金",
                                      "bank account", "wire transfer", "iban"};
  g_autofree char *lower = g_ascii_strdown(text.len ? text.data : "", MIN(text.len, 65536));
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

/* A service writes for its customers: the name is the customer's, and so is the address for answers. */
static gboolean only_answers_elsewhere(const MbCase *c, const MbClaim *claim) {
  for (guint i = 0; i < MIN(c->message->links->len, 1000); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (mb_link_is_clickable(link) && !mb_claim_owns(c, claim, link->host))
      return FALSE;
  }
  return !(c->message->html_flags & MB_HTML_FORM) && !sent_by_nobody(c) &&
         !c->message->attachments->len && !asks_for_transfer(c->message->text) &&
         !speaks_as(c, mb_brand_by_id(claim->id));
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
    if (!outside || from_named_server(c, claim) || only_answers_elsewhere(c, claim) ||
        (looks_like_list(c) && !speaks_as(c, mb_brand_by_id(claim->id))))
      f->leaning = MB_LEAN_WEAK;
    mb_finding_add_str(c, f, N_("Named"), claim->name);
    mb_finding_add_sender(c, f);
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

MbCheckList mb_brand_claim_checks = {&brand_impersonated_row, &brand_unproven_row, NULL};
