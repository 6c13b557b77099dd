/* What the link checks share: which links count, and which hosts only count clicks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#define MAX_EVIDENCE 10
#define MAX_URL      2048

gboolean mb_link_is_judged(const MbCase *c, const MbLink *link) {
  if (!mb_link_is_clickable(link))
    return FALSE;
  if (strcmp(c->kind, "list") == 0 && mb_domain_same_organisation(c->list_id, link->host))
    return FALSE; /* the list's own footer */
  if (strcmp(c->kind, "bounce") != 0)
    return TRUE;
  MbSlice own = mb_body_text(c);
  return own.len && link->url.len && memmem(own.data, own.len, link->url.data, link->url.len);
}

gboolean mb_is_unsubscribe(const MbLink *link) {
  MbPhraseResult result;
  g_autofree char *text = mb_phrase_text(mb_slice(link->text.data, MIN(link->text.len, 256)));
  mb_phrases_scan(mb_slice_str(text), &result);
  if (result.groups[MB_PHRASE_UNSUBSCRIBE].n)
    return TRUE;
  g_autofree char *url =
      g_ascii_strdown(link->url.len ? link->url.data : "", MIN(link->url.len, MAX_URL));
  static const char *const words[] = {"unsub", "optout", "opt-out", "opt_out", "preferences"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(url, words[i]))
      return TRUE;
  return FALSE;
}

gboolean mb_is_click_counter(const MbCase *c, const char *host) {
  guint same = 0, others = 0;
  if (mb_table_find(MB_TABLE_DELIVERY_SERVICE, host))
    return TRUE;
  if (!mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0))
    return FALSE;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_clickable(link) || link->place == MB_PLACE_TEXT)
      continue;
    *(mb_hosts_same_party(link->host, host) ? &same : &others) += 1;
  }
  return same >= 3 && others * 5 <= same;
}

void mb_finding_add_link(MbCase *c, MbFinding *f, const MbLink *link) {
  if (f->evidence->len >= MAX_EVIDENCE)
    return;
  if (link->text.len)
    mb_finding_add(c, f, N_("Link text"), link->text);
  mb_finding_add_at(c, f, N_("Leads to"), link->url, (gssize)link->offset, link->length);
}

void mb_find_links(MbCase *c, const MbCheck *self, MbLinkJudge *judge) {
  MbFinding *f = NULL;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    MbLeaning leaning = mb_link_is_judged(c, link) ? judge(c, link) : MB_LEAN_INFO;
    if (leaning == MB_LEAN_INFO)
      continue;
    if (!f)
      (f = mb_case_find(c, self))->leaning = leaning;
    f->leaning = MAX(f->leaning, leaning);
    mb_finding_add_link(c, f, link);
  }
}
