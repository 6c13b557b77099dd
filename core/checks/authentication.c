/* What was checked about the sender, by whom, and what came out. The axis decides; these findings
 * show why.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"
#include "recorded.h"

static void add_domain(MbCase *c, MbFinding *f) {
  if (c->from_domain)
    mb_finding_add_str(c, f, N_("Sender domain"), c->from_domain);
}

static void add_server(MbCase *c, MbFinding *f) {
  if (c->recorded->trusted_id)
    mb_finding_add_str(c, f, N_("Recorded by"), c->recorded->trusted_id);
}

static void address_proven(MbCase *c, const MbCheck *self) {
  if (c->axis->state != MB_ADDRESS_GENUINE || c->axis->grade != MB_GRADE_FULL)
    return;
  MbFinding *f = mb_case_find(c, self);
  add_domain(c, f);
  if (c->axis->server)
    mb_finding_add_str(c, f, N_("Recorded by"), c->axis->server);
}
static const MbCheck address_proven_row = {
    "authentication.address-proven",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_GOOD,
    address_proven,
    N_("The sender's domain signed this mail, and the signature holds."),
    N_("Only the holder of the domain can make this signature. It says whose address it is, not "
       "whether "
       "you should trust that sender.")};

static void server_allowed(MbCase *c, const MbCheck *self) {
  if (c->axis->state != MB_ADDRESS_GENUINE || c->axis->grade == MB_GRADE_FULL)
    return;
  MbFinding *f = mb_case_find(c, self);
  const MbHop *hop = mb_case_boundary(c);
  char ip[46];
  add_domain(c, f);
  if (hop && hop->ip.family)
    mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&hop->ip, ip));
}
static const MbCheck server_allowed_row = {
    "authentication.server-allowed",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_GOOD,
    server_allowed,
    N_("The mail came from a computer that may send for the sender's domain."),
    N_("This is a weaker proof than a signature: everybody who can use that computer passes it.")};

static void rewritten(MbCase *c, const MbCheck *self) {
  if (c->axis->state != MB_ADDRESS_GENUINE || c->axis->by != MB_BY_SERVER)
    return;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (dkim->result != MB_RESULT_FAIL || !dkim->aligned)
      continue;
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add_str(c, f, N_("Signed by"), dkim->domain);
    add_server(c, f);
    return;
  }
}
static const MbCheck rewritten_row = {
    "authentication.rewritten",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_INFO,
    rewritten,
    N_("The mail was proven on arrival and has been changed since."),
    N_("Your mail server found the signature good. A stamp in the subject or a virus scanner's "
       "note breaks "
       "it afterwards.")};

static void spf_refused(MbCase *c, const MbCheck *self) {
  if (c->axis->state == MB_ADDRESS_GENUINE || mb_case_is_list(c) || mb_case_is_forwarded(c))
    return;
  const MbSpf *spf = &c->auth->spf;
  const MbAuthResult *recorded = mb_recorded_result(c, "spf", NULL);
  gboolean here = (spf->result == MB_RESULT_FAIL || spf->result == MB_RESULT_SOFTFAIL) &&
                  spf->scope == MB_SPF_MAILFROM &&
                  mb_domain_same_organisation(spf->domain, c->from_domain);
  gboolean there =
      recorded &&
      (mb_slice_is(recorded->result, "fail") || mb_slice_is(recorded->result, "softfail")) &&
      mb_domain_same_organisation(mb_auth_prop_domain(c, recorded, "smtp.mailfrom"),
                                  c->from_domain);
  if (!here && !there)
    return;
  MbFinding *f = mb_case_find(c, self);
  const MbHop *hop = mb_case_boundary(c);
  char ip[46];
  add_domain(c, f);
  if (hop && hop->ip.family)
    mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&hop->ip, ip));
  if (there)
    add_server(c, f);
}
static const MbCheck spf_refused_row = {
    "authentication.spf-refused",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_WEAK,
    spf_refused,
    N_("The sender's domain does not allow the computer that sent this mail."),
    N_("A domain can publish which computers may send for it (SPF). This one is not among them; "
       "forwarding "
       "can be the reason.")};

static void dmarc_failed(MbCase *c, const MbCheck *self) {
  const MbDmarc *dmarc = c->auth->dmarc->len ? &g_array_index(c->auth->dmarc, MbDmarc, 0) : NULL;
  gboolean here = dmarc && dmarc->result == MB_RESULT_FAIL;
  if (c->axis->state == MB_ADDRESS_GENUINE || mb_case_is_list(c) || mb_case_is_forwarded(c) ||
      c->auth->arc.trusted || strcmp(c->kind, "bounce") == 0 ||
      !(here || mb_recorded_dmarc_fail(c)))
    return;
  MbFinding *f = mb_case_find(c, self);
  add_domain(c, f);
  if (dmarc && dmarc->policy)
    mb_finding_add_str(c, f, N_("Rule of the domain"), dmarc->policy);
  if (!here)
    add_server(c, f);
}
static const MbCheck dmarc_failed_row = {
    "identity.dmarc-failed",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    dmarc_failed,
    N_("The mail fails the rule that the sender's domain publishes against forged mail."),
    N_("The domain says how its own mail can be known (DMARC), and this mail has none of it.")};

static gboolean only_subject_unsigned(const MbCase *c) {
  guint flaws = 0;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (mb_domain_same_organisation(dkim->domain, c->from_domain))
      flaws |= dkim->flags & MB_DKIM_COVERAGE_FLAWS;
  }
  return flaws == MB_DKIM_UNSIGNED_SUBJECT;
}

/* Lists put a footer under signed mail; their own headers say so, though anyone can write those. */
static gboolean list_explains_tail(const MbCase *c) {
  if (mb_headers_get(c->message->headers, MB_HEADER_LIST_ID, 0) ||
      mb_headers_get(c->message->headers, MB_HEADER_LIST_POST, 0))
    return TRUE;
  for (guint i = 0; i < c->auth->dkim->len; i++)
    if (g_array_index(c->auth->dkim, MbDkim, i).undone)
      return TRUE;
  return FALSE;
}

