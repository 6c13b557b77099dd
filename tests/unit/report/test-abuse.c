/* Drafts, with registries and mails that want to add a header or a recipient.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/abuse.h"

static const char mail[] = "Received: from a by b for <taro@home.example>; x\nTo: "
                           "taro@home.example,\n\thanako@home.example\n"
                           "Subject: caf\xc3\xa9 \xe2\x80\xae x\nFrom: a@b.example\nX-Track: "
                           "TARO@home.example\n\nsecretbody\n";

static MbReport *new_report(const char *abuse) {
  MbReport *r = mb_report_new();
  MbReportStep step = {"sending", "198.51.100.1", "abuse", "Abuse contact", abuse, "x", NULL, 0};
  MbReportStep brand = {"claimed", "B", "domain", "d", "brand.example", "brands", NULL, 0};
  r->boundary_ip = "198.51.100.1";
  g_array_append_val(r->chain, step);
  g_array_append_val(r->chain, brand);
  return r;
}

static MbDraft *draft_to(const char *abuse, MbTell whom, gboolean mask, gboolean feedback) {
  g_autoptr(MbReport) r = new_report(abuse);
  g_autoptr(GPtrArray) own = g_ptr_array_new();
  g_ptr_array_add(own, "taro@home.example");
  MbDraftChoice choice = {mask, feedback, own};
  return mb_draft_new(r, mb_slice(mail, sizeof mail - 1), whom, choice, mb_catalogue_get("en"));
}

static void test_hostile_contacts(void) {
  static const char *const bad[] = {"abuse@x.example\r\nBcc: victim@y.example",
                                    "abuse@x.example\nBcc:a@b.c",
                                    "a@x.example,b@y.example",
                                    "a@x.example?cc=b@y.example",
                                    "a@x.example&bcc=b",
                                    "\"a\"@x.example",
                                    "a b@x.example",
                                    "a@b@x.example",
                                    "mailto:a@x.example",
                                    "a@x",
                                    "@x.example",
                                    "a%0a@x.example",
                                    "a@x.example>",
                                    "<a@x.example>",
                                    "a@[192.0.2.1]",
                                    "-a@x.example",
                                    "a@x..example",
                                    "",
                                    "a\xe2\x80\xae@x.example",
                                    "a@x.example "};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(MbDraft) d = draft_to(bad[i], MB_TELL_NETWORK, TRUE, FALSE);
    if (d->to || strstr(d->eml, "\r\nTo:") || strstr(d->eml, "Bcc"))
      g_error("taken as an address: %s", bad[i]);
    g_assert_nonnull(d->hint);
  }
  g_autoptr(MbDraft) d = draft_to("abuse+x@net-1.example.jp", MB_TELL_NETWORK, TRUE, FALSE);
  g_assert_cmpstr(d->to, ==, "abuse+x@net-1.example.jp");
  g_assert_nonnull(strstr(d->eml, "\r\nTo: abuse+x@net-1.example.jp\r\n"));
  g_assert_true(g_str_has_prefix(d->eml, "X-Unsent: 1\r\n"));
}

static void test_masking(void) {
  g_autoptr(MbDraft) d = draft_to("a@x.example", MB_TELL_NETWORK, TRUE, FALSE);
  g_autofree char *lower = g_ascii_strdown(d->body, -1);
  g_assert_null(strstr(lower, "taro@"));
  g_assert_null(strstr(lower, "hanako"));
  g_assert_null(strstr(d->body, "secretbody"));
  g_assert_null(strstr(d->body, "\xe2\x80\xae"));
  g_assert_nonnull(strstr(d->body, "From: a@b.example"));
  g_autoptr(MbDraft) open = draft_to("a@x.example", MB_TELL_NETWORK, FALSE, FALSE);
  g_assert_nonnull(strstr(open->body, "taro@home.example"));
}

/* A header in which each line names the reader in another way. */
static char *masked_line(const char *line) {
  g_autoptr(MbReport) r = new_report("a@x.example");
  g_autoptr(GPtrArray) own = g_ptr_array_new();
  g_ptr_array_add(own, "taro@home.example");
  MbDraftChoice choice = {TRUE, TRUE, own};
  g_autofree char *text =
      g_strdup_printf("From: a@b.example\r\n%s\r\nX-Last: stays\r\n\r\nbody", line);
  g_autoptr(MbDraft) d =
      mb_draft_new(r, mb_slice_str(text), MB_TELL_NETWORK, choice, mb_catalogue_get("en"));
  g_assert_nonnull(strstr(d->body, "X-Last: stays"));
  g_assert_nonnull(strstr(d->body, "From: a@b.example"));
  return g_ascii_strdown(d->body, -1);
}

