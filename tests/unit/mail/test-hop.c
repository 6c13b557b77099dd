/* Received lines in the dialects of the programs that write them (names and addresses are
 * documentation's). SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/hop.h"

typedef struct {
  const char *line;
  const char *helo, *ip, *reverse; /* reverse "?" = the server says there is none */
  const char *by, *with, *id, *for_addr, *user;
  const char *flags; /* a authenticated, t TLS, l local */
} Case;

#define DATE "; Mon, 27 Sep 2021 06:12:40 +0900"

static const Case cases[] = {
    /* Postfix */
    {"from h.example (r.example [192.0.2.1])\r\n\tby mx.example.jp (Postfix) with ESMTPS id "
     "4HGx0\r\n"
     "\tfor <u@example.jp>" DATE,
     "h.example", "192.0.2.1", "r.example", "mx.example.jp", "ESMTPS", "4HGx0", "u@example.jp", "",
     "t"},
    {"from [127.0.0.1] (unknown [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" DATE,
     "[127.0.0.1]", "192.0.2.1", "?", "mx.example.jp", "ESMTP", "1", "", "", ""},
    {"from [10.0.0.5] (unknown [192.0.2.4]) (using TLSv1.2 with cipher X (256/256 bits)) "
     "(Authenticated sender: hanako@example.jp) by mx.example.jp (Postfix) with ESMTPSA id 2" DATE,
     "[10.0.0.5]", "192.0.2.4", "?", "mx.example.jp", "ESMTPSA", "2", "", "hanako@example.jp",
     "at"},
    {"from m.example (m.example [IPv6:2001:db8::1]) by mx.example.jp (Postfix) with ESMTP id "
     "3" DATE,
     "m.example", "2001:db8::1", "m.example", "mx.example.jp", "ESMTP", "3", "", "", ""},
    {"by mx.example.jp (Postfix, from userid 33) id 5790B" DATE, "", "", NULL, "mx.example.jp", "",
     "5790B", "", "", "l"},
    /* sendmail */
    {"from h.example (ident@r.example [192.0.2.1] (may be forged)) by mx.example.jp "
     "(8.14.4/8.14.4) "
     "with ESMTP id g97 for <u@example.jp>" DATE,
     "h.example", "192.0.2.1", "r.example", "mx.example.jp", "ESMTP", "g97", "u@example.jp", "",
     ""},
    {"from h.example ([192.0.2.1]) by mx.example.jp (8.11.6/8.11.6) with SMTP id g1" DATE,
     "h.example", "192.0.2.1", "?", "mx.example.jp", "SMTP", "g1", "", "", ""},
    {"from h (IDENT:w@r.example [192.0.2.1]) by mx.example.jp (8.9.3/8.9.3) with ESMTP id R" DATE,
     "h", "192.0.2.1", "r.example", "mx.example.jp", "ESMTP", "R", "", "", ""},
    {"(from root@localhost) by mx.example.jp (8.11.6/8.11.6) id g8D for u@example.jp" DATE, "", "",
     NULL, "mx.example.jp", "", "g8D", "u@example.jp", "", "l"},
    {"from localhost (localhost [[UNIX: localhost]]) by mx.example.jp (8.11.6/8.11.6) id g" DATE,
     "localhost", "", NULL, "mx.example.jp", "", "g", "", "", ""},
    /* Exim */
    {"from [192.0.2.1] (helo=h.example) by mx.example.jp with esmtps (TLS1.2) tls TLS_X (Exim "
     "4.94) "
     "(envelope-from <a@b.example>) id 1abc-2 for u@example.jp" DATE,
     "h.example", "192.0.2.1", "?", "mx.example.jp", "esmtps", "1abc-2", "u@example.jp", "", "t"},
    {"from r.example ([192.0.2.1]:4465 helo=[10.0.0.9]) by mx.example.jp with esmtpsa (TLS1.3) "
     "tls TLS_X (Exim 4.96) id 1" DATE,
     "[10.0.0.9]", "192.0.2.1", "r.example", "mx.example.jp", "esmtpsa", "1", "", "", "at"},
    {"from r.example ([192.0.2.1]) by mx.example.jp with esmtp (Exim 4.92) id 1" DATE, "r.example",
     "192.0.2.1", "r.example", "mx.example.jp", "esmtp", "1", "", "", ""},
    {"from www-data by mx.example.jp with local (Exim 4.92) id 1" DATE, "www-data", "", NULL,
     "mx.example.jp", "local", "1", "", "", "l"},
    /* qmail: two lines for one delivery */
    {"(qmail 7411 invoked from network); 26 May 2016 04:32:45 +0900", "", "", NULL, NULL, "", "",
     "", "", "l"},
    {"from unknown (HELO ?192.0.2.85?) (192.0.2.49)\r\n  by mx.example.jp with SMTP; 26 May 2016 "
     "04:32:45 "
     "+0900",
     "?192.0.2.85?", "192.0.2.49", "?", "mx.example.jp", "SMTP", "", "", "", ""},
    {"from r.example (HELO h.example) (user@192.0.2.49 with login) by mx.example.jp with SMTP" DATE,
     "h.example", "192.0.2.49", "r.example", "mx.example.jp", "SMTP", "", "", "user", "a"},
    /* Exchange and Exchange Online */
    {"from h.example (192.0.2.1) by X.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP "
     "Server "
     "(version=TLS1_2, cipher=TLS_X) id 15.20.1 via Frontend Transport" DATE,
     "h.example", "192.0.2.1", NULL, "x.mail.protection.outlook.com", "Microsoft SMTP Server",
     "15.20.1", "", "", "t"},
    {"from A.example (2001:db8:10::1) by B.example (2001:db8:10::2) with Microsoft SMTP Server id "
     "1" DATE,
     "A.example", "2001:db8:10::1", NULL, "b.example", "Microsoft SMTP Server", "1", "", "", ""},
    {"from A.example ([fe80::1:2]) by A.example ([fe80::1:2%2]) with mapi id 15.01" DATE,
     "A.example", "fe80::1:2", NULL, "a.example", "mapi", "15.01", "", "", ""},
    {"from A.example ([fe80::1:2%5]) by A.example ([fe80::1:2%5]) with mapi id 15.01" DATE,
     "A.example", "fe80::1:2", NULL, "a.example", "mapi", "15.01", "", "", ""},
    {"from 198.51.100.4 (192.0.2.1) by X.example (10.1.2.3) with Microsoft SMTP Server id 1" DATE,
     "198.51.100.4", "192.0.2.1", NULL, "x.example", "Microsoft SMTP Server", "1", "", "", ""},
    {"from mail pickup service by x.example with Microsoft SMTPSVC" DATE, "mail", "", NULL,
     "x.example", "Microsoft SMTPSVC", "", "", "", "l"},
    /* Gmail */
    {"by 2002:a05:6512:3493:b0:500:807a:f1a4 with SMTP id v19csp1" DATE, "", "", NULL, NULL, "SMTP",
     "v19csp1", "", "", ""},
    {"from h.example (r.example. [192.0.2.1]) by mx.google.com with ESMTPS id f21si3 for "
     "<u@example.jp> "
     "(version=TLS1_3 cipher=TLS_X bits=256/256)" DATE,
     "h.example", "192.0.2.1", "r.example", "mx.google.com", "ESMTPS", "f21si3", "u@example.jp", "",
     "t"},
    {"from h.example ([192.0.2.1]) by mx.google.com with ESMTP id r7" DATE, "h.example",
     "192.0.2.1", "?", "mx.google.com", "ESMTP", "r7", "", "", ""},
    {"from ?IPV6:2001:db8::5? ([2001:db8::5]) by smtp.gmail.com with ESMTPSA id r2" DATE,
     "?IPV6:2001:db8::5?", "2001:db8::5", NULL, "smtp.gmail.com", "ESMTPSA", "r2", "", "", "at"},
    /* Courier */
    {"from h.example (r.example [::ffff:192.0.2.1]) (AUTH: LOGIN taro, TLS: "
     "TLSv1/SSLv3,256bits,AES) "
     "by mx.example.jp with ESMTPSA; Mon, 27 Sep 2021 06:12:40 +0900",
     "h.example", "192.0.2.1", "r.example", "mx.example.jp", "ESMTPSA", "", "", "taro", "at"},
    /* fetchmail */
    {"from pop.example.jp [192.0.2.9] by localhost with POP3 (fetchmail-6.3.26) for "
     "<taro@localhost> "
     "(single-drop)" DATE,
     "pop.example.jp", "192.0.2.9", NULL, "localhost", "POP3", "", "taro@localhost", "", ""},
    /* Haraka, Coremail, IronPort, CommuniGate, ZMailer, Yahoo, amavis, PowerMTA, Oracle */
    {"from h.example (r.example [192.0.2.1]) by mx.example.jp (Haraka/2.8.27) with ESMTPS id A.1 "
     "envelope-from <a@b.example> (cipher=X verify=OK)" DATE,
     "h.example", "192.0.2.1", "r.example", "mx.example.jp", "ESMTPS", "A.1", "", "", "t"},
    {"from h.example (unknown [192.0.2.1]) by mx1 (Coremail) with SMTP id _Ch0" DATE, "h.example",
     "192.0.2.1", "?", "mx1", "SMTP", "_Ch0", "", "", ""},
    {"from r.example (HELO h.example) ([192.0.2.1]) by mx.example.jp with "
     "ESMTP/TLS/AES256-SHA" DATE,
     "h.example", "192.0.2.1", "r.example", "mx.example.jp", "ESMTP/TLS/AES256-SHA", "", "", "",
     "t"},
    {"from [192.0.2.1] (account taro HELO h.example) by mx.example.jp (CommuniGate Pro SMTP 6.2) "
     "with "
     "ESMTPA id 7" DATE,
     "h.example", "192.0.2.1", "?", "mx.example.jp", "ESMTPA", "7", "", "taro", "a"},
    {"from h.example ([192.0.2.1]:2522 \"EHLO h.example\" rhost-flags-OK-OK-OK-OK) by "
     "mx.example.jp with "
     "ESMTP id S1" DATE,
     "h.example", "192.0.2.1", "h.example", "mx.example.jp", "ESMTP", "S1", "", "", ""},
    {"from 127.0.0.1  (EHLO h.example) (192.0.2.1) by mta.example.jp with SMTPs" DATE, "h.example",
     "192.0.2.1", "?", "mta.example.jp", "SMTPs", "", "", "", "t"},
    {"from [192.0.2.1] by web1.example.jp via HTTP" DATE, "[192.0.2.1]", "192.0.2.1", NULL,
     "web1.example.jp", "", "", "", "", ""},
    {"from a.example ([127.0.0.1]) by localhost (mx.example.jp [127.0.0.1]) (amavisd-new, port "
     "10024) with "
     "ESMTP id DM" DATE,
     "a.example", "127.0.0.1", NULL, "localhost", "ESMTP", "DM", "", "", ""},
    {"from h (192.0.2.1) by mx.example.jp (PowerMTA(TM) v1.5) id h1; Mon, 27 Sep 2021 06:12:40 "
     "+0900 "
     "(envelope-from <a@b.example>)",
     "h", "192.0.2.1", NULL, "mx.example.jp", "", "h1", "", "", ""},
    {"from h (/192.0.2.1) by default (Oracle Beehive Gateway v1) with ESMTP" DATE, "h", "192.0.2.1",
     NULL, "default", "ESMTP", "", "", "", ""},
    {"from h.example (Not Verified[192.0.2.1]) by mx.example.jp with ESMTP id 1" DATE, "h.example",
     "192.0.2.1", NULL, "mx.example.jp", "ESMTP", "1", "", "", ""},
    /* a client may call itself a keyword */
    {"from by (r.example [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" DATE, "by",
     "192.0.2.1", "r.example", "mx.example.jp", "ESMTP", "1", "", "", ""},
    {"from with (unknown [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id id" DATE, "with",
     "192.0.2.1", "?", "mx.example.jp", "ESMTP", "id", "", "", ""},
    /* an address in the name is the client's claim when the server recorded another */
    {"from [203.0.113.1] (r.example [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" DATE,
     "[203.0.113.1]", "192.0.2.1", "r.example", "mx.example.jp", "ESMTP", "1", "", "", ""},
    {"from c (unknown) by geopod (SG) with ESMTP id 1" DATE, "c", "", "?", "geopod", "ESMTP", "1",
     "", "", ""},
    /* no ";" before the date, and no "by" */
    {"from h (h [192.0.2.1]) by mx.example.jp with ESMTP id F4G Mon, 27 Sep 2021 06:12:40 +0900",
     "h", "192.0.2.1", "h", "mx.example.jp", "ESMTP", "F4G", "", "", ""},
    {"from [127.0.0.1] (localhost [127.0.0.1]) (Authenticated sender: k) with ESMTPSA id 34" DATE,
     "[127.0.0.1]", "127.0.0.1", "localhost", NULL, "ESMTPSA", "34", "", "k", "at"},
};

