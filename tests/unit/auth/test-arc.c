/* ARC chains by RFC 8617, and when one may excuse a failure (VERDICT "ARC").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/arc.h"
#include "sign.h"

static TestKey *key;

#define MAIL    "From: Ann <ann@example.com>\r\nSubject: Hello\r\n\r\nText.\r\n"
#define RESULTS "mx.one.example; dmarc=pass header.from=example.com"

static MbArc check(const char *mail, MbFacts *facts, const char *const *servers) {
  static MbArena *arena; /* results live in it */
  g_clear_pointer(&arena, mb_arena_free);
  arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(mail));
  g_autoptr(GPtrArray) trusted = g_ptr_array_new();
  for (; servers && *servers; servers++)
    g_ptr_array_add(trusted, (gpointer)*servers);
  return mb_arc_check(arena, mb_dkim_mail_new(arena, headers, body_of(headers, mail)), trusted,
                      facts);
}

static MbArc check_with_keys(const char *mail, const char *const *servers) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  add_txt(facts, "sel._domainkey.one.example", key->record);
  add_txt(facts, "sel._domainkey.two.example", key->record);
  return check(mail, facts, servers);
}

static char *chain(guint n, const char *first_results) {
  char *mail = g_strdup(MAIL);
  for (guint i = 1; i <= n; i++) {
    char *sealed =
        seal_mail(key, i, i == 1 ? "one.example" : "two.example", i == 1 ? "none" : "pass",
                  i == 1 ? first_results : "mx.two.example; arc=pass", mail);
    g_free(mail);
    mail = sealed;
  }
  return mail;
}

static char *replace(const char *text, const char *from, const char *to) {
  const char *at = strstr(text, from);
  g_assert_nonnull(at);
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void test_good(void) {
  g_assert_cmpint(check_with_keys(MAIL, NULL).result, ==, MB_RESULT_NONE);
  for (guint n = 1; n <= 4; n++) {
    g_autofree char *mail = chain(n, RESULTS);
    MbArc arc = check_with_keys(mail, NULL);
    g_assert_cmpint(arc.result, ==, MB_RESULT_PASS);
    g_assert_cmpuint(arc.n_sets, ==, n);
    g_assert_cmpstr(arc.sealer, ==, n == 1 ? "one.example" : "two.example");
    g_assert_false(arc.trusted);
  }
}

static void test_broken(void) {
  static const struct {
    const char *from, *to;
  } cases[] = {
      {"Subject: Hello", "Subject: Hell"},
      {"Text.", "Test."},
      {"cv=pass", "cv=fail"},
      {"cv=pass", "cv=none"},
      {"cv=pass; ", ""},
      {"i=2; a=rsa-sha256; cv", "i=3; a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "i=1; a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "i=0; a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "i=51; a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "i=2; h=from; a=rsa-sha256; cv"},
      {"i=2; a=rsa-sha256; cv", "i=2; a=rsa-sha1; cv"},
      {"i=2; mx.two", "mx.two"},
      {"i=2; mx.two", "i=2 mx.two"},
      {"i=2; mx.two", "i=1; mx.two"},
      {"dmarc=pass", "dmarc=fail"},
      {"ARC-Seal: i=1", "X-Seal: i=1"},
      {"ARC-Message-Signature: i=1", "X-Signature: i=1"},
      {"ARC-Authentication-Results: i=1", "X-Results: i=1"},
      {"ARC-Seal: i=2",
       "ARC-Seal: i=2; x=1; a=rsa-sha256; cv=pass; d=two.example; s=sel; b=AAAA\r\nARC-Seal: i=2"},
      {"h=From:Subject", "h=From:Subject:ARC-Seal"},
  };
  g_autofree char *mail = chain(2, RESULTS);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *changed = replace(mail, cases[i].from, cases[i].to);
    MbArc arc = check_with_keys(changed, NULL);
    if (arc.result != MB_RESULT_FAIL)
      g_error("%s → %s: %s", cases[i].from, cases[i].to, mb_result_name(arc.result));
  }
}

static void test_keys(void) {
  g_autofree char *mail = chain(2, RESULTS);
  g_autoptr(MbFacts) none = mb_facts_new();
  g_assert_cmpint(check(mail, none, NULL).result, ==, MB_RESULT_NOT_CHECKED);
  g_autoptr(GPtrArray) open = mb_facts_open_questions(none); /* both at once */
  g_assert_cmpuint(open->len, ==, 2);
  g_autoptr(MbFacts) half = mb_facts_new();
  add_txt(half, "sel._domainkey.two.example", key->record);
  g_assert_cmpint(check(mail, half, NULL).result, ==, MB_RESULT_NOT_CHECKED);
  mb_facts_add_dns(half, MB_DNS_TXT, "sel._domainkey.one.example",
                   mb_dns_answer_new(MB_DNS_TIMEOUT));
  g_assert_cmpint(check(mail, half, NULL).result, ==, MB_RESULT_TEMPERROR);
  mb_facts_add_dns(half, MB_DNS_TXT, "sel._domainkey.one.example",
                   mb_dns_answer_new(MB_DNS_NXDOMAIN));
  g_assert_cmpint(check(mail, half, NULL).result, ==, MB_RESULT_FAIL);
}

/* SECURITY row 21: every sealer must be on the list, and the first must have seen DMARC pass. */
static void test_trust(void) {
  static const struct {
    const char *servers[3], *results;
    gboolean trusted;
  } cases[] = {
      {{"mx.one.example", "mx.two.example"}, RESULTS, TRUE},
      {{"one.example", "two.example"}, RESULTS, TRUE},
      {{"mx.two.example"}, RESULTS, FALSE},
      {{"mx.one.example"}, RESULTS, FALSE},
      {{"mx.one.example.evil.example", "mx.two.example"}, RESULTS, FALSE},
      {{"badone.example", "mx.two.example"}, RESULTS, FALSE},
      {{"mx.one.example", "mx.two.example"}, "mx.one.example; dmarc=fail", FALSE},
      {{"mx.one.example", "mx.two.example"}, "mx.one.example; spf=pass", FALSE},
      {{"mx.one.example", "mx.two.example"}, "mx.one.example; none", FALSE},
      {{NULL}, RESULTS, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *mail = chain(2, cases[i].results);
    MbArc arc = check_with_keys(mail, cases[i].servers);
    g_assert_cmpint(arc.result, ==, MB_RESULT_PASS);
    if (arc.trusted != cases[i].trusted)
      g_error("case %u", i);
  }
}

/* 50 sets at most (section 4.2.1); hundreds cost no more than that. */
static void test_many(void) {
  g_autoptr(GString) mail = g_string_new(NULL);
  for (guint i = 1; i <= 300; i++)
    g_string_append_printf(
        mail,
        "ARC-Seal: i=%u; a=rsa-sha256; cv=pass; d=one.example; s=sel; b=AAAA\r\n"
        "ARC-Message-Signature: i=%u; a=rsa-sha256; d=one.example; s=sel; h=from; "
        "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n"
        "ARC-Authentication-Results: i=%u; x; none\r\n",
        i, i, i);
  g_string_append(mail, MAIL);
  g_assert_cmpint(check_with_keys(mail->str, NULL).result, ==, MB_RESULT_FAIL);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  key = test_key_new(MB_KEY_RSA, 1024);
  g_test_add_func("/arc/good", test_good);
  g_test_add_func("/arc/broken", test_broken);
  g_test_add_func("/arc/keys", test_keys);
  g_test_add_func("/arc/trust", test_trust);
  g_test_add_func("/arc/many", test_many);
  int status = g_test_run();
  test_key_free(key);
  return status;
}
