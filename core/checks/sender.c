/* How the sender is written: several readings, addresses inside names, invisible letters. Sources:
 * SECURITY rows 6 to
 * 15.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

/* A domain that somebody gains from showing: a brand's, the reader's own, or a known person's. */
static gboolean is_worth_faking(const MbCase *c, const char *domain) {
  if (!domain)
    return FALSE;
  if (mb_brands_host(domain, NULL) == MB_HOST_OWN || mb_options_is_own_domain(c->options, domain))
    return TRUE;
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *contact = g_ptr_array_index(c->options->contacts, i);
    const char *at = contact->wrote_to ? strrchr(contact->address, '@') : NULL;
    if (at && mb_domain_same_organisation(at + 1, domain))
      return TRUE;
  }
  return FALSE;
}

static void ambiguous(MbCase *c, const MbCheck *self) {
  if (!c->senders->ambiguous)
    return;
  MbFinding *f = mb_case_find(c, self);
  f->leaning = MB_LEAN_MEDIUM;
  for (guint i = 0; i < MIN(c->senders->readings->len, 6); i++) {
    const MbSenderReading *reading = &g_array_index(c->senders->readings, MbSenderReading, i);
    if (is_worth_faking(c, reading->mailbox.domain))
      f->leaning = MB_LEAN_STRONG;
    mb_finding_add(c, f, N_("Sender in one reading"), reading->mailbox.address);
  }
}
static const MbCheck ambiguous_row = {"identity.sender-ambiguous",
                                      MB_FAMILY_IDENTITY,
                                      MB_LEAN_STRONG,
                                      ambiguous,
                                      N_("Mail programs disagree about who sent this mail."),
                                      N_("The sender line is written so that one program shows one "
                                         "sender and another program another. "
                                         "Honest mail programs do not write such lines.")};

static void several_from(MbCase *c, const MbCheck *self) {
  if (c->senders->n_from < 2)
    return;
  MbFinding *f = mb_case_find(c, self);
  for (guint i = 0; i < MIN(c->message->headers->fields->len, 2000); i++) {
    const MbHeader *header = &g_array_index(c->message->headers->fields, MbHeader, i);
    if (header->id == MB_HEADER_FROM)
      mb_finding_add(c, f, N_("Sender line"), header->value);
  }
}
static const MbCheck several_from_row = {"identity.several-from",
                                         MB_FAMILY_IDENTITY,
                                         MB_LEAN_MEDIUM,
                                         several_from,
                                         N_("The mail has more than one sender line."),
                                         N_("A mail has exactly one sender line. A second one is "
                                            "put in so that checks see one sender and you "
                                            "see another.")};

static void no_from(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (c->senders->n_from > 0 && sender && sender->address.len)
    return;
  mb_case_find(c, self);
}
static const MbCheck no_from_row = {"identity.no-sender",
                                    MB_FAMILY_IDENTITY,
                                    MB_LEAN_MEDIUM,
                                    no_from,
                                    N_("The mail names no sender."),
                                    N_("Every mail must say who wrote it. What your mail program "
                                       "shows instead may be somebody else.")};

static void sender_list(MbCase *c, const MbCheck *self) {
  if (!(c->senders->flags & (MB_ADDR_GROUP | MB_ADDR_MANY)))
    return;
  MbFinding *f = mb_case_find(c, self);
  const MbHeader *from = mb_headers_get(c->message->headers, MB_HEADER_FROM, 0);
  if (from)
    mb_finding_add(c, f, N_("Sender line"), from->value);
}
static const MbCheck sender_list_row = {
    "identity.sender-list",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    sender_list,
    N_("The sender line holds a list of addresses instead of one."),
    N_("Mails with several authors are very rare. Fraudsters write two addresses so that the first "
       "one is "
       "shown and the other one passes the checks.")};

/* The domain of an address written inside a name, in arena, or NULL. */
static const char *domain_in_name(const MbCase *c, MbSlice name) {
  const char *at = memchr(name.data, '@', name.len);
  for (; at; at = memchr(at + 1, '@', name.data + name.len - at - 1)) {
    gsize n = 0, max = name.data + name.len - at - 1;
    while (n < max && (g_ascii_isalnum(at[1 + n]) || strchr(".-", at[1 + n])) && at[1 + n])
      n++;
    while (n && !g_ascii_isalnum(at[n]))
      n--;
    g_autofree char *domain = n ? mb_domain_normalise(mb_slice(at + 1, n)) : NULL;
    if (domain && strchr(domain, '.'))
      return mb_arena_strndup(c->arena, domain, strlen(domain));
  }
  return NULL;
}

/* "boss@office.example"@elsewhere.example: one address in front of another. */
static const char *domain_in_local(const MbCase *c, MbSlice address) {
  const char *at = address.len ? memrchr(address.data, '@', address.len) : NULL;
  return at ? domain_in_name(c, mb_slice(address.data, at - address.data)) : NULL;
}

