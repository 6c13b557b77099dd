/* A single delivery notice: whose mail came back? One's own, a stranger's that used the address, or
 * one that left through the own server with the own password. Only the returned original tells (RFC
 * 3464); its lines above the notice's own server are as trustworthy as that server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"
#include "../mail/rfc2047.h"

static const MbCheck backscatter, own_mail;

typedef struct {
  const MbHeaders *headers; /* of the original */
  MbHeaders *owned;         /* to be freed, or NULL */
  const MbRoute *route;
  const MbMailbox *author;
  MbSlice text;         /* of the original, may be empty */
  gboolean doubtful;    /* the own server's line is contradicted by the next one */
  const MbHop *own;     /* the hop where the own server took it, or NULL */
  const MbHop *foreign; /* the oldest hop with a public address, or NULL */
} Original;

/* Header lines of the original inside a free-form notice: the first "Received:" or "Return-Path:"
 * below the notice's mark. */
static MbHeaders *scan_in_text(const MbCase *c, Original *o) {
  MbSlice own = mb_body_text(c), all = c->message->text;
  if (own.len >= all.len)
    return NULL;
  MbSlice rest = mb_slice(all.data + own.len, all.len - own.len);
  o->text = rest;
  const char *line = memchr(rest.data, '\n', rest.len);
  while (line && line + 1 < rest.data + rest.len && (line[1] == '\n' || line[1] == '\r'))
    line++;
  if (!line)
    return NULL;
  return mb_headers_scan(mb_slice(line + 1, rest.data + rest.len - line - 1));
}

static const MbHeaders *find_headers(const MbCase *c, Original *o) {
  for (guint i = 0; i < c->message->attached->len; i++) {
    const MbAttached *attached = &g_array_index(c->message->attached, MbAttached, i);
    if (attached->headers && mb_headers_get(attached->headers, MB_HEADER_FROM, 0)) {
      o->text = attached->text;
      return attached->headers;
    }
  }
  o->owned = scan_in_text(c, o);
  return o->owned && mb_headers_get(o->owned, MB_HEADER_FROM, 0) ? o->owned : NULL;
}

/* by names one of the reader's servers: a trust-server by name, or a host in his domain, or the
 * host that took this very notice. */
static gboolean is_own_server(const MbCase *c, const char *by) {
  const MbHop *boundary = mb_case_boundary(c);
  if (!by)
    return FALSE;
  if (mb_options_is_own_domain(c->options, by) || mb_case_is_reader_domain(c, by))
    return TRUE;
  for (guint i = 0; i < c->options->trust_servers->len; i++)
    if (g_ascii_strcasecmp(g_ptr_array_index(c->options->trust_servers, i), by) == 0)
      return TRUE;
  return boundary && boundary->by && strcmp(boundary->by, by) == 0;
}

static gboolean is_public(const MbHop *hop) {
  return hop->ip.family && mb_ip_scope(&hop->ip) == MB_IP_PUBLIC;
}

/* The lines below the far server's own came with the mail, so a forger can write "by" the reader's
 * server. The server that took the mail next recorded who really handed it over. */
static gboolean contradicts(const MbHop *next, const MbHop *own) {
  if (next->local || (next->ip.family && !is_public(next)))
    return FALSE;
  return next->reverse_unknown ||
         (next->reverse && !mb_domain_same_organisation(next->reverse, own->by));
}

static void read_hops(const MbCase *c, Original *o) {
  for (guint i = 0; i < o->route->hops->len; i++) {
    const MbHop *hop = &g_array_index(o->route->hops, MbHop, i);
    if (is_public(hop))
      o->foreign = hop;
    if (!is_own_server(c, hop->by))
      continue;
    if (i > 0 && !o->own)
      o->doubtful = contradicts(hop - 1, hop);
    o->own = hop; /* the last one read: where it came in */
  }
}

static gboolean read_original(MbCase *c, Original *o) {
  o->headers = find_headers(c, o);
  if (!o->headers)
    return FALSE;
  const MbHeader *from = mb_headers_get(o->headers, MB_HEADER_FROM, 0);
  const MbAddressList *list = mb_address_parse(c->arena, from->value);
  if (list->mailboxes->len) {
    MbMailbox *copy = mb_arena_new0(c->arena, MbMailbox);
    *copy = g_array_index(list->mailboxes, MbMailbox, 0);
    o->author = copy;
  }
  o->route = mb_route_read(c->arena, o->headers, c->options);
  read_hops(c, o);
  return TRUE;
}

static void add_ip(MbCase *c, MbFinding *f, const char *label, const MbHop *hop) {
  char text[46];
  if (!hop || !hop->ip.family)
    return;
  mb_finding_add_str(c, f, label, mb_ip_format(&hop->ip, text));
  const MbGeo *geo = mb_facts_geo(c->facts, &hop->ip, f->check->id);
  if (geo)
    mb_finding_add_geo(c, f, geo);
}

