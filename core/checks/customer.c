/* "Am I a customer at all?": by what the reader chose in the settings, or by where his own domains are
 * kept (their MX, NS and SPF entries, asked like any look-up).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "claims.h"
#include "families.h"

#define MAX_DOMAINS 3
#define PURPOSE     "identity.your-provider"

typedef struct {
  const MbBrand *brand;     /* whom the mail names */
  gboolean found, answered; /* among those who keep the reader's domains; all could be asked */
  const char *domain;       /* whose entries led there */
  const char *other;        /* name of another company found there, or NULL */
} Search;

static void look_at_host(Search *s, const char *host, const char *domain) {
  const MbBrand *keeper = NULL;
  mb_brands_host(host, &keeper);
  if (!keeper)
    return;
  if (mb_brands_related(keeper, s->brand)) {
    s->found = TRUE;
    s->domain = domain;
  } else {
    s->other = keeper->name;
  }
}

/* include:, a:, mx: and redirect= of an SPF record name the servers of those who send for it. */
static void look_at_spf(Search *s, const char *text, const char *domain) {
  g_auto(GStrv) words = g_strsplit(text, " ", 40);
  if (!words[0] || g_ascii_strcasecmp(words[0], "v=spf1") != 0)
    return;
  for (char **word = words + 1; *word; word++) {
    const char *colon = strpbrk(*word, ":=");
    g_autofree char *host = colon ? mb_domain_normalise(mb_slice_str(colon + 1)) : NULL;
    if (host)
      look_at_host(s, host, domain);
  }
}

static gboolean is_answer(const MbDnsAnswer *answer) {
  return answer->status == MB_DNS_FOUND || answer->status == MB_DNS_NODATA;
}

static void look_at_domain(MbCase *c, Search *s, const char *domain) {
  const MbDnsAnswer *mx = mb_facts_dns(c->facts, MB_DNS_MX, domain, PURPOSE);
  const MbDnsAnswer *ns = mb_facts_dns(c->facts, MB_DNS_NS, domain, PURPOSE);
  const MbDnsAnswer *txt = mb_facts_dns(c->facts, MB_DNS_TXT, domain, PURPOSE);
  s->answered = s->answered && is_answer(mx) && is_answer(ns) && is_answer(txt);
  for (guint i = 0; mx->mx && i < mx->mx->len; i++)
    look_at_host(s, g_array_index(mx->mx, MbMx, i).host, domain);
  for (guint i = 0; ns->names && i < ns->names->len; i++)
    look_at_host(s, ns->names->pdata[i], domain);
  for (guint i = 0; txt->texts && i < txt->texts->len; i++)
    look_at_spf(s, ((const GString *)txt->texts->pdata[i])->str, domain);
}

static const char *own_domain(const MbCase *c, guint i) {
  const GPtrArray *domains = c->options->own_domains, *addresses = c->options->own_addresses;
  if (i < domains->len)
    return domains->pdata[i];
  i -= domains->len;
  const char *at = i < addresses->len ? strrchr(addresses->pdata[i], '@') : NULL;
  return at && !mb_is_mailbox_domain(at + 1) ? at + 1 : NULL;
}

/* Whoever keeps web sites, mail or domains can be read from the domains themselves. */
static gboolean keeps_domains(const MbBrand *brand) {
  static const char *const kinds[] = {"hosting", "cloud", "registry", NULL};
  return g_strv_contains(kinds, brand->category);
}

static Search search(MbCase *c, const MbBrand *brand) {
  Search s = {.brand = brand, .answered = TRUE};
  guint n = 0, all = c->options->own_domains->len + c->options->own_addresses->len;
  for (guint i = 0; keeps_domains(brand) && i < all && n < MAX_DOMAINS; i++) {
    const char *domain = own_domain(c, i);
    if (!domain)
      continue;
    look_at_domain(c, &s, domain);
    n++;
  }
  s.answered = s.answered && n > 0;
  return s;
}

static gboolean is_chosen(const MbCase *c, const MbBrand *brand) {
  for (guint i = 0; i < c->options->services->len; i++) {
    const MbBrand *chosen = mb_brand_by_id(c->options->services->pdata[i]);
    if (chosen && mb_brands_related(chosen, brand))
      return TRUE;
  }
  return FALSE;
}

/* The first company that the mail claims to be without being it. */
static const MbClaim *unproven_claim(const MbCase *c, const MbBrand **brand) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    *brand = mb_brand_by_id(claim->id);
    if (*brand && !claim->genuine && !mb_claim_is_at(claim, "link-text"))
      return claim;
  }
  return NULL;
}

static void not_a_customer(MbCase *c, const MbCheck *self) {
  const MbBrand *brand;
  const MbClaim *claim = unproven_claim(c, &brand);
  if (!claim || is_chosen(c, brand))
    return;
  Search s = search(c, brand);
  if (s.found || !(c->options->services->len || (keeps_domains(brand) && s.answered)))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Named"), claim->name);
  if (s.other)
    mb_finding_add_str(c, f, N_("Your domain is kept by"), s.other);
}
static const MbCheck not_a_customer_row = {
    "identity.not-a-customer",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    not_a_customer,
    N_("You are not a customer of the company that this mail names."),
    N_("By your settings, or by the entries of your own domain, you do not use this service, so it "
       "has no reason to write to you about an account.")};

static void your_provider(MbCase *c, const MbCheck *self) {
  const MbBrand *brand;
  const MbClaim *claim = unproven_claim(c, &brand);
  if (!claim)
    return;
  Search s = search(c, brand);
  if (!s.found && !is_chosen(c, brand))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Named"), claim->name);
  if (s.found)
    mb_finding_add_str(c, f, N_("Your domain"), s.domain);
}
static const MbCheck your_provider_row = {
    "identity.your-provider",
    MB_FAMILY_IDENTITY,
    MB_LEAN_INFO,
    your_provider,
    N_("You are a customer of the company that this mail names: go there by your own bookmark."),
    N_("That you are its customer does not make this mail its mail. Anyone can read from your "
       "domain "
       "which company keeps it, and fraudsters write in its name.")};

MbCheckList mb_customer_checks = {&not_a_customer_row, &your_provider_row, NULL};
