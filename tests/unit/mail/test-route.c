/* The boundary over whole chains. SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/hop.h"

typedef struct {
  const char *name, *trust; /* one trust server or NULL */
  int boundary;             /* index, -1 none */
  const char *ip;
  gboolean assumed;
  const char *headers;
} Case;

#define D "; Mon, 27 Sep 2021 06:12:40 +0900\n"
#define OUTSIDE                                                                                    \
  "Received: from h.example (h.example [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" D
#define FORGED                                                                                     \
  "Received: from f.example (f.example [203.0.113.9]) by bank.example (Postfix) with ESMTP id 2" D

static const Case cases[] = {
    {"plain", NULL, 0, "192.0.2.1", TRUE, OUTSIDE FORGED},
    {"recorded by the trust server", "mx.example.jp", 0, "192.0.2.1", FALSE, OUTSIDE FORGED},
    {"qmail, two local lines", "mx.example.jp", 2, "192.0.2.49", FALSE,
     "Received: (qmail 7415 invoked by uid 30); 26 May 2016 04:32:45 +0900\n"
     "Received: (qmail 7411 invoked from network); 26 May 2016 04:32:45 +0900\n"
     "Received: from unknown (HELO ?192.0.2.85?) (192.0.2.49)\n  by mx.example.jp with SMTP; 26 "
     "May 2016 "
     "04:32:45 +0900\n"},
    {"loopback and private hops", NULL, 3, "192.0.2.1", TRUE,
     "Received: by store.example.jp with LMTP id 9" D
     "Received: from localhost (localhost [127.0.0.1]) by mx.example.jp (Postfix) with ESMTP id 3" D
     "Received: from in.example.jp (in.example.jp [10.1.2.3]) by mx.example.jp (Postfix) with "
     "ESMTP id 4" D OUTSIDE FORGED},
    {"no outside hop", NULL, -1, "", FALSE,
     "Received: from pc (pc [192.168.1.4]) by mx.example.jp (Postfix) with ESMTP id 3" D
     "Received: by pc (Postfix, from userid 1000) id 1" D},
    {"no Received at all", NULL, -1, "", FALSE, "Subject: x\n"},
    {"trusted by address", "198.51.100.0/24", 1, "192.0.2.1", TRUE,
     "Received: from fwd.example (unknown [198.51.100.7]) by mx.example.jp (Postfix) with ESMTP id "
     "3" D
     "Received: from h.example (h.example [192.0.2.1]) by fwd.example (Postfix) with ESMTP id 1" D},
    {"trusted by confirmed name", "fwd.example", 1, "192.0.2.1", FALSE,
     "Received: from x (fwd.example [198.51.100.7]) by mx.example.jp (Postfix) with ESMTP id 3" D
     "Received: from h.example (h.example [192.0.2.1]) by fwd.example (Postfix) with ESMTP id 1" D},
    {"a HELO is no name", "fwd.example", 0, "203.0.113.66", TRUE,
     "Received: from fwd.example (unknown [203.0.113.66]) by mx.example.jp (Postfix) with ESMTP id "
     "3" D
     "Received: from h.example (h.example [192.0.2.1]) by fwd.example (Postfix) with ESMTP id 1" D},
    {"an unconfirmed reverse name is none either", "fwd.example", 0, "203.0.113.66", TRUE,
     "Received: from fwd.example (HELO x) (203.0.113.66) by mx.example.jp with SMTP" D
     "Received: from h.example (h.example [192.0.2.1]) by fwd.example (Postfix) with ESMTP id 1" D},
    {"sendmail doubts the name", "fwd.example", 0, "203.0.113.66", TRUE,
     "Received: from x (fwd.example [203.0.113.66] (may be forged)) by mx.example.jp (8.14/8.14) "
     "with SMTP "
     "id 1" D OUTSIDE},
    {"fetchmail is a retrieval", NULL, 1, "192.0.2.1", TRUE,
     "Received: from pop.example.jp [198.51.100.2] by localhost with POP3 (fetchmail-6.3.26) for "
     "<u@localhost> (single-drop)" D OUTSIDE},
    {"Exchange Online's inside by address", NULL, 3, "192.0.2.1", TRUE,
     "Received: from A.namprd01.prod.outlook.com (::1) by B.namprd01.prod.outlook.com with HTTPS" D
     "Received: from C.namprd01.prod.outlook.com (2603:10b6:408::6) by A.namprd01.prod.outlook.com "
     "(2603:10b6:610::1) with Microsoft SMTP Server id 15" D
     "Received: from D.eop-eur01.prod.protection.outlook.com (2a01:111:f400:7e0d::203) by "
     "C.outlook.office365.com (2603:1026:900::15) with Microsoft SMTP Server id 15" D
     "Received: from h.example (192.0.2.1) by D.mail.protection.outlook.com (10.1.2.3) with "
     "Microsoft SMTP "
     "Server id 15 via Frontend Transport" D FORGED},
    {"another tenant's exit is outside", NULL, 0, "40.107.1.2", TRUE,
     "Received: from EUR01-X-obe.outbound.protection.outlook.com (40.107.1.2) by "
     "D.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP Server id 15" D
     "Received: from A.prod.outlook.com (2603:10a6:1::1) by B.prod.outlook.com (2603:10a6:1::2) "
     "with "
     "Microsoft SMTP Server id 15" D},
    {"another tenant's exit over IPv6", NULL, 0, "2a01:111:f400:fe00::1", TRUE,
     "Received: from EUR01-X-obe.outbound.protection.outlook.com (2a01:111:f400:fe00::1) by "
     "D.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP Server id 15" D OUTSIDE},
    {"a provider's address elsewhere is outside", NULL, 0, "2603:10a6:1::1", TRUE,
     "Received: from A.prod.outlook.com (2603:10a6:1::1) by mx.example.jp (Postfix) with ESMTP id "
     "1" D OUTSIDE},
    {"a provider's name is nothing", NULL, 0, "192.0.2.66", TRUE,
     "Received: from A.namprd01.prod.outlook.com (192.0.2.66) by D.mail.protection.outlook.com "
     "(10.1.2.3) "
     "with Microsoft SMTP Server id 15" D OUTSIDE},
    {"Gmail's lines without from", NULL, 1, "209.85.220.41", TRUE,
     "Received: by 2002:a05:6512:3493:b0:500:807a:f1a4 with SMTP id v19csp1" D
     "Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41]) by "
     "mx.google.com "
     "with SMTPS id s62" D FORGED},
};

