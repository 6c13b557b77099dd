/* Everything known about one mail, filled top down for one round.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

#include "claims.h"
#include "kind.h"
#include "recorded.h"
#include "tables.h"

static void merge_lists(MbCase *c, MbHeaderId id, MbAddressList *into) {
  guint n = mb_headers_count(c->message->headers, id);
  for (guint i = 0; i < n && into->mailboxes->len < MB_MAX_ADDRESSES; i++) {
    const MbHeader *header = mb_headers_get(c->message->headers, id, i);
    const MbAddressList *list = mb_address_parse(c->arena, header->value);
    into->flags |= list->flags;
    g_array_append_vals(into->mailboxes, list->mailboxes->data, list->mailboxes->len);
  }
}

static MbAddressList *new_list(MbCase *c) {
  MbAddressList *list = mb_arena_new0(c->arena, MbAddressList);
  list->mailboxes = mb_arena_own(c->arena, g_array_new(FALSE, TRUE, sizeof(MbMailbox)),
                                 (GDestroyNotify)g_array_unref);
  return list;
}

static void read_addresses(MbCase *c) {
  MbAddressList *to = new_list(c), *reply_to = new_list(c);
  merge_lists(c, MB_HEADER_TO, to);
  merge_lists(c, MB_HEADER_CC, to);
  merge_lists(c, MB_HEADER_REPLY_TO, reply_to);
  c->to = to;
  c->reply_to = reply_to;
}

/* "<>" is the null sender of a bounce; what does not parse is not (SECURITY row 2). */
static void read_return_path(MbCase *c) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_RETURN_PATH, 0);
  if (!header)
    return;
  MbSlice value = mb_slice_trim(mb_header_unfold(header, c->arena));
  if (value.len >= 2 && value.data[0] == '<' && value.data[value.len - 1] == '>')
    value = mb_slice_trim(mb_slice(value.data + 1, value.len - 2));
  if (value.len == 0) {
    c->return_path = "";
    return;
  }
  const char *at = memrchr(value.data, '@', value.len);
  gsize local = at ? at - value.data : 0;
  g_autofree char *domain =
      at ? mb_domain_normalise(mb_slice(at + 1, value.len - local - 1)) : NULL;
  if (!domain || local == 0 || memchr(value.data, '\0', value.len))
    return;
  g_autofree char *name = g_ascii_strdown(value.data, local);
  g_autofree char *address = g_strconcat(name, "@", domain, NULL);
  c->return_path = mb_arena_strndup(c->arena, address, strlen(address));
}

static GPtrArray *author_domains(const MbCase *c) {
  GPtrArray *domains = g_ptr_array_new();
  for (guint i = 0; i < c->senders->readings->len; i++) {
    const char *domain = g_array_index(c->senders->readings, MbSenderReading, i).mailbox.domain;
    if (domain && !g_ptr_array_find_with_equal_func(domains, domain, g_str_equal, NULL))
      g_ptr_array_add(domains, (gpointer)domain);
  }
  return domains;
}

/* Without a clock the mail's own arrival is "now": a date of the sender's own is not taken. */
static gint64 case_now(const MbCase *c) {
  if (c->options->now)
    return c->options->now;
  gint64 facts = mb_facts_now(c->facts);
  const MbHop *boundary = mb_case_boundary(c);
  return facts ? facts : boundary && boundary->date.valid ? boundary->date.time : 0;
}

static gboolean find_demand(const MbCase *c) {
  if (c->message->attachments->len || (c->message->html_flags & MB_HTML_FORM))
    return TRUE;
  for (guint i = 0; i < c->message->links->len; i++)
    if (mb_link_is_clickable(&g_array_index(c->message->links, MbLink, i)))
      return TRUE;
  return mb_text_demands(c->message->text);
}

