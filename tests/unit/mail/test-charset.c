/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/charset.h"
#include "mail/charset-names.h"

#include <time.h>

typedef struct {
  const char *label, *in, *out, *used;
  guint bad;
} Case;

#define SJIS_TEST "\x83\x65\x83\x58\x83\x67"
#define EUC_TEST  "\xa5\xc6\xa5\xb9\xa5\xc8"

static const Case cases[] = {
    {"utf-8", "plain", "plain", "utf-8", 0},
    {"UTF8", "見破り", "見破り", "utf-8", 0},
    {" \"utf-8\" ", "é", "é", "utf-8", 0},
    {"utf-8", "a\xe8\xa6z", "a\uFFFDz", "utf-8", 1}, /* one cut character, one replacement */
    {"utf-8", "\xc0\xaf\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", "utf-8", 5},
    {"utf-8", "\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", "utf-8", 4},
    {"iso-2022-jp", "\033$B%F%9%H\033(B test", "テスト test", "iso-2022-jp", 0},
    {"iso-2022-jp", "\033$B-!\033(B \033$B-j\033(B", "① ㈱", "iso-2022-jp", 0},
    {"ISO-2022-JP", "\033(I6^\033(B", "ｶﾞ", "iso-2022-jp", 0},
    {"iso-2022-jp", "\033$B%F%9\nabc", "テス\nabc", "iso-2022-jp", 0}, /* line ends in ASCII */
    {"iso-2022-jp", "\033$B%F\033", "テ\uFFFD", "iso-2022-jp", 1},
    {"iso-2022-jp", "\033$(D\"/\033(B", "\u02d8", "iso-2022-jp", 0}, /* JIS X 0212 */
    {"iso-2022-jp", SJIS_TEST, "テスト", "shift_jis", 0},            /* the label is refuted */
    {"shift_jis", "\x87\x40\x87\x8a\x81\x60", "①㈱～", "shift_jis", 0},
    {"shift_jis", "a\\b", "a\\b", "shift_jis", 0},
    {"shift_jis", "\xb6\xde", "ｶﾞ", "shift_jis", 0},
    {"shift_jis", "\x83", "\uFFFD", "shift_jis", 1},
    {"euc-jp", EUC_TEST " \xad\xa1", "テスト ①", "euc-jp", 0},
    {"windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет", "windows-1251", 0},
    {"koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет", "koi8-r", 0},
    {"gb2312", "\xd6\xd0\xb9\xfa", "中国", "gb18030", 0},
    {"gb2312", "\x81\x30\x81\x30", "\xc2\x80", "gb18030", 0},
    {"big5", "\xa4\xa4\xb0\xea", "中國", "big5", 0},
    {"ks_c_5601-1987", "\xbd\xba\xc6\xbc\xc7\xd8", "스티해", "euc-kr", 0},
    {"iso-8859-1", "\x80 \xe9 \x81", "€ é \xc2\x81", "windows-1252", 0},
    {"iso8859-15", "\xa4", "€", "iso-8859-15", 0},
    {"us-ascii", "\xc3\xa9", "é", "utf-8", 0},
    {"utf-7", "+AGE-b", "ab", "utf-7", 0},
    {"utf-7", "+2AA-", "\uFFFD", "utf-7", 1}, /* a lone surrogate never gets out */
    {NULL, "ascii", "ascii", "utf-8", 0},
    {"", "テスト", "テスト", "utf-8", 0},
    {"x-nonsense", SJIS_TEST, "テスト", "shift_jis", 0},
    {NULL, EUC_TEST, "テスト", "euc-jp", 0},
    {NULL, "\033$B%F%9%H\033(B", "テスト", "iso-2022-jp", 0},
    {NULL, "\x87\x40\x87\x41", "①②", "shift_jis", 0},
    {NULL, "\x8f\x64\x97\x76\x82\xc8\x82\xa8\x92\x6d\x82\xe7\x82\xb9", "重要なお知らせ",
     "shift_jis", 0},
    {NULL, "\xc4\xfa\xb5\xc4\xd5\xca\xbb\xa7", "您的帐户", "gb18030", 0},
    {NULL, "\xb1\x7a\xa6\x6e\xa1\x41\xbd\xd0\xac\x64\xa6\xac", "您好，請查收", "big5", 0},
    {NULL, "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", "Привет, мир", "windows-1251", 0},
    {NULL, "\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2", "Привет, мир", "koi8-r", 0},
    {NULL,
     "Gl\xfc"
     "ckwunsch \xdc"
     "berraschung",
     "Glückwunsch Überraschung", "windows-1252", 0},
    {NULL, "\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4 \xc0\xcc\xb0\xcd\xc0\xba", "안녕하세요 이것은",
     "euc-kr", 0},
};

