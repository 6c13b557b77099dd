/* Domains that are made to be taken for another: look-alike letters, one letter off, a brand's name
 * as a piece of a foreign name.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "claims.h"
#include "families.h"

/* The label in front of the public suffix, in display form; free with g_free. NULL = none. */
static char *main_label(const char *domain) {
  const char *organisation = domain ? mb_domain_organisation(domain) : NULL;
  if (!organisation)
    return NULL;
  g_autofree char *shown = mb_domain_display(organisation);
  return g_strndup(shown, strcspn(shown, "."));
}

/* The mail gives the brand's name, and the brand did not sign it. */
static gboolean claims_brand(const MbCase *c, const MbBrand *brand) {
  for (guint i = 0; i < c->claims->len; i++) {
    const MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    if (strcmp(claim->id, brand->id) == 0 && !claim->genuine)
      return TRUE;
  }
  return FALSE;
}

/* The reader's own domain or a known person's that the label is made to be taken for, or NULL. */
static const char *alike_known(const MbCase *c, const char *label) {
  for (guint i = 0; i < c->options->own_domains->len; i++) {
    const char *domain = g_ptr_array_index(c->options->own_domains, i);
    g_autofree char *own = main_label(domain);
    if (own && mb_labels_alike(label, own) > MB_ALIKE_SAME)
      return domain;
  }
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *contact = g_ptr_array_index(c->options->contacts, i);
    const char *at = contact->wrote_to ? strrchr(contact->address, '@') : NULL;
    g_autofree char *theirs = at && !mb_is_mailbox_domain(at + 1) ? main_label(at + 1) : NULL;
    if (theirs && mb_labels_alike(label, theirs) > MB_ALIKE_SAME)
      return at + 1;
  }
  return NULL;
}

static void lookalike_domain(MbCase *c, const MbCheck *self) {
  g_autofree char *label = main_label(c->from_domain);
  const MbBrand *brand = NULL;
  if (!label || mb_brands_host(c->from_domain, NULL) == MB_HOST_OWN || c->axis->known)
    return;
  const char *known = alike_known(c, label);
  MbAlike alike = known ? MB_ALIKE_NONE : mb_brands_alike(label, &brand);
  if (!known && alike < MB_ALIKE_EDIT)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* one letter off a brand can be an honest name; not when the mail also gives the brand's name */
  if (!known && alike == MB_ALIKE_EDIT && !claims_brand(c, brand))
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_str(c, f, N_("Sender domain"), c->from_domain);
  mb_finding_add_str(c, f, N_("Looks like"), known ? known : brand->name);
}
static const MbCheck lookalike_domain_row = {
    "identity.lookalike-domain",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    lookalike_domain,
    N_("The sender's domain is made to look like another one."),
    N_("Letters that look alike, or one letter more or less, make a foreign domain pass for one "
       "you know.")};

static void brand_in_domain(MbCase *c, const MbCheck *self) {
  const MbBrand *brand = c->from_domain ? mb_brands_in_host(c->from_domain) : NULL;
  if (!brand || mb_brands_host(c->from_domain, NULL) != MB_HOST_UNKNOWN || c->axis->known ||
      mb_is_mailbox_domain(c->from_domain))
    return;
  MbFinding *f = mb_case_find(c, self);
  g_autofree char *label = main_label(c->from_domain);
  /* the very name under another ending is often the company's own branch abroad */
  if (claims_brand(c, brand))
    f->leaning = MB_LEAN_STRONG;
  else if (label && mb_brands_alike(label, NULL) == MB_ALIKE_SAME)
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_str(c, f, N_("Sender domain"), c->from_domain);
  mb_finding_add_str(c, f, N_("Named"), brand->name);
}
static const MbCheck brand_in_domain_row = {
    "identity.brand-in-domain",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    brand_in_domain,
    N_("The sender's domain carries a company's name, but is not that company's domain."),
    N_("Anybody can register a domain with a company's name in it, or put the name in front of his "
       "own.")};

/* The label stands as a piece of the host; a long one also before other letters. */
static gboolean has_piece(const char *host, const char *label) {
  gsize n = strlen(label);
  for (const char *at = strstr(host, label); at; at = strstr(at + 1, label)) {
    gboolean begins = at == host || !g_ascii_isalnum(at[-1]);
    if (begins && (!g_ascii_isalnum(at[n]) || n >= 8))
      return TRUE;
  }
  return FALSE;
}

/* The domain's own label, when it is the holder's alone and no ordinary word; free with g_free. */
static char *telling_label(const char *domain) {
  g_autofree char *label = main_label(domain);
  if (!label || strlen(label) < 5 || mb_brand_label_is_word(label) ||
      mb_is_mailbox_domain(domain) || mb_brands_host(domain, NULL) != MB_HOST_UNKNOWN)
    return NULL;
  return g_steal_pointer(&label);
}

