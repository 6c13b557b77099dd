/* What the text asks for: one scan for all phrases, one row for each kind of demand. A single kind
 * is weak, for honest notices ask for the same things; it is the mixture, and where it leads, that
 * tells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "claims.h"
#include "families.h"

static const MbCheck payment_update, account_threat, verify_account, mailbox_trouble, parcel, prize,
    security_campaign, waiting_document, machine_japanese, extortion, gift_card, advance_fee,
    cancel_call, restored_yet, secret_errand, bank_change, mail_password, to_staff;

/* n: how many different phrases make it this finding. */
static const struct {
  MbPhraseGroup group;
  const MbCheck *check;
  guint n;
  gboolean lure; /* counts for the mixture */
} rows[] = {
    {MB_PHRASE_PAY, &payment_update, 1, TRUE},
    {MB_PHRASE_THREAT, &account_threat, 1, TRUE},
    {MB_PHRASE_VERIFY, &verify_account, 1, TRUE},
    {MB_PHRASE_MAILBOX, &mailbox_trouble, 1, TRUE},
    {MB_PHRASE_PARCEL, &parcel, 1, TRUE},
    {MB_PHRASE_PRIZE, &prize, 1, TRUE},
    {MB_PHRASE_SECURITY, &security_campaign, 1, TRUE},
    {MB_PHRASE_DOCUMENT, &waiting_document, 1, TRUE},
    {MB_PHRASE_ODD, &machine_japanese, 1, FALSE},
    {MB_PHRASE_EXTORTION, &extortion, 3, FALSE},
    {MB_PHRASE_GIFT_CARD, &gift_card, 1, FALSE},
    {MB_PHRASE_ADVANCE_FEE, &advance_fee, 3, FALSE},
    {MB_PHRASE_CANCEL_CALL, &cancel_call, 2, FALSE},
    {MB_PHRASE_ERRAND, &secret_errand, 1, FALSE},
    {MB_PHRASE_BANK_CHANGE, &bank_change, 1, FALSE},
    {MB_PHRASE_MAIL_PASSWORD, &mail_password, 1, FALSE},
};

guint mb_lures_found(const MbCase *c) {
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    n += rows[i].lure && mb_case_found(c, rows[i].check->id);
  return n;
}

static void show_hits(MbCase *c, MbFinding *f, const MbPhraseHits *hits) {
  for (guint i = 0; i < MB_PHRASES_SHOWN && hits->shown[i].len; i++)
    mb_finding_add_at(c, f, N_("Words"), hits->shown[i], -1, 0);
}

static char *case_phrase_text(const MbCase *c) {
  MbSlice subject = c->message->subject, body = mb_body_text(c);
  g_autoptr(GString) all = g_string_sized_new(subject.len + body.len + 2);
  g_string_append_len(all, subject.data, subject.len);
  g_string_append_c(all, '\n');
  for (guint i = 0; i < c->message->parts->len; i++) {
    const MbPart *part = &g_array_index(c->message->parts, MbPart, i);
    if (part->html && (part->html->flags & MB_HTML_PREHEADER)) /* the list of mails shows it */
      g_string_append_len(all, part->html->hidden.data, part->html->hidden.len);
    else if (mb_type_is_calendar(part->type))
      g_string_append_len(all, part->text.data, MIN(part->text.len, MB_PHRASE_TEXT_MAX));
  }
  g_string_append_c(all, '\n');
  g_string_append_len(all, body.data, MIN(body.len, MB_PHRASE_TEXT_MAX));
  return mb_phrase_text(mb_slice(all->str, all->len));
}

/* A proven sender's mailing tells of fraud; it does not do it. */
static gboolean is_proven_mailing(const MbCase *c) {
  return c->axis->state == MB_ADDRESS_GENUINE &&
         mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0);
}

/* Two kinds of demand together (DATA: M). One's own hoster writes like that too, so from a proven
 * sender who leads to his own site it stays weak; three kinds are a lure's whole story. */
