/* Where a link's domain stands and who registered it: facts for the reader, never a sign. Only the
 * registrable domain is asked about, since a full host name can tell its owner who opened the mail;
 * the full host by the reader's own act alone (CONTRACT, "Consent").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "../base/special-names.h"
#include "families.h"

#define MAX_ADDRESSES 3

static gboolean is_new(const char *const *names, guint n, const char *name) {
  for (guint i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0)
      return FALSE;
  return TRUE;
}

/* Belongs to the mail, and not to the service that delivered it. */
static gboolean is_asked_about(const MbCase *c, const MbLink *link) {
  return link->host && mb_link_is_judged(c, link) &&
         !mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host);
}

/* The host's full name where it says more than its domain; else NULL. */
static const char *full_host(const MbLink *link) {
  const char *domain = mb_domain_registrable(link->host);
  return domain && domain != link->host && mb_name_may_be_asked(link->host, FALSE) ? link->host
                                                                                   : NULL;
}

static const MbLink *judged_link(const MbCase *c, guint i) {
  const MbLink *link = &g_array_index(c->message->links, MbLink, i);
  return is_asked_about(c, link) ? link : NULL;
}

static guint n_judged(const MbCase *c) {
  return MIN(c->message->links->len, MB_LINKS_JUDGED);
}

guint mb_link_hosts(const MbCase *c, const char *hosts[MB_LINK_HOSTS]) {
  guint n = 0;
  for (guint i = 0; i < n_judged(c) && n < MB_LINK_HOSTS; i++) {
    const MbLink *link = judged_link(c, i);
    const char *host = link ? full_host(link) : NULL;
    if (host && is_new(hosts, n, host))
      hosts[n++] = host;
  }
  return n;
}

gboolean mb_link_host_is_allowed(const MbCase *c, const char *host) {
  if (c->options->resolve_link_hosts)
    return TRUE;
  for (guint i = 0; i < c->options->link_hosts->len; i++)
    if (strcmp(c->options->link_hosts->pdata[i], host) == 0)
      return TRUE;
  return FALSE;
}

/* The act adds names and takes none away: what it asks is what was shown. */
static guint add_allowed_hosts(const MbCase *c, const char **subjects, guint n) {
  const char *hosts[MB_LINK_HOSTS];
  guint n_hosts = mb_link_hosts(c, hosts);
  for (guint i = 0; i < n_hosts; i++)
    if (mb_link_host_is_allowed(c, hosts[i]))
      subjects[n++] = hosts[i];
  return n;
}

guint mb_link_subjects(const MbCase *c, const char *subjects[MB_LINK_SUBJECTS], gboolean hosts) {
  guint n = 0;
  for (guint i = 0; i < n_judged(c) && n < MB_LINK_DOMAINS; i++) {
    const MbLink *link = judged_link(c, i);
    if (!link)
      continue;
    const char *subject =
        link->flags & MB_URL_IP_LITERAL ? link->host : mb_domain_registrable(link->host);
    if (subject && is_new(subjects, n, subject))
      subjects[n++] = subject;
  }
  if (!hosts || !(c->options->resolve_link_hosts || c->options->link_hosts->len))
    return n;
  return add_allowed_hosts(c, subjects, n);
}

static void add_place(MbCase *c, MbFinding *f, const MbIp *ip, const char *purpose) {
  char text[46];
  mb_finding_add_str(c, f, N_("Server"), mb_ip_format(ip, text));
  const MbGeo *geo = mb_facts_geo(c->facts, ip, purpose);
  if (geo)
    mb_finding_add_geo(c, f, geo);
}

static void find_place(MbCase *c, const MbCheck *self, const char *subject) {
  MbIp literal;
  MbFinding *f = NULL;
  if (mb_ip_parse(mb_slice_str(subject), &literal)) {
    f = mb_case_find(c, self);
    mb_finding_add_str(c, f, N_("Leads to"), subject);
    add_place(c, f, &literal, self->id);
    return;
  }
  const MbDnsAnswer *answer = mb_facts_dns(c->facts, MB_DNS_A, subject, self->id);
  for (guint i = 0; answer->ips && i < MIN(answer->ips->len, MAX_ADDRESSES); i++) {
    if (!f) {
      f = mb_case_find(c, self);
      mb_finding_add_str(c, f, N_("Leads to"), subject);
    }
    add_place(c, f, &g_array_index(answer->ips, MbIp, i), self->id);
  }
}

