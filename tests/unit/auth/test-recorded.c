/* Where in a mail recorded results are believed: every place a forgery can stand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/authres.h"

#define D "; Mon, 27 Sep 2021 06:12:40 +0900\n"
#define INSIDE                                                                                     \
  "Received: from localhost (localhost [127.0.0.1]) by mx.example.jp (Postfix) with ESMTP id 0" D
#define OUTSIDE                                                                                    \
  "Received: from h.example (h.example [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" D
#define FORGED                                                                                     \
  "Received: from f.example (f.example [203.0.113.9]) by mx.example.jp (Postfix) with ESMTP id "   \
  "2" D
#define AR(id)  "Authentication-Results: " id "; dkim=pass header.d=bank.example\n"
#define SPF(id) "Authentication-Results: " id "; spf=pass smtp.mailfrom=bank.example\n"
#define GMAIL                                                                                      \
  "Received: from h.example (h.example. [192.0.2.1]) by mx.google.com with ESMTPS id 1" D
#define MS_IN                                                                                      \
  "Received: from C.namprd01.prod.outlook.com (2603:10b6:408::6) by A.outlook.office365.com "      \
  "(2603:10b6:610::1) with Microsoft SMTP Server id 15" D
#define MS                                                                                         \
  "Received: from h.example (192.0.2.1) by D.mail.protection.outlook.com (10.1.2.3) with "         \
  "Microsoft SMTP Server id 15" D
#define MS_AR "Authentication-Results: spf=pass smtp.mailfrom=bank.example; dkim=none\n"

typedef struct {
  const char *name, *headers;
  const char *trusted; /* T or . for each Authentication-Results, top to bottom; b = below */
  const char *trust_server, *below;
} Case;

static const Case cases[] = {
    {"above, same host", AR("mx.example.jp") OUTSIDE, "T"},
    {"above, same organisation", AR("example.jp") OUTSIDE, "T"},
    {"above, any case and version",
     "Authentication-Results: MX.Example.JP (c) 1 (d); dkim=pass\n" OUTSIDE, "T"},
    {"above, quoted id", "Authentication-Results: \"mx.example.jp\"; dkim=pass\n" OUTSIDE, "T"},
    {"above, several", AR("mx.example.jp") INSIDE SPF("mx.example.jp") OUTSIDE, "TT"},
    {"above, another id", AR("other.example") OUTSIDE, "."},
    {"above, an id that only contains ours", AR("mx.example.jp.evil.example") OUTSIDE, "."},
    {"above, another id named by the user", AR("filter.example") OUTSIDE, "T", "filter.example"},
    {"above, without id", MS_AR OUTSIDE, "."},
    {"above, unreadable", "Authentication-Results: mx.example.jp; dkim=pass (x\n" OUTSIDE, "."},
    {"above, unknown version", "Authentication-Results: mx.example.jp 2; dkim=pass\n" OUTSIDE, "."},
    {"directly below", OUTSIDE AR("mx.example.jp"), "."},
    {"directly below, trust server named", OUTSIDE AR("mx.example.jp"), ".", "mx.example.jp"},
    {"below a forged line that looks inside", OUTSIDE AR("mx.example.jp") INSIDE, "."},
    {"between the boundary and a forged line", OUTSIDE "X-A: b\n" AR("mx.example.jp") FORGED, "."},
    {"at the very bottom", OUTSIDE FORGED "Subject: x\n" AR("mx.example.jp"), "."},
    {"below, allowed for this id", OUTSIDE AR("mx.example.jp") SPF("mx.example.jp"), "bb", NULL,
     "mx.example.jp"},
    {"below, allowed for another id", OUTSIDE AR("mx.example.jp"), ".", NULL, "mx.other.example"},
    {"below, allowed id that is not the server's", OUTSIDE AR("bank.example"), ".", NULL,
     "bank.example"},
    {"below, the same method again is the sender's",
     OUTSIDE AR("mx.example.jp") AR("mx.example.jp") SPF("mx.example.jp"), "b..", NULL,
     "mx.example.jp"},
    {"below, the block ends at another field",
     OUTSIDE AR("mx.example.jp") "Subject: x\n" SPF("mx.example.jp"), "b.", NULL, "mx.example.jp"},
    {"below, the block ends at another id",
     OUTSIDE AR("mx.example.jp") AR("x.example") SPF("mx.example.jp"), "b..", NULL,
     "mx.example.jp"},
    {"below the next Received line", OUTSIDE FORGED AR("mx.example.jp"), ".", NULL,
     "mx.example.jp"},
    {"Gmail writes below",
     GMAIL "Received-SPF: pass client-ip=192.0.2.1;\n" AR("mx.google.com") "Subject: x\n", "b"},
    {"Gmail's id elsewhere", OUTSIDE AR("mx.google.com"), "."},
    {"Gmail's id, not directly below", GMAIL "Subject: x\n" AR("mx.google.com"), "."},
    {"Gmail's mail through another server", OUTSIDE GMAIL AR("mx.google.com"), "."},
    {"Microsoft, on top of the boundary", MS_IN MS_AR MS, "T"},
    {"Microsoft, no inner hop", MS_AR MS, "T"},
    {"Microsoft, not in that place", MS_AR MS_IN MS, "."},
    {"Microsoft, below", MS_IN MS MS_AR, "."},
    {"no outside hop, above the topmost line", AR("mx.example.jp") INSIDE, "T"},
    {"no outside hop, below the topmost line", INSIDE AR("mx.example.jp") INSIDE, "."},
    {"no Received line", AR("mx.example.jp") "Subject: x\n", "."},
    {"no Received line, trust server named", AR("mx.example.jp") "Subject: x\n", ".",
     "mx.example.jp"},
};

