/* The address axis (VERDICT "Address axis"). Genuine needs an aligned pass; forged needs no aligned
 * pass and one positive proof; everything else is "cannot tell" with the missing fact named.
 * Missing evidence never helps a mail.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "axis.h"

#include "claims.h"
#include "recorded.h"
#include "../auth/spf.h"

/* DNS says what is published today; a mail older than this was judged by other records. */
#define FRESH_SECONDS ((gint64)30 * 24 * 3600)

static gboolean is_fresh(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  return boundary && boundary->date.valid && c->now &&
         ABS(c->now - boundary->date.time) <= FRESH_SECONDS;
}

static const MbDmarc *own_dmarc(const MbCase *c) {
  /* entries are in the order of the sender readings' domains; the first is the From domain's */
  return c->from_domain && c->auth->dmarc->len ? &g_array_index(c->auth->dmarc, MbDmarc, 0) : NULL;
}

static void set_genuine(MbAddressAxis *axis, MbGrade grade, const MbPass *pass) {
  axis->state = MB_ADDRESS_GENUINE;
  axis->grade = grade;
  axis->by = pass->by;
  axis->server = pass->server;
  axis->proof = pass->proof;
}

/* Nothing published at all, and the mail came from the domain's own computer: the check the
 * articles do by hand. */
static gboolean from_own_address(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  const MbDmarc *dmarc = own_dmarc(c);
  if (!boundary || !boundary->ip.family || !is_fresh(c) || c->auth->dkim->len)
    return FALSE;
  if (c->auth->spf.result != MB_RESULT_NONE || !dmarc || dmarc->result != MB_RESULT_NONE ||
      g_strcmp0(c->auth->spf.domain, c->from_domain) != 0)
    return FALSE;
  MbDnsType type = boundary->ip.family == 4 ? MB_DNS_A : MB_DNS_AAAA;
  const MbDnsAnswer *own = mb_facts_dns(c->facts, type, c->from_domain, "address.own");
  for (guint i = 0; own->ips && i < own->ips->len; i++)
    if (mb_ip_equal(&g_array_index(own->ips, MbIp, i), &boundary->ip))
      return TRUE;
  const MbDnsAnswer *mx = mb_facts_dns(c->facts, MB_DNS_MX, c->from_domain, "address.own");
  for (guint i = 0; mx->mx && i < MIN(mx->mx->len, 5); i++) {
    const char *host = g_array_index(mx->mx, MbMx, i).host;
    const MbDnsAnswer *ips = *host ? mb_facts_dns(c->facts, type, host, "address.own") : NULL;
    for (guint j = 0; ips && ips->ips && j < ips->ips->len; j++)
      if (mb_ip_equal(&g_array_index(ips->ips, MbIp, j), &boundary->ip))
        return TRUE;
  }
  return mb_domain_is_under(mb_case_confirmed_name(c), c->from_domain);
}

/* A user of an own domain who handed the mail to the trusted server after logging in there. */
static gboolean submitted_by_own_user(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  return boundary && boundary->authenticated && !c->route->assumed &&
         mb_options_is_own_domain(c->options, c->from_domain);
}

static gboolean find_pass(const MbCase *c, const char *domain, MbPass *pass, MbGrade *grade) {
  *grade = MB_GRADE_FULL;
  if (mb_domain_dkim_passes(c, domain, pass) || mb_domain_dmarc_passes(c, domain, pass))
    return TRUE;
  *grade = MB_GRADE_SPF;
  return mb_domain_spf_passes(c, domain, pass);
}

/* Several senders are genuine only when each is, and then by the weakest proof. */
static gboolean all_senders_pass(const MbCase *c, MbPass *pass, MbGrade *grade) {
  *grade = MB_GRADE_FULL;
  if (!c->from_domain || c->senders->readings->len == 0)
    return FALSE;
  for (guint i = 0; i < c->senders->readings->len; i++) {
    const char *domain = g_array_index(c->senders->readings, MbSenderReading, i).mailbox.domain;
    MbGrade one;
    if (!domain || !find_pass(c, domain, pass, &one))
      return FALSE;
    *grade = MIN(*grade, one);
  }
  return TRUE;
}

/* Without a hop from outside only the trusted server's own word counts: a file can be written by hand. */
static gboolean has_route(const MbCase *c, MbCheckedBy by) {
  return c->route->boundary >= 0 || (by == MB_BY_SERVER && c->route->hops->len > 0);
}