static void run_place(MbCase *c, const MbCheck *self) {
  const char *subjects[MB_LINK_SUBJECTS];
  guint n = mb_link_subjects(c, subjects, TRUE);
  for (guint i = 0; i < n; i++)
    find_place(c, self, subjects[i]);
}

static const MbCheck place = {
    "link.place",
    MB_FAMILY_LINK,
    MB_LEAN_INFO,
    run_place,
    N_("Where the computer behind a link stands, and who runs its network."),
    N_("No country is bad by itself. Ask yourself whether it fits the company that the mail "
       "names.")};

static void run_holder(MbCase *c, const MbCheck *self) {
  const char *subjects[MB_LINK_SUBJECTS];
  guint n = mb_link_subjects(c, subjects, FALSE);
  for (guint i = 0; i < n; i++) {
    const MbRegistration *r = mb_facts_registration(c->facts, subjects[i], self->id);
    if (r->status != MB_REG_FOUND)
      continue;
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add_str(c, f, N_("Leads to"), subjects[i]);
    mb_finding_add_holder(c, f, r);
  }
}

static const MbCheck holder = {
    "link.holder",
    MB_FAMILY_LINK,
    MB_LEAN_INFO,
    run_holder,
    N_("Who registered the domain behind a link."),
    N_("The entry is what the holder wrote himself. A service that hides names is common and no "
       "proof of anything.")};

/* The country that all addresses of a name stand in; NULL when they stand in several, or none is
 * known. */
static const char *country_of(const MbCase *c, const char *subject, const char *purpose) {
  const char *country = NULL;
  const MbDnsAnswer *answer = mb_facts_dns(c->facts, MB_DNS_A, subject, purpose);
  for (guint i = 0; answer->ips && i < MIN(answer->ips->len, MAX_ADDRESSES); i++) {
    const MbGeo *geo = mb_facts_geo(c->facts, &g_array_index(answer->ips, MbIp, i), purpose);
    if (!geo || !geo->country || (country && g_ascii_strcasecmp(country, geo->country) != 0))
      return NULL;
    country = geo->country;
  }
  return country;
}

/* The sender's own site may stand anywhere, and a well-known company's stands where it likes. */
static gboolean is_foreign_to(const MbCase *c, const char *domain) {
  const char *own = c->from_domain ? mb_domain_registrable(c->from_domain) : NULL;
  return g_strcmp0(own, domain) != 0 && !mb_case_is_reader_domain(c, domain) &&
         mb_brands_host(domain, NULL) != MB_HOST_OWN;
}

/* Who sends from a country and links to a computer in another. Honest mail does so too, through
 * rented servers; so the sign is weak, and none for a sender who is proven. */
static void run_country(MbCase *c, const MbCheck *self) {
  const char *subjects[MB_LINK_SUBJECTS];
  const MbHop *hop = mb_case_boundary(c);
  if (!hop || !hop->ip.family || c->axis->state == MB_ADDRESS_GENUINE || mb_case_is_list(c))
    return;
  const MbGeo *from = mb_facts_geo(c->facts, &hop->ip, self->id);
  guint n = from && from->country ? mb_link_subjects(c, subjects, FALSE) : 0;
  for (guint i = 0; i < n; i++) {
    const char *country =
        is_foreign_to(c, subjects[i]) ? country_of(c, subjects[i], self->id) : NULL;
    if (!country || g_ascii_strcasecmp(country, from->country) == 0)
      continue;
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add_str(c, f, N_("Leads to"), subjects[i]);
    mb_finding_add_str(c, f, N_("Country of the link"), country);
    mb_finding_add_str(c, f, N_("Country of the sender"), from->country);
    return;
  }
}

static const MbCheck other_country = {
    "link.other-country",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_country,
    N_("A link leads to another country than the one the mail was sent from."),
    N_("Fraudsters send from one hijacked computer and keep their pages on another. Rented servers "
       "abroad are common in honest mail, too.")};

MbCheckList mb_link_place_checks = {&place, &holder, &other_country, NULL};
