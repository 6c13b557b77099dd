/* Links against what the mail as a whole says: whose name it uses, what it wants, where it sends
 * people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "families.h"

#define MAX_SCANNED (16 * 1024)

static gboolean is_sender_brand(const MbCase *c, const MbBrand *brand) {
  return mb_brand_house_owns(brand, c->from_domain);
}

/* The brand that the text speaks of most, when it is named twice at least; *n gets how often. */
static const MbBrand *main_brand(const MbCase *c, guint *n) {
  MbSlice text = mb_body_text(c);
  g_autoptr(GString) all = g_string_new_len(c->message->subject.data, c->message->subject.len);
  g_string_append_c(all, '\n');
  g_string_append_len(all, text.data, MIN(text.len, MAX_SCANNED));
  g_autoptr(GArray) hits = mb_brands_scan(c->arena, mb_slice(all->str, all->len), MB_SCAN_TEXT);
  const MbBrand *best = NULL;
  *n = 0;
  for (guint i = 0; i < MIN(hits->len, 64); i++) {
    const MbBrand *brand = g_array_index(hits, MbBrandHit, i).brand;
    guint count = 0;
    for (guint j = 0; j < MIN(hits->len, 64); j++)
      count += mb_brands_related(g_array_index(hits, MbBrandHit, j).brand, brand);
    if (count > *n)
      best = brand, *n = count;
  }
  return *n >= 2 ? best : NULL;
}

/* The link that takes the reader away: the first that is neither the brand's, the sender's proven
 * own, the reader's own, nor a way out. */
static const MbLink *outside_link(const MbCase *c, const MbBrand *brand) {
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_judged(c, link) || mb_brand_house_owns(brand, link->host) ||
        mb_options_is_own_domain(c->options, link->host) ||
        mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host) ||
        mb_brands_host(link->host, NULL) == MB_HOST_OWN || mb_is_unsubscribe(link))
      continue;
    return link;
  }
  return NULL;
}

/* DATA section 5: a brand, a demand and a link outside its domains. A partner's or a reporter's
 * mail also names brands, so a proven sender who has written before is only weak, and one kind of
 * demand only medium. */
static void run_brand(MbCase *c, const MbCheck *self) {
  guint demands = mb_lures_found(c), named = 0;
  if (!demands || strcmp(c->kind, "ordinary") != 0 || c->message->links->len == 0)
    return;
  const MbBrand *brand = main_brand(c, &named);
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
    N_("The mail speaks of a well-known company, but its link leads elsewhere"),
    N_("A company that wants you to log in or pay sends you to its own site. Here the name and the "
       "link do not belong together.")};

/* All links of the mail lead to one party that is neither the sender nor a known one. */
static void run_one_host(MbCase *c, const MbCheck *self) {
  const MbLink *first = NULL;
  if (!mb_lures_found(c))
    return;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_judged(c, link))
      continue;
    if (first && !mb_domain_same_organisation(first->host, link->host))
      return;
    if (!first)
      first = link;
  }
  if (!first || mb_host_is_senders(c, first->host) ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, first->host) ||
      mb_options_is_own_domain(c->options, first->host) ||
      mb_brands_host(first->host, NULL) == MB_HOST_OWN)
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
    N_("All links lead to one place that is not the sender's"),
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
    N_("Some mail programs show a link here that others do not show"),
    N_("The mail is built in such a way that filters read another text than you see.")};

MbCheckList mb_link_brand_checks = {&brand_elsewhere, &one_foreign_host, &views_differ, NULL};
