/* Links against what the mail as a whole says: whose name it uses, what it wants, where it sends
 * people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "families.h"

#define MAX_SCANNED 3072 /* what a mail is about stands at its beginning */

static gboolean is_sender_brand(const MbCase *c, const MbBrand *brand) {
  return mb_brand_house_owns(brand, c->from_domain);
}

/* The first brand of hits whose house is also named in text. */
static const MbBrand *named_again(const MbCase *c, const GArray *hits, MbSlice text) {
  if (!hits->len || !text.len)
    return NULL;
  g_autoptr(GArray) again = mb_brands_scan(c->arena, text, MB_SCAN_TEXT);
  for (guint i = 0; i < MIN(hits->len, 16); i++)
    for (guint j = 0; j < again->len; j++) {
      const MbBrand *brand = g_array_index(hits, MbBrandHit, i).brand;
      if (mb_brands_related(g_array_index(again, MbBrandHit, j).brand, brand))
        return brand;
    }
  return NULL;
}

/* The brand that the mail is about: named in two of subject, first and second half of the text. A
 * footer's "follow us" names brands once. */
static const MbBrand *main_brand(const MbCase *c) {
  MbSlice text = mb_body_text(c);
  text.len = MIN(text.len, MAX_SCANNED);
  gsize half = text.len / 2;
  while (half < text.len && text.data[half] != '\n')
    half++;
  MbSlice second = mb_slice(text.data + half, text.len - half);
  g_autoptr(GArray) subject = mb_brands_scan(c->arena, c->message->subject, MB_SCAN_TEXT);
  const MbBrand *brand = named_again(c, subject, text);
  if (brand)
    return brand;
  g_autoptr(GArray) first = mb_brands_scan(c->arena, mb_slice(text.data, half), MB_SCAN_TEXT);
  return named_again(c, first, second);
}

/* The link that takes the reader away: the first that is neither the brand's (if one is given), the sender's proven
 * own, the reader's own, nor a way out. */
static const MbLink *outside_link(const MbCase *c, const MbBrand *brand) {
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_judged(c, link) || (brand && mb_brand_house_owns(brand, link->host)) ||
        mb_options_is_own_domain(c->options, link->host) ||
        mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host) ||
        mb_brands_host(link->host, NULL) == MB_HOST_OWN || mb_is_unsubscribe(link))
      continue;
    return link;
  }
  return NULL;
}

/* The sender's claim has already been found false; nothing is left to look for. */
static gboolean identity_decided(const MbCase *c) {
  for (guint i = 0; i < c->findings->len; i++) {
    const MbFinding *f = g_ptr_array_index(c->findings, i);
    if (f->check->family == MB_FAMILY_IDENTITY && f->leaning == MB_LEAN_STRONG)
      return TRUE;
  }
  return FALSE;
}

/* DATA section 5: a brand, a demand and a link outside its domains. A partner's or a reporter's
 * mail also names brands, so a proven sender who has written before is only weak, and one kind of
 * demand only medium. */
static void run_brand(MbCase *c, const MbCheck *self) {
  guint demands = mb_lures_found(c);
  if (!demands || strcmp(c->kind, "bounce") == 0 || identity_decided(c) || !outside_link(c, NULL))
    return;
  const MbBrand *brand = main_brand(c);
  if (!brand || is_sender_brand(c, brand))
    return;
  const MbLink *link = outside_link(c, brand);
  if (!link)
    return;
  MbFinding *f = mb_case_find(c, self);
  f->leaning = mb_sender_is_established(c) ? MB_LEAN_WEAK
               : demands >= 2              ? MB_LEAN_STRONG
                                           : MB_LEAN_MEDIUM;
  mb_finding_add_str(c, f, N_("Named"), brand->name);
  mb_finding_add_link(c, f, link);
}

static const MbCheck brand_elsewhere = {
    "link.brand-elsewhere",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_brand,
    N_("The mail speaks of a well-known company, but its link leads elsewhere."),
    N_("A company that wants you to log in or pay sends you to its own site. Here the name and the "
       "link do not belong together.")};

/* The service that delivered a proven sender's mailing counts its clicks. */
static gboolean counts_for_sender(const MbCase *c, const char *host) {
  const char *at = c->return_path ? strrchr(c->return_path, '@') : NULL;
  return at && c->axis->state == MB_ADDRESS_GENUINE && mb_domain_same_organisation(at + 1, host) &&
         mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0);
}

/* A button's text does not show where it leads, unlike an address that people write out. */
static gboolean hides_target(const MbLink *link) {
  return link->place != MB_PLACE_TEXT && !link->text_host;
}

