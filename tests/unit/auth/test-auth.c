/* Which identity each protocol is asked about, over whole mails (SECURITY rows 1, 2, 4, 16 to 22).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"
#include "mail/hop.h"
#include "sign.h"

#define RECEIVED                                                                                   \
  "Received: from helo.example (h.example [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1" \
  "; Mon, 27 Sep 2021 06:12:40 +0900\r\n"
#define REST                                                                                       \
  "From: Ann <ann@example.com>\r\nTo: b@example.jp\r\nSubject: Hello\r\n"                          \
  "Date: Mon, 27 Sep 2021 06:12:40 +0900\r\n\r\nText.\r\n"
#define TAGS "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; h=From:Subject;"

static TestKey *key;
static MbArena *arena; /* results live in it */

static MbAuth *evaluate(const char *mail, const char *dns, const char *const *authors) {
  g_clear_pointer(&arena, mb_arena_free);
  arena = mb_arena_new();
  g_autoptr(MbMessage) message = mb_message_parse(mb_slice_str(mail), FALSE, NULL);
  g_assert_nonnull(message);
  g_autoptr(MbFacts) facts = test_facts(dns);
  add_txt(facts, "sel._domainkey.example.com", key->record);
  g_autoptr(MbOptions) options = mb_options_new();
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  for (; *authors; authors++)
    g_ptr_array_add(list, (gpointer)*authors);
  MbRoute *route = mb_route_read(arena, message->headers, options);
  MbAuth *auth = mb_auth_evaluate(arena, message, route, list, facts, options);
  return auth;
}

static const char *const one_author[] = {"example.com", NULL};

#define DNS(more)                                                                                  \
  "{\"absent\":\"NXDOMAIN\",\"dns\":{\"example.com\":{\"TXT\":[\"v=spf1 ip4:192.0.2.1 -all\"]},"   \
  "\"helo.example\":{\"TXT\":[\"v=spf1 ip4:192.0.2.1 -all\"]},"                                    \
  "\"_dmarc.example.com\":{\"TXT\":[\"v=DMARC1; p=reject\"]}" more "}}"

static void test_return_path(void) {
  static const struct {
    const char *path, *result, *domain, *reason;
    MbSpfScope scope;
  } cases[] = {
      {"Return-Path: <ann@example.com>\r\n", "pass", "example.com", NULL, MB_SPF_MAILFROM},
      {"Return-Path: ann@Example.COM\r\n", "pass", "example.com", NULL, MB_SPF_MAILFROM},
      {"Return-Path: <\"a b\"@example.com>\r\n", "none", NULL, "bad-return-path", MB_SPF_MAILFROM},
      {"Return-Path: <>\r\n", "pass", "helo.example", NULL, MB_SPF_HELO},
      {"", "none", NULL, "no-return-path", MB_SPF_MAILFROM},
      {"Return-Path: \r\n", "none", NULL, "bad-return-path", MB_SPF_MAILFROM},
      {"Return-Path: <(ann@example.com>\r\n", "none", NULL, "bad-return-path", MB_SPF_MAILFROM},
      {"Return-Path: <@a.example:ann@example.com>\r\n", "pass", "example.com", NULL,
       MB_SPF_MAILFROM},
      {"Return-Path: <ann@example.com> <x@evil.example>\r\n", "none", NULL, "bad-return-path",
       MB_SPF_MAILFROM},
      {"Return-Path: <ann>\r\n", "none", NULL, "bad-return-path", MB_SPF_MAILFROM},
      {"Return-Path: <ann@nx.example.com>\r\n", "none", "nx.example.com", "no-record",
       MB_SPF_MAILFROM},
      {"Return-Path: <ann@example.com(.evil.example>\r\n", "none", NULL, "bad-return-path",
       MB_SPF_MAILFROM},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *mail = g_strconcat(cases[i].path, RECEIVED, REST, NULL);
    MbAuth *auth = evaluate(mail, DNS(""), one_author);
    if (g_strcmp0(mb_result_name(auth->spf.result), cases[i].result) != 0 ||
        g_strcmp0(auth->spf.domain, cases[i].domain) != 0 || auth->spf.scope != cases[i].scope ||
        g_strcmp0(auth->spf.reason, cases[i].reason) != 0)
      g_error("%s: %s %s %s", cases[i].path, mb_result_name(auth->spf.result), auth->spf.domain,
              auth->spf.reason);
    g_assert_cmpint(auth->spf_helo.result, ==, MB_RESULT_PASS);
    g_assert_cmpstr(auth->spf_helo.domain, ==, "helo.example");
    g_assert_cmpint(auth->spf_helo.scope, ==, MB_SPF_HELO);
  }
}

/* A pass of HELO stands for nothing but HELO. */
static void test_helo_is_apart(void) {
  MbAuth *auth = evaluate("Return-Path: <a@nx.example.com>\r\n" RECEIVED REST, DNS(""), one_author);
  const MbDmarc *dmarc = &g_array_index(auth->dmarc, MbDmarc, 0);
  g_assert_cmpint(auth->spf_helo.result, ==, MB_RESULT_PASS);
  g_assert_cmpint(dmarc->result, ==, MB_RESULT_FAIL);
  g_assert_false(dmarc->spf_aligned);
}

static void test_no_outside_hop(void) {
  MbAuth *auth = evaluate("Return-Path: <ann@example.com>\r\n" REST, DNS(""), one_author);
  g_assert_cmpint(auth->spf.result, ==, MB_RESULT_NOT_CHECKED);
  g_assert_cmpstr(auth->spf.reason, ==, "no-outside-hop");
  /* without SPF, a failure proves nothing */
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 0).result, ==, MB_RESULT_NOT_CHECKED);
}

