/* What the sender's domain itself tells, where nothing else is known of him: a name made of job words only, an ending that
 * is given away by the thousand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"
#include "families.h"
#include "links.h"
#include "role-words.h"

/* The registrable domain of a stranger who wants something, or NULL. */
static const char *strangers_domain(const MbCase *c) {
  return c->has_demand && mb_case_from_stranger(c) && !mb_is_mailbox_domain(c->from_domain)
             ? mb_domain_organisation(c->from_domain)
             : NULL;
}

/* co.jp and its like are given to registered organisations only, one to each. */
static gboolean is_for_organisations(const char *domain) {
  static const char *const ends[] = {".co.jp", ".or.jp", ".go.jp", ".ac.jp",
                                     ".ed.jp", ".lg.jp", ".ne.jp", ".gr.jp"};
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
    if (g_str_has_suffix(domain, ends[i]))
      return TRUE;
  return FALSE;
}

/* A real service knows its customer's name, gives its own company's, and does not press. */
static gboolean serves_customer(const MbCase *c) {
  return !mb_case_found(c, "body.pressure") && mb_body_names_company(c) &&
         mb_body_names_reader(c, FALSE);
}

static void job_words(MbCase *c, const MbCheck *self) {
  const char *domain = strangers_domain(c);
  if (!domain || is_for_organisations(domain) || serves_customer(c))
    return;
  g_autofree char *label = g_strndup(domain, strcspn(domain, "."));
  if (mb_label_is_job_words(label))
    mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck job_words_row = {
    "identity.domain-of-job-words",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    job_words,
    N_("The sender's domain is made of words like “notice” or “support” and names no company."),
    N_("A company's domain bears the company's name. A domain that only names a job was chosen to "
       "fit "
       "a story, and anybody can buy one.")};

/* Generic endings that cost next to nothing and that fraud is sent from far more often than honest mail; countries' endings
 * are not here (no country is bad by name). */
static gboolean has_cheap_ending(const char *domain) {
  static const char *const ends[] = {
      "top",   "xyz",   "icu",  "cfd",     "sbs",   "cyou",  "click",   "shop", "online",
      "site",  "store", "live", "website", "space", "fun",   "buzz",    "rest", "monster",
      "bond",  "quest", "lol",  "link",    "help",  "vip",   "support", "work", "life",
      "today", "bar",   "hair", "beauty",  "autos", "boats", "mom",     "lat",  "digital"};
  const char *dot = strrchr(domain, '.');
  for (guint i = 0; dot && i < G_N_ELEMENTS(ends); i++)
    if (strcmp(dot + 1, ends[i]) == 0)
      return TRUE;
  return FALSE;
}

static void cheap_ending(MbCase *c, const MbCheck *self) {
  const char *domain = strangers_domain(c);
  if (domain && has_cheap_ending(domain))
    mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck cheap_ending_row = {
    "identity.cheap-ending",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    cheap_ending,
    N_("The sender's domain has an ending that is popular for throw-away domains."),
    N_("Such domains cost a few yen and are thrown away after a day. Some honest small shops have "
       "one "
       "too, so this counts only together with other signs.")};

/* "docs-share-box.example": a place for files or log-ins that no company gives its name to. */
static MbLeaning judge_host(const MbCase *c, const MbLink *link) {
  const char *domain = link->host ? mb_domain_organisation(link->host) : NULL;
  if (!domain || !mb_case_from_stranger(c) || is_for_organisations(domain) ||
      mb_host_is_senders(c, link->host) || mb_brands_host(link->host, NULL) == MB_HOST_OWN ||
      mb_brands_host(link->host, NULL) == MB_HOST_HOSTING ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host) || mb_is_unsubscribe(link))
    return MB_LEAN_INFO;
  g_autofree char *label = g_strndup(domain, strcspn(domain, "."));
  if (!mb_label_is_job_words(label))
    return MB_LEAN_INFO;
  /* somebody whose address says nothing of him leads to a place that says nothing of itself */
  return mb_is_mailbox_domain(c->from_domain) && !mb_body_names_company(c) ? MB_LEAN_MEDIUM
                                                                           : MB_LEAN_WEAK;
}

static void host_of_job_words(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_host);
}
static const MbCheck host_of_job_words_row = {
    "link.host-of-job-words",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    host_of_job_words,
    N_("A link leads to a site whose name is made of words like “file” or “share” only."),
    N_("It sounds like a service, but names none. Anybody can buy such a domain and put up a false "
       "log-in page.")};

MbCheckList mb_odd_domain_checks = {&job_words_row, &cheap_ending_row, &host_of_job_words_row,
                                    NULL};