static void test_tokens(void) {
  static const struct {
    const char *line, *gone;
  } cases[] = {
      {"Return-Path: <bounce-8812-tok@m.example>", "8812"},
      {"X-Anything: TARO@home.example", "taro"},
      {"X-Anything: bounce+taro=home.example@m.example", "taro"},
      {"Message-ID: <1.taro%40home.example@m.example>", "taro"},
      {"X-Note: taro_at_home.example", "taro"},
      {"X-Note: =?utf-8?Q?taro=40home=2Eexample?=", "taro"},
      {"X-Note: %74%61%72%6f%40%68%6f%6d%65%2e%65%78%61%6d%70%6c%65", "%74%61"},
      {"X-Note: 7461726f40686f6d652e6578616d706c65", "7461726f"},
      {"X-Note: b=dGFyb0Bob21lLmV4YW1wbGU=", "dgfyb0"},    /* taro@home.example */
      {"X-Note: x-AHRhcm9AaG9tZS5leGFtcGxlAA", "ahrhcm9"}, /* one byte further */
      {"X-Note: =?utf-8?B?VG86IFRhcm9AaG9tZS5leGFtcGxl?=", "vg86"},
      {"X-Hash: md5", NULL}, /* the digest is put in below */
      {"List-Unsubscribe: <https://m.example/u/tok123>,\r\n\t<mailto:u-tok123@m.example>",
       "tok123"},
      {"List-Help: <https://m.example/help?tok123>", "tok123"},
      {"X-Report-Abuse: see https://m.example/abuse/tok123", "tok123"},
      {"Delivered-To: hanako@home.example\r\nX-Seen: hanako@home.example", "hanako"},
      {"X-Original-To: hanako@home.example\r\nX-Seen: hanako=home.example@m", "hanako"},
      {"Received: from a by b for <jiro@other.example>; x", "jiro"},
      {"Received: from a by b\r\n\tfor <jiro@other.example>; x", "jiro"},
      {"X-MS-Exchange-Organization-Original-Envelope-Recipients: jiro@other.example", "jiro"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *line = g_strdup(cases[i].line), *gone = g_strdup(cases[i].gone);
    if (!gone) {
      gone = g_compute_checksum_for_string(G_CHECKSUM_MD5, "taro@home.example", -1);
      g_free(line);
      line = g_strconcat("X-Hash: ", gone, NULL);
    }
    g_autofree char *body = masked_line(line);
    if (strstr(body, gone))
      g_error("%s is still in: %s", gone, body);
  }
  g_autofree char *kept = masked_line(
      "X-Mailer: Foxmail 6\r\nMessage-ID: <77.abcdefgh@m.example>\r\nX-Page: https://m.example/");
  g_assert_nonnull(strstr(kept, "foxmail 6"));
  g_assert_nonnull(strstr(kept, "<77.abcdefgh@m.example>"));
  g_assert_nonnull(strstr(kept, "https://m.example/\r\n"));
}

static void test_feedback(void) {
  g_autoptr(MbDraft) d = draft_to("a@x.example", MB_TELL_NETWORK, TRUE, TRUE);
  g_assert_nonnull(strstr(d->eml, "report-type=feedback-report"));
  g_assert_nonnull(
      strstr(d->eml, "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"));
  g_assert_nonnull(strstr(d->eml, "\r\nSource-IP: 198.51.100.1\r\n"));
  for (const char *p = d->eml; *p; p++)
    g_assert_true(g_ascii_isprint(*p) || *p == '\r' || *p == '\n' || *p == '\t');
}

static void test_whom(void) {
  g_autoptr(MbDraft) council = draft_to("", MB_TELL_COUNCIL, TRUE, FALSE);
  g_autoptr(MbDraft) centre = draft_to("", MB_TELL_CENTRE, TRUE, FALSE);
  g_autoptr(MbDraft) brand = draft_to("", MB_TELL_BRAND, TRUE, FALSE);
  g_assert_cmpstr(council->to, ==, "info@antiphishing.jp");
  g_assert_cmpstr(centre->to, ==, "meiwaku@dekyo.or.jp");
  g_assert_null(brand->to);
  g_assert_nonnull(strstr(brand->hint, "brand.example"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/abuse/hostile-contacts", test_hostile_contacts);
  g_test_add_func("/abuse/masking", test_masking);
  g_test_add_func("/abuse/tokens", test_tokens);
  g_test_add_func("/abuse/feedback", test_feedback);
  g_test_add_func("/abuse/whom", test_whom);
  return g_test_run();
}
