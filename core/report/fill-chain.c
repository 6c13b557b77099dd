/* The chain that an investigator walks by hand: domain, address, operator, country, holder, for the
 * sender's domain, the sending computer and the links. Each step says who told it. What is asked is
 * what the checks ask for anyway: no further name leaves for the sake of the picture.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#include "../checks/brands.h"
#include "../checks/case.h"
#include "../checks/claims.h"
#include "../checks/links.h"

#define MAX_ADDRESSES 2
#define MAX_SERVERS   4

typedef struct {
  MbReport *report;
  const MbCase *c;
  const char *chain, *start;
} Chain;

static MbReportStep *add(const Chain *chain, const char *kind, const char *label, const char *value,
                         const char *source) {
  if (!value || !*value || chain->report->chain->len >= MB_REPORT_STEPS)
    return NULL;
  MbReportStep step = {.chain = chain->chain,
                       .start = mb_report_str(chain->report, chain->start),
                       .kind = kind,
                       .label = label,
                       .value = mb_report_str(chain->report, value),
                       .source = mb_report_str(chain->report, source)};
  g_array_append_val(chain->report->chain, step);
  return &g_array_index(chain->report->chain, MbReportStep, chain->report->chain->len - 1);
}

/* The time of a DNS answer is the caller's to add: he asked, and logged it under this question. */
static void add_dns(const Chain *chain, const char *kind, const char *label, const char *value,
                    const char *type, const char *name) {
  MbReportStep *step = add(chain, kind, label, value, "dns");
  g_autofree char *question = g_strconcat(type, " ", name, NULL);
  if (step)
    step->question = mb_report_str(chain->report, question);
}

static void add_place(const Chain *chain, const MbIp *ip) {
  const MbGeo *geo = mb_facts_geo(chain->c->facts, ip, "report.chain");
  if (!geo)
    return;
  const char *const kinds[] = {"operator", "country"};
  const char *const labels[] = {N_("Network"), N_("Country")};
  const char *const values[] = {geo->as_name, geo->country};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    MbReportStep *step = add(chain, kinds[i], labels[i], values[i], "geo");
    if (step)
      step->when = geo->build_epoch;
  }
}

static void add_owner(const Chain *chain, const char *key) {
  const MbRegistration *r =
      key ? mb_facts_registration(chain->c->facts, key, "report.chain") : NULL;
  if (!r || r->status != MB_REG_FOUND)
    return;
  g_autoptr(GDateTime) created = r->created ? g_date_time_new_from_unix_utc(r->created) : NULL;
  g_autofree char *day = created ? g_date_time_format(created, "%Y-%m-%d") : NULL;
  const struct {
    const char *kind, *label, *value;
  } rows[] = {
      {"owner", N_("Holder"), r->registrant},
      {"owner", N_("Holder"), r->registrant_en},
      {"owner-address", N_("Address"), r->address},
      {"owner-country", N_("Country"), r->country},
      {"network", N_("Network"), r->network},
      {"registrar", N_("Registrar"), r->registrar},
      {"created", N_("Registered on"), day},
      {"abuse", N_("Abuse contact"), r->abuse},
      {"registrar-abuse", N_("Abuse contact of the registrar"), r->registrar_abuse},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    MbReportStep *step =
        add(chain, rows[i].kind, rows[i].label, rows[i].value, r->source ? r->source : "registry");
    if (step)
      step->when = r->asked_at;
  }
}

/* A full host stands beside its domain, whose owner has been told. */
static gboolean is_told(const Chain *chain, const char *domain) {
  for (guint i = 0; domain && i < chain->report->chain->len; i++) {
    const MbReportStep *step = &g_array_index(chain->report->chain, MbReportStep, i);
    if (strcmp(step->chain, "link") == 0 && strcmp(step->start, domain) == 0)
      return strcmp(chain->start, domain) != 0;
  }
  return FALSE;
}

/* domain → address → operator → country, → owner. */
static void add_domain(const Chain *chain, const char *host, const char *label) {
  MbIp literal;
  add(chain, "domain", label, host, "mail");
  if (mb_ip_parse(mb_slice_str(host), &literal)) {
    add_place(chain, &literal);
    add_owner(chain, host);
    return;
  }
  const MbDnsAnswer *answer = mb_facts_dns(chain->c->facts, MB_DNS_A, host, "report.chain");
  for (guint i = 0; answer->ips && i < MIN(answer->ips->len, MAX_ADDRESSES); i++) {
    const MbIp *ip = &g_array_index(answer->ips, MbIp, i);
    char text[46];
    add_dns(chain, "address", N_("Server"), mb_ip_format(ip, text), "A", host);
    add_place(chain, ip);
  }
  if (!is_told(chain, mb_domain_registrable(host)))
    add_owner(chain, mb_domain_registrable(host));
}

/* sending address → reverse name → operator → country, → owner of the network. */
static void add_sending(MbReport *report, const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  char ip[46];
  if (!hop || !hop->ip.family || mb_ip_scope(&hop->ip) != MB_IP_PUBLIC)
    return;
  mb_ip_format(&hop->ip, ip);
  Chain chain = {report, c, "sending", ip};
  const char *confirmed = mb_case_confirmed_name(c);
  add(&chain, "address", N_("Sent from"), ip, "mail");
  if (confirmed)
    add_dns(&chain, "reverse", N_("Reverse name (confirmed)"), confirmed, "A", confirmed);
  else
    add(&chain, "reverse", N_("Reverse name (as the receiving server wrote it)"), hop->reverse,
        "mail");
  add_place(&chain, &hop->ip);
  add_owner(&chain, ip);
}

/* Whom a false claim harms, for telling them. */
static void add_claimed(MbReport *report, const MbCase *c) {
  const MbClaim *claim = mb_claims_false(c);
  const MbBrand *brand = claim && claim->id ? mb_brand_by_id(claim->id) : NULL;
  const char *domain = brand ? mb_brand_domain(brand) : NULL;
  Chain chain = {report, c, "claimed", brand ? brand->name : NULL};
  if (domain)
    add(&chain, "domain", N_("Official domain of the company named"), domain, "brands");
}

void mb_fill_chain(MbReport *report, const MbCase *c) {
  const char *subjects[MB_LINK_SUBJECTS];
  guint n = mb_link_subjects(c, subjects, TRUE);
  if (c->from_domain) {
    Chain chain = {report, c, "from", c->from_domain};
    add_domain(&chain, c->from_domain, N_("Sender domain"));
  }
  add_sending(report, c);
  for (guint i = 0; i < n; i++) {
    Chain chain = {report, c, "link", subjects[i]};
    add_domain(&chain, subjects[i], N_("Leads to"));
  }
  add_claimed(report, c);
}