MbCase *mb_case_new(const MbMessage *message, const MbOptions *options, MbFacts *facts) {
  MbArena *arena = mb_arena_new();
  MbCase *c = mb_arena_new0(arena, MbCase);
  c->arena = arena;
  c->message = message, c->options = options, c->facts = facts;
  c->claims =
      mb_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(MbClaim)), (GDestroyNotify)g_array_unref);
  c->findings = mb_arena_own(arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  c->skipped = mb_arena_own(arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  c->route = mb_route_read(arena, message->headers, options);
  c->now = case_now(c);
  c->recorded = mb_recorded_read(arena, message->headers, c->route, options);
  c->senders = mb_senders_read(arena, message->headers);
  read_addresses(c);
  read_return_path(c);
  const MbMailbox *sender = mb_case_sender(c);
  c->from_domain = sender ? sender->domain : NULL;
  g_autoptr(GPtrArray) domains = author_domains(c);
  c->auth = mb_auth_evaluate(arena, message, c->route, domains, facts, options);
  mb_text_count(message->text, &c->text_count);
  c->japanese = mb_text_is_japanese(&c->text_count);
  c->has_demand = find_demand(c);
  mb_kind_detect(c);
  mb_claims_read(c);
  c->axis = mb_address_axis(c);
  return c;
}

void mb_case_free(MbCase *c) {
  if (!c)
    return;
  mb_arena_free(c->arena);
}

const MbHop *mb_case_boundary(const MbCase *c) {
  return c->route->boundary < 0 ? NULL : &g_array_index(c->route->hops, MbHop, c->route->boundary);
}

const MbMailbox *mb_case_sender(const MbCase *c) {
  return c->senders->readings->len
             ? &g_array_index(c->senders->readings, MbSenderReading, 0).mailbox
             : NULL;
}

MbSlice mb_case_header(const MbCase *c, const char *name) {
  const MbHeader *header = mb_headers_get_named(c->message->headers, name, 0);
  return header ? mb_slice_trim(mb_header_unfold(header, c->arena)) : MB_SLICE_NONE;
}

gboolean mb_is_mailbox_domain(const char *domain) {
  return mb_table_find(MB_TABLE_FREEMAIL, domain) || mb_table_find(MB_TABLE_ISP_MAIL, domain);
}

/* The domain of an address in raw text, in arena, or NULL. */
static const char *domain_of(const MbCase *c, MbSlice address) {
  const char *at = address.len ? memrchr(address.data, '@', address.len) : NULL;
  if (!at)
    return NULL;
  MbSlice host = mb_slice(at + 1, address.data + address.len - at - 1);
  while (host.len && (host.data[host.len - 1] == '>' || mb_is_blank(host.data[host.len - 1])))
    host.len--;
  g_autofree char *domain = mb_domain_normalise(host);
  return domain ? mb_arena_strndup(c->arena, domain, strlen(domain)) : NULL;
}

const char *mb_case_delivered_domain(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  const char *domain = boundary ? domain_of(c, boundary->for_addr) : NULL;
  if (!domain) {
    const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_DELIVERED_TO, 0);
    domain = header ? domain_of(c, mb_header_unfold(header, c->arena)) : NULL;
  }
  if (!domain && c->to->mailboxes->len == 1)
    domain = g_array_index(c->to->mailboxes, MbMailbox, 0).domain;
  return domain && !mb_is_mailbox_domain(domain) && mb_domain_registrable(domain) ? domain : NULL;
}

gboolean mb_case_is_reader_domain(const MbCase *c, const char *host) {
  if (!host)
    return FALSE;
  if (mb_options_is_own_domain(c->options, host))
    return TRUE;
  return c->options->own_domains->len == 0 && c->options->own_addresses->len == 0 &&
         mb_domain_same_organisation(mb_case_delivered_domain(c), host);
}

const MbContact *mb_case_contact(const MbCase *c, MbSlice address) {
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *contact = g_ptr_array_index(c->options->contacts, i);
    if (mb_slice_is(address, contact->address))
      return contact;
  }
  return NULL;
}