static void check(const Case *c) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbHeader header = {.value = mb_slice_str(c->line)};
  MbHop hop;
  char ip[46], flags[4];
  g_assert_true(mb_hop_parse(arena, &header, &hop));
  g_snprintf(flags, sizeof flags, "%s%s%s", hop.authenticated ? "a" : "", hop.tls ? "t" : "",
             hop.local ? "l" : "");
  const char *reverse = hop.reverse ? hop.reverse : hop.reverse_unknown ? "?" : NULL;
  gboolean ok = mb_slice_is(hop.helo, c->helo) && !strcmp(mb_ip_format(&hop.ip, ip), c->ip) &&
                !g_strcmp0(reverse, c->reverse) && !g_strcmp0(hop.by, c->by) &&
                mb_slice_is(hop.with, c->with) && mb_slice_is(hop.id, c->id) &&
                mb_slice_is(hop.for_addr, c->for_addr) && mb_slice_is(hop.user, c->user) &&
                !strcmp(flags, c->flags) && hop.date.valid;
  if (!ok)
    g_error("%s\n helo %.*s ip %s reverse %s by %s with %.*s id %.*s for %.*s user %.*s flags %s "
            "date %d",
            c->line, MB_SLICE_ARG(hop.helo), ip, reverse, hop.by, MB_SLICE_ARG(hop.with),
            MB_SLICE_ARG(hop.id), MB_SLICE_ARG(hop.for_addr), MB_SLICE_ARG(hop.user), flags,
            hop.date.valid);
}