/* Whose name the sender's domain carries: the reader's own or a known person's domain, or NULL. */
static const char *carried_domain(const MbCase *c) {
  /* without the public suffix, which nobody chose */
  const char *organisation = mb_domain_organisation(c->from_domain);
  gsize suffix = organisation ? strlen(organisation + strcspn(organisation, ".")) : 0;
  g_autofree char *host = g_strndup(c->from_domain, strlen(c->from_domain) - suffix);
  for (guint i = 0; i < c->options->own_domains->len; i++) {
    const char *domain = g_ptr_array_index(c->options->own_domains, i);
    g_autofree char *label = telling_label(domain);
    if (label && has_piece(host, label))
      return domain;
  }
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *contact = g_ptr_array_index(c->options->contacts, i);
    const char *at = contact->wrote_to ? strrchr(contact->address, '@') : NULL;
    g_autofree char *label = at ? telling_label(at + 1) : NULL;
    if (label && has_piece(host, label))
      return at + 1;
  }
  return NULL;
}

static void known_in_domain(MbCase *c, const MbCheck *self) {
  const char *domain = mb_case_from_stranger(c) && !mb_case_found(c, "identity.lookalike-domain")
                           ? carried_domain(c)
                           : NULL;
  if (!domain)
    return;
  g_autofree char *label = main_label(c->from_domain), *known = main_label(domain);
  MbFinding *f = mb_case_find(c, self);
  /* the very name under another ending is often the company's own second domain, or a namesake */
  if (g_strcmp0(label, known) == 0)
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_str(c, f, N_("Sender domain"), c->from_domain);
  mb_finding_add_str(c, f, N_("Looks like"), domain);
}
static const MbCheck known_in_domain_row = {
    "identity.known-in-domain",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    known_in_domain,
    N_("The sender's domain carries the name of your own company or of a partner, but is another "
       "domain."),
    N_("Anybody can register a known name with another ending or with “-it” or “-group” behind it. "
       "Ask the colleague or partner by a number that you know whether the domain is theirs.")};

static gboolean label_is_mixed(const char *label, gsize len) {
  gboolean latin = FALSE, other = FALSE;
  for (const char *p = label; p < label + len; p = g_utf8_next_char(p)) {
    MbScript script = mb_script_of(g_utf8_get_char(p));
    latin |= script == MB_SCRIPT_LATIN;
    other |= script == MB_SCRIPT_CYRILLIC || script == MB_SCRIPT_GREEK;
  }
  return latin && other;
}

static void mixed_scripts(MbCase *c, const MbCheck *self) {
  if (!c->from_domain || !strstr(c->from_domain, "xn--"))
    return;
  g_autofree char *shown = mb_domain_display(c->from_domain);
  for (const char *p = shown; *p;) {
    gsize n = strcspn(p, ".");
    if (label_is_mixed(p, n)) {
      MbFinding *f = mb_case_find(c, self);
      mb_finding_add_str(c, f, N_("Shown as"), shown);
      mb_finding_add_str(c, f, N_("Sender domain"), c->from_domain);
      return;
    }
    p += n + (p[n] == '.');
  }
}
static const MbCheck mixed_scripts_row = {
    "identity.mixed-scripts",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    mixed_scripts,
    N_("The sender's domain mixes letters of different alphabets in one word."),
    N_("A Cyrillic or Greek letter among Latin ones looks the same and makes another address.")};

static void lookalike_name(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > 1024)
    return;
  g_autoptr(GArray) hits = mb_brands_scan(c->arena, sender->name, MB_SCAN_NAME);
  for (guint i = 0; i < hits->len; i++) {
    const MbBrandHit *hit = &g_array_index(hits, MbBrandHit, i);
    if (!hit->lookalike || !hit->begins || mb_brand_house_owns(hit->brand, c->from_domain))
      continue;
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add(c, f, N_("Display name"), sender->name);
    mb_finding_add_str(c, f, N_("Looks like"), hit->brand->name);
    return;
  }
}
static const MbCheck lookalike_name_row = {
    "identity.lookalike-name",
    MB_FAMILY_IDENTITY,
    MB_LEAN_STRONG,
    lookalike_name,
    N_("The sender's name imitates a company's name with other letters."),
    N_("The letters only look the same. That is done to get past filters that know the real "
       "name.")};

MbCheckList mb_lookalike_checks = {&lookalike_domain_row, &known_in_domain_row,
                                   &brand_in_domain_row,  &mixed_scripts_row,
                                   &lookalike_name_row,   NULL};
