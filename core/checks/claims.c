/* Whom the mail claims to be. A brand's name in running text is worth nothing (DATA section 3):
 * only a name that stands where senders put their own name counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "claims.h"

#include "recorded.h"
#include "signature-block.h"
#include "tables.h"

#define MAX_CLAIMS 12

static void add_claim(MbCase *c, const char *id, const char *name, const char *where,
                      MbSlice evidence) {
  if (c->claims->len >= MAX_CLAIMS)
    return;
  for (guint i = 0; i < c->claims->len; i++)
    if (strcmp(g_array_index(c->claims, MbClaim, i).id, id) == 0 &&
        strcmp(g_array_index(c->claims, MbClaim, i).where, where) == 0)
      return;
  MbClaim claim = {id, name, where, evidence, FALSE};
  g_array_append_val(c->claims, claim);
}

/* "〇〇をかたるフィッシング": speaks of impostors, in nobody's name. */
static gboolean warns_of_impostors(MbSlice text) {
  static const char *const words[] = {"をかたる",     "を騙る",   "を装った",  "を装う",
                                      "になりすまし", "を名乗る", "をかたった"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (text.len && g_strstr_len(text.data, MIN(text.len, 2048), words[i]))
      return TRUE;
  return FALSE;
}

/* News name several companies, and warnings their impostors: nobody pretends to be two at once. */
static gboolean speaks_of_brands(MbSlice text, const GArray *hits) {
  for (guint i = 1; i < hits->len; i++)
    if (!mb_brands_related(g_array_index(hits, MbBrandHit, 0).brand,
                           g_array_index(hits, MbBrandHit, i).brand))
      return TRUE;
  return warns_of_impostors(text);
}

static void add_brands(MbCase *c, MbSlice text, MbBrandScan scan, const char *where,
                       gboolean whole_only) {
  g_autoptr(GArray) hits = mb_brands_scan(c->arena, text, scan);
  if (strcmp(where, "subject") == 0 && !whole_only && speaks_of_brands(text, hits))
    return;
  for (guint i = 0; i < hits->len; i++) {
    const MbBrandHit *hit = &g_array_index(hits, MbBrandHit, i);
    if (whole_only ? hit->whole : hit->begins)
      add_claim(c, hit->brand->id, hit->brand->name, where, text);
  }
}

/* "etc-meisai", "smbc-card.com": the name is a brand's own domain, or the label of one. */
static void add_brand_label(MbCase *c, MbSlice name) {
  g_autofree char *folded = mb_text_fold(mb_slice_trim(name));
  const MbBrand *brand = NULL;
  if (strlen(folded) < 5 || strpbrk(folded, " @"))
    return;
  if (mb_brands_host(folded, &brand) != MB_HOST_OWN) {
    folded[strcspn(folded, ".")] = '\0';
    if (mb_brands_alike(folded, &brand) != MB_ALIKE_SAME || mb_brand_label_is_word(folded))
      return;
  }
  add_claim(c, brand->id, brand->name, "display-name", name);
}

/* 【Amazon】 at the head of a Japanese subject is where senders put their own name. */
static void read_subject_bracket(MbCase *c) {
  MbSlice subject = c->message->subject;
  const char *open = g_strstr_len(subject.data, MIN(subject.len, 60), "【");
  const char *close = open ? g_strstr_len(open, subject.data + subject.len - open, "】") : NULL;
  if (close && close - open < 120)
    add_brands(c, mb_slice(open + 3, close - open - 3), MB_SCAN_NAME, "subject", TRUE);
}

static void read_display_names(MbCase *c) {
  for (guint i = 0; i < MIN(c->senders->readings->len, 8); i++) {
    const MbMailbox *box = &g_array_index(c->senders->readings, MbSenderReading, i).mailbox;
    if (box->name.len && box->name.len < 1024) {
      add_brands(c, box->name, MB_SCAN_NAME, "display-name", FALSE);
      add_brand_label(c, box->name);
    }
  }
}

static void read_signature(MbCase *c) {
  g_autoptr(GArray) lines = mb_signature_lines(c->message->text);
  for (guint i = 0; i < lines->len; i++)
    add_brands(c, g_array_index(lines, MbSlice, i), MB_SCAN_NAME, "signature", FALSE);
}

/* "Sign in to PayPal", "アマゾンにログイン": the words of a brand's own button. */
static gboolean is_button_text(MbSlice text) {
  static const char *const words[] = {"ログイン", "サインイン", "認証",  "log in",
                                      "login",    "sign in",    "verify"};
  g_autofree char *lower = g_ascii_strdown(text.data, text.len);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

static void read_link_texts(MbCase *c) {
  guint looked = 0;
  for (guint i = 0; i < c->message->links->len && looked < 30; i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!link->text.len || link->text.len > 120 || link->text_host || !mb_link_is_clickable(link) ||
        !is_button_text(link->text))
      continue;
    looked++;
    g_autoptr(GArray) hits = mb_brands_scan(c->arena, link->text, MB_SCAN_TEXT);
    if (hits->len)
      add_claim(c, g_array_index(hits, MbBrandHit, 0).brand->id,
                g_array_index(hits, MbBrandHit, 0).brand->name, "link-text", link->text);
  }
}

/* A mail that shows a company's sign and has no link to that company; a footer's "find us on" has one. */
static gboolean leads_to(const MbCase *c, const MbBrand *brand) {
  if (mb_brand_house_lists(brand, c->from_domain))
    return TRUE;
  for (guint i = 0; i < MIN(c->message->links->len, 1000); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (mb_link_is_clickable(link) && mb_brand_house_lists(brand, link->host))
      return TRUE;
  }
  return FALSE;
}

/* "Amazon logo" beside the first pictures: the sign stands at the head. */
static void read_logos(MbCase *c) {
  guint looked = 0;
  for (guint i = 0; i < MIN(c->message->links->len, 100) && looked < 2; i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (link->place != MB_PLACE_SRC || link->hidden || !link->text.len || link->text.len > 60)
      continue;
    looked++;
    g_autofree char *lower = g_ascii_strdown(link->text.data, link->text.len);
    g_autoptr(GString) name = g_string_new(lower);
    g_string_replace(name, "logo", "", 0);
    g_string_replace(name, "ロゴ", "", 0);
    g_autoptr(GArray) hits =
        mb_brands_scan(c->arena, mb_slice_trim(mb_slice(name->str, name->len)), MB_SCAN_NAME);
    const MbBrandHit *hit = hits->len ? &g_array_index(hits, MbBrandHit, 0) : NULL;
    if (hit && hit->whole && !leads_to(c, hit->brand))
      add_claim(c, hit->brand->id, hit->brand->name, "logo", link->text);
  }
}

static void read_from_domain(MbCase *c) {
  const MbBrand *brand = NULL;
  if (!c->from_domain)
    return;
  if (mb_options_is_own_domain(c->options, c->from_domain))
    add_claim(c, "own", c->from_domain, "from-domain", mb_slice_str(c->from_domain));
  else if (mb_brands_host(c->from_domain, &brand) == MB_HOST_OWN)
    add_claim(c, brand->id, brand->name, "from-domain", mb_slice_str(c->from_domain));
}

/* The whole domain as a word of text: not the tail of a longer name, an address or a host. */
static gboolean names_domain(MbSlice text, const char *domain) {
  g_autofree char *lower = g_ascii_strdown(text.len ? text.data : "", MIN(text.len, 65536));
  gsize n = strlen(domain);
  for (const char *at = strstr(lower, domain); at; at = strstr(at + n, domain)) {
    char before = at > lower ? at[-1] : ' ', after = at[n];
    if (!g_ascii_isalnum(before) && before != '-' && before != '@' && !g_ascii_isalnum(after) &&
        after != '-')
      return TRUE;
  }
  return FALSE;
}

gboolean mb_text_names_reader(const MbCase *c, MbSlice text, const char **domain) {
  for (guint i = 0; i < c->options->own_domains->len; i++) {
    *domain = g_ptr_array_index(c->options->own_domains, i);
    if (names_domain(text, *domain))
      return TRUE;
  }
  if (c->options->own_domains->len)
    return FALSE;
  const char *delivered = mb_case_delivered_domain(c);
  *domain = delivered ? mb_domain_organisation(delivered) : NULL;
  return *domain && names_domain(text, *domain);
}

/* "〇〇のメールサーバー", "example.jp mail administrator": the reader's domain beside the words of
 * a mail service. */
static gboolean speaks_as_mail_service(MbSlice text) {
  static const char *const words[] = {
      "メールサーバ", "メールボックス", "メール管理",   "メールサービス", "ウェブメール",
      "webメール",    "システム管理者", "パスワード",   "mail server",    "mailbox",
      "mail admin",   "email admin",    "webmail",      "administrator",  "it support",
      "helpdesk",     "help desk",      "mail service", "mail team",      "password",
      "support",      "quota",          "サポート",     "postmaster",
  };
  g_autofree char *lower = g_ascii_strdown(text.len ? text.data : "", MIN(text.len, 65536));
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

static void read_own_service(MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  const char *domain = NULL;
  if (mb_case_is_reader_domain(c, c->from_domain))
    return;
  if (sender && sender->name.len && mb_text_names_reader(c, sender->name, &domain))
    add_claim(c, "own", domain, "display-name", sender->name);
  MbSlice head = mb_slice(c->message->text.data, MIN(c->message->text.len, 4096));
  if (c->options->own_domains->len && mb_text_names_reader(c, head, &domain) &&
      speaks_as_mail_service(head))
    add_claim(c, "own", domain, "body", mb_slice_str(domain));
  else if (c->message->subject.len && mb_text_names_reader(c, c->message->subject, &domain) &&
           speaks_as_mail_service(c->message->subject))
    add_claim(c, "own", domain, "subject", c->message->subject);
}

/* Short names are too common to mean one person. */
static gboolean is_personal_name(const char *folded) {
  return g_utf8_strlen(folded, -1) >= 3 ||
         (g_utf8_strlen(folded, -1) == 2 && (guchar)*folded >= 0x80);
}

static void read_contact_name(MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > 512 || !c->options->contacts->len ||
      mb_case_contact(c, sender->address))
    return;
  g_autofree char *name = mb_text_fold_name(sender->name);
  if (!is_personal_name(name))
    return;
  for (guint i = 0; i < c->options->contacts->len; i++) {
    const MbContact *contact = g_ptr_array_index(c->options->contacts, i);
    g_autofree char *other = contact->name ? mb_text_fold_name(mb_slice_str(contact->name)) : NULL;
    if (!other || strcmp(other, name) != 0)
      continue;
    const char *at = strrchr(contact->address, '@');
    gboolean own = at && mb_options_is_own_domain(c->options, at + 1);
    if (own || contact->wrote_to)
      add_claim(c, own ? "colleague" : "contact", contact->name, "display-name",
                mb_slice_str(contact->address));
  }
}

void mb_claims_read(MbCase *c) {
  read_display_names(c);
  read_contact_name(c);
  read_from_domain(c);
  if (c->message->subject.len && c->message->subject.len < 2048) {
    add_brands(c, c->message->subject, MB_SCAN_TEXT, "subject", FALSE);
    read_subject_bracket(c);
  }
  read_own_service(c);
  read_signature(c);
  read_link_texts(c);
  read_logos(c);
}

gboolean mb_claim_owns(const MbCase *c, const MbClaim *claim, const char *host) {
  const MbBrand *brand = mb_brand_by_id(claim->id);
  if (!host)
    return FALSE;
  if (brand)
    return mb_brand_house_owns(brand, host);
  if (strcmp(claim->id, "own") == 0)
    return mb_case_is_reader_domain(c, host);
  const char *at = memrchr(claim->evidence.data, '@', claim->evidence.len);
  return at && !mb_is_mailbox_domain(at + 1) && mb_domain_same_organisation(at + 1, host);
}

/* The party signed the mail itself, whatever address its delivery service used. */
static gboolean signed_by_claimed(const MbCase *c, const MbClaim *claim) {
  MbPass pass;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const char *domain = g_array_index(c->auth->dkim, MbDkim, i).domain;
    if (domain && mb_claim_owns(c, claim, domain) && mb_domain_dkim_passes(c, domain, &pass))
      return TRUE;
  }
  return FALSE;
}

