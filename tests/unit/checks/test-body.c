/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/body.h"

static const struct {
  const char *text, *name, *local;
  MbAddressee expected;
} addressees[] = {
    {"株式会社オオタ商事\n営業部 田中様\nいつもお世話になっております。", "", "tanaka",
     MB_ADDRESSEE_NAMED},
    {"田中　太郎 様", "", "info", MB_ADDRESSEE_NAMED},
    {"山田花子様、こんにちは", "", "", MB_ADDRESSEE_NAMED},
    {"お客様\nお支払いが", "", "", MB_ADDRESSEE_GENERIC},
    {"Amazon お客様", "", "", MB_ADDRESSEE_GENERIC},
    {"カード会員 様", "", "", MB_ADDRESSEE_GENERIC},
    {"関係者各位", "", "", MB_ADDRESSEE_GROUP},
    {"株式会社オオタ商事 御中", "", "", MB_ADDRESSEE_GROUP},
    {"info様\nメールボックスが", "", "info", MB_ADDRESSEE_ADDRESS},
    {"info@office.example.jp 様", "", "info", MB_ADDRESSEE_ADDRESS},
    {"info@office.example.jp", "", "info", MB_ADDRESSEE_ADDRESS},
    {"平素よりご利用いただき誠にありがとうございます。", "", "info", MB_ADDRESSEE_NONE},
    {"お客様のアカウントに問題がありました。", "", "info", MB_ADDRESSEE_NONE},
    {"この様な場合は、下記へご連絡ください。", "", "info", MB_ADDRESSEE_NONE},
    {"Dear Customer,\nyour account", "", "", MB_ADDRESSEE_GENERIC},
    {"Dear Ms Tanaka,", "", "", MB_ADDRESSEE_NAMED},
    {"Hello info@office.example.jp", "", "info", MB_ADDRESSEE_ADDRESS},
    {"Hi info,", "", "info", MB_ADDRESSEE_ADDRESS},
    {"Sehr geehrter Kunde,", "", "", MB_ADDRESSEE_GENERIC},
    {"Taro Tanaka,\nplease", "Taro Tanaka", "taro", MB_ADDRESSEE_NAMED},
    {"", "", "", MB_ADDRESSEE_NONE},
};

static void test_addressee(void) {
  for (guint i = 0; i < G_N_ELEMENTS(addressees); i++) {
    MbSlice line;
    MbAddressee found = mb_addressee_find(
        mb_slice_str(addressees[i].text), mb_slice_str(addressees[i].name),
        MB_SLICE_LIT("info@office.example.jp"), mb_slice_str(addressees[i].local), &line);
    if (found != addressees[i].expected)
      g_error("%s: %d", addressees[i].text, found);
  }
}

static const struct {
  const char *text;
  int year, month, day, weekday, minutes;
  const char *source;
} dates[] = {
    {"発生日時:2021年10月14日(木)00:00頃", 2021, 10, 14, 4, 0, "2021年10月14日(木)"},
    {"２０２１年１０月１４日（日）", 2021, 10, 14, 7, -1, "２０２１年１０月１４日（日）"},
    {"2021/10/14 [Thu] 8:10", 2021, 10, 14, 4, 490, "2021/10/14 [Thu]"},
    {"2021-10-14", 2021, 10, 14, 0, -1, "2021-10-14"},
    {"令和3年10月14日木曜日 午後3時", 2021, 10, 14, 4, 900, "令和3年10月14日木曜日"},
    {"令和元年5月1日(水)", 2019, 5, 1, 3, -1, "令和元年5月1日(水)"},
    {"平成31年4月30日(火)", 2019, 4, 30, 2, -1, "平成31年4月30日(火)"},
    {"R3.10.14(木)", 2021, 10, 14, 4, -1, "R3.10.14(木)"},
    {"10月14日早朝から", 0, 10, 14, 0, -1, "10月14日"},
    {"10月14日(木)", 0, 10, 14, 4, -1, "10月14日(木)"},
};

static void test_dates(void) {
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autoptr(GArray) found = mb_body_dates(mb_slice_str(dates[i].text));
    g_assert_cmpuint(found->len, ==, 1);
    const MbBodyDate *d = &g_array_index(found, MbBodyDate, 0);
    g_assert_cmpmem(d->source.data, d->source.len, dates[i].source, strlen(dates[i].source));
    g_assert_cmpint(d->year, ==, dates[i].year);
    g_assert_cmpint(d->month, ==, dates[i].month);
    g_assert_cmpint(d->day, ==, dates[i].day);
    g_assert_cmpint(d->weekday, ==, dates[i].weekday);
    g_assert_cmpint(d->minutes, ==, dates[i].minutes);
  }
}