static void check(MbArena *arena, const Case *c) {
  const char *used = NULL;
  guint bad = 99;
  MbSlice out = mb_charset_to_utf8(arena, mb_slice_str(c->in), c->label, &used, &bad);
  g_assert_true(g_utf8_validate(out.data, out.len, NULL));
  g_assert_cmpstr(out.data, ==, c->out);
  g_assert_cmpstr(used, ==, c->used);
  g_assert_cmpuint(bad, ==, c->bad);
}

static void test_cases(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check(arena, &cases[i]);
}

/* Every name in the table has its converter: after a lock there is no other chance. */
static void test_all_open(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  mb_charset_preload();
  guint n = 0;
  for (guint i = 0; i < MB_N_CHARSETS; i++, n++) {
    const char *used = NULL;
    g_assert_true(mb_charset_is_known(mb_slice_str(mb_charsets[i].name)));
    const char in[] = "A\0\0\0";
    gboolean wide = g_str_has_prefix(mb_charsets[i].name, "utf-16") ||
                    g_str_has_prefix(mb_charsets[i].name, "utf-32");
    MbSlice out =
        mb_charset_to_utf8(arena, mb_slice(in, wide ? 4 : 1), mb_charsets[i].name, &used, NULL);
    g_assert_cmpstr(used, ==, mb_charsets[i].name);
    g_assert_cmpuint(out.len, >, 0);
    if (!wide)
      g_assert_cmpstr(out.data, ==, "A");
  }
  g_assert_cmpuint(n, >=, 37);
}

static void test_nul_and_empty(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice out = mb_charset_to_utf8(arena, MB_SLICE_LIT("a\0\xe9"), NULL, NULL, NULL);
  g_assert_cmpmem(out.data, out.len, "a\0é", 4);
  out = mb_charset_to_utf8(arena, MB_SLICE_NONE, "iso-2022-jp", NULL, NULL);
  g_assert_cmpuint(out.len, ==, 0);
}

/* Megabytes of undecodable bytes cost no more than other megabytes. */
static void test_garbage_is_linear(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  gsize n = 8 * 1024 * 1024;
  g_autofree char *garbage = g_malloc(n);
  memset(garbage, 0xff, n);
  garbage[n / 2] = 033; /* so that ISO-2022-JP stays ISO-2022-JP */
  const char *labels[] = {"shift_jis", "gb18030", "utf-8", "iso-2022-jp", "iso-2022-kr", "big5"};
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    clock_t start = clock();
    guint bad = 0;
    mb_charset_to_utf8(arena, mb_slice(garbage, n), labels[i], NULL, &bad);
    g_assert_cmpuint(bad, >, 0);
    g_assert_cmpint(clock() - start, <, 5 * CLOCKS_PER_SEC); /* quadratic: hours */
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/charset/cases", test_cases);
  g_test_add_func("/charset/all-open", test_all_open);
  g_test_add_func("/charset/nul", test_nul_and_empty);
  g_test_add_func("/charset/garbage", test_garbage_is_linear);
  return g_test_run();
}
