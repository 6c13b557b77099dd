/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/rfc2047.h"

#include <time.h>

typedef struct {
  const char *in, *out;
  guint flags;
  const char *charset;
} Case;

#define W MB_WORD_ENCODED

static const Case cases[] = {
    {" plain subject ", "plain subject", 0, NULL},
    {"folded\r\n subject", "folded subject", 0, NULL},
    {"bare\rreturn", "bare return", 0, NULL},
    {"=?utf-8?B?6KaL56C044KK?=", "見破り", W, "utf-8"},
    {"=?UTF-8?Q?Caf=C3=A9_noir?= tail", "Café noir tail", W, "utf-8"},
    {"=?iso-8859-1*fr?q?=E9?=", "é", W, "iso-8859-1"}, /* RFC 2231 language */
    /* RFC 2047 section 8 */
    {"(=?ISO-8859-1?Q?a?=)", "(a)", W, "iso-8859-1"},
    {"(=?ISO-8859-1?Q?a?= b)", "(a b)", W, "iso-8859-1"},
    {"(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)", W, "iso-8859-1"},
    {"(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)", "(ab)", W, "iso-8859-1"},
    {"(=?ISO-8859-1?Q?a_b?=)", "(a b)", W, "iso-8859-1"},
    {"(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)", W | MB_WORD_MIXED, "iso-8859-1"},
    /* what GMime 3.2.13 loses: words after one that ends in "=" */
    {"=?utf-8?B?UGF5UGE=?= =?utf-8?B?bCBTZXJ2aWNl?=", "PayPal Service", W, "utf-8"},
    {"=?iso-2022-jp?B?GyRCOCsbKEI=?=\r\n =?iso-2022-jp?B?GyRCR0sbKEI=?=", "見破", W, "iso-2022-jp"},
    /* a character split over two words, each with its own padding */
    {"=?utf-8?B?6KY=?= =?utf-8?B?i+egtA==?=", "見破", W, "utf-8"},
    {"=?utf-8?Q?=E8=A6?= =?utf-8?Q?=8B?=", "見", W, "utf-8"},
    /* stray padding, missing padding, blanks inside */
    {"=?utf-8?B?UGF5=UGFs?=", "PayPal", W, "utf-8"},
    {"=?utf-8?B?UGF5UGFsX?=", "PayPal", W | MB_WORD_BROKEN, "utf-8"},
    {"=?utf-8?B?UGF5UGE?=", "PayPa", W, "utf-8"},
    {"=?utf-8?Q?two words?=", "two words", W, "utf-8"},
    {"=?utf-8?B?UGF5\r\n UGE=?=", "PayPa", W, "utf-8"},
    /* NEC row 13 */
    {"=?ISO-2022-JP?B?GyRCLSEbKEI=?=", "①", W, "iso-2022-jp"},
    {"=?iso-2022-jp?B?GyRCLWobKEI=?=", "㈱", W, "iso-2022-jp"},
    {"=?Shift_JIS?B?h0CHig==?=", "①㈱", W, "shift_jis"},
    /* words glued to text */
    {"a=?utf-8?Q?b?=c", "abc", W, "utf-8"},
    /* no words, or not decodable: shown as they stand */
    {"=?utf-8?X?abc?=", "=?utf-8?X?abc?=", 0, NULL},
    {"=?utf-8?B?abc", "=?utf-8?B?abc", 0, NULL},
    {"=?utf-8?B?a-b_?=", "=?utf-8?B?a-b_?=", W | MB_WORD_BROKEN, "utf-8"},
    {"=?x-none?Q?abc?=", "=?x-none?Q?abc?=", W | MB_WORD_BROKEN, NULL},
    {"=??Q?abc?=", "=??Q?abc?=", W | MB_WORD_BROKEN, NULL},
    /* hostile content */
    {"=?utf-8?Q?a=0D=0ABcc:_x?=", "a  Bcc: x", W | MB_WORD_CONTROL, "utf-8"},
    {"=?utf-8?Q?a=00b?=", "ab", W | MB_WORD_CONTROL, "utf-8"},
    {"=?utf-8?Q?ceo=40brand.example?=", "ceo@brand.example", W | MB_WORD_ADDRESS, "utf-8"},
    {"=?utf-8?Q?=E8?= x", "\uFFFD x", W | MB_WORD_BROKEN, "utf-8"},
    /* raw */
    {"\x83\x65\x83\x58\x83\x67", "テスト", MB_WORD_RAW_8BIT, NULL},
    {"\033$B%F%9%H\033(B", "テスト", MB_WORD_RAW_8BIT, NULL},
    {"テスト =?utf-8?Q?x?=", "テスト x", MB_WORD_RAW_8BIT | W, "utf-8"},
};

static void test_cases(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    guint flags = 99;
    const char *charset = "unset";
    MbSlice out = mb_rfc2047_decode(arena, mb_slice_str(c->in), &flags, &charset);
    g_assert_true(g_utf8_validate(out.data, out.len, NULL));
    g_assert_cmpstr(out.data, ==, c->out);
    g_assert_cmpuint(flags, ==, c->flags);
    g_assert_cmpstr(charset, ==, c->charset);
  }
}

/* Text full of beginnings that lead nowhere. */
static void test_linear(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  const char *pieces[] = {"=?", "=?a?B?", "?=", "=?utf-8?Q?=?= ", "=?utf-8?b?A?="};
  for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autoptr(GString) s = g_string_new(NULL);
    while (s->len < 256 * 1024)
      g_string_append(s, pieces[i]);
    clock_t start = clock();
    mb_rfc2047_decode(arena, mb_slice(s->str, s->len), NULL, NULL);
    g_assert_cmpint(clock() - start, <, 2 * CLOCKS_PER_SEC);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rfc2047/cases", test_cases);
  g_test_add_func("/rfc2047/linear", test_linear);
  return g_test_run();
}