static gboolean try_genuine(const MbCase *c, MbAddressAxis *axis) {
  MbPass pass;
  MbGrade grade;
  if (all_senders_pass(c, &pass, &grade) && has_route(c, pass.by)) {
    set_genuine(axis, grade, &pass);
    return TRUE;
  }
  if (c->senders->ambiguous || c->senders->readings->len != 1)
    return FALSE;
  if (submitted_by_own_user(c)) {
    pass = (MbPass){MB_BY_SERVER, mb_case_boundary(c)->by, "submission"};
    set_genuine(axis, MB_GRADE_SPF, &pass);
    return TRUE;
  }
  if (!from_own_address(c))
    return FALSE;
  pass = (MbPass){MB_BY_HERE, NULL, "own-address"};
  set_genuine(axis, MB_GRADE_WEAK, &pass);
  return TRUE;
}

static void set_forged(MbAddressAxis *axis, MbCheckedBy by, const char *server, const char *proof) {
  axis->state = MB_ADDRESS_FORGED;
  axis->by = by;
  axis->server = server;
  axis->proof = proof;
}

static gboolean is_passed_on(const MbCase *c) {
  return strcmp(c->kind, "list") == 0 || mb_case_is_forwarded(c) || c->auth->arc.trusted;
}

/* What the trusted server wrote on arrival; it never ages. */
static gboolean forged_by_server(const MbCase *c, MbAddressAxis *axis) {
  const char *policy;
  if (mb_recorded_dmarc_enforced_fail(c, &policy)) {
    set_forged(axis, MB_BY_SERVER, c->recorded->trusted_id, "dmarc-fail");
    return TRUE;
  }
  const MbAuthResult *spf = mb_recorded_result(c, "spf", NULL);
  if (spf && (mb_slice_is(spf->result, "fail") || mb_slice_is(spf->result, "hardfail")) &&
      mb_domain_same_organisation(mb_auth_prop_domain(c, spf, "smtp.mailfrom"), c->from_domain)) {
    set_forged(axis, MB_BY_SERVER, c->recorded->trusted_id, "spf-fail");
    return TRUE;
  }
  return FALSE;
}

static gboolean domain_cannot_send(const MbCase *c) {
  const MbDnsAnswer *a = mb_facts_dns(c->facts, MB_DNS_A, c->from_domain, "address.exists");
  const MbDnsAnswer *mx = mb_facts_dns(c->facts, MB_DNS_MX, c->from_domain, "address.exists");
  if (a->status == MB_DNS_NXDOMAIN && mx->status == MB_DNS_NXDOMAIN)
    return TRUE;
  /* null MX, RFC 7505: "MX 0 ." */
  return mx->status == MB_DNS_FOUND && mx->mx && mx->mx->len == 1 &&
         *g_array_index(mx->mx, MbMx, 0).host == '\0';
}

/* For the reader's own domain its SPF record decides whatever MAIL FROM the sender chose: nobody else may use it. */
static gboolean own_record_excludes(const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  if (!mb_options_is_own_domain(c->options, c->from_domain) || !hop || !hop->ip.family)
    return FALSE;
  MbSpfQuery query = {.scope = MB_SPF_MAILFROM,
                      .ip = hop->ip,
                      .domain = c->from_domain,
                      .now = c->now,
                      .quiet = c->options->quiet};
  MbSpf spf = mb_spf_check(c->arena, &query, c->facts);
  return spf.result == MB_RESULT_FAIL && spf.ends_in_fail;
}

/* What DNS says today. */
static const char *dns_proof(const MbCase *c) {
  const MbDmarc *dmarc = own_dmarc(c);
  const MbSpf *spf = &c->auth->spf;
  if (domain_cannot_send(c))
    return "nxdomain";
  if (dmarc && dmarc->result == MB_RESULT_FAIL && dmarc->enforced)
    return "dmarc-fail";
  if (spf->result == MB_RESULT_FAIL && spf->scope == MB_SPF_MAILFROM &&
      mb_domain_same_organisation(spf->domain, c->from_domain))
    return "spf-fail";
  return own_record_excludes(c) ? "own-spf-fail" : NULL;
}

/* A temporary fault anywhere below leaves these results open, so that it can never read as a
 * failure. */
static gboolean try_forged(const MbCase *c, MbAddressAxis *axis, gboolean *too_old) {
  if (!c->from_domain || !mb_case_boundary(c) || c->senders->ambiguous)
    return FALSE;
  if (is_passed_on(c))
    return FALSE;
  if (forged_by_server(c, axis))
    return TRUE;
  const char *proof = dns_proof(c);
  if (!proof)
    return FALSE;
  if (!is_fresh(c)) {
    *too_old = TRUE;
    return FALSE;
  }
  set_forged(axis, MB_BY_HERE, NULL, proof);
  return TRUE;
}

