/* What public block lists say of the sending address and of the links' domains. A list's silence is
 * no good sign, and what could not be asked is left open.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"
#include "links.h"

#include "../facts/blocklists.h"

#define MAX_AGE     ((gint64)7 * 24 * 3600) /* today's lists speak of this week (DATA section 7) */
#define MAX_DOMAINS 3

static const char *const labels[] = {
    [MB_LISTED_AS_JUNK] = N_("Listed as a source of junk mail by"),
    [MB_LISTED_AS_INFECTED] = N_("Listed as an infected or hijacked computer by"),
    [MB_LISTED_AS_DIAL_UP] = N_("Listed as a home or office line that sends no mail itself by"),
    [MB_LISTED_AS_PHISHING] = N_("Listed for phishing by"),
    [MB_LISTED_AS_MALWARE] = N_("Listed for malware by"),
    [MB_LISTED_AS_ABUSED] = N_("Listed as an honest site that was broken into by"),
};

static gboolean is_fresh(const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  return hop && hop->date.valid && ABS(c->now - hop->date.time) <= MAX_AGE;
}

/* The list, its code, and when it said so: listings come and go. */
static void add_entry(MbCase *c, MbFinding *f, const MbBlocklist *entry, MbListedAs as) {
  g_autoptr(GDateTime) when =
      entry->asked_at ? g_date_time_new_from_unix_utc(entry->asked_at) : NULL;
  g_autofree char *day = when ? g_date_time_format(when, "%Y-%m-%d %H:%M UTC") : NULL;
  g_autoptr(GString) text = g_string_new(entry->zone);
  if (entry->code)
    g_string_append_printf(text, " (%s)", entry->code);
  if (day)
    g_string_append_printf(text, ", %s", day);
  mb_finding_add_str(c, f, labels[as], text->str);
}

/* A code we do not know, in answers given beforehand: the list calls it listed, so it is junk. */
static MbListedAs meaning(const MbBlocklistZone *zone, const MbBlocklist *entry) {
  if (entry->listed != MB_LISTED_YES)
    return MB_LISTED_AS_NOTHING;
  MbListedAs as = entry->code ? mb_blocklist_meaning(zone, entry->code) : MB_LISTED_AS_NOTHING;
  return as ? as : MB_LISTED_AS_JUNK;
}

/* Asks every list that takes the subject. Lists of one operator count as one. */
static void ask_lists(MbCase *c, const MbCheck *self, const char *label, const char *subject,
                      gboolean domain) {
  guint n, counted = 0;
  const MbBlocklistZone *zones = mb_blocklist_zones(&n);
  MbFinding *f = NULL;
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = mb_blocklist_name(&zones[i], subject);
    if (!name || zones[i].domains != domain)
      continue;
    const MbBlocklist *entry = mb_facts_blocklist(c->facts, zones[i].zone, subject, self->id);
    MbListedAs as = meaning(&zones[i], entry);
    if (entry->listed == MB_LISTED_REFUSED)
      g_ptr_array_add(c->skipped, "blocklists-refused");
    if (!as || (as == MB_LISTED_AS_DIAL_UP && c->route->assumed))
      continue; /* a client's own line, perhaps: only who delivered here himself is meant */
    if (!f) {
      f = mb_case_find(c, self);
      mb_finding_add_str(c, f, label, subject);
    }
    add_entry(c, f, entry, as);
    if (++counted >= 2)
      f->leaning = MB_LEAN_STRONG;
  }
}

/* Only the address that handed the mail over, never a client behind a relay that it had logged in
 * to. */
static void run_sender(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  char ip[46];
  if (!hop || !hop->ip.family || mb_ip_scope(&hop->ip) != MB_IP_PUBLIC || hop->authenticated ||
      !is_fresh(c))
    return;
  ask_lists(c, self, N_("Sent from"), mb_ip_format(&hop->ip, ip), FALSE);
}

static const MbCheck sender = {"reputation.listed",
                               MB_FAMILY_REPUTATION,
                               MB_LEAN_MEDIUM,
                               run_sender,
                               N_("The sending computer is on a public block list."),
                               N_("Such lists hold addresses from which much junk was sent. A "
                                  "listing can be old or wrong; two "
                                  "lists seldom are.")};

static gboolean is_new(const char *const *names, guint n, const char *name) {
  for (guint i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0)
      return FALSE;
  return TRUE;
}

static const char *link_domain(const MbCase *c, const MbLink *link) {
  if (!link->host || (link->flags & MB_URL_IP_LITERAL) || !mb_link_is_judged(c, link) ||
      mb_case_is_reader_domain(c, link->host) ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host))
    return NULL;
  return mb_domain_registrable(link->host);
}

static void run_links(MbCase *c, const MbCheck *self) {
  const char *domains[MAX_DOMAINS];
  guint n = 0;
  if (!is_fresh(c))
    return;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED) && n < MAX_DOMAINS; i++) {
    const char *domain = link_domain(c, &g_array_index(c->message->links, MbLink, i));
    if (domain && is_new(domains, n, domain))
      domains[n++] = domain;
  }
  for (guint i = 0; i < n; i++)
    ask_lists(c, self, N_("Leads to"), domains[i], TRUE);
}

static const MbCheck links = {"link.listed",
                              MB_FAMILY_LINK,
                              MB_LEAN_MEDIUM,
                              run_links,
                              N_("A link leads to a domain that is on a public block list."),
                              N_("Such lists hold domains that appear in junk mail, phishing or "
                                 "malware. A listing can be old "
                                 "or wrong; two lists seldom are.")};

MbCheckList mb_listed_checks = {&sender, &links, NULL};
