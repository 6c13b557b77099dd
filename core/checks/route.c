/* What the way of the mail tells: the computer that handed it to a trusted server, and what it said
 * of itself.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "claims.h"
#include "families.h"

/* In one line for the eye; the place is still that of the line as it stands. */
static void add_line(MbCase *c, MbFinding *f, const MbHop *hop) {
  MbSlice value = hop->header->value;
  g_autofree char *line = mb_text_squeeze(value);
  mb_finding_add_at(c, f, N_("Received line"), mb_arena_slice(c->arena, mb_slice_str(line)),
                    mb_message_offset(c->message, value.data), value.len);
}

static void add_ip(MbCase *c, MbFinding *f, const MbHop *hop) {
  char text[46];
  if (hop->ip.family)
    mb_finding_add_str(c, f, N_("Sent from"), mb_ip_format(&hop->ip, text));
}

static gboolean has_false_brand(const MbCase *c) {
  const MbClaim *claim = mb_claims_false(c);
  return claim && mb_brand_by_id(claim->id);
}

/* The server wrote "unknown", or a look-up found no name. An answer that is missing says nothing.
 */
static gboolean lacks_reverse_name(const MbCase *c, const MbHop *hop) {
  if (hop->reverse_unknown && !hop->reverse)
    return TRUE;
  if (hop->reverse || !hop->ip.family || mb_ip_scope(&hop->ip) != MB_IP_PUBLIC)
    return FALSE;
  g_autofree char *name = mb_ip_reverse_name(&hop->ip, NULL);
  const MbDnsAnswer *ptr = mb_facts_dns(c->facts, MB_DNS_PTR, name, "route.reverse-name");
  return ptr->status == MB_DNS_NXDOMAIN || ptr->status == MB_DNS_NODATA;
}

static void reverse_name(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  if (!hop || hop->authenticated || !lacks_reverse_name(c, hop))
    return;
  MbFinding *f = mb_case_find(c, self);
  /* small offices lack one too; a well-known company never does */
  if (has_false_brand(c))
    f->leaning = MB_LEAN_MEDIUM;
  add_ip(c, f, hop);
  mb_finding_add(c, f, N_("Called itself"), hop->helo);
}
static const MbCheck reverse_name_row = {
    "route.reverse-name",
    MB_FAMILY_ROUTE,
    MB_LEAN_WEAK,
    reverse_name,
    N_("The computer that sent the mail has no registered name."),
    N_("Mail servers of companies have a name registered for their address. Rented or infected "
       "computers "
       "often have none.")};

/* "[127.0.0.1]", "39.33.4.85", qmail's "?39.33.4.85?". */
static gboolean is_literal(MbSlice helo, MbIp *ip) {
  while (helo.len && helo.data[0] == '?')
    helo.data++, helo.len--;
  while (helo.len && helo.data[helo.len - 1] == '?')
    helo.len--;
  return mb_ip_parse(helo, ip);
}

static void helo_literal(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  MbIp ip;
  /* a mail program that logs in says its own address; only servers must say a name */
  if (!hop || hop->authenticated || !is_literal(hop->helo, &ip))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add(c, f, N_("Called itself"), hop->helo);
  add_ip(c, f, hop);
}
static const MbCheck helo_literal_row = {
    "route.helo-literal",
    MB_FAMILY_ROUTE,
    MB_LEAN_MEDIUM,
    helo_literal,
    N_("The sending computer called itself by a bare number instead of a name."),
    N_("Mail servers introduce themselves by name. Programs that send fraud in bulk often give a "
       "number, "
       "and a wrong one at that.")};

static void helo_foreign(MbCase *c, const MbCheck *self) {
  const MbHop *hop = mb_case_boundary(c);
  g_autofree char *helo = hop && hop->helo.len ? mb_domain_normalise(hop->helo) : NULL;
  if (!helo || hop->authenticated)
    return;
  const MbBrand *brand = NULL;
  gboolean own = mb_options_is_own_domain(c->options, helo) || g_strcmp0(helo, hop->by) == 0;
  gboolean branded = mb_brands_host(helo, &brand) == MB_HOST_OWN;
  /* a name that the server looked up and confirmed is no mere claim */
  if (!(own || branded) || mb_domain_same_organisation(hop->reverse, helo) ||
      mb_domain_same_organisation(mb_case_confirmed_name(c), helo))
    return;
  if (!own && !hop->reverse_unknown && !hop->reverse && !lacks_reverse_name(c, hop))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Called itself"), helo);
  add_ip(c, f, hop);
  if (hop->reverse)
    mb_finding_add_str(c, f, N_("Registered name"), hop->reverse);
}
static const MbCheck helo_foreign_row = {
    "route.helo-foreign",
    MB_FAMILY_ROUTE,
    MB_LEAN_MEDIUM,
    helo_foreign,
    N_("The sending computer gave a name that is not its own."),
    N_("It called itself by your own domain or by a well-known company's, but its address does not "
       "belong "
       "there.")};