static void judge_mixture(MbCase *c, const MbCheck *self, const MbPhraseResult *result) {
  guint kinds = 0;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    kinds += rows[i].lure && result->groups[rows[i].group].n >= rows[i].n;
  if (kinds < 2 || !c->has_demand)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* a stranger who hurries a reader he cannot name needs no second site for it */
  gboolean hurried = mb_case_found(c, "body.pressure") && mb_case_from_stranger(c) &&
                     !is_proven_mailing(c) && !mb_body_names_reader(c, TRUE);
  gboolean lured = hurried || mb_body_leads_away(c) || mb_claims_false(c) != NULL;
  if (mb_sender_is_established(c) || (kinds == 2 && !lured))
    f->leaning = MB_LEAN_WEAK;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].lure && result->groups[rows[i].group].n >= rows[i].n)
      mb_finding_add_at(c, f, N_("Words"), result->groups[rows[i].group].shown[0], -1, 0);
}

/* A Bitcoin address: base58 of 26 to 35 characters that begins with 1 or 3, or bech32 (BIP 173). */
static gboolean is_wallet(const char *word, gsize n) {
  if (n >= 40 && n <= 64 && (strncmp(word, "bc1q", 4) == 0 || strncmp(word, "bc1p", 4) == 0))
    return TRUE;
  gboolean lower = FALSE, upper = FALSE;
  for (gsize i = 0; i < n; i++)
    lower |= g_ascii_islower(word[i]) != 0, upper |= g_ascii_isupper(word[i]) != 0;
  return n >= 26 && n <= 35 && (*word == '1' || *word == '3') && lower && upper;
}

static gboolean names_wallet(MbSlice text) {
  const char *end = text.data + MIN(text.len, MB_PHRASE_TEXT_MAX);
  for (const char *p = text.data; p < end;) {
    const char *start = p;
    while (p < end && g_ascii_isalnum(*p))
      p++;
    if (p - start >= 26 && is_wallet(start, p - start))
      return TRUE;
    p += p == start;
  }
  return FALSE;
}

/* What counts only beside something else. */
static void add_companions(const MbCase *c, MbPhraseResult *result) {
  MbPhraseHits *groups = result->groups;
  if (groups[MB_PHRASE_CANCEL_CALL].n)
    groups[MB_PHRASE_CANCEL_CALL].n += groups[MB_PHRASE_RECEIPT].n;
  if (mb_is_mailbox_domain(c->from_domain) && groups[MB_PHRASE_ADVANCE_FEE].n)
    groups[MB_PHRASE_ADVANCE_FEE].n++; /* no bank offers fortunes from a free mailbox */
  if (groups[MB_PHRASE_EXTORTION].n && names_wallet(mb_body_text(c)))
    groups[MB_PHRASE_EXTORTION].n += 2;
}

/* Only one's own house speaks to its staff. */
static void judge_staff(MbCase *c, const MbPhraseHits *hits) {
  if (!hits->n || !c->has_demand || c->axis->known || !c->from_domain ||
      strcmp(c->kind, "ordinary") != 0 || mb_case_is_list(c) || !mb_case_boundary(c) ||
      mb_case_is_reader_domain(c, c->from_domain))
    return;
  show_hits(c, mb_case_find(c, &to_staff), hits);
}

/* "普通 1234567": the new account stands in the text itself, ready to be paid to. */
static gboolean gives_account(MbSlice text) {
  static const char *const kinds[] = {"普通",  "当座",       "iban",
                                      "swift", "account no", "account number"};
  g_autofree char *lower = g_ascii_strdown(text.len ? text.data : "", MIN(text.len, 16384));
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const char *at = strstr(lower, kinds[i]);
    guint digits = 0;
    for (gsize k = 0; at && at[k] && k < 80; k++)
      digits += g_ascii_isdigit(at[k]) != 0;
    if (digits >= 7)
      return TRUE;
  }
  return FALSE;
}

static void judge_bank_change(MbCase *c, const MbPhraseResult *result) {
  const MbPhraseHits *hurry = &result->groups[MB_PHRASE_BANK_HURRY];
  gboolean ready = result->groups[MB_PHRASE_BANK_CHANGE].n && mb_case_from_stranger(c) &&
                   (gives_account(mb_body_text(c)) || mb_is_mailbox_domain(c->from_domain));
  for (guint i = 0; (hurry->n || ready) && i < c->findings->len; i++) {
    MbFinding *f = g_ptr_array_index(c->findings, i);
    if (f->check != &bank_change)
      continue;
    f->leaning = MB_LEAN_MEDIUM;
    show_hits(c, f, hurry);
  }
}

