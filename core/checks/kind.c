/* The kinds beside the verdict (VERDICT "Kinds"). A sender can write any header, so a kind needs
 * more than one header's word wherever it excuses something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "kind.h"

#include "case.h"
#include "recorded.h"

/* The machines' own addresses; Exchange appends a long number to its name. */
static gboolean is_machine(const MbMailbox *sender) {
  return mb_slice_is(sender->local, "mailer-daemon") || mb_slice_is(sender->local, "postmaster") ||
         (sender->local.len > 17 && mb_ascii_same(sender->local.data, "microsoftexchange", 17));
}

/* Old Exchange and home-made notices have neither structure nor known words, but give back, as a part of its
 * own, a mail that names the notice's recipient as its author. */
static gboolean returns_mail(const MbCase *c) {
  for (guint i = 0; i < c->message->attached->len; i++) {
    const MbAttached *attached = &g_array_index(c->message->attached, MbAttached, i);
    const MbHeader *from =
        attached->headers ? mb_headers_get(attached->headers, MB_HEADER_FROM, 0) : NULL;
    const MbAddressList *list = from ? mb_address_parse(c->arena, from->value) : NULL;
    if (!list || !list->mailboxes->len)
      continue;
    MbSlice author = g_array_index(list->mailboxes, MbMailbox, 0).address;
    for (guint k = 0; k < c->to->mailboxes->len; k++) {
      MbSlice to = g_array_index(c->to->mailboxes, MbMailbox, k).address;
      if (to.len && to.len == author.len && mb_ascii_same(to.data, author.data, to.len))
        return TRUE;
    }
  }
  return FALSE;
}

/* A machine's notice: the null sender and the structure of RFC 3464, or the plain text that the mail
 * programs write. */
static gboolean is_bounce(const MbCase *c) {
  if (c->message->report_type && strcmp(c->message->report_type, "delivery-status") == 0)
    return TRUE;
  if (!c->return_path || *c->return_path)
    return FALSE;
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !is_machine(sender))
    return FALSE;
  for (guint i = 0; i < c->message->parts->len; i++) {
    const MbPart *part = &g_array_index(c->message->parts, MbPart, i);
    if (strcmp(part->type, "message/delivery-status") == 0)
      return TRUE;
  }
  static const char *const openers[] = {
      "Hi. This is the qmail-send program",
      "This message was created automatically by mail delivery",
      "This is the mail system at host",
      "The original message was received at",
      "Delivery to the following recipient",
      "Delivery has failed to these recipients",
      "Your message did not reach some or all",
      "Address not found",
      "This is the Postfix program at host",
      "Sorry, we were unable to deliver your message",
      "This Message was undeliverable due to the following",
      "次のあて先へのメッセージはエラーのため送信できませんでした",
      "次の受信者またはグループへの配信に失敗しました"};
  for (guint i = 0; i < G_N_ELEMENTS(openers); i++)
    if (mb_slice_has_prefix(mb_slice_trim(c->message->text), openers[i]))
      return TRUE;
  return returns_mail(c);
}

/* "List name <id.example.org>" or "<mailto:post@example.org>" → the domain part in arena. */
static const char *bracket_domain(const MbCase *c, MbSlice value, gboolean address) {
  const char *open = memchr(value.data, '<', value.len);
  const char *close = open ? memchr(open, '>', value.data + value.len - open) : NULL;
  MbSlice inner = close ? mb_slice(open + 1, close - open - 1) : value;
  const char *at = inner.len ? memrchr(inner.data, '@', inner.len) : NULL;
  if (address && !at)
    return NULL;
  if (at)
    inner = mb_slice(at + 1, inner.data + inner.len - at - 1);
  const char *query = inner.len ? memchr(inner.data, '?', inner.len) : NULL;
  if (query)
    inner.len = query - inner.data;
  g_autofree char *domain = mb_domain_normalise(mb_slice_trim(inner));
  return domain ? mb_arena_strndup(c->arena, domain, strlen(domain)) : NULL;
}

static MbSlice header_value(const MbCase *c, MbHeaderId id) {
  const MbHeader *header = mb_headers_get(c->message->headers, id, 0);
  return header ? mb_slice_trim(mb_header_unfold(header, c->arena)) : MB_SLICE_NONE;
}

/* The author's address gave way to the list's own, with "via" in the name. */
static gboolean rewritten_via(const MbCase *c, const char *list_domain) {
  const MbMailbox *sender = mb_case_sender(c);
  return sender && mb_domain_same_organisation(sender->domain, list_domain) && sender->name.len &&
         (g_strstr_len(sender->name.data, sender->name.len, " via ") != NULL ||
          g_strstr_len(sender->name.data, sender->name.len, "（経由）") != NULL);
}

/* List-Id or List-Post alone can be written by anyone: the list's own server must have proved
 * itself. */
static void detect_list(MbCase *c) {
  MbSlice id = header_value(c, MB_HEADER_LIST_ID), post = header_value(c, MB_HEADER_LIST_POST);
  const char *domain = id.len ? bracket_domain(c, id, FALSE) : NULL;
  const char *post_domain = post.len ? bracket_domain(c, post, TRUE) : NULL;
  if (!domain)
    domain = post_domain;
  if (!domain)
    return;
  if (mb_domain_passes(c, domain) || (post_domain && mb_domain_passes(c, post_domain)) ||
      rewritten_via(c, domain)) {
    c->kind = "list";
    c->list_id = domain;
  }
}

static gboolean from_self(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->address.len)
    return FALSE;
  g_autofree char *address = g_ascii_strdown(sender->address.data, sender->address.len);
  return mb_options_is_own_address(c->options, address);
}

void mb_kind_detect(MbCase *c) {
  c->kind = "ordinary";
  if (is_bounce(c)) {
    c->kind = "bounce";
    return;
  }
  if (c->route->boundary < 0) {
    if (c->route->n_received == 0 && from_self(c))
      c->kind = "sent";
    else if (c->route->hops->len > 0 && c->from_domain &&
             mb_options_is_own_domain(c->options, c->from_domain))
      c->kind = "internal";
  }
  if (strcmp(c->kind, "ordinary") == 0)
    detect_list(c);
  if (strcmp(c->kind, "ordinary") == 0 && (c->message->skipped & MB_SKIP_ENCRYPTED))
    c->kind = "encrypted";
}

/* Whole phrases only: a word such as 支払 alone stands in every order confirmation. */
static const char *const demands[] = {
    "振込",         "振り込",     "送金",         "お支払い", "口座",           "入金",
    "ギフトカード", "電子マネー", "ビットコイン", "bitcoin",  "wire transfer",  "bank account",
    "gift card",    "payment",    "call us",      "call the", "お電話ください", "至急ご連絡",
    "invoice",      "請求書",     "qrコード",
};

gboolean mb_text_demands(MbSlice text) {
  static const gsize enough = 64 * 1024;
  g_autofree char *lower = g_ascii_strdown(text.len ? text.data : "", MIN(text.len, enough));
  for (guint i = 0; i < G_N_ELEMENTS(demands); i++)
    if (strstr(lower, demands[i]))
      return TRUE;
  return FALSE;
}
