/* What the body checks share. SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "tables.h"

#define MAX_LINKS 1000

/* Free-form notices (qmail, exim, Gmail) carry the returned mail in their own text. */
MbSlice mb_body_text(const MbCase *c) {
  static const char *const marks[] = {"--- Below this line is a copy of the message",
                                      "------ This is a copy of",
                                      "------ This is a copy of the message",
                                      "----- Original message -----",
                                      "----- Message header follows -----",
                                      "----- Original headers -----",
                                      "--- The header of the original message",
                                      "----- Original message follows -----",
                                      "----- Unsent message follows -----",
                                      "Original message headers:",
                                      "--- Original message follows",
                                      "元のメッセージ ヘッダー:"};
  MbSlice text = c->message->text;
  if (strcmp(c->kind, "bounce") != 0)
    return text;
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    const char *mark = text.len ? memmem(text.data, text.len, marks[i], strlen(marks[i])) : NULL;
    if (mark)
      text.len = mark - text.data;
  }
  return text;
}

gboolean mb_sender_is_established(const MbCase *c) {
  return c->axis->state == MB_ADDRESS_GENUINE && c->axis->grade >= MB_GRADE_SPF &&
         (c->axis->known || !c->axis->first_contact);
}

gboolean mb_host_is_senders(const MbCase *c, const char *host) {
  const MbBrand *brand = NULL;
  if (!c->from_domain || !host || mb_is_mailbox_domain(c->from_domain))
    return FALSE;
  if (mb_brands_host(c->from_domain, &brand) == MB_HOST_OWN && mb_brand_house_owns(brand, host))
    return TRUE;
  return mb_hosts_same_party(host, c->from_domain);
}

gboolean mb_host_is_senders_hosting(const MbCase *c, const char *host) {
  const MbBrand *sender = NULL, *owner = NULL;
  mb_brands_host(host, &owner);
  return c->axis->state == MB_ADDRESS_GENUINE && owner &&
         mb_brands_host(c->from_domain, &sender) == MB_HOST_OWN && mb_brands_related(sender, owner);
}

/* Two customers of one hosting firm are two parties, though their names end alike. */
gboolean mb_hosts_same_party(const char *a, const char *b) {
  if (!mb_domain_same_organisation(a, b))
    return FALSE;
  MbHostKind kind = mb_brands_host(a, NULL);
  return (kind != MB_HOST_SHARED && kind != MB_HOST_HOSTING) || mb_domain_is_under(a, b) ||
         mb_domain_is_under(b, a);
}

/* A link to somebody who is neither the sender nor one of the places that every footer names. */
static gboolean is_elsewhere(const MbCase *c, const MbLink *link) {
  return mb_link_is_clickable(link) && !mb_host_is_senders(c, link->host) &&
         !mb_options_is_own_domain(c->options, link->host) &&
         !mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host) &&
         mb_brands_host(link->host, NULL) != MB_HOST_OWN;
}

gboolean mb_body_leads_away(const MbCase *c) {
  gboolean away = FALSE, own = FALSE;
  for (guint i = 0; i < MIN(c->message->links->len, MAX_LINKS); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    away |= is_elsewhere(c, link);
    own |= mb_link_is_clickable(link) && mb_host_is_senders(c, link->host);
  }
  for (guint i = 0; i < c->message->attachments->len; i++)
    away |= (g_array_index(c->message->attachments, MbAttachment, i).flags & MB_ATT_HTML) != 0;
  for (guint i = 0; i < c->reply_to->mailboxes->len; i++) {
    const char *domain = g_array_index(c->reply_to->mailboxes, MbMailbox, i).domain;
    away |= domain && !mb_domain_same_organisation(domain, c->from_domain);
  }
  /* A forger can add a link to the place he pretends to be; the proven sender's own link counts. */
  return away && !(own && c->axis->state == MB_ADDRESS_GENUINE);
}
