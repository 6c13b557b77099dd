/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

typedef struct {
  const char *in, *out;
} Pair;

static void check(const Pair *pairs, gsize n, char *(*f)(MbSlice)) {
  for (gsize i = 0; i < n; i++) {
    g_autofree char *got = f(mb_slice_str(pairs[i].in));
    g_assert_cmpstr(got, ==, pairs[i].out);
  }
}

static void test_fold(void) {
  static const Pair pairs[] = {
      {"", ""},
      {"PayPal", "paypal"},
      {"ＰａｙＰａｙ", "paypay"},
      {"ｶｺﾞﾔ", "カゴヤ"},
      {"か\u3099", "が"},
      {"カ\u3099ゴヤ", "ガゴヤ"},
      {"E\u0301a", "éa"},
      {"abcE\u0301", "abcé"},
      {"ÉCOLE", "école"},
      {"①㈱", "1(株)"},
      {"Straße", "strasse"},
      {"Pay\u200b\u00adP\ufe0fal", "paypal"},
      {"a\u202eb\u2066c", "abc"},
      {"Pay\u2800Pal", "pay pal"},
      {"重要なお知らせ", "重要なお知らせ"},
      {"\u1100\u1161", "가"},
      {"a\xff"
       "b",
       "a\uFFFDb"},
      {"a\xe3\x81", "a\uFFFD"},
  };
  check(pairs, G_N_ELEMENTS(pairs), mb_text_fold);
  g_autofree char *nul = mb_text_fold(MB_SLICE_LIT("A\0B"));
  g_assert_cmpstr(nul, ==, "ab");
}

/* The fast paths change nothing: GLib alone says the same. */
static void test_fold_like_glib(void) {
  for (gunichar c = 0x20; c < 0x11000; c++) {
    if (!g_unichar_validate(c) || mb_is_invisible(c) || mb_is_bidi_control(c))
      continue;
    char text[32] = "aか";
    gsize n = strlen(text);
    n += g_unichar_to_utf8(c, text + n);
    memcpy(text + n, "B\u3099カ", sizeof "B\u3099カ");
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *want = g_utf8_casefold(normal, -1);
    g_autofree char *got = mb_text_fold(mb_slice_str(text));
    g_assert_cmpstr(got, ==, want);
  }
}

static void test_fold_name(void) {
  static const Pair pairs[] = {
      {"Pay Pal", "paypal"},
      {"三井住友　カード", "三井住友カード"},
      {"アマゾン・ジャパン", "アマゾンジャパン"},
      {"カ―ド", "カード"},  /* U+2015 */
      {"カ一ド", "カード"}, /* Han one */
      {"カ-ド", "カード"},
      {"センタ―", "センター"},
      {"カード一覧", "カード一覧"},
      {"アマゾン-japan", "アマゾンjapan"},
      {"e-tax", "etax"},
      {"ﾔﾏﾄ運輸", "ヤマト運輸"},
  };
  check(pairs, G_N_ELEMENTS(pairs), mb_text_fold_name);
}

static char *skeleton_of(MbSlice s) {
  g_autofree char *folded = mb_text_fold(s);
  return mb_text_skeleton(folded);
}

