/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/phrase-scan.h"

static const struct {
  const char *text;
  MbPhraseGroup group;
  guint n; /* 0 = none of this group */
  const char *shown;
} rows[] = {
    {"下記より、お支払い情報の更新をお願いいたします。", MB_PHRASE_PAY, 1, "お支払い情報の更新"},
    {"下記より、お支払い情報の\n更新をお願いいたします。", MB_PHRASE_PAY, 1, "お支払い情報の更新"},
    {"お 支 払 い 情 報 の 更 新", MB_PHRASE_PAY, 1, "お支払い情報の更新"},
    {"お支\xe2\x80\x8b払い情報\xe2\x81\xa0の更新", MB_PHRASE_PAY, 1, "お支払い情報の更新"},
    {"ご注文ありがとうございます。お支払い方法：クレジットカード", MB_PHRASE_PAY, 0, NULL},
    {"更新が確認できない場合、アカウントを停止いたします。", MB_PHRASE_THREAT, 1,
     "アカウントを停止"},
    {"アカウントを2日以内に完全に停止します", MB_PHRASE_THREAT, 1, NULL},
    {"アカウントを作成いただきありがとうございます。弊社の機械は夜間に停止します", MB_PHRASE_THREAT,
     0, NULL},
    {"停止したアカウントを", MB_PHRASE_THREAT, 0, NULL},
    {"3つ の受信メールが返されました。", MB_PHRASE_MAILBOX, 1, NULL},
    {"メールボックスの記憶域を増やすには、", MB_PHRASE_MAILBOX, 1, NULL},
    {"完全なメールボックスメモリスペースがほぼ満杯であるため", MB_PHRASE_ODD, 1, NULL},
    {"ﾒｰﾙﾎﾞｯｸｽの容量", MB_PHRASE_MAILBOX, 1, NULL},
    {"> お支払い情報の更新をお願いします\nご確認しました", MB_PHRASE_PAY, 0, NULL},
    {"Please VERIFY your\r\naccount now", MB_PHRASE_VERIFY, 1, "verify your account"},
    {"Please verify your accountants", MB_PHRASE_VERIFY, 0, NULL},
    {"Your account has been temporarily suspended.", MB_PHRASE_THREAT, 1, NULL},
    {"your accounts team. We suspended", MB_PHRASE_THREAT, 0, NULL},
    {"Ihr Konto wurde vorübergehend gesperrt", MB_PHRASE_THREAT, 1, NULL},
    {"Bitte bestätigen Sie Ihr Konto", MB_PHRASE_VERIFY, 1, NULL},
    {"Merci de confirmer votre compte", MB_PHRASE_VERIFY, 1, NULL},
    {"Confirme seus dados", MB_PHRASE_VERIFY, 1, NULL},
    {"Verifique su cuenta", MB_PHRASE_VERIFY, 1, NULL},
    {"Conferma subito i tuoi dati", MB_PHRASE_VERIFY, 1, NULL},
    {"Verifieer uw gegevens", MB_PHRASE_VERIFY, 1, NULL},
    {"ウェブメールサービスを回復するには、以下のリンクをクリックしてください。",
     MB_PHRASE_TO_RESTORE, 1, NULL},
    {"復旧日時:2021年10月14日", MB_PHRASE_RESTORED, 1, NULL},
    {"", MB_PHRASE_PAY, 0, NULL},
};

static void test_rows(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = mb_phrase_text(mb_slice_str(rows[i].text));
    MbPhraseResult result;
    mb_phrases_scan(mb_slice_str(text), &result);
    const MbPhraseHits *hits = &result.groups[rows[i].group];
    if ((hits->n > 0) != (rows[i].n > 0))
      g_error("%s: %u", rows[i].text, hits->n);
    if (rows[i].shown)
      g_assert_cmpmem(hits->shown[0].data, hits->shown[0].len, rows[i].shown,
                      strlen(rows[i].shown));
  }
}

/* Blanks stay between Latin words, and only there. */
static void test_text(void) {
  g_autofree char *text = mb_phrase_text(MB_SLICE_LIT("  Ａbc \n def　日 本 go \n> quoted\nend"));
  g_assert_cmpstr(text, ==, "abc def日本go end");
}

static void check_form(const char *piece) {
  g_autofree char *form = mb_phrase_text(mb_slice_str(piece));
  g_assert_cmpstr(form, ==, piece);
  g_assert_cmpuint(strlen(piece), >=, 3);
}

/* Every row of the tables can be found: none is hidden by folding or by another. */
static void test_tables(void) {
  const MbPhraseTable *tables[] = {&mb_phrases_ja,     &mb_phrases_en,    &mb_phrases_european,
                                   &mb_phrases_office, &mb_phrases_lures, &mb_phrases_notices,
                                   &mb_phrases_asian};
  for (guint t = 0; t < G_N_ELEMENTS(tables); t++)
    for (gsize i = 0; i < tables[t]->n; i++) {
      const MbPhrase *p = &tables[t]->phrases[i];
      check_form(p->first);
      if (p->then)
        check_form(p->then);
      g_autofree char *joined = g_strconcat(p->first, p->then ? " " : "", p->then, NULL);
      for (char *star = strchr(joined, '*'); star; star = strchr(star, '*'))
        *star = ' ';
      g_autofree char *text = mb_phrase_text(mb_slice_str(joined));
      MbPhraseResult result;
      mb_phrases_scan(mb_slice_str(text), &result);
      if (!result.groups[p->group].n)
        g_error("never found: %s %s", p->first, p->then ? p->then : "");
    }
}

/* A text made of beginnings only costs no more than any other. */
static void test_linear(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  while (text->len < MB_PHRASE_TEXT_MAX)
    g_string_append(text, "アカウントを your account ");
  gint64 start = g_get_monotonic_time();
  MbPhraseResult result;
  mb_phrases_scan(mb_slice(text->str, text->len), &result);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 2000000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/phrases/rows", test_rows);
  g_test_add_func("/phrases/text", test_text);
  g_test_add_func("/phrases/tables", test_tables);
  g_test_add_func("/phrases/linear", test_linear);
  return g_test_run();
}