/* Whole words only: "bank.example" is not there because "mybank.example" is. */
static gboolean has_word(const char *words, const char *word) {
  const gsize len = strlen(word);
  for (const char *p = words; (p = strstr(p, word)); p++)
    if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
      return TRUE;
  return FALSE;
}

static void add_signer(GString *out, const char *domain) {
  if (domain && *domain && out->len + strlen(domain) < 250 && !strchr(domain, ' ') &&
      !has_word(out->str, domain))
    g_string_append_printf(out, "%s%s", out->len ? " " : "", domain);
}

/* What the trusted server found; FALSE when it wrote nothing of signatures. */
static gboolean add_recorded_signers(const MbCase *c, GString *out) {
  gboolean any = FALSE;
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = c->recorded->headers->pdata[i];
    for (guint k = 0; header->trust == MB_AR_TRUSTED && k < header->results->len; k++) {
      const MbAuthResult *result = &g_array_index(header->results, MbAuthResult, k);
      if (!mb_slice_is(result->method, "dkim"))
        continue;
      any = TRUE;
      if (mb_slice_is(result->result, "pass"))
        add_signer(out, mb_auth_prop_domain(c, result, "header.d"));
    }
  }
  return any;
}

/* Whom the mail's signatures name, each once: those that hold, and where nobody looked those that
 * stand there. */
static char *signers_of(const MbCase *c) {
  GString *out = g_string_new(NULL);
  gboolean told = add_recorded_signers(c, out);
  for (guint i = 0; i < MIN(c->auth->dkim->len, 8); i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (dkim->result == MB_RESULT_PASS || (!told && dkim->result != MB_RESULT_FAIL))
      add_signer(out, dkim->domain);
  }
  return g_string_free(out, FALSE);
}

const MbHistory *mb_case_history(const MbCase *c) {
  static const MbHistory none = {.answered = FALSE};
  const MbMailbox *sender = mb_case_sender(c);
  if (!c->options->history || !sender || !sender->address.len || sender->address.len > 250)
    return &none;
  g_autofree char *address = g_ascii_strdown(sender->address.data, sender->address.len);
  g_autofree char *signers = signers_of(c);
  return mb_facts_history(c->facts, address, signers, "history");
}

gboolean mb_case_sender_is_person_known(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  const MbContact *contact = sender ? mb_case_contact(c, sender->address) : NULL;
  const MbHistory *history = mb_case_history(c);
  return (contact && contact->wrote_to) || history->wrote_to || history->confirmed;
}

gboolean mb_link_is_clickable(const MbLink *link) {
  switch (link->place) {
  case MB_PLACE_TEXT:
  case MB_PLACE_HREF:
  case MB_PLACE_AREA:
  case MB_PLACE_ACTION:
  case MB_PLACE_FORMACTION:
  case MB_PLACE_REFRESH:
  case MB_PLACE_QR:
    break;
  default:
    return FALSE;
  }
  return link->host != NULL && !link->hidden &&
         !(link->flags & (MB_URL_MAILTO | MB_URL_TEL | MB_URL_CID));
}

gboolean mb_case_from_stranger(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  return sender && !c->axis->known && c->axis->first_contact && c->from_domain &&
         mb_case_boundary(c) && strcmp(c->kind, "ordinary") == 0 && !mb_case_is_list(c) &&
         !mb_case_is_reader_domain(c, c->from_domain);
}

void mb_finding_add_sender(MbCase *c, MbFinding *f) {
  const MbMailbox *sender = mb_case_sender(c);
  if (sender && sender->name.len)
    mb_finding_add(c, f, N_("Display name"), sender->name);
  if (sender && sender->address.len)
    mb_finding_add(c, f, N_("Sender address"), sender->address);
}

gboolean mb_case_sender_is_trusted(const MbCase *c) {
  return c->axis->known && c->axis->state == MB_ADDRESS_GENUINE;
}
