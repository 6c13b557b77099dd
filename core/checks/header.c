/* Oddities of the header that no honest mail program writes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

/* SECURITY rows 7, 24, 25: a sender line, or a bare CR or NUL, that only some readers see. */
static void hidden_fields(MbCase *c, const MbCheck *self) {
  MbFinding *f = NULL;
  for (guint i = 0; i < c->message->headers->fields->len; i++) {
    const MbHeader *header = &g_array_index(c->message->headers->fields, MbHeader, i);
    gboolean named = header->candidate &&
                     (header->id == MB_HEADER_FROM || header->id == MB_HEADER_SUBJECT ||
                      header->id == MB_HEADER_CONTENT_TYPE || header->id == MB_HEADER_REPLY_TO);
    if (!named && !(header->odd & (MB_ODD_NUL | MB_ODD_BARE_CR)))
      continue;
    if (!f)
      f = mb_case_find(c, self);
    mb_finding_add(c, f, N_("Header"), header->raw);
  }
}
static const MbCheck hidden_fields_row = {
    "identity.hidden-header",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    hidden_fields,
    N_("The header holds lines that only some mail programs see."),
    N_("They are written so that a check reads one thing and your mail program shows another.")};

static void no_message_id(MbCase *c, const MbCheck *self) {
  if (mb_headers_get(c->message->headers, MB_HEADER_MESSAGE_ID, 0) || c->route->boundary < 0)
    return;
  mb_case_find(c, self);
}
static const MbCheck no_message_id_row = {
    "route.no-message-id",
    MB_FAMILY_ROUTE,
    MB_LEAN_WEAK,
    no_message_id,
    N_("The mail has no Message-ID."),
    N_("Every mail program and mail server writes one. Simple scripts leave it out.")};

static const char *message_id_domain(const MbCase *c, MbSlice *value) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_MESSAGE_ID, 0);
  *value = header ? mb_slice_trim(mb_header_unfold(header, c->arena)) : MB_SLICE_NONE;
  const char *at = value->len ? memrchr(value->data, '@', value->len) : NULL;
  if (!at)
    return NULL;
  MbSlice host = mb_slice(at + 1, value->data + value->len - at - 1);
  if (host.len && host.data[host.len - 1] == '>')
    host.len--;
  g_autofree char *domain = mb_domain_normalise(host);
  return domain ? mb_arena_strndup(c->arena, domain, strlen(domain)) : NULL;
}

static gboolean on_the_way(const MbCase *c, const char *domain) {
  if (mb_domain_same_organisation(domain, c->from_domain))
    return TRUE;
  for (guint i = 0; i < c->route->hops->len; i++) {
    const MbHop *hop = &g_array_index(c->route->hops, MbHop, i);
    if (mb_domain_same_organisation(domain, hop->by) ||
        mb_domain_same_organisation(domain, hop->reverse))
      return TRUE;
    g_autofree char *helo = hop->helo.len ? mb_domain_normalise(hop->helo) : NULL;
    if (mb_domain_same_organisation(domain, helo))
      return TRUE;
  }
  for (guint i = 0; i < c->auth->dkim->len; i++)
    if (mb_domain_same_organisation(domain, g_array_index(c->auth->dkim, MbDkim, i).domain))
      return TRUE;
  const char *at = c->return_path ? strrchr(c->return_path, '@') : NULL;
  return at && mb_domain_same_organisation(domain, at + 1);
}

/* A brand's domain in the Message-ID of a mail that never was near that brand. */
static void message_id_foreign(MbCase *c, const MbCheck *self) {
  MbSlice value;
  const char *domain = message_id_domain(c, &value);
  if (!domain || !mb_domain_registrable(domain) || on_the_way(c, domain))
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Message-ID"), value);
}
static const MbCheck message_id_foreign_row = {
    "route.message-id-foreign",
    MB_FAMILY_ROUTE,
    MB_LEAN_INFO,
    message_id_foreign,
    N_("The Message-ID names a domain that the mail never passed."),
    N_("Mail programs write their own domain there. Some honest mailing services write another.")};

/* "Foxmail 6, 13, 102, 15 [cn]": real programs write versions with points. */
static gboolean is_forged_version(MbSlice value) {
  guint commas = 0;
  for (gsize i = 1; i + 2 < value.len; i++)
    commas += value.data[i] == ',' && g_ascii_isdigit(value.data[i - 1]) &&
              value.data[i + 1] == ' ' && g_ascii_isdigit(value.data[i + 2]);
  return commas >= 2;
}

static void odd_mailer(MbCase *c, const MbCheck *self) {
  const MbHeader *header = mb_headers_get_named(c->message->headers, "X-Mailer", 0);
  if (!header || !is_forged_version(header->value))
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Mail program"), mb_slice_trim(header->value));
}
static const MbCheck odd_mailer_row = {
    "route.odd-mailer",
    MB_FAMILY_ROUTE,
    MB_LEAN_MEDIUM,
    odd_mailer,
    N_("The mail names a mail program in a form that this program never writes."),
    N_("Kits that send fraud in bulk make up the name and version of a mail program.")};

MbCheckList mb_header_checks = {&hidden_fields_row, &no_message_id_row, &message_id_foreign_row,
                                &odd_mailer_row, NULL};