/* Eight digits and more with nothing but signs between them; a day of this century has eight. */
static gboolean names_phone(MbSlice text) {
  guint digits = 0;
  gboolean day = FALSE;
  for (gsize i = 0; i < MIN(text.len, MB_PHRASE_TEXT_MAX); i++) {
    if (g_ascii_isdigit(text.data[i])) {
      day = digits == 0 ? text.data[i] == '2' : day;
      if (++digits >= (day ? 9 : 8))
        return TRUE;
    } else if (!strchr(" -()+.", text.data[i])) {
      digits = 0;
    }
  }
  return FALSE;
}

/* How the false superior begins: a stranger's few lines that name no company and want a favour. */
#define OPENER_BYTES 700
static gboolean is_opener(const MbCase *c) {
  return mb_case_from_stranger(c) && !c->message->attachments->len &&
         mb_slice_trim(mb_body_text(c)).len < OPENER_BYTES && !mb_body_names_company(c) &&
         !mb_headers_get_named(c->message->headers, "In-Reply-To", 0);
}

/* One phrase of an errand stands in many an honest mail, and cancelling by phone takes a number. */
static void lower_doubtful(MbCase *c, const MbPhraseResult *result) {
  gboolean phone = !result->groups[MB_PHRASE_CANCEL_CALL].n || names_phone(mb_body_text(c));
  gboolean mailing = is_proven_mailing(c);
  for (guint i = 0; i < c->findings->len; i++) {
    MbFinding *f = g_ptr_array_index(c->findings, i);
    if ((f->check == &secret_errand &&
         (mailing || (result->groups[MB_PHRASE_ERRAND].n == 1 && !is_opener(c)))) ||
        (f->check == &cancel_call && !phone) || (f->check == &gift_card && mailing))
      f->leaning = MB_LEAN_WEAK;
  }
}

static void run_several_demands(MbCase *c, const MbCheck *self) {
  g_autofree char *text = case_phrase_text(c);
  MbPhraseResult result;
  mb_phrases_scan(mb_slice_str(text), &result);
  add_companions(c, &result);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (result.groups[rows[i].group].n >= rows[i].n)
      show_hits(c, mb_case_find(c, rows[i].check), &result.groups[rows[i].group]);
  lower_doubtful(c, &result);
  judge_bank_change(c, &result);
  mb_body_judge_pressure(c, &result);
  judge_staff(c, &result.groups[MB_PHRASE_STAFF]);
  const MbPhraseHits *restored = &result.groups[MB_PHRASE_RESTORED];
  const MbPhraseHits *demand = &result.groups[MB_PHRASE_TO_RESTORE];
  if (restored->n && demand->n) {
    MbFinding *f = mb_case_find(c, &restored_yet);
    show_hits(c, f, restored);
    show_hits(c, f, demand);
  }
  judge_mixture(c, self, &result);
}

static const MbCheck several_demands = {
    "body.several-demands",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    run_several_demands,
    N_("Several of the usual lures stand together in one text."),
    N_("Threats, payment trouble, prizes, parcels or full mailboxes are the stories with which "
       "deceivers press people to click. Honest mail rarely needs more than one of them.")};

static const MbCheck payment_update = {
    "body.payment-update",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail asks you to renew or correct payment data."),
    N_("“Your payment failed, please enter your card again” is one of the most common stories of "
       "fraudulent mail. Open the company's site from your own bookmark and look there.")};

static const MbCheck account_threat = {
    "body.account-threat",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail threatens to block an account or speaks of somebody else's access."),
    N_("Fear makes people act before they think. A real provider gives you time and lets you check "
       "by yourself on its site.")};

static const MbCheck verify_account = {
    "body.verify-account",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail asks you to confirm your account, your identity or your password."),
    N_("What you type on the page behind such a link goes to whoever made the page. Go to the site "
       "from your own bookmark instead.")};

