/* Names that are an office instead of a person: one's own house, a superior, a public body. Each such name is honest
 * from its own domain and a pose from any other.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"
#include "families.h"
#include "kind.h"
#include "role-words.h"

#define MAX_NAME 300

/* The name to look at, or NULL: a stranger's from outside, in a mail of no list. */
static const MbMailbox *stranger(const MbCase *c) {
  const MbMailbox *sender = mb_case_sender(c);
  if (!sender || !sender->name.len || sender->name.len > MAX_NAME || c->axis->known ||
      !c->from_domain || !mb_case_boundary(c) || strcmp(c->kind, "ordinary") != 0 ||
      mb_case_is_list(c) || mb_case_is_reader_domain(c, c->from_domain) ||
      mb_case_contact(c, sender->address))
    return NULL;
  return sender;
}

static gboolean is_one_of(const char *text, const char *const *words, guint n) {
  for (guint i = 0; i < n; i++)
    if (strcmp(text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Nothing but words of the own house, and one that no stranger bears alone: "HR Department". */
static gboolean is_house_name(const char *folded) {
  static const char *const core[] = {"hr", "payroll", "resources", "benefits", "employee", "staff"};
  static const char *const fill[] = {"human",  "department",   "dept", "team",
                                     "portal", "notice",       "desk", "services",
                                     "office", "notification", "the",  "and"};
  gboolean found = FALSE;
  for (const char *p = folded; *p;) {
    char word[16];
    gsize n = strcspn(p, " \t.,:;&/|()[]-_");
    if (n >= sizeof word)
      return FALSE;
    memcpy(word, p, n);
    word[n] = '\0';
    if (is_one_of(word, core, G_N_ELEMENTS(core)))
      found = TRUE;
    else if (n && !is_one_of(word, fill, G_N_ELEMENTS(fill)))
      return FALSE;
    p += n;
    p += strspn(p, " \t.,:;&/|()[]-_");
  }
  return found;
}

/* "総務部 人事課": departments that every house has, and nothing else. */
static gboolean is_department(const char *name) {
  static const char *const core[] = {"人事", "総務", "労務", "給与", "情報システム", "社内"};
  if (!mb_name_is_bare_role(name))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(core); i++)
    if (strstr(name, core[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_own_office(MbSlice name) {
  static const char *const offices[] = {
      "人事部",         "人事課",           "人事総務部",         "総務部",   "総務課",
      "総務人事部",     "給与課",           "給与担当",           "人事労務", "情報システム部",
      "情報システム課", "情報システム",     "情報セキュリティ部", "社内通知", "社内ポータル",
      "it部門",         "社内ヘルプデスク", "社内システム",       "人事担当", "経営企画部"};
  g_autofree char *folded = mb_text_fold(mb_slice_trim(name));
  g_autofree char *joined = mb_text_fold_name(name);
  return is_one_of(folded, offices, G_N_ELEMENTS(offices)) || is_house_name(folded) ||
         is_department(joined);
}

static void inside_office(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = stranger(c);
  if (!sender || !c->has_demand || !c->axis->first_contact || !is_own_office(sender->name))
    return;
  MbFinding *f = mb_case_find(c, self);
  if (mb_body_names_company(c)) /* the name is missing above, but not below */
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_sender(c, f);
}
static const MbCheck inside_office_row = {
    "identity.inside-office",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    inside_office,
    N_("The sender calls itself by an office's bare name, as in your own house, but writes from "
       "outside."),
    N_("Your own personnel or computer department writes from your own domain. One of another "
       "company would add "
       "the company's name.")};

static gboolean has_superiors_title(MbSlice name) {
  static const char *const titles[] = {"社長",       "代表取締役", "専務取締役",
                                       "常務取締役", "部長",       "会長"};
  static const char *const words[] = {"ceo", "president", "chief executive", "managing director"};
  g_autofree char *folded = mb_text_fold(name);
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
    if (strstr(folded, titles[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    const char *at = strstr(folded, words[i]);
    gsize n = strlen(words[i]);
    if (at && (at == folded || !g_ascii_isalnum(at[-1])) && !g_ascii_isalnum(at[n]))
      return TRUE;
  }
  return FALSE;
}

static void freemail_boss(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = stranger(c);
  if (sender && mb_is_mailbox_domain(c->from_domain) && has_superiors_title(sender->name))
    mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck freemail_boss_row = {
    "identity.freemail-boss",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    freemail_boss,
    N_("The sender bears a superior's title, but writes from a mailbox that anybody can get."),
    N_("Deceivers look up the names of directors on a company's site and ask its staff for money, "
       "gift cards or a chat group. Ask the person by a telephone number that you know.")};

/* Runs after the body checks: a director of another company signs with its name and wants no favours. */
static void lone_boss(MbCase *c, const MbCheck *self) {
  static const char *const favours[] = {"body.secret-errand", "body.gift-card", "body.bank-change"};
  const MbMailbox *sender = stranger(c);
  gboolean wants = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(favours); i++)
    wants |= mb_case_found(c, favours[i]);
  if (sender && wants && !mb_is_mailbox_domain(c->from_domain) && !mb_body_names_company(c) &&
      has_superiors_title(sender->name))
    mb_finding_add_sender(c, mb_case_find(c, self));
}
static const MbCheck lone_boss_row = {
    "identity.lone-boss",
    MB_FAMILY_IDENTITY,
    MB_LEAN_WEAK,
    lone_boss,
    N_("The sender bears a superior's title, names no company and wants a favour, from an unknown "
       "address."),
    N_("Your own superior writes from your own domain. Call him by a number that you know before "
       "you do anything.")};

/* Ministries and their like are in the table of brands; these are the kinds of which there are hundreds. */
static gboolean is_public_body(MbSlice name) {
  static const char *const ends[] = {"市役所",     "区役所", "町役場",  "村役場", "県庁",
                                     "府庁",       "都庁",   "税務署",  "水道局", "上下水道局",
                                     "年金事務所", "保健所", "労働局",  "警察署", "県警",
                                     "法務局",     "裁判所", "税事務所"};
  g_autofree char *folded = mb_text_fold(mb_slice_trim(name));
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
    if (g_str_has_suffix(folded, ends[i]))
      return TRUE;
  return FALSE;
}

/* lg.jp and go.jp are given to public bodies only; the older city.*.jp and pref.*.jp as well. */
gboolean mb_is_public_domain(const char *domain) {
  static const char *const ends[] = {".go.jp", ".lg.jp", ".ed.jp", ".ac.jp"};
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
    if (g_str_has_suffix(domain, ends[i]))
      return TRUE;
  static const char *const labels[] = {"city.", "pref.", "town.", "vill.", "metro."};
  for (guint i = 0; i < G_N_ELEMENTS(labels) && g_str_has_suffix(domain, ".jp"); i++) {
    const char *at = strstr(domain, labels[i]);
    if (at && (at == domain || at[-1] == '.'))
      return TRUE;
  }
  return FALSE;
}

static void public_body(MbCase *c, const MbCheck *self) {
  const MbMailbox *sender = stranger(c);
  if (!sender || !is_public_body(sender->name) || mb_is_public_domain(c->from_domain) ||
      !c->has_demand)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* some let a company send their newsletters */
  if (!mb_text_demands(c->message->text))
    f->leaning = MB_LEAN_WEAK;
  mb_finding_add_sender(c, f);
}
static const MbCheck public_body_row = {
    "identity.public-body",
    MB_FAMILY_IDENTITY,
    MB_LEAN_MEDIUM,
    public_body,
    N_("The sender poses as a public office, but does not write from a public domain."),
    N_("Japanese public offices write from addresses that end in lg.jp or go.jp, which nobody else "
       "can get.")};

MbCheckList mb_late_role_checks = {&lone_boss_row, NULL};
MbCheckList mb_odd_role_checks = {&inside_office_row, &freemail_boss_row, &public_body_row, NULL};
