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
  g_test_add_func("/abuse/feedback", test_feedback);
  g_test_add_func("/abuse/whom", test_whom);
  return g_test_run();
}
