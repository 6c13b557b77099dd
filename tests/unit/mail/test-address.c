/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address.h"

#include <time.h>

typedef struct {
  const char *in;
  const char *list; /* "name|address" of each mailbox, joined by " ; " */
  guint flags;
} Case;

#define MANY  MB_ADDR_MANY
#define NONE  MB_ADDR_NONE
#define ODD   MB_ADDR_SYNTAX
#define GROUP MB_ADDR_GROUP

static const Case cases[] = {
    /* RFC 5322 appendix A */
    {"John Doe <jdoe@machine.example>", "John Doe|jdoe@machine.example", 0},
    {"\"Joe Q. Public\" <john.q.public@example.com>", "Joe Q. Public|john.q.public@example.com", 0},
    {"Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
     "Mary Smith|mary@x.test ; |jdoe@example.org ; Who?|one@y.test", MANY},
    {"<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
     "|boss@nil.test ; Giant; \"Big\" Box|sysservices@example.net", MANY},
    {"A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
     "Ed Jones|c@a.test ; |joe@where.test ; John|jdoe@one.test", GROUP | MANY},
    {"Undisclosed recipients:;", "", GROUP | NONE},
    {"Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
     "Pete (A nice chap)|pete@silly.test", MB_ADDR_COMMENT},
    {"jdoe@example.org (John Doe)", "John Doe|jdoe@example.org", 0},
    {"\"much quoted\"@example.org", "|\"much quoted\"@example.org", MB_ADDR_QUOTED_LOCAL},
    {"x@[192.0.2.1]", "|x@[192.0.2.1]", MB_ADDR_DOMAIN_LITERAL},
    /* names */
    {"=?utf-8?B?6KaL56C044KK?= <a@x.test>", "見破り|a@x.test", 0},
    {"\"=?utf-8?B?6KaL56C044KK?=\" <a@x.test>", "見破り|a@x.test", 0},
    {"見破り <a@x.test>", "見破り|a@x.test", 0},
    {"\"Tanaka,\r\n Taro\" <a@x.test>", "Tanaka, Taro|a@x.test", 0},
    {"\"ceo@brand.test\" <a@x.test>", "ceo@brand.test|a@x.test", MB_ADDR_IN_NAME},
    {"\"ceo                    x\" <a@x.test>", "ceo x|a@x.test", MB_ADDR_PADDED},
    {"=?utf-8?Q?Pay=E2=80=8BPal?= <a@x.test>", "Pay Pal|a@x.test", MB_ADDR_INVISIBLE},
    {"=?utf-8?Q?moc=E2=80=AEx?= <a@x.test>", "moc x|a@x.test", MB_ADDR_INVISIBLE},
    {"=?utf-8?Q?a=00b?= <a@x.test>", "ab|a@x.test", MB_ADDR_CONTROL},
    {"Team \xe2\x9d\xa4\xef\xb8\x8f <a@x.test>", "Team ❤\ufe0f|a@x.test", 0},
    /* attacks, SECURITY rows 9 to 14 */
    {"<good@x.test> <evil@y.test>", "<good@x.test>|evil@y.test",
     MB_ADDR_TWO_ANGLES | MB_ADDR_IN_NAME},
    {"good@x.test <evil@y.test>", "good@x.test|evil@y.test", ODD | MB_ADDR_IN_NAME},
    {"<a@x.test>b", "|a@x.test", ODD},
    {"<@a.test,@b.test:c@d.test>", "|@a.test ; |c@d.test", MB_ADDR_ROUTE | MANY | ODD},
    {"Name, <a@brand.test.>", "Name| ; |a@brand.test.", MANY | MB_ADDR_TRAILING_DOT},
    {"Name,(<a@brand.test>)", "Name| ; (<a@brand.test>)|", MANY | NONE | MB_ADDR_IN_NAME},
    {"=?utf-8?Q?a=40brand.test?= <evil@y.test>", "a@brand.test|evil@y.test", MB_ADDR_IN_NAME},
    {"=?utf-8?Q?a=40brand.test?=@y.test", "|\"a@brand.test\"@y.test", MB_ADDR_ENCODED | ODD},
    {"=?utf-8?Q?a=40brand.test?=", "a@brand.test|", NONE | MB_ADDR_ENCODED | MB_ADDR_IN_NAME},
    {"\"Name\"<>696<info@evil.test>", "Name <>|info@evil.test", MB_ADDR_TWO_ANGLES | ODD},
    {"admin@legit.test\rX: <evil@y.test>", "|admin@legit.test", 0},
    {"<evil@y.test", "|evil@y.test", ODD},
    {"no address here", "no address here|", NONE},
    {"", "", NONE},
    {"a b@x.test", "|\"a b\"@x.test", 0},
};

static char *describe(const MbAddressList *list) {
  GString *s = g_string_new(NULL);
  for (guint i = 0; i < list->mailboxes->len; i++) {
    const MbMailbox *m = &g_array_index(list->mailboxes, MbMailbox, i);
    if (i)
      g_string_append(s, " ; ");
    g_string_append_len(s, m->name.data, m->name.len);
    g_string_append_c(s, '|');
    g_string_append_len(s, m->address.data, m->address.len);
  }
  return g_string_free(s, FALSE);
}

static void test_cases(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const MbAddressList *list = mb_address_parse(arena, mb_slice_str(cases[i].in));
    g_autofree char *got = describe(list);
    g_assert_cmpstr(got, ==, cases[i].list);
    if (list->flags != cases[i].flags)
      g_error("%s: flags %#x, not %#x", cases[i].in, list->flags, cases[i].flags);
  }
}

static void test_parts(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice in = MB_SLICE_LIT(" First <A.B@Mail.EXAMPLE.com.> ,\r\n Second <c@d.test>");
  const MbAddressList *list = mb_address_parse(arena, in);
  g_assert_cmpuint(list->mailboxes->len, ==, 2);
  const MbMailbox *m = &g_array_index(list->mailboxes, MbMailbox, 0);
  g_assert_cmpmem(m->local.data, m->local.len, "A.B", 3);
  g_assert_cmpstr(m->domain, ==, "mail.example.com");
  g_assert_true(m->source.data == in.data + 1);
  g_assert_cmpmem(m->source.data, m->source.len, "First <A.B@Mail.EXAMPLE.com.>", 29);
  m = &g_array_index(list->mailboxes, MbMailbox, 1);
  g_assert_cmpmem(m->source.data, m->source.len, "Second <c@d.test>", 17);
}

/* Everything that repeats, in linear time and bounded memory. */
static void test_hostile(void) {
  const char *pieces[] = {"g:", "<",    ">",    "(",   ")",  "\"",         "\\",
                          "@",  ",",    "a@b,", "<>",  "=?", "=?a?Q?b?= ", "=?utf-8?Q?=28?=",
                          "()", "<@a:", "[",    "\xff"};
  for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(GString) s = g_string_new(NULL);
    while (s->len < 100 * 1024)
      g_string_append(s, pieces[i]);
    clock_t start = clock();
    const MbAddressList *list = mb_address_parse(arena, mb_slice(s->str, s->len));
    g_assert_cmpint(clock() - start, <, 2 * CLOCKS_PER_SEC);
    g_assert_cmpuint(list->mailboxes->len, <=, MB_MAX_ADDRESSES);
    g_assert_true(list->flags & MB_ADDR_TOO_MANY);
    g_assert_cmpuint(mb_arena_used(arena), <, 64 * 1024 * 1024);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/address/cases", test_cases);
  g_test_add_func("/address/parts", test_parts);
  g_test_add_func("/address/hostile", test_hostile);
  return g_test_run();
}