static MbRecorded *read_case(MbArena *arena, const MbHeaders *headers, const Case *c) {
  g_autoptr(MbOptions) options = mb_options_new();
  if (c->trust_server)
    g_ptr_array_add(options->trust_servers, g_strdup(c->trust_server));
  if (c->below)
    g_ptr_array_add(options->trust_results_below, g_strdup(c->below));
  MbRoute *route = mb_route_read(arena, headers, options);
  return mb_recorded_read(arena, headers, route, options);
}

static void test_places(void) {
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(c->headers));
    MbRecorded *recorded = read_case(arena, headers, c);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint k = 0; k < recorded->headers->len; k++) {
      const MbAuthHeader *h = recorded->headers->pdata[k];
      g_string_append_c(got, h->trust != MB_AR_TRUSTED ? '.' : h->below ? 'b' : 'T');
    }
    if (strcmp(got->str, c->trusted) != 0)
      g_error("%s: %s, not %s", c->name, got->str, c->trusted);
    g_assert_cmpint(recorded->trusted_id != NULL, ==, strpbrk(c->trusted, "Tb") != NULL);
  }
}

static void test_spf_places(void) {
  static const struct {
    const char *headers;
    gboolean trusted;
  } spf[] = {
      {"Received-SPF: Pass (x) identity=mailfrom; client-ip=192.0.2.1\n" OUTSIDE, TRUE},
      {"Received-SPF: Pass client-ip=192.0.2.1; receiver=mx.example.jp\n" OUTSIDE, TRUE},
      {"Received-SPF: Pass client-ip=192.0.2.1; receiver=<UNKNOWN>\n" OUTSIDE, TRUE},
      {"Received-SPF: Pass client-ip=192.0.2.1; receiver=mx.other.example\n" OUTSIDE, FALSE},
      {"Received-SPF: Pass client-ip=192.0.2.2\n" OUTSIDE, FALSE},
      {"Received-SPF: Pass\n" OUTSIDE, FALSE},
      {OUTSIDE "Received-SPF: Pass client-ip=192.0.2.1; receiver=mx.example.jp\n", FALSE},
      {GMAIL "Received-SPF: pass (google.com: x) client-ip=192.0.2.1;\n", TRUE},
      {GMAIL "Received-SPF: fail client-ip=192.0.2.9;\nReceived-SPF: pass client-ip=192.0.2.1;\n",
       FALSE},
      {INSIDE "Received-SPF: pass client-ip=127.0.0.1\n", FALSE},
      {"Received-SPF: pass client-ip=127.0.0.1\n" INSIDE, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(spf); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(spf[i].headers));
    MbRecorded *recorded = read_case(arena, headers, &(Case){0});
    gboolean any = FALSE;
    for (guint k = 0; k < recorded->received_spf->len; k++)
      any = any || ((MbReceivedSpf *)recorded->received_spf->pdata[k])->trust == MB_AR_TRUSTED;
    if (any != spf[i].trusted)
      g_error("%s: %d", spf[i].headers, any);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recorded/places", test_places);
  g_test_add_func("/recorded/spf-places", test_spf_places);
  return g_test_run();
}