static void test_no_dates(void) {
  static const char *const texts[] = {
      "",         "12345678901234567890", "2021/13/01",           "2021年",
      "13月40日", "1.2021/10/14x",        "注文番号 250-2021-10", "(木)"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GArray) found = mb_body_dates(mb_slice_str(texts[i]));
    if (found->len)
      g_error("%s", texts[i]);
  }
}

static void test_weekday(void) {
  g_assert_cmpint(mb_weekday_of(2021, 10, 14), ==, 4);
  g_assert_cmpint(mb_weekday_of(2021, 2, 29), ==, 0);
  g_assert_cmpint(mb_weekday_of(2024, 2, 29), ==, 4);
  g_assert_cmpint(mb_weekday_of(0, 1, 1), ==, 0);
}

static void test_japanese(void) {
  MbJapaneseOddities odd;
  mb_japanese_oddities(MB_SLICE_LIT("お客样のアカウントを确认してください。\n张伟"), &odd);
  g_assert_cmpuint(odd.simplified, >=, 1);
  g_assert_cmpuint(odd.simplified_bare, ==, 2);
  mb_japanese_oddities(MB_SLICE_LIT("会員様のご登録内容をご確認ください、国際芸術学会。"), &odd);
  g_assert_cmpuint(odd.simplified + odd.simplified_bare, ==, 0);
  mb_japanese_oddities(MB_SLICE_LIT("> 张伟さん\n了解です"), &odd);
  g_assert_cmpuint(odd.simplified, ==, 0);
  mb_japanese_oddities(MB_SLICE_LIT("カ\xc2\xb7ゴヤ ジャ\xe2\x80\xa2パン"), &odd);
  g_assert_cmpuint(odd.dots, ==, 2);
}

static void test_random(void) {
  MbJapaneseOddities odd;
  mb_japanese_oddities(
      MB_SLICE_LIT("ご確認ください\nqZx WfTs tRjZ Kxe\nお願いします\nXkTwq vbNrt\n"), &odd);
  g_assert_cmpuint(odd.random_lines, ==, 2);
  mb_japanese_oddities(MB_SLICE_LIT("JavaScript PowerPoint YouTube\nhttps://aBcDeF.example/xKq\n"
                                    "Copyright JCB Co., Ltd. 2025\nNTT DOCOMO, INC.\nTEL FAX HTTP\n"
                                    "Yours sincerely\nWindows Server\nMcDonald MacBook iPhone"),
                       &odd);
  g_assert_cmpuint(odd.random_lines, ==, 0);
}

static void test_hidden(void) {
  MbHiddenLetters h;
  mb_hidden_letters(MB_SLICE_LIT("Ver\xe2\x80\x8bify yo\xe2\x80\x8bur acc\xe2\x80\x8bount"), &h);
  g_assert_cmpuint(h.joined, ==, 3);
  mb_hidden_letters(MB_SLICE_LIT("Donau\xc2\xadschiff\xc2\xad"
                                 "fahrt"),
                    &h);
  g_assert_cmpuint(h.joined, ==, 0);
  g_assert_cmpuint(h.soft, ==, 2);
  mb_hidden_letters(
      MB_SLICE_LIT("\xef\xbb\xbfHello \xe2\x80\x8b \xe2\x80\x8b world \xf0\x9f\x91\xa9"
                   "\xe2\x80\x8d\xf0\x9f\x92\xbb"),
      &h);
  g_assert_cmpuint(h.joined, ==, 0);
  mb_hidden_letters(MB_SLICE_LIT("P\xd0\xb0yPal \xd0\xbfривет привет Москва"), &h);
  g_assert_cmpuint(h.mixed, ==, 1);
  mb_hidden_letters(MB_SLICE_LIT("𝐏𝐚𝐲"), &h);
  g_assert_cmpuint(h.styled, ==, 3);
  mb_hidden_letters(MB_SLICE_LIT("10kΩ μm αβ-test"), &h);
  g_assert_cmpuint(h.mixed, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/body/addressee", test_addressee);
  g_test_add_func("/body/dates", test_dates);
  g_test_add_func("/body/no-dates", test_no_dates);
  g_test_add_func("/body/weekday", test_weekday);
  g_test_add_func("/body/japanese", test_japanese);
  g_test_add_func("/body/random", test_random);
  g_test_add_func("/body/hidden", test_hidden);
  return g_test_run();
}