static void test_dmarc_over_both(void) {
  g_autofree char *is_signed = sign_mail(key, "DKIM-Signature", TAGS, REST);
  g_autofree char *mail =
      g_strconcat("Return-Path: <x@other.example>\r\n", RECEIVED, is_signed, NULL);
  MbAuth *auth = evaluate(mail, DNS(""), one_author);
  const MbDmarc *dmarc = &g_array_index(auth->dmarc, MbDmarc, 0);
  g_assert_cmpint(dmarc->result, ==, MB_RESULT_PASS);
  g_assert_true(dmarc->dkim_aligned);
  g_assert_false(dmarc->spf_aligned);
  g_assert_cmpstr(dmarc->author, ==, "example.com");
  g_assert_true(g_array_index(auth->dkim, MbDkim, 0).aligned);

  static const char *const two[] = {"example.com", "other.example", NULL};
  auth = evaluate(mail, DNS(",\"_dmarc.other.example\":{\"TXT\":[\"v=DMARC1; p=none\"]}"), two);
  g_assert_cmpuint(auth->dmarc->len, ==, 2);
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 0).result, ==, MB_RESULT_PASS);
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 1).result, ==, MB_RESULT_FAIL);
  g_assert_false(g_array_index(auth->dkim, MbDkim, 0).aligned); /* not with every author */

  static const char *const many[] = {"a.example", "b.example", "c.example", "d.example",
                                     "e.example", "f.example", "g.example", "h.example",
                                     "i.example", "j.example", "k.example", NULL};
  auth = evaluate(mail, DNS(""), many);
  g_assert_cmpuint(auth->dmarc->len, ==, 11);
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 10).result, ==, MB_RESULT_NOT_CHECKED);
}

/* A stamp taken off is our own reading, no DMARC pass. */
static void test_undone_is_no_dmarc_pass(void) {
  g_autofree char *is_signed = sign_mail(key, "DKIM-Signature", TAGS, REST);
  g_auto(GStrv) halves = g_strsplit(is_signed, "Subject: Hello", 2);
  g_autofree char *mail = g_strconcat("Return-Path: <x@other.example>\r\n", RECEIVED, halves[0],
                                      "Subject: [spam] Hello", halves[1], NULL);
  MbAuth *auth = evaluate(mail, DNS(""), one_author);
  g_assert_true(g_array_index(auth->dkim, MbDkim, 0).flags & MB_DKIM_AFTER_UNDO);
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 0).result, ==, MB_RESULT_FAIL);
}

/* 10 are verified; junk on top does not push the author's own out. */
static void test_many_signatures(void) {
  g_autofree char *is_signed = sign_mail(key, "DKIM-Signature", TAGS, REST);
  g_autoptr(GString) mail = g_string_new(RECEIVED);
  for (int i = 0; i < 40; i++)
    g_string_append(mail, "DKIM-Signature: v=1; a=rsa-sha256; d=junk.example; s=x; h=From; "
                          "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n");
  g_string_append(mail, is_signed);
  MbAuth *auth = evaluate(mail->str, DNS(""), one_author);
  guint verified = 0;
  for (guint i = 0; i < auth->dkim->len; i++)
    verified += g_array_index(auth->dkim, MbDkim, i).verified;
  g_assert_true(auth->dkim_too_many);
  g_assert_cmpuint(auth->dkim->len, ==, 41);
  g_assert_cmpuint(verified, ==, 10);
  g_assert_cmpint(g_array_index(auth->dkim, MbDkim, 40).result, ==, MB_RESULT_PASS);
  g_assert_cmpint(g_array_index(auth->dkim, MbDkim, 39).result, ==, MB_RESULT_NOT_CHECKED);
}

/* Expiry counts at the boundary's time, not now (VERDICT, "old mail"). */
static void test_time_of_receipt(void) {
  g_autofree char *is_signed = sign_mail(
      key, "DKIM-Signature",
      "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; t=1632690000; x=1632699999; "
      "h=From:Subject;",
      REST);
  g_autofree char *mail = g_strconcat(RECEIVED, is_signed, NULL); /* received at 1632690760 */
  MbAuth *auth = evaluate(mail, DNS(""), one_author);
  g_assert_cmpint(g_array_index(auth->dkim, MbDkim, 0).result, ==, MB_RESULT_PASS);
}

static void test_nothing_known(void) {
  g_autofree char *mail = g_strconcat("Return-Path: <ann@example.com>\r\n", RECEIVED, REST, NULL);
  MbAuth *auth = evaluate(mail, "{}", one_author);
  g_assert_cmpint(auth->spf.result, ==, MB_RESULT_NOT_CHECKED);
  g_assert_cmpint(g_array_index(auth->dmarc, MbDmarc, 0).result, ==, MB_RESULT_NOT_CHECKED);
  g_assert_cmpint(auth->arc.result, ==, MB_RESULT_NONE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  mb_message_preload();
  key = test_key_new(MB_KEY_RSA, 1024);
  g_test_add_func("/auth/return-path", test_return_path);
  g_test_add_func("/auth/helo-is-apart", test_helo_is_apart);
  g_test_add_func("/auth/no-outside-hop", test_no_outside_hop);
  g_test_add_func("/auth/dmarc-over-both", test_dmarc_over_both);
  g_test_add_func("/auth/undone-is-no-dmarc-pass", test_undone_is_no_dmarc_pass);
  g_test_add_func("/auth/many-signatures", test_many_signatures);
  g_test_add_func("/auth/time-of-receipt", test_time_of_receipt);
  g_test_add_func("/auth/nothing-known", test_nothing_known);
  int status = g_test_run();
  g_clear_pointer(&arena, mb_arena_free);
  test_key_free(key);
  return status;
}