/* VERDICT: a signature that leaves something unsigned is no pass, and a strong sign where it is the
 * only one. */
static void partly_signed(MbCase *c, const MbCheck *self) {
  if (!mb_only_flawed_signatures(c, c->from_domain) || mb_case_is_list(c))
    return;
  MbFinding *f = mb_case_find(c, self);
  MbPass pass;
  /* many honest servers leave the subject unsigned; nobody honest leaves a tail or a second From */
  if (mb_domain_spf_passes(c, c->from_domain, &pass) || only_subject_unsigned(c) ||
      list_explains_tail(c))
    f->leaning = MB_LEAN_WEAK;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (!(dkim->flags & MB_DKIM_COVERAGE_FLAWS) ||
        !mb_domain_same_organisation(dkim->domain, c->from_domain))
      continue;
    g_autofree char *bytes = g_strdup_printf("%" G_GSIZE_FORMAT, dkim->unsigned_bytes);
    mb_finding_add_str(c, f, N_("Signed by"), dkim->domain);
    if (dkim->flags & MB_DKIM_UNSIGNED_TAIL)
      mb_finding_add_str(c, f, N_("Bytes not signed"), bytes);
    if (dkim->flags & MB_DKIM_UNSIGNED_SUBJECT)
      mb_finding_add_str(c, f, N_("Not signed"), "Subject");
    if (dkim->flags & MB_DKIM_UNSIGNED_FROM)
      mb_finding_add_str(c, f, N_("Not signed"), "From");
    if (dkim->flags & MB_DKIM_DUPLICATE)
      mb_finding_add_str(c, f, N_("Not signed"), N_("a second line of the same name"));
  }
}
static const MbCheck partly_signed_row = {
    "authentication.partly-signed",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_STRONG,
    partly_signed,
    N_("The signature does not cover the whole mail: something could have been added."),
    N_("An old, honestly signed mail can be sent again with a new subject or more text below it. "
       "The "
       "signature still looks good to many programs.")};

static void old_failure(MbCase *c, const MbCheck *self) {
  if (g_strcmp0(c->axis->missing, "too-old") != 0)
    return;
  add_domain(c, mb_case_find(c, self));
}
static const MbCheck old_failure_row = {"authentication.old-failure",
                                        MB_FAMILY_AUTHENTICATION,
                                        MB_LEAN_MEDIUM,
                                        old_failure,
                                        N_("By what the domain publishes today this mail would be "
                                           "forged, but it is too old to be sure."),
                                        N_("Domains change their entries. What is true today may "
                                           "not have been true when the mail was sent.")};