static const MbCheck mailbox_trouble = {
    "body.mailbox-trouble",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail speaks of a full mailbox, held-back messages or an expiring mail password."),
    N_("This story is told to get at mail passwords. Whoever runs your mail never needs you to "
       "click a link for that; ask your administrator.")};

static const MbCheck parcel = {
    "body.parcel",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail speaks of a parcel that could not be delivered."),
    N_("Carriers are often imitated because most people expect some parcel. Enter the parcel "
       "number on the carrier's own site.")};

static const MbCheck prize = {
    "body.prize-or-refund",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail promises a prize, a refund, or points that are about to expire."),
    N_("Unexpected money is bait. Real refunds and points can be seen in your account without "
       "following a link in a mail.")};

static const MbCheck security_campaign = {
    "body.security-campaign",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail asks you to log in because of new security measures."),
    N_("Since 2025 imitated brokers and banks ask people to “set up two-step verification”. Real "
       "ones do so as well: use your own bookmark or the app.")};

static const MbCheck waiting_document = {
    "body.waiting-document",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail says that a document, a voice message or a fax waits for you."),
    N_("Curiosity is used like fear. If you do not expect anything from this sender, ask him by "
       "another way before you open it.")};

static const MbCheck machine_japanese = {
    "body.machine-japanese",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The text holds Japanese that no Japanese company would write."),
    N_("Such turns of phrase come from translation programs and text kits of deceivers. A company "
       "in Japan has its notices written by people who speak the language.")};

static const MbCheck extortion = {
    "body.extortion",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail tries to blackmail you and wants money that cannot be traced."),
    N_("Mails about hacked devices and secret recordings are sent by the million and are invented. "
       "Do not pay and do not answer.")};

static const MbCheck gift_card = {
    "body.gift-card",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail asks for gift cards or their codes."),
    N_("Nobody honest wants to be paid with gift cards. If it seems to come from a superior or "
       "colleague, call that person.")};

static const MbCheck advance_fee = {
    "body.advance-fee",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail promises a fortune, an inheritance, a loan or easy earnings."),
    N_("Before the promised money comes, fees have to be paid, again and again. The money does not "
       "exist.")};

static const MbCheck cancel_call = {
    "body.cancel-by-phone",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail reports a purchase or renewal and wants you to call to cancel it."),
    N_("The number belongs to the deceiver, who then asks for remote access to the computer or "
       "for card numbers. Look into your card statement instead of calling.")};

static const MbCheck restored_yet = {
    "body.contradiction",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail says that the fault is repaired, yet asks you to click to repair it."),
    N_("The two statements contradict each other: what works again needs no click.")};

static const MbCheck secret_errand = {
    "body.secret-errand",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail asks for a secret or urgent errand, by answer to this mail only."),
    N_("“I am in a meeting, tell nobody, do it today”: so speaks somebody who must not be called "
       "back. Call the person by a number that you know.")};

static const MbCheck bank_change = {
    "body.bank-change",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail announces a new bank account for payments."),
    N_("Deceivers read along and then send “our account has changed”, even from the real mailbox. "
       "Before you pay, call the company by a number that you had before.")};

static const MbCheck mail_password = {
    "body.mail-password",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail wants you to use your mail password on another site."),
    N_("Your mail password belongs to your mail program and your webmail only. No document, fax or "
       "invoice needs it.")};

static const MbCheck to_staff = {
    "body.to-staff",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail speaks to the staff as your own company would, but comes from outside."),
    N_("Notices to all employees are sent from inside. Some service companies write to them as "
       "well; then your company has told you so before.")};

MbCheckList mb_body_phrase_checks = {
    &several_demands, &payment_update, &account_threat,    &verify_account,   &mailbox_trouble,
    &parcel,          &prize,          &security_campaign, &waiting_document, &machine_japanese,
    &extortion,       &gift_card,      &advance_fee,       &cancel_call,      &restored_yet,
    &secret_errand,   &bank_change,    &mail_password,     &to_staff,         NULL};