static void address_in_name(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  const char *local = sender ? domain_in_local(c, sender->address) : NULL;
  const char *named = sender && sender->name.len ? domain_in_name(c, sender->name) : NULL;
  const char *domain = local ? local : named;
  if (!domain || mb_domain_same_organisation(domain, c->from_domain) || mb_case_is_list(c))
    return;
  MbFinding *f = mb_case_find(c, self);
  /* services that write for a user put his address into the name, and prove their own */
  if (is_worth_faking(c, domain) && (local || c->axis->state != MB_ADDRESS_GENUINE))
    f->leaning = MB_LEAN_STRONG;
  mb_finding_add(c, f, N_("Display name"), sender->name);
  mb_finding_add(c, f, N_("Sender address"), sender->address);
}
static const MbCheck address_in_name_row = {
    "identity.address-in-name",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    address_in_name,
    N_("The sender's name shows another mail address than the real one."),
    N_("Many programs show only the name. An address written there looks like the sender, although "
       "the mail "
       "comes from elsewhere.")};

static gboolean is_ascii(const char *text, gsize len) {
  for (gsize i = 0; i < len; i++)
    if ((guchar)text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* A word of the name that is a domain under a registered suffix ("Shop.jp"), in arena, or NULL. */
static const char *bare_domain_in_name(const MbCase *c, MbSlice name) {
  g_autofree char *folded = mb_text_fold(name);
  for (char *p = folded; *p;) {
    gsize n = strcspn(p, " \t()[]<>\"'|,:;/@");
    g_autofree char *domain =
        n > 4 && memchr(p, '.', n) && is_ascii(p, n) ? mb_domain_normalise(mb_slice(p, n)) : NULL;
    const char *organisation = domain ? mb_domain_registrable(domain) : NULL;
    if (organisation && strcspn(organisation, ".") >= 3)
      return mb_arena_strndup(c->arena, domain, strlen(domain));
    p += n;
    /* what stands behind an "@" belongs to address_in_name */
    while (*p == '@')
      p += 1 + strcspn(p + 1, " \t()[]<>\"'|,:;/@");
    p += strspn(p, " \t()[]<>\"'|,:;/");
  }
  return NULL;
}

static void domain_in_name_foreign(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > 300 || mb_case_is_list(c))
    return;
  const char *domain = bare_domain_in_name(c, sender->name);
  if (!domain || mb_domain_same_organisation(domain, c->from_domain))
    return;
  MbFinding *f = mb_case_find(c, self);
  if (c->axis->known)
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add(c, f, N_("Display name"), sender->name);
  mb_finding_add(c, f, N_("Sender address"), sender->address);
}
static const MbCheck domain_in_name_row = {
    "identity.domain-in-name",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    domain_in_name_foreign,
    N_("The sender's name is a domain, but not the one behind the @."),
    N_("The name can be chosen freely. Only the domain behind the @ tells where the mail comes "
       "from.")};

static void name_padded(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!(c->senders->flags & MB_ADDR_PADDED) || !sender)
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Display name"), sender->name);
}
static const MbCheck name_padded_row = {
    "identity.name-padded",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    name_padded,
    N_("The sender's name is filled up with blanks."),
    N_("A long row of blanks pushes the real address out of sight.")};

static void name_invisible(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!(c->senders->flags & (MB_ADDR_INVISIBLE | MB_ADDR_CONTROL)) || !sender)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add(c, f, N_("Display name"), sender->name);
  mb_finding_add(c, f, N_("Sender address"), sender->address);
}
static const MbCheck name_invisible_row = {
    "identity.name-invisible",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    name_invisible,
    N_("The sender's name or address contains invisible characters."),
    N_("Invisible characters change what is shown without changing what programs compare. Nobody "
       "types them "
       "by accident.")};

static void address_encoded(MbCase *c, const MbCheck *self) {
  const MbHeader *from = mb_headers_get(c->message->headers, MB_HEADER_FROM, 0);
  if (!(c->senders->flags & MB_ADDR_ENCODED) || !from)
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Sender line"), from->value);
}
static const MbCheck address_encoded_row = {"identity.address-encoded",
                                            MB_FAMILY_IDENTITY,
                                            MB_LEAN_MEDIUM,
                                            address_encoded,
                                            N_("The sender's address itself is written in code."),
                                            N_("Names may be encoded, addresses never. An encoded "
                                               "address is read differently by every program.")};

static void sender_malformed(MbCase *c, const MbCheck *self) {
  const MbHeader *from = mb_headers_get(c->message->headers, MB_HEADER_FROM, 0);
  if (!(c->senders->flags & (MB_ADDR_TWO_ANGLES | MB_ADDR_ROUTE | MB_ADDR_TRAILING_DOT)) || !from)
    return;
  mb_finding_add(c, mb_case_find(c, self), N_("Sender line"), from->value);
}
static const MbCheck sender_malformed_row = {
    "identity.sender-malformed",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    sender_malformed,
    N_("The sender line is not written as mail programs write it."),
    N_("Programs that send fraud often build this line by hand and get it wrong.")};

MbCheckList mb_sender_checks = {&ambiguous_row,
                                &several_from_row,
                                &no_from_row,
                                &sender_list_row,
                                &address_in_name_row,
                                &domain_in_name_row,
                                &name_padded_row,
                                &name_invisible_row,
                                &address_encoded_row,
                                &sender_malformed_row,
                                NULL};