static void sent_by_script(MbCase *c, const MbCheck *self) {
  if (c->route->first < 0)
    return;
  const MbHop *hop = &g_array_index(c->route->hops, MbHop, c->route->first);
  if (!hop->local && !(hop->ip.family && mb_ip_scope(&hop->ip) == MB_IP_LOOPBACK))
    return;
  MbFinding *f = mb_case_find(c, self);
  char text[46];
  if (hop->ip.family)
    mb_finding_add_str(c, f, N_("First came from"), mb_ip_format(&hop->ip, text));
  if (hop->by)
    mb_finding_add_str(c, f, N_("On the server"), hop->by);
  if (hop->header)
    add_line(c, f, hop);
}
static const MbCheck sent_by_script_row = {
    "route.sent-by-script",
    MB_FAMILY_ROUTE,
    MB_LEAN_INFO,
    sent_by_script,
    N_("The mail was made on the server itself, by a script and not by a person's mail program."),
    N_("Web forms and shops do so honestly; so does a script that an intruder left on a stranger's "
       "web site.")};

/* The stamp in the subject, in the spellings of Japanese and other servers. */
static gboolean subject_stamp(MbSlice subject, MbSlice *stamp) {
  static const char *const stamps[] = {"[spam]",         "[meiwaku]", "***spam***",
                                       "*****spam*****", "{spam?}",   "[迷惑メール]",
                                       "【迷惑メール】", "[spam ?]"};
  for (guint i = 0; i < G_N_ELEMENTS(stamps); i++)
    if (mb_slice_has_prefix(subject, stamps[i])) {
      *stamp = mb_slice(subject.data, strlen(stamps[i]));
      return TRUE;
    }
  return FALSE;
}

/* X-Spam-Flag and the like count only above the boundary's Received: below it they came with the
 * mail. */
static const MbHeader *spam_header(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  for (guint i = 0; i < c->message->headers->fields->len && boundary; i++) {
    const MbHeader *header = &g_array_index(c->message->headers->fields, MbHeader, i);
    if (header->raw.data >= boundary->header->raw.data)
      break;
    if ((mb_slice_is(header->name, "X-Spam-Flag") || mb_slice_is(header->name, "X-Spam-Status")) &&
        mb_slice_has_prefix(mb_slice_trim(header->value), "yes"))
      return header;
  }
  return NULL;
}

static void spam_stamp(MbCase *c, const MbCheck *self) {
  MbSlice stamp;
  const MbHeader *header = spam_header(c);
  gboolean subject = subject_stamp(c->message->subject, &stamp);
  if (!subject && !header)
    return;
  MbFinding *f = mb_case_find(c, self);
  if (subject)
    mb_finding_add(c, f, N_("Subject"), stamp);
  if (header)
    mb_finding_add(c, f, N_("Header"), header->raw);
}
static const MbCheck spam_stamp_row = {
    "route.spam-stamp",
    MB_FAMILY_ROUTE,
    MB_LEAN_MEDIUM,
    spam_stamp,
    N_("Your mail server marked this mail as spam."),
    N_("The server that received the mail judged it by its own rules before you saw it.")};

static void date_far(MbCase *c, const MbCheck *self) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_DATE, 0);
  const MbHop *hop = mb_case_boundary(c);
  MbDate date = header ? mb_date_parse(mb_header_unfold(header, c->arena)) : (MbDate){0};
  if (!date.valid || !hop || !hop->date.valid)
    return;
  gint64 late = hop->date.time - date.time;
  if (late <= 24 * 3600 && late >= -15 * 60)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add(c, f, N_("Date of the mail"), header->value);
  add_line(c, f, hop);
}
static const MbCheck date_far_row = {
    "route.date-far",
    MB_FAMILY_ROUTE,
    MB_LEAN_WEAK,
    date_far,
    N_("The date in the mail is far from the time when it arrived."),
    N_("A wrong clock or a long queue can do this; so does a sender who writes the date by hand.")};

static gboolean chinese_relays(const MbCase *c) {
  for (guint i = 0; i < c->route->hops->len; i++) {
    const MbHop *hop = &g_array_index(c->route->hops, MbHop, i);
    if (i != (guint)c->route->boundary && hop->date.valid && hop->date.zone == 480)
      return TRUE;
  }
  return FALSE;
}

static void chinese_zone(MbCase *c, const MbCheck *self) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_DATE, 0);
  MbDate date = header ? mb_date_parse(mb_header_unfold(header, c->arena)) : (MbDate){0};
  gboolean japanese = c->japanese || (c->from_domain && g_str_has_suffix(c->from_domain, ".jp"));
  if (!date.valid || !date.zone_known || date.zone != 480 || !japanese)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* a proven foreign address writes from where it is */
  if (chinese_relays(c) || !c->axis->first_contact ||
      (c->axis->state == MB_ADDRESS_GENUINE && !g_str_has_suffix(c->from_domain, ".jp")))
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add(c, f, N_("Date of the mail"), header->value);
}
static const MbCheck chinese_zone_row = {
    "route.time-zone",
    MB_FAMILY_ROUTE,
    MB_LEAN_MEDIUM,
    chinese_zone,
    N_("The mail is written as Japanese mail, but in a time zone that Japan does not use (+0800)."),
    N_("Mail programs write the time zone of the sender's computer. A colleague on a journey would "
       "be an "
       "honest reason.")};

MbCheckList mb_route_checks = {
    &reverse_name_row, &helo_literal_row, &helo_foreign_row, &sent_by_script_row,
    &spam_stamp_row,   &date_far_row,     &chinese_zone_row, NULL};