static void test_dialects(void) {
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check(&cases[i]);
}

static void test_hostile(void) {
  static const char *const lines[] = {
      "",        ";",  "(",    "((((((((",      ")",      "from",
      "from by", "by", "; ;;", "from ( by ) [", "from [", "from x ([1.2.3.4 by y",
      "for <"};
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbHeader header = {.value = mb_slice_str(lines[i])};
    MbHop hop;
    mb_hop_parse(arena, &header, &hop);
    g_assert_true(hop.header == &header);
    g_assert_cmpint(hop.ip.family, ==, 0);
  }
}

/* Time grows with the length only: a megabyte of any one character is read at once. */
static void test_long(void) {
  static const char fill[] = "(); <[ax\\";
  for (gsize k = 0; k < sizeof fill - 1; k++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autofree char *line = g_malloc(1 << 20);
    memset(line, fill[k], 1 << 20);
    memcpy(line, "from ", 5);
    MbHeader header = {.value = mb_slice(line, 1 << 20)};
    MbHop hop;
    gint64 start = g_get_monotonic_time();
    mb_hop_parse(arena, &header, &hop);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 500000);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hop/dialects", test_dialects);
  g_test_add_func("/hop/hostile", test_hostile);
  g_test_add_func("/hop/long", test_long);
  return g_test_run();
}
