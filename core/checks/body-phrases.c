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
    cancel_call, restored_yet;

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
    const MbHtml *html = g_array_index(c->message->parts, MbPart, i).html;
    if (html && (html->flags & MB_HTML_PREHEADER)) /* the list of mails shows it */
      g_string_append_len(all, html->hidden.data, html->hidden.len);
  }
  g_string_append_c(all, '\n');
  g_string_append_len(all, body.data, MIN(body.len, MB_PHRASE_TEXT_MAX));
  return mb_phrase_text(mb_slice(all->str, all->len));
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
  gboolean lured = mb_body_leads_away(c) || mb_claims_false(c) != NULL;
  if (mb_sender_is_established(c) || (kinds == 2 && !lured))
    f->leaning = MB_LEAN_WEAK;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].lure && result->groups[rows[i].group].n >= rows[i].n)
      mb_finding_add_at(c, f, N_("Words"), result->groups[rows[i].group].shown[0], -1, 0);
}

static void run_several_demands(MbCase *c, const MbCheck *self) {
  g_autofree char *text = case_phrase_text(c);
  MbPhraseResult result;
  mb_phrases_scan(mb_slice_str(text), &result);
  if (result.groups[MB_PHRASE_CANCEL_CALL].n)
    result.groups[MB_PHRASE_CANCEL_CALL].n += result.groups[MB_PHRASE_RECEIPT].n;
  if (mb_is_mailbox_domain(c->from_domain) && result.groups[MB_PHRASE_ADVANCE_FEE].n)
    result.groups[MB_PHRASE_ADVANCE_FEE].n++; /* no bank offers fortunes from a free mailbox */
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (result.groups[rows[i].group].n >= rows[i].n)
      show_hits(c, mb_case_find(c, rows[i].check), &result.groups[rows[i].group]);
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
    N_("The mail promises a fortune, an inheritance or a loan."),
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

MbCheckList mb_body_phrase_checks = {
    &several_demands,  &payment_update,   &account_threat, &verify_account,
    &mailbox_trouble,  &parcel,           &prize,          &security_campaign,
    &waiting_document, &machine_japanese, &extortion,      &gift_card,
    &advance_fee,      &cancel_call,      &restored_yet,   NULL};
