/* Mails that do not say who writes: a bare role for a sender, no company below the text, mostly no
 * name above it. The checks ask what the body checks found, so they run after them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"
#include "role-words.h"
#include "signature-block.h"

#define MAX_NAME     MB_ROLE_NAME_MAX
#define SIGNED_BYTES 240 /* the last lines */

/* Without a display name the reader sees the address: "no-reply@". */
static char *shown_name(const MbMailbox *sender) {
  return mb_text_fold_name(sender->name.len ? sender->name : sender->local);
}

/* "みなと銀行 普通 1234567" is where to pay, not who writes. */
static gboolean is_account_line(MbSlice line) {
  static const char *const words[] = {"普通", "当座", "口座", "振込", "支店"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_strstr_len(line.data, line.len, words[i]))
      return TRUE;
  return FALSE;
}

gboolean mb_body_names_company(const MbCase *c) {
  static const char *const forms[] = {"法人", "組合", "事務所", "協会", "連合会", "商工会", "学校",
                                      "大学", "病院", "Ltd",    "Inc",  "S.r.l",  "GmbH"};
  g_autoptr(GArray) lines = mb_signature_lines(c->message->text);
  MbSlice end = mb_slice_trim(c->message->text);
  if (end.len > SIGNED_BYTES)
    end = mb_slice(end.data + end.len - SIGNED_BYTES, SIGNED_BYTES);
  gboolean named = FALSE;
  for (guint i = 0; i < lines->len; i++)
    named |= !is_account_line(g_array_index(lines, MbSlice, i));
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    named |= end.len && g_strstr_len(end.data, end.len, forms[i]) != NULL;
  return named;
}

static gboolean asks_for_something(const MbCase *c) {
  static const char *const wants[] = {"body.bank-change", "body.secret-errand", "body.sign-in",
                                      "body.mail-password", "body.pressure"};
  gboolean asks = mb_lures_found(c) > 0;
  for (guint i = 0; i < G_N_ELEMENTS(wants); i++)
    asks |= mb_case_found(c, wants[i]);
  return asks;
}

static void nameless(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || sender->name.len > MAX_NAME || !c->has_demand || !mb_case_from_stranger(c))
    return;
  g_autofree char *name = shown_name(sender);
  gboolean role = mb_name_is_bare_role(name) && (sender->name.len || asks_for_something(c));
  gboolean button = mb_buttons_lead_to_stranger(c);
  gboolean lured = mb_lures_found(c) || mb_case_found(c, "body.pressure");
  /* whoever writes to a person, or tells all partners something, needs both signs of a mask */
  gboolean meant = mb_body_names_reader(c, !lured) && !mb_case_found(c, "body.to-staff");
  /* services that carry files and messages have a name, and say it */
  gboolean notice = mb_case_found(c, "body.waiting-document");
  /* nor does anybody honest press strangers whom he cannot name, in no company's name */
  gboolean mailing = mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0) != NULL;
  gboolean pressed = (mb_lures_found(c) && mb_case_found(c, "body.pressure")) ||
                     (mb_case_found(c, "body.verify-account") && mb_case_found(c, "body.sign-in"));
  if (!(meant ? role && button : role || button || notice || (pressed && !mailing)) ||
      mb_body_names_company(c))
    return;
  mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck nameless_row = {
    "identity.nameless",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    nameless,
    N_("The mail wants something, but does not say which company writes."),
    N_("“Customer support” or “Personnel” alone is a mask: the text fits every reader of every "
       "company. A real office adds its company's name.")};

static gboolean is_reply_subject(MbSlice subject) {
  return mb_slice_has_prefix(subject, "Re:") || mb_slice_has_prefix(subject, "RE:") ||
         mb_slice_has_prefix(subject, "re:");
}

/* RFC 5322 section 3.6.4: a reply names the mail that it answers. */
static void reply_to_nothing(MbCase *c, const MbCheck *self) {
  if (!is_reply_subject(mb_slice_trim(c->message->subject)) || !mb_case_from_stranger(c) ||
      mb_headers_get_named(c->message->headers, "In-Reply-To", 0) ||
      mb_headers_get_named(c->message->headers, "References", 0))
    return;
  MbFinding *f = mb_case_find(c, self);
  if (!asks_for_something(c)) /* some programs forget to note it */
    f->leaning = MB_LEAN_INFO;
  mb_finding_add(c, f, N_("Subject"), c->message->subject);
}
static const MbCheck reply_to_nothing_row = {
    "route.reply-to-nothing",
    MB_FAMILY_ROUTE,
    MB_LEAN_WEAK,
    reply_to_nothing,
    N_("The subject looks like a reply, but the mail answers no other mail."),
    N_("Mail programs note which mail they answer. “Re:” written by hand is to make you believe "
       "that you have been talking already.")};

MbCheckList mb_nameless_checks = {&nameless_row, &reply_to_nothing_row, NULL};