static gboolean any_temporary(const MbCase *c) {
  const MbDmarc *dmarc = own_dmarc(c);
  if (c->auth->spf.result == MB_RESULT_TEMPERROR || (dmarc && dmarc->result == MB_RESULT_TEMPERROR))
    return TRUE;
  for (guint i = 0; i < c->auth->dkim->len; i++)
    if (g_array_index(c->auth->dkim, MbDkim, i).result == MB_RESULT_TEMPERROR)
      return TRUE;
  return FALSE;
}

static gboolean key_gone(const MbCase *c) {
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (dkim->aligned && (dkim->flags & MB_DKIM_KEY_GONE))
      return TRUE;
  }
  return FALSE;
}

/* The missing fact in the order in which it helps the reader most. */
static const char *missing_fact(const MbCase *c, gboolean too_old) {
  const MbDmarc *dmarc = own_dmarc(c);
  if (!c->from_domain)
    return "no-sender";
  if (c->senders->ambiguous)
    return "ambiguous";
  if (!mb_case_boundary(c))
    return "no-outside-hop";
  if (mb_only_flawed_signatures(c, c->from_domain))
    return "partly-signed";
  if (strcmp(c->kind, "list") == 0)
    return "list";
  if (mb_case_is_forwarded(c))
    return "forwarded";
  if (too_old)
    return "too-old";
  if (any_temporary(c))
    return "temporary";
  if (key_gone(c))
    return "key-gone";
  if (c->auth->spf.anyone)
    return "wide-spf";
  if (mb_recorded_dmarc_fail(c) || (dmarc && dmarc->result == MB_RESULT_FAIL))
    return "policy-none";
  if (mb_recorded_claims_pass(c) && !c->recorded->trusted_id)
    return "untrusted-header";
  if (!c->options->allow && c->auth->spf.result == MB_RESULT_NOT_CHECKED)
    return c->recorded->trusted_id ? "not-signed" : "offline";
  if (c->auth->spf.result == MB_RESULT_NOT_CHECKED)
    return "open-question";
  if (dmarc && dmarc->result == MB_RESULT_NONE)
    return c->auth->spf.result == MB_RESULT_NONE && c->auth->dkim->len == 0 ? "not-published"
                                                                            : "no-dmarc";
  return "not-signed";
}

static gboolean is_known(const MbCase *c) {
  if (mb_options_is_own_domain(c->options, c->from_domain))
    return TRUE;
  MbHostKind kind = mb_brands_host(c->from_domain, NULL);
  if (kind == MB_HOST_OWN)
    return TRUE;
  if (mb_case_sender_is_person_known(c))
    return TRUE;
  if (kind != MB_HOST_UNKNOWN || mb_is_mailbox_domain(c->from_domain))
    return FALSE;
  if (mb_case_history(c)->domain_known)
    return TRUE;
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *other = g_ptr_array_index(c->options->contacts, i);
    const char *at = other->wrote_to ? strrchr(other->address, '@') : NULL;
    if (at && mb_domain_same_organisation(at + 1, c->from_domain))
      return TRUE;
  }
  return FALSE;
}

/* Mail of an earlier day, whose origin was proven, removes "first contact"; the same mail looked at
 * again does not. */
static gboolean wrote_before(const MbCase *c) {
  const MbHistory *history = mb_case_history(c);
  const MbHop *boundary = mb_case_boundary(c);
  gint64 arrival = boundary && boundary->date.valid ? boundary->date.time : c->now;
  return history->days && arrival && history->first_day < arrival / 86400;
}

MbAddressAxis *mb_address_axis(MbCase *c) {
  MbAddressAxis *axis = mb_arena_new0(c->arena, MbAddressAxis);
  const MbMailbox *sender = mb_case_sender(c);
  gboolean too_old = FALSE;
  axis->known = c->from_domain && is_known(c);
  axis->first_contact = !sender || (!mb_case_contact(c, sender->address) &&
                                    !mb_case_sender_is_person_known(c) && !wrote_before(c));
  if (!try_genuine(c, axis) && !try_forged(c, axis, &too_old)) {
    axis->missing = missing_fact(c, too_old);
    axis->by = mb_recorded_claims_pass(c) ? MB_BY_CLAIMED : MB_BY_NOBODY;
  }
  mb_claims_settle(c, axis);
  return axis;
}
