/* What registries and country data say of the sending address and the sender's domain. All answers
 * are hostile text; a missing answer is no answer.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

#define DAY ((gint64)24 * 3600)

static const MbHop *public_boundary(const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  return hop && hop->ip.family && mb_ip_scope(&hop->ip) == MB_IP_PUBLIC ? hop : NULL;
}

/* Addresses change hands: the reader is told how old the data are. */
static void add_age(MbCase *c, MbFinding *f, gint64 built) {
  g_autoptr(GDateTime) when = built ? g_date_time_new_from_unix_utc(built) : NULL;
  g_autofree char *day = when ? g_date_time_format(when, "%Y-%m-%d") : NULL;
  if (day)
    mb_finding_add_str(c, f,
                       c->now - built > 365 * DAY ? N_("Country data of (more than a year old)")
                                                  : N_("Country data of"),
                       day);
}

void mb_finding_add_geo(MbCase *c, MbFinding *f, const MbGeo *geo) {
  if (geo->country)
    mb_finding_add_str(c, f, N_("Country"), geo->country);
  if (geo->as_name)
    mb_finding_add_str(c, f, N_("Network"), geo->as_name);
  if (geo->country)
    add_age(c, f, geo->build_epoch);
}

static void sender_place(MbCase *c, const MbCheck *self) {
  const MbHop *hop = public_boundary(c);
  const MbGeo *geo = hop ? mb_facts_geo(c->facts, &hop->ip, self->id) : NULL;
  if (!geo || (!geo->country && !geo->as_name))
    return;
  char ip[46];
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&hop->ip, ip));
  mb_finding_add_geo(c, f, geo);
}
static const MbCheck sender_place_row = {
    "reputation.sender-place",
    MB_FAMILY_REPUTATION,
    MB_LEAN_INFO,
    sender_place,
    N_("Where the computer that sent the mail stands, and who runs its network."),
    N_("No country is bad by itself. Ask yourself whether it fits the sender.")};

void mb_finding_add_holder(MbCase *c, MbFinding *f, const MbRegistration *r) {
  const struct {
    const char *label, *value;
  } rows[] = {
      {N_("Holder"), r->registrant},   {N_("Holder"), r->registrant_en},
      {N_("Address"), r->address},     {N_("Registrar"), r->registrar},
      {N_("Network"), r->network},     {N_("Country"), r->country},
      {N_("Abuse contact"), r->abuse}, {N_("Abuse contact"), r->registrar_abuse},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].value && *rows[i].value)
      mb_finding_add_str(c, f, rows[i].label, rows[i].value);
  for (guint i = 0; r->name_servers && i < MIN(r->name_servers->len, 4); i++)
    mb_finding_add_str(c, f, N_("Name server"), g_ptr_array_index(r->name_servers, i));
}

static void network_holder(MbCase *c, const MbCheck *self) {
  const MbHop *hop = public_boundary(c);
  char ip[46];
  if (!hop)
    return;
  const MbRegistration *r = mb_facts_registration(c->facts, mb_ip_format(&hop->ip, ip), self->id);
  if (!r || r->status != MB_REG_FOUND)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Sent from"), ip);
  mb_finding_add_holder(c, f, r);
}
static const MbCheck network_holder_row = {
    "reputation.network-holder",
    MB_FAMILY_REPUTATION,
    MB_LEAN_INFO,
    network_holder,
    N_("Who holds the network from which the mail was sent."),
    N_("The abuse contact is where misuse can be reported.")};

static const MbRegistration *sender_registration(const MbCase *c, const char *purpose) {
  const char *domain = c->from_domain ? mb_domain_registrable(c->from_domain) : NULL;
  const MbRegistration *r = domain ? mb_facts_registration(c->facts, domain, purpose) : NULL;
  return r && r->status == MB_REG_FOUND ? r : NULL;
}

static void domain_holder(MbCase *c, const MbCheck *self) {
  const MbRegistration *r = sender_registration(c, self->id);
  if (!r)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Sender domain"), r->key);
  mb_finding_add_holder(c, f, r);
}
static const MbCheck domain_holder_row = {
    "reputation.domain-holder",
    MB_FAMILY_REPUTATION,
    MB_LEAN_INFO,
    domain_holder,
    N_("Who registered the sender's domain."),
    N_("The entry is what the holder wrote himself. A foreign name beside a well-known company's "
       "is worth a "
       "second look.")};

/* Judged at the mail's own arrival, not today: an old mail's domain has grown old with it. */
static void young_domain(MbCase *c, const MbCheck *self) {
  const MbRegistration *r = sender_registration(c, self->id);
  const MbHop *hop = mb_case_boundary(c);
  gint64 when = hop && hop->date.valid ? hop->date.time : c->now;
  if (!r || !r->created || !when || when - r->created > 30 * DAY || when < r->created - DAY)
    return;
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc(r->created);
  g_autofree char *day = created ? g_date_time_format(created, "%Y-%m-%d") : NULL;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Sender domain"), r->key);
  mb_finding_add_str(c, f, N_("Registered on"), day);
}
static const MbCheck young_domain_row = {
    "reputation.young-domain",
    MB_FAMILY_REPUTATION,
    MB_LEAN_MEDIUM,
    young_domain,
    N_("The sender's domain was registered less than 30 days before the mail."),
    N_("Domains for fraud are bought shortly before they are used and given up soon after.")};

MbCheckList mb_reputation_checks = {&sender_place_row, &network_holder_row, &domain_holder_row,
                                    &young_domain_row, NULL};