static void test_boundary(void) {
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(MbOptions) options = mb_options_new();
    g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(c->headers));
    if (c->trust)
      g_ptr_array_add(options->trust_servers, g_strdup(c->trust));
    MbRoute *route = mb_route_read(arena, headers, options);
    char ip[46] = "";
    if (route->boundary >= 0)
      mb_ip_format(&g_array_index(route->hops, MbHop, route->boundary).ip, ip);
    if (route->boundary != c->boundary || strcmp(ip, c->ip) || route->assumed != c->assumed)
      g_error("%s: boundary %d ip %s assumed %d", c->name, route->boundary, ip, route->assumed);
    g_assert_cmpint(route->first, ==, (int)route->hops->len - 1);
  }
}

static void test_delay(void) {
  static const char text[] =
      "Received: from a (a [192.0.2.1]) by b.example with SMTP; Mon, 27 Sep 2021 06:12:40 +0900\n"
      "Received: from c (c [192.0.2.2]) by a with SMTP; Sun, 26 Sep 2021 21:12:00 +0000\n"
      "Received: from d (d [192.0.2.3]) by c with SMTP; yesterday\n";
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(MB_SLICE_LIT(text));
  MbRoute *route = mb_route_read(arena, headers, NULL);
  g_assert_cmpuint(route->hops->len, ==, 3);
  g_assert_cmpint(g_array_index(route->hops, MbHop, 0).delay, ==, 40);
  g_assert_cmpint(g_array_index(route->hops, MbHop, 1).delay, ==, G_MININT64);
  g_assert_cmpint(g_array_index(route->hops, MbHop, 2).delay, ==, G_MININT64);
}

static void test_many(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append_printf(text, "Received: from h%d (h [10.0.0.1]) by b with SMTP id %d" D, i, i);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(text->str, text->len));
  MbRoute *route = mb_route_read(arena, headers, NULL);
  g_assert_cmpuint(route->n_received, ==, 1000);
  g_assert_cmpuint(route->hops->len, ==, MB_MAX_HOPS);
  g_assert_true(mb_slice_is(g_array_index(route->hops, MbHop, route->first).id, "999"));
  g_assert_cmpint(route->boundary, ==, -1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/boundary", test_boundary);
  g_test_add_func("/route/delay", test_delay);
  g_test_add_func("/route/many", test_many);
  return g_test_run();
}