/* The one party that all links of the mail lead to, when it is neither the sender nor a known one. */
static const MbLink *stranger_link(const MbCase *c, gboolean *button) {
  const MbLink *first = NULL;
  *button = FALSE;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_judged(c, link))
      continue;
    if (first && !mb_domain_same_organisation(first->host, link->host))
      return NULL;
    if (!first)
      first = link;
    *button |= hides_target(link);
  }
  return !first || mb_host_is_senders(c, first->host) ||
                 mb_table_find(MB_TABLE_DELIVERY_SERVICE, first->host) ||
                 mb_options_is_own_domain(c->options, first->host) ||
                 mb_is_public_domain(first->host) || counts_for_sender(c, first->host) ||
                 mb_host_is_senders_hosting(c, first->host) ||
                 mb_brands_host(first->host, NULL) == MB_HOST_OWN
             ? NULL
             : first;
}

/* What makes a link to a stranger's place worth a word: a lure, or a mail that names nobody. */
static gboolean is_bait(const MbCase *c) {
  static const char *const signs[] = {"body.pressure", "body.image-only", "body.to-staff",
                                      "identity.nameless"};
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (mb_case_found(c, signs[i]))
      return TRUE;
  return mb_lures_found(c) || (mb_case_found(c, "body.sign-in") && !mb_body_names_reader(c, TRUE));
}

/* Surveys, shared folders and notes, which honest mail is full of; other open places hold whole pages. */
static gboolean holds_forms_or_files(const char *host) {
  static const char *const places[] = {"docs.google.com",
                                       "drive.google.com",
                                       "forms.gle",
                                       "sites.google.com",
                                       "forms.office.com",
                                       "forms.microsoft.com",
                                       "forms.cloud.microsoft",
                                       "sharepoint.com",
                                       "onedrive.live.com",
                                       "dropbox.com",
                                       "gigafile.nu",
                                       "typeform.com",
                                       "notion.so"};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++)
    if (mb_domain_is_under(host, places[i]))
      return TRUE;
  return FALSE;
}

gboolean mb_buttons_lead_to_stranger(const MbCase *c) {
  gboolean button;
  const MbLink *link = stranger_link(c, &button);
  return link && button && !holds_forms_or_files(link->host) &&
         !mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0);
}

static void run_one_host(MbCase *c, const MbCheck *self) {
  gboolean button;
  const MbLink *first = is_bait(c) ? stranger_link(c, &button) : NULL;
  if (!first)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Sender"), c->from_domain ? c->from_domain : "");
  mb_finding_add_link(c, f, first);
}

static const MbCheck one_foreign_host = {
    "link.one-foreign-host",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_one_host,
    N_("All links lead to one place that is not the sender's."),
    N_("A company's mail links to its own pages somewhere. Here everything leads to a stranger.")};

/* Some programs show a link here and others do not (SECURITY row 28). */
static void run_views(MbCase *c, const MbCheck *self) {
  if (c->message->mime & MB_MIME_VIEWS_DIFFER)
    mb_case_find(c, self);
}

static const MbCheck views_differ = {
    "link.shown-to-some",
    MB_FAMILY_LINK,
    MB_LEAN_MEDIUM,
    run_views,
    N_("Some mail programs show a link here that others do not show."),
    N_("The mail is built in such a way that filters read another text than you see.")};

/* "dropbox.com.files.example": a known site's whole domain in front of the domain that counts. */
static gboolean begins_with_known_domain(const char *host) {
  const char *organisation = host ? mb_domain_organisation(host) : NULL;
  for (const char *dot = organisation ? strchr(host, '.') : NULL; dot && dot < organisation;
       dot = strchr(dot + 1, '.')) {
    g_autofree char *front = g_strndup(host, dot - host);
    if (strchr(front, '.') && mb_brands_host(front, NULL) != MB_HOST_UNKNOWN)
      return TRUE;
  }
  return FALSE;
}

/* A company's name as a piece of the host is weak by itself: its partners and customers do that, too. */
static MbLeaning judge_brand_in_host(const MbCase *c, const MbLink *link) {
  if (mb_brands_host(link->host, NULL) != MB_HOST_UNKNOWN || mb_is_unsubscribe(link) ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host))
    return MB_LEAN_INFO;
  if (begins_with_known_domain(link->host))
    return mb_sender_is_established(c) ? MB_LEAN_WEAK : MB_LEAN_MEDIUM;
  return c->has_demand && !c->axis->known && mb_brands_in_host(link->host) &&
                 !mb_host_is_senders(c, link->host) && !mb_case_is_list(c)
             ? MB_LEAN_WEAK
             : MB_LEAN_INFO;
}

static void run_brand_in_host(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_brand_in_host);
}

static const MbCheck brand_in_host = {
    "link.brand-in-host",
    MB_FAMILY_LINK,
    MB_LEAN_MEDIUM,
    run_brand_in_host,
    N_("A link carries a well-known company's name, but leads to somebody else's site."),
    N_("Read an address from its end: only the last part before the first “/” says whose site it "
       "is. Anybody can put a company's name in front of his own.")};

MbCheckList mb_link_brand_checks = {&brand_elsewhere, &one_foreign_host, &brand_in_host,
                                    &views_differ, NULL};
