/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address.h"

typedef struct {
  MbSlice in;
  const char *readings; /* "reader=address" joined by ", " */
  gboolean ambiguous;
} Case;

#define IN(s) MB_SLICE_LIT(s)

static const Case cases[] = {
    {IN("From: Taro <taro@a.test>\r\n"), "thunderbird=taro@a.test", FALSE},
    {IN("From: \"Doe, John\" <j@a.test>\r\nSender: x@b.test\r\n"), "thunderbird=j@a.test", FALSE},
    {IN("From: \"Kana\", <j@a.test>\r\n"), "thunderbird=j@a.test", FALSE},
    {IN("From: =?utf-8?Q?Tanaka=2C_Taro?= <t@a.test>\r\n"), "thunderbird=t@a.test", FALSE},
    {IN("From: \"t@a.test\" <t@a.test>\r\n"), "thunderbird=t@a.test", FALSE},
    /* a name that is another address has its own sign */
    {IN("From: \"ceo@b.test\" <t@a.test>\r\n"), "thunderbird=t@a.test, name-only=ceo@b.test",
     FALSE},
    /* lists, groups, routes, two angles */
    {IN("From: a@a.test, b@b.test\r\n"), "thunderbird=a@a.test, thunderbird-list=b@b.test", TRUE},
    {IN("From: x@a.test, y@a.test\r\n"), "thunderbird=x@a.test, thunderbird-list=y@a.test", FALSE},
    {IN("From: g: a@a.test;\r\n"), "thunderbird=a@a.test", FALSE},
    {IN("From: <@a.test,@b.test:c@d.test>\r\n"), "thunderbird=c@d.test", FALSE},
    {IN("From: <good@a.test> <evil@b.test>\r\n"),
     "thunderbird=evil@b.test, first-angle=good@a.test", TRUE},
    {IN("From: good@a.test <evil@b.test>\r\n"), "thunderbird=evil@b.test, name-only=good@a.test",
     FALSE},
    {IN("From: Name,(<a@a.test>)\r\n"), "thunderbird=, first-angle=a@a.test", TRUE},
    {IN("From: =?utf-8?Q?a=40a.test?=\r\n"), "thunderbird=, decoded=a@a.test", TRUE},
    {IN("From: =?utf-8?Q?=3Ca=40a.test=3E?= <b@b.test>\r\n"),
     "thunderbird=b@b.test, decoded=a@a.test", TRUE},
    {IN("From: =?utf-8?Q?a=40a.test=0A?=@b.test\r\n"),
     "thunderbird=\"a@a.test\n\"@b.test, rfc5322==?utf-8?Q?a=40a.test=0A?=@b.test, "
     "decoded=\"a@a.test\"@b.test, decoded-cut=a@a.test",
     TRUE},
    /* several fields */
    {IN("From: a@a.test\r\nFrom: b@b.test\r\n"), "thunderbird=a@a.test, last-from=b@b.test", TRUE},
    {IN("From: a@a.test\r\nFrom: a@a.test\r\n"), "thunderbird=a@a.test, last-from=a@a.test", FALSE},
    {IN("From : a@a.test\r\nFrom: b@b.test\r\n"), "thunderbird=a@a.test, last-from=b@b.test", TRUE},
    {IN("X: y\r\nFrom: a@a.test\r\nFrom: b@b.test\r\nFrom: c@c.test\r\n"),
     "thunderbird=a@a.test, other-from=b@b.test, last-from=c@c.test", TRUE},
    /* bytes */
    {IN("From: a@a.test\rFrom: b@b.test\r\n"), NULL, TRUE},
    {IN("From: a@a.test\0@b.test\r\n"), NULL, TRUE},
    {IN("From: =?utf-8?Q?x?= <a@a.test>\0<b@b.test>\r\n"), NULL, TRUE},
    /* no From */
    {IN("Sender: a@a.test\r\n"), "sender=a@a.test", FALSE},
    {IN("Sender: a@a.test\r\nResent-From: b@b.test\r\n"), "sender=a@a.test, resent-from=b@b.test",
     TRUE},
    {IN("Subject: x\r\n"), "", FALSE},
};

static char *describe(const MbSenders *senders) {
  GString *s = g_string_new(NULL);
  for (guint i = 0; i < senders->readings->len; i++) {
    const MbSenderReading *r = &g_array_index(senders->readings, MbSenderReading, i);
    g_string_append_printf(s, "%s%s=%.*s", i ? ", " : "", r->reader,
                           MB_SLICE_ARG(r->mailbox.address));
  }
  return g_string_free(s, FALSE);
}

static void test_cases(void) {
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(MbHeaders) headers = mb_headers_scan(cases[i].in);
    const MbSenders *senders = mb_senders_read(arena, headers);
    g_autofree char *got = describe(senders);
    if (cases[i].readings)
      g_assert_cmpstr(got, ==, cases[i].readings);
    if (senders->ambiguous != cases[i].ambiguous)
      g_error("%s → %s: ambiguous %d", cases[i].in.data, got, senders->ambiguous);
  }
}

static void test_many_fields(void) {
  g_autoptr(GString) s = g_string_new(NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf(s, "From: a%u@b%u.test\r\n", i, i);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(s->str, s->len));
  const MbSenders *senders = mb_senders_read(arena, headers);
  g_assert_true(senders->ambiguous);
  g_assert_cmpuint(senders->readings->len, <=, 64);
  g_assert_cmpuint(senders->n_from, >, 64);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/senders/cases", test_cases);
  g_test_add_func("/senders/many-fields", test_many_fields);
  return g_test_run();
}
