/* Sender addresses that no honest mail from outside has: domains that cannot exist, names with stray letters tacked on,
 * letters that only look like letters.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"
#include "role-words.h"

/* No domain at all, or one that no registry could have given out. */
static void impossible(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->address.len || !mb_case_boundary(c) || strcmp(c->kind, "bounce") == 0 ||
      (c->senders->flags & MB_ADDR_DOMAIN_LITERAL))
    return;
  if (sender->domain && strchr(sender->domain, '.') && !strpbrk(sender->domain, "_"))
    return;
  if (sender->domain && mb_case_boundary(c)->authenticated)
    return;
  mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck impossible_row = {
    "identity.sender-impossible",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    impossible,
    N_("The sender's address is none: such a domain cannot exist."),
    N_("Nobody can answer it. Programs that send fraud make up the sender and do not care whether "
       "it "
       "exists.")};

/* The name as letters and digits only, folded; free with g_free. */
static char *letters_of(MbSlice text, const char *ampersand) {
  g_autofree char *folded = mb_text_fold(text);
  GString *out = g_string_new(NULL);
  for (const char *p = folded; *p; p++)
    if (g_ascii_isalnum(*p))
      g_string_append_c(out, *p);
    else if (*p == '&')
      g_string_append(out, ampersand);
  return g_string_free(out, FALSE);
}

/* Two to five letters or digits that are no word which honest names add ("app", "shop", "2024" …). */
static gboolean is_stray(const char *tail) {
  static const char *const words[] = {
      "app",  "apps",  "shop", "mail",  "inc",    "jp",    "japan", "news", "info", "net",
      "web",  "hq",    "corp", "group", "ltd",    "llc",   "team",  "us",   "uk",   "de",
      "eu",   "co",    "com",  "org",   "online", "store", "tech",  "labs", "blog", "club",
      "home", "cloud", "pay",  "bank",  "card",   "gmbh",  "ag",    "intl", "s"};
  gsize n = strlen(tail);
  if (n < 2 || n > 5)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(tail, words[i]) == 0)
      return FALSE;
  return TRUE;
}

static gboolean is_name_with_tail(MbSlice name, const char *ampersand, const char *label) {
  g_autofree char *letters = letters_of(name, ampersand);
  gsize n = strlen(letters);
  return n >= 6 && strncmp(label, letters, n) == 0 && is_stray(label + n);
}

static void stray_letters(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  const char *organisation = c->from_domain ? mb_domain_organisation(c->from_domain) : NULL;
  if (!organisation || !sender->name.len || sender->name.len > 200 || c->axis->known)
    return;
  g_autofree char *label = letters_of(mb_slice(organisation, strcspn(organisation, ".")), "");
  if (!is_name_with_tail(sender->name, "and", label) && !is_name_with_tail(sender->name, "", label))
    return;
  mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck stray_letters_row = {
    "identity.stray-letters",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    stray_letters,
    N_("The sender's domain is the sender's name with a few stray letters behind it."),
    N_("The plain name was taken, by the real owner perhaps. Such domains are bought by the "
       "dozen.")};

static void many_labels(MbCase *c, const MbCheck *self) {
  guint single = 0;
  for (const char *p = c->from_domain; p && *p; p += strcspn(p, "."), p += *p == '.')
    single += strcspn(p, ".") == 1;
  if (single < 4)
    return;
  mb_finding_add_str(c, mb_case_find(c, self), N_("Sender domain"), c->from_domain);
}
static const MbCheck many_labels_row = {
    "identity.chopped-domain",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    many_labels,
    N_("The sender's domain is a chain of single letters."),
    N_("A fresh name is made up for every mail so that block lists never know it.")};

/* Letters of the mathematical alphabets, full-width Latin excepted (Japanese writes that honestly). */
static gsize styled_letters(MbSlice text) {
  gsize n = 0;
  for (const char *p = text.data, *end = p + text.len; p < end; p = g_utf8_next_char(p)) {
    gunichar ch = g_utf8_get_char(p);
    n += (ch >= 0x1D400 && ch <= 0x1D7FF) || (ch >= 0x1F130 && ch <= 0x1F189);
  }
  return n;
}

static void styled(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  gsize in_name = sender ? styled_letters(sender->name) : 0;
  gsize in_address = sender ? styled_letters(sender->address) : 0;
  if (in_name + in_address + styled_letters(c->message->subject) < 4)
    return;
  MbFinding *f = mb_case_find(c, self);
  if (!in_name && !in_address)
    f->leaning = MB_LEAN_WEAK;
  if (sender)
    mb_finding_add_sender(c, f);
  mb_finding_add(c, f, N_("Subject"), c->message->subject);
}
static const MbCheck styled_row = {
    "identity.styled-letters",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    styled,
    N_("Name or subject are written in special characters that only look like letters."),
    N_("Filters search for words. These characters look like words to you, but not to them.")};

/* What a shop or an office would call itself, never a private mailbox. */
static gboolean has_role_word(MbSlice name) {
  static const char *const words[] = {
      "order",    "invoice",      "receipt",      "billing",    "support",    "customer", "account",
      "security", "payment",      "service",      "refund",     "delivery",   "helpdesk", "admin",
      "renewal",  "confirmation", "subscription", "サポート",   "カスタマー", "事務局",   "compra",
      "pedido",   "fatura",       "rechnung",     "bestellung", "facture"};
  g_autofree char *folded = mb_text_fold(name);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]))
      return TRUE;
  return FALSE;
}

static void role_in_freemail(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > 300 ||
      !mb_is_mailbox_domain(c->from_domain) || mb_case_contact(c, sender->address) ||
      mb_case_is_list(c) || strcmp(c->kind, "bounce") == 0 || !has_role_word(sender->name) ||
      mb_names_association(sender->name))
    return;
  mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck role_in_freemail_row = {
    "identity.freemail-office",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    role_in_freemail,
    N_("The sender poses as an office or a shop, but writes from a free mailbox."),
    N_("Invoices and confirmations come from a company's own domain. Free mailboxes are what "
       "anybody gets in a "
       "minute.")};

/* "メールシステム通知", "Webmail Administrator": whoever runs the reader's mail writes from the reader's domain. */
static gboolean poses_as_mail_system(MbSlice name) {
  static const char *const words[] = {
      "メールシステム", "メールサーバ", "メール管理",      "メールセキュリティ",  "システム管理者",
      "ウェブメール",   "webメール",    "mailserver",      "mailadmin",           "webmail",
      "mailsystem",     "mailboxadmin", "mailboxsupport",  "emailadmin",          "emailsupport",
      "itsupport",      "ithelpdesk",   "itdepartment",    "systemadministrator", "mailsupport",
      "mailservice",    "emailservice", "mailnotification"};
  g_autofree char *folded = mb_text_fold_name(name);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]))
      return TRUE;
  return FALSE;
}

static void mail_system(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > 300 || c->axis->known ||
      mb_case_is_list(c) || strcmp(c->kind, "ordinary") != 0 ||
      mb_case_is_reader_domain(c, c->from_domain) || !poses_as_mail_system(sender->name))
    return;
  mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck mail_system_row = {
    "identity.mail-system",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    mail_system,
    N_("The sender poses as the one who runs your mail, but writes from a foreign domain."),
    N_("Whoever runs your mail writes from your own domain or from your provider's, which you "
       "know.")};

MbCheckList mb_odd_sender_checks = {&impossible_row,
                                    &stray_letters_row,
                                    &many_labels_row,
                                    &styled_row,
                                    &role_in_freemail_row,
                                    &mail_system_row,
                                    NULL};