static void domain_missing(MbCase *c, const MbCheck *self) {
  const char *at = c->return_path ? strrchr(c->return_path, '@') : NULL;
  const char *domains[] = {c->from_domain, at ? at + 1 : NULL};
  for (guint i = 0; i < 2; i++) {
    if (!domains[i] ||
        mb_facts_dns(c->facts, MB_DNS_A, domains[i], self->id)->status != MB_DNS_NXDOMAIN)
      continue;
    mb_finding_add_str(c, mb_case_find(c, self), i ? N_("Return path") : N_("Sender domain"),
                       domains[i]);
    return;
  }
}
static const MbCheck domain_missing_row = {
    "authentication.domain-missing",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_MEDIUM,
    domain_missing,
    N_("The sender's domain does not exist."),
    N_("Nobody can answer such an address, and nobody honest sends from it.")};

static void third_party(MbCase *c, const MbCheck *self) {
  if (c->axis->state != MB_ADDRESS_UNKNOWN)
    return;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const char *domain = g_array_index(c->auth->dkim, MbDkim, i).domain;
    MbPass pass;
    if (!domain || mb_domain_same_organisation(domain, c->from_domain) ||
        !mb_domain_dkim_passes(c, domain, &pass))
      continue;
    mb_finding_add_str(c, mb_case_find(c, self), N_("Signed by"), domain);
    return;
  }
}
static const MbCheck third_party_row = {
    "authentication.third-party",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_INFO,
    third_party,
    N_("Only a service that sends for others signed this mail, not the sender's domain."),
    N_("It shows by whom the mail was sent out, not who wrote it.")};

static void only_claimed(MbCase *c, const MbCheck *self) {
  if (c->axis->by != MB_BY_CLAIMED)
    return;
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = g_ptr_array_index(c->recorded->headers, i);
    if (header->trust == MB_AR_TRUSTED || !header->parsed)
      continue;
    mb_finding_add(c, mb_case_find(c, self), N_("Written by"), header->authserv_id);
    return;
  }
}
static const MbCheck only_claimed_row = {
    "authentication.only-claimed",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_INFO,
    only_claimed,
    N_("The mail says of itself that it was checked, but no server you trust wrote that."),
    N_("A sender can write such a line himself, so it counts for nothing.")};

static void wide_spf(MbCase *c, const MbCheck *self) {
  if (!c->auth->spf.anyone || c->axis->grade == MB_GRADE_FULL)
    return;
  mb_finding_add_str(c, mb_case_find(c, self), N_("Sender domain"), c->auth->spf.domain);
}
static const MbCheck wide_spf_row = {
    "authentication.wide-spf",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_WEAK,
    wide_spf,
    N_("The sender's domain lets practically everybody send for it."),
    N_("Its entry allows so many computers that passing it proves nothing.")};

/* The articles' own check: where the domain stands, against where the mail came from. */
static void domain_elsewhere(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  if (!hop || !c->from_domain || hop->ip.family != 4)
    return;
  const MbDnsAnswer *a = mb_facts_dns(c->facts, MB_DNS_A, c->from_domain, self->id);
  if (a->status != MB_DNS_FOUND || !a->ips || !a->ips->len)
    return;
  char ip[46];
  MbFinding *f = mb_case_find(c, self);
  add_domain(c, f);
  for (guint i = 0; i < MIN(a->ips->len, 4); i++)
    mb_finding_add_str(c, f, N_("Domain stands at"),
                       mb_ip_format(&g_array_index(a->ips, MbIp, i), ip));
  mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&hop->ip, ip));
}
static const MbCheck domain_elsewhere_row = {
    "authentication.domain-address",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_INFO,
    domain_elsewhere,
    N_("Where the sender's domain stands, and from where the mail came."),
    N_("Many domains send their mail from another place than their web site, so a difference alone "
       "means "
       "nothing.")};

MbCheckList mb_authentication_checks = {&address_proven_row,
                                        &server_allowed_row,
                                        &rewritten_row,
                                        &spf_refused_row,
                                        &dmarc_failed_row,
                                        &partly_signed_row,
                                        &old_failure_row,
                                        &domain_missing_row,
                                        &third_party_row,
                                        &only_claimed_row,
                                        &wide_spf_row,
                                        &domain_elsewhere_row,
                                        NULL};