void mb_claims_settle(MbCase *c, const MbAddressAxis *axis) {
  for (guint i = 0; i < c->claims->len; i++) {
    MbClaim *claim = &g_array_index(c->claims, MbClaim, i);
    claim->genuine =
        (axis->state == MB_ADDRESS_GENUINE && mb_claim_owns(c, claim, c->from_domain)) ||
        signed_by_claimed(c, claim);
  }
}

gboolean mb_claim_leads_outside(const MbCase *c, const MbClaim *claim, const char **where) {
  /* a delivery service may count the clicks of whoever's address the mail bears, of nobody else's */
  gboolean counted = mb_claim_owns(c, claim, c->from_domain);
  for (guint i = 0; i < MIN(c->message->links->len, 1000); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (!mb_link_is_clickable(link) || mb_claim_owns(c, claim, link->host) ||
        (counted && mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host)))
      continue;
    *where = link->host;
    return TRUE;
  }
  for (guint i = 0; i < c->reply_to->mailboxes->len; i++) {
    const char *domain = g_array_index(c->reply_to->mailboxes, MbMailbox, i).domain;
    if (domain && !mb_claim_owns(c, claim, domain)) {
      *where = domain;
      return TRUE;
    }
  }
  return FALSE;
}

const MbClaim *mb_claims_false(const MbCase *c) {
  for (guint i = 0; i < c->claims->len; i++)
    if (!g_array_index(c->claims, MbClaim, i).genuine)
      return &g_array_index(c->claims, MbClaim, i);
  return NULL;
}

gboolean mb_claim_is_at(const MbClaim *claim, const char *where) {
  return strcmp(claim->where, where) == 0;
}
