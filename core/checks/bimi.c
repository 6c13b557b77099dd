/* BIMI: the picture a domain would like shown beside its mail. The record is shown as a claim; the picture and its
 * certificate are never fetched, so it proves nothing here. Source: draft-brand-indicators-for-message-identification
 * section 4.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../auth/tags.h"
#include "../base/domain.h"
#include "axis.h"
#include "families.h"

/* A label of the selector that the mail itself names, or "default". */
static char *selector_of(const MbCase *c) {
  const MbHeader *header = mb_headers_get_named(c->message->headers, "BIMI-Selector", 0);
  MbTags tags;
  if (!header || !mb_tags_parse(c->arena, mb_header_unfold(header, c->arena), &tags))
    return mb_arena_strndup(c->arena, "default", 7);
  MbSlice s = mb_tags_value(&tags, "s");
  return s.len && s.len <= 63 && mb_domain_is_valid(s) ? mb_arena_strndup(c->arena, s.data, s.len)
                                                       : mb_arena_strndup(c->arena, "default", 7);
}

/* The record at the author domain, else at its organisation's. */
static const GString *record_of(const MbCase *c, const char *selector) {
  const char *domains[] = {c->from_domain, mb_domain_organisation(c->from_domain)};
  for (guint i = 0; i < G_N_ELEMENTS(domains) && domains[i]; i++) {
    if (i && strcmp(domains[0], domains[1]) == 0)
      break;
    g_autofree char *name = g_strconcat(selector, "._bimi.", domains[i], NULL);
    const MbDnsAnswer *answer = mb_facts_dns(c->facts, MB_DNS_TXT, name, "bimi");
    for (guint j = 0; answer->texts && j < answer->texts->len; j++) {
      const GString *text = g_ptr_array_index(answer->texts, j);
      if (mb_slice_has_prefix(mb_slice(text->str, text->len), "v=BIMI1"))
        return text;
    }
    if (answer->status == MB_DNS_UNKNOWN)
      break; /* the next place is asked only when this one is known to have none */
  }
  return NULL;
}

/* Only a domain whose DMARC passed may show a picture, so nothing is asked for other mail. */
static gboolean may_claim(const MbCase *c) {
  return c->options->allow && c->from_domain && c->axis->state == MB_ADDRESS_GENUINE &&
         c->axis->grade == MB_GRADE_FULL;
}

static void bimi(MbCase *c, const MbCheck *self) {
  const GString *text = may_claim(c) ? record_of(c, selector_of(c)) : NULL;
  MbTags tags;
  if (!text || !mb_tags_parse(c->arena, mb_slice(text->str, text->len), &tags))
    return;
  MbSlice picture = mb_tags_value(&tags, "l"), certificate = mb_tags_value(&tags, "a");
  if (!picture.len)
    return; /* an empty l= declines to show one */
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add(c, f, N_("Picture"), picture);
  if (certificate.len)
    mb_finding_add(c, f, N_("Certificate of the picture"), certificate);
}
static const MbCheck bimi_row = {
    "authentication.bimi",
    MB_FAMILY_AUTHENTICATION,
    MB_LEAN_INFO,
    bimi,
    N_("The sender's domain names a picture of its own to be shown beside its mail."),
    N_("It is the domain's own claim. Neither the picture nor its certificate was fetched, so it "
       "proves nothing here.")};

MbCheckList mb_bimi_checks = {&bimi_row, NULL};