static void test_skeleton(void) {
  static const Pair pairs[] = {
      {"paypal", "paypal"},
      {"pаypаl", "paypal"}, /* Cyrillic а */
      {"paypa1", "paypal"},
      {"kag0ya", "kagoya"},
      {"arnazon", "amazon"},
      {"vvestern", "westem"},
      {"c1oud", "doud"},
      {"cloud", "doud"},
      {"ámạzon", "amazon"},
      {"ænima", "aenima"},
      {"Ｍ℮ta", "meta"},
      {"三井住友力ード", "三井住友カード"},
      {"ニ卜リ", "ニトリ"},
      {"カ一ド", "カード"},
      {"ペイぺイ", "ペイペイ"},
      {"バス", "バス"}, /* the voicing mark stays */
      {"", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
    g_autofree char *got = skeleton_of(mb_slice_str(pairs[i].in));
    g_autofree char *want = skeleton_of(mb_slice_str(pairs[i].out));
    g_assert_cmpstr(got, ==, want);
  }
  g_autofree char *exact = skeleton_of(MB_SLICE_LIT("arnаz0n-rnail"));
  g_assert_cmpstr(exact, ==, "amazon-mail");
}

static void test_squeeze(void) {
  static const Pair pairs[] = {
      {"  a \t\r\n b  ", "a b"},
      {" \n ", ""},
      {"見　破り", "見　破り"},
      {"a\xff", "a\uFFFD"},
  };
  check(pairs, G_N_ELEMENTS(pairs), mb_text_squeeze);
  g_autofree char *nul = mb_text_squeeze(MB_SLICE_LIT("a\0b\xff c\0"));
  g_assert_cmpstr(nul, ==, "ab\uFFFD c");
}

static char *inert20(MbSlice s) {
  return mb_text_inert(s, 20);
}

static void test_inert(void) {
  static const Pair pairs[] = {
      {"ordinary テスト", "ordinary テスト"},
      {"a\u202eb", "a«U+202E»b"},
      {"a\nb", "a«U+000A»b"},
      {"a\033[1m", "a«U+001B»[1m"},
      {"\u200bx", "«U+200B»x"},
      {"❤\ufe0f", "❤\ufe0f"},
      {"x\ufe0f", "x«U+FE0F»"},
      {"👩\u200d💻", "👩\u200d💻"},
      {"bad\xff", "bad\uFFFD"},
      {"12345678901234567890", "12345678901234567890"},
      {"123456789012345678901", "12345678901234567890…"},
      {"1234567890123456\u202e", "1234567890123456…"},
  };
  check(pairs, G_N_ELEMENTS(pairs), inert20);
  g_autofree char *nul = mb_text_inert(MB_SLICE_LIT("a\0b"), 20);
  g_assert_cmpstr(nul, ==, "a«U+0000»b");
}

static gboolean is_japanese(const char *text) {
  MbTextCount count;
  mb_text_count(mb_slice_str(text), &count);
  return mb_text_is_japanese(&count);
}

static void test_count(void) {
  MbTextCount c;
  mb_text_count(mb_slice_str("ab かナ漢 ж 한\u200b\u202e\xff"), &c);
  g_assert_cmpuint(c.latin, ==, 2);
  g_assert_cmpuint(c.kana, ==, 2);
  g_assert_cmpuint(c.han, ==, 1);
  g_assert_cmpuint(c.cyrillic, ==, 1);
  g_assert_cmpuint(c.hangul, ==, 1);
  g_assert_cmpuint(c.invisible, ==, 1);
  g_assert_cmpuint(c.bidi, ==, 1);
  g_assert_cmpuint(c.chars, ==, 10);
  g_assert_true(is_japanese("重要なお知らせ"));
  g_assert_true(is_japanese("【Amazon】お客様のアカウント"));
  g_assert_false(is_japanese("您的帐户已被限制，请尽快登录网站确认您的信息，优の良品"));
  g_assert_false(is_japanese("A long English text that names けん only once"));
  g_assert_false(is_japanese("重要通知"));
  g_assert_false(is_japanese(""));
}

static void test_script(void) {
  g_assert_cmpint(mb_script_of('a'), ==, MB_SCRIPT_LATIN);
  g_assert_cmpint(mb_script_of('1'), ==, MB_SCRIPT_OTHER);
  g_assert_cmpint(mb_script_of(0x430), ==, MB_SCRIPT_CYRILLIC);
  g_assert_cmpint(mb_script_of(0x3b1), ==, MB_SCRIPT_GREEK);
  g_assert_cmpint(mb_script_of(0x30fc), ==, MB_SCRIPT_KATAKANA);
  g_assert_cmpint(mb_script_of(0x20000), ==, MB_SCRIPT_HAN);
  g_assert_cmpint(mb_script_of(0xac00), ==, MB_SCRIPT_HANGUL);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/fold", test_fold);
  g_test_add_func("/text/fold-like-glib", test_fold_like_glib);
  g_test_add_func("/text/fold-name", test_fold_name);
  g_test_add_func("/text/skeleton", test_skeleton);
  g_test_add_func("/text/squeeze", test_squeeze);
  g_test_add_func("/text/inert", test_inert);
  g_test_add_func("/text/count", test_count);
  g_test_add_func("/text/script", test_script);
  return g_test_run();
}