/* What many notices have in common is told from these two. */
static void add_subject_and_time(MbCase *c, MbFinding *f, const Original *o, const MbHop *hop) {
  const MbHeader *subject = mb_headers_get(o->headers, MB_HEADER_SUBJECT, 0);
  guint flags = 0;
  if (subject)
    mb_finding_add(c, f, N_("Subject of the returned mail"),
                   mb_rfc2047_decode(c->arena, mb_slice_trim(subject->value), &flags, NULL));
  g_autoptr(GDateTime) when =
      hop && hop->date.valid ? g_date_time_new_from_unix_utc(hop->date.time) : NULL;
  g_autofree char *text = when ? g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  if (text)
    mb_finding_add_str(c, f, N_("Time of the returned mail"), text);
}

static void add_author(MbCase *c, MbFinding *f, const Original *o) {
  if (!o->author)
    return;
  if (o->author->name.len)
    mb_finding_add(c, f, N_("Name in the returned mail"), o->author->name);
  mb_finding_add(c, f, N_("Address in the returned mail"), o->author->address);
}

/* The address the notice came to is the address the original named as its sender. */
static gboolean names_reader(const MbCase *c, const Original *o) {
  if (!o->author || !o->author->address.len)
    return FALSE;
  g_autofree char *address = g_ascii_strdown(o->author->address.data, o->author->address.len);
  if (mb_options_is_own_address(c->options, address) ||
      (o->author->domain && mb_options_is_own_domain(c->options, o->author->domain)))
    return TRUE;
  for (guint i = 0; i < c->to->mailboxes->len; i++)
    if (mb_slice_is(g_array_index(c->to->mailboxes, MbMailbox, i).address, address))
      return TRUE;
  return FALSE;
}

static gboolean names_brand(const MbCase *c, const Original *o) {
  if (!o->author || !o->author->name.len)
    return FALSE;
  g_autoptr(GArray) brands = mb_brands_scan(c->arena, o->author->name, MB_SCAN_NAME);
  return brands->len > 0;
}

/* The returned text tells one of the stories of fraudulent mail. */
static gboolean is_lure(const Original *o) {
  static const MbPhraseGroup groups[] = {MB_PHRASE_THREAT,    MB_PHRASE_VERIFY, MB_PHRASE_MAILBOX,
                                         MB_PHRASE_PARCEL,    MB_PHRASE_PRIZE,  MB_PHRASE_EXTORTION,
                                         MB_PHRASE_GIFT_CARD, MB_PHRASE_PAY};
  MbPhraseResult result;
  g_autofree char *text = mb_phrase_text(o->text);
  mb_phrases_scan(mb_slice_str(text), &result);
  for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
    if (result.groups[groups[i]].n)
      return TRUE;
  return FALSE;
}

/* Somebody logged in at the own server from outside. The reader does so too, at home or with his
 * telephone: what tells the two apart is that the mail is not one he would write. */
static gboolean is_abuse(const MbCase *c, const Original *o) {
  if (!o->own || !o->own->authenticated || !is_public(o->own))
    return FALSE;
  return names_brand(c, o) || !names_reader(c, o) || is_lure(o);
}

static void leave_finding(MbCase *c, const MbCheck *self, const Original *o) {
  MbFinding *f;
  if (o->doubtful)
    return;
  if (is_abuse(c, o)) {
    f = mb_case_find(c, self);
    add_ip(c, f, N_("Logged in from"), o->own);
    if (o->own->user.len)
      mb_finding_add(c, f, N_("Logged in as"), o->own->user);
    add_author(c, f, o);
    add_subject_and_time(c, f, o, o->own);
  } else if (o->own) {
    f = mb_case_find(c, &own_mail);
    if (o->own->authenticated && is_public(o->own))
      add_ip(c, f, N_("Logged in from"), o->own);
    add_author(c, f, o);
    add_subject_and_time(c, f, o, o->own);
  } else if (o->foreign && names_reader(c, o)) {
    f = mb_case_find(c, &backscatter);
    add_ip(c, f, N_("Really sent from"), o->foreign);
    add_author(c, f, o);
    add_subject_and_time(c, f, o, o->foreign);
  }
}

static void run_bounce(MbCase *c, const MbCheck *self) {
  Original o = {0};
  if (strcmp(c->kind, "bounce") != 0)
    return;
  if (read_original(c, &o))
    leave_finding(c, self, &o);
  mb_headers_free(o.owned);
}

static const MbCheck account_abused = {
    "bulk.bounce-account-abused",
    MB_FAMILY_BULK,
    MB_LEAN_MEDIUM,
    run_bounce,
    N_("Somebody sent mail through your account: your mail password has leaked."),
    N_("The returned mail left through your own mail server, and whoever sent it logged in with "
       "your account from outside. Change the password of the mailbox now and end all its "
       "sessions; late notices keep coming for about two days.")};

static const MbCheck backscatter = {
    "bulk.bounce-backscatter",
    MB_FAMILY_BULK,
    MB_LEAN_INFO,
    NULL,
    N_("Somebody else used your address as the sender."),
    N_("The returned mail never passed your mail server; its sender only wrote your address on it. "
       "Your password is not affected. The notices stop by themselves.")};

static const MbCheck own_mail = {
    "bulk.bounce-own",
    MB_FAMILY_BULK,
    MB_LEAN_INFO,
    NULL,
    N_("A mail that left through your own server came back."),
    N_("The returned mail passed your mail server. Look at the reason in the notice and check the "
       "recipient's address. If you did not write this mail, change the password of the mailbox.")};

MbCheckList mb_bounce_checks = {&account_abused, &backscatter, &own_mail, NULL};
