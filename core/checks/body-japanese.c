/* Japanese as it would not be written in Japan: characters, punctuation, character sets, fonts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck odd_punctuation, random_words, foreign_charset, chinese_markup, alien_subject;

#define MIN_KANA_SHARE 5 /* one in five of kana + Han must be kana (DATA section 5) */

static void run_simplified(MbCase *c, const MbCheck *self) {
  if (!c->japanese)
    return;
  MbJapaneseOddities odd, subject;
  mb_japanese_oddities(mb_body_text(c), &odd);
  mb_japanese_oddities(c->message->subject, &subject);
  gboolean enough = c->text_count.kana * MIN_KANA_SHARE >= c->text_count.kana + c->text_count.han;
  if (enough && odd.simplified + odd.simplified_bare + subject.simplified) {
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add(c, f, N_("Characters"),
                   odd.first_simplified.len ? odd.first_simplified : subject.first_simplified);
    /* A name or a quoted line of Chinese alone is what a Chinese partner's mail looks like. */
    if (!odd.simplified && !subject.simplified)
      f->leaning = MB_LEAN_WEAK;
  }
  if (odd.dots >= 2 || odd.fillers || (odd.wide_commas >= 3 && !odd.ideographic_commas))
    mb_finding_add(c, mb_case_find(c, &odd_punctuation), N_("Subject"), c->message->subject);
  if (odd.random_lines >= 2)
    mb_finding_add(c, mb_case_find(c, &random_words), N_("Words"), odd.first_random);
}

static const MbCheck simplified = {
    "body.simplified-han",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    run_simplified,
    N_("The Japanese text holds characters that exist only in simplified Chinese."),
    N_("A Japanese keyboard cannot even type these characters. The text was written or put "
       "together on a Chinese system, whatever Japanese company it names.")};

static const MbCheck odd_punctuation = {
    "body.odd-punctuation",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The Japanese text uses dots, commas or blanks that are not used in Japan."),
    N_("Middle dots and commas of another language's keyboard stand where Japanese ones belong. "
       "Some learned texts do so as well.")};

static const MbCheck random_words = {
    "body.random-letters",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("Meaningless letters are scattered through the Japanese text."),
    N_("Senders of mass mail add random letters so that no two copies are alike and filters do "
       "not recognise them. No honest sender has a reason to.")};

static gboolean is_chinese_charset(const char *charset) {
  static const char *const names[] = {"gb2312",     "gbk",    "gb18030", "big5",
                                      "hz-gb-2312", "euc-cn", "x-gbk"};
  for (guint i = 0; charset && i < G_N_ELEMENTS(names); i++)
    if (strcmp(charset, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean from_chinese_region(const MbCase *c) {
  static const char *const ends[] = {".cn", ".tw", ".hk", ".sg", ".mo"};
  for (guint i = 0; c->from_domain && i < G_N_ELEMENTS(ends); i++)
    if (g_str_has_suffix(c->from_domain, ends[i]))
      return TRUE;
  return FALSE;
}

static void run_charset(MbCase *c, const MbCheck *self) {
  if (!c->japanese)
    return;
  const char *found =
      is_chinese_charset(c->message->subject_charset) ? c->message->subject_charset : NULL;
  for (guint i = 0; !found && i < c->message->parts->len; i++) {
    const MbPart *part = &g_array_index(c->message->parts, MbPart, i);
    if (part->kind <= MB_PART_HTML && is_chinese_charset(part->charset))
      found = part->charset;
  }
  if (!found)
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Character set"), found);
  if (from_chinese_region(c) || mb_sender_is_established(c))
    f->leaning = MB_LEAN_WEAK;
}

static const MbCheck foreign_charset = {
    "body.chinese-charset",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    run_charset,
    N_("Japanese text was sent in a Chinese character set."),
    N_("Mail programs choose the character set of the computer's own language. Japanese companies "
       "do not write Japanese in a Chinese one.")};

static void run_markup(MbCase *c, const MbCheck *self) {
  guint flags = c->message->html_flags & (MB_HTML_LANG_ZH | MB_HTML_CJK_FONT_CN);
  if (!c->japanese || !flags)
    return;
  MbFinding *f = mb_case_find(c, self);
  if (flags & MB_HTML_LANG_ZH)
    mb_finding_add_str(c, f, N_("Language of the page"), "zh");
  if (flags & MB_HTML_CJK_FONT_CN)
    mb_finding_add_str(c, f, N_("Font"), "SimSun, Microsoft YaHei …");
  if (flags != (MB_HTML_LANG_ZH | MB_HTML_CJK_FONT_CN) || from_chinese_region(c) ||
      mb_sender_is_established(c))
    f->leaning = MB_LEAN_WEAK;
}

static const MbCheck chinese_markup = {
    "body.chinese-markup",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    run_markup,
    N_("The Japanese text was laid out with Chinese fonts or marked as Chinese."),
    N_("The mail was made with a program set to Chinese. A partner who works on a Chinese computer "
       "does that too, a Japanese company does not.")};

/* Seed of the third article: a Cyrillic subject to a Japanese office. */
static void run_alien_subject(MbCase *c, const MbCheck *self) {
  const char *charset = c->message->subject_charset;
  const char *reader = mb_case_delivered_domain(c);
  if (c->options->own_domains->len)
    reader = g_ptr_array_index(c->options->own_domains, 0);
  if (!charset || !reader || !g_str_has_suffix(reader, ".jp") || !c->axis->first_contact ||
      !(strcmp(charset, "windows-1251") == 0 || g_str_has_prefix(charset, "koi8")))
    return;
  MbFinding *f = mb_case_find(c, self);
  mb_finding_add_str(c, f, N_("Character set"), charset);
  mb_finding_add(c, f, N_("Subject"), c->message->subject);
}

static const MbCheck alien_subject = {
    "body.alien-subject",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_alien_subject,
    N_("A stranger writes to a Japanese office in a Russian character set."),
    N_("Unless you have contacts there, such mail was sent to any address that could be found.")};

MbCheckList mb_body_japanese_checks = {
    &simplified,     &odd_punctuation, &random_words, &foreign_charset,
    &chinese_markup, &alien_subject,   NULL};
