/* DKIM by RFC 6376, 8301, 8463 and SECURITY rows 3, 16 to 19; keys are made here.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign.h"

static TestKey *rsa, *ed25519, *short_rsa;

#define TAGS "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; h=From:To:Subject:Date;"
#define MAIL                                                                                       \
  "From: Ann <ann@example.com>\r\nTo: bob@example.org\r\nSubject: Hello there\r\n"                 \
  "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nHello,\r\n\r\nthis is  the text.\r\n"

static MbDkim verify_at(const char *mail, const char *record, gint64 received) {
  static MbArena *arena; /* results live in it */
  g_clear_pointer(&arena, mb_arena_free);
  arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(mail));
  if (record)
    add_txt(facts, "sel._domainkey.example.com", record);
  MbDkim dkim;
  mb_dkim_verify(arena, mb_dkim_mail_new(arena, headers, body_of(headers, mail)),
                 mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, 0), received, facts, &dkim);
  return dkim;
}

static MbDkim verify(const char *mail) {
  return verify_at(mail, rsa->record, 0);
}

static void expect(MbDkim dkim, MbResult result, const char *reason) {
  g_assert_cmpstr(dkim.reason, ==, reason);
  g_assert_cmpstr(mb_result_name(dkim.result), ==, mb_result_name(result));
}

static char *replace(const char *text, const char *from, const char *to) {
  const char *at = strstr(text, from);
  g_assert_nonnull(at);
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* ---- canonicalisation ---- */

static void expect_body(const char *body, gboolean relaxed, const char *canonical) {
  guint8 digest[MB_SHA256_LEN], wanted[MB_SHA256_LEN];
  gsize length, size = sizeof wanted;
  mb_dkim_hash_body(mb_slice_str(body), relaxed, -1, digest, &length);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)canonical, (gssize)strlen(canonical));
  g_checksum_get_digest(sum, wanted, &size);
  if (memcmp(digest, wanted, size) != 0 || length != strlen(canonical))
    g_error("body '%s' %s", body, relaxed ? "relaxed" : "simple");
}

static void test_body(void) {
  static const struct {
    const char *body, *simple, *relaxed;
  } cases[] = {
      {"", "\r\n", ""},
      {"\r\n", "\r\n", ""},
      {"\r\n\r\n\r\n", "\r\n", ""},
      {" \r\n", " \r\n", ""},
      {" C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n"}, /* section 3.4.5 */
      {"a", "a\r\n", "a\r\n"},
      {"a\nb\r\nc\n", "a\r\nb\r\nc\r\n", "a\r\nb\r\nc\r\n"}, /* mixed line ends */
      {"a\n\n\nb\n\n", "a\r\n\r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n"},
      {"\ta\t\tb \n", "\ta\t\tb \r\n", " a b\r\n"},
      {"a\rb\n", "a\rb\r\n", "a\rb\r\n"},
      {"a \n \nb", "a \r\n \r\nb\r\n", "a\r\n\r\nb\r\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    expect_body(cases[i].body, FALSE, cases[i].simple);
    expect_body(cases[i].body, TRUE, cases[i].relaxed);
  }
  g_autofree char *line = g_strnfill(70000, 'x'); /* longer than any buffer inside */
  g_autofree char *with = g_strconcat(line, " \t ", line, "\n", NULL);
  g_autofree char *canonical = g_strconcat(line, " ", line, "\r\n", NULL);
  expect_body(with, TRUE, canonical);
}

static void expect_field(const char *raw, gboolean relaxed, const char *canonical) {
  guint8 digest[MB_SHA256_LEN], wanted[MB_SHA256_LEN];
  gsize size = sizeof wanted;
  MbSha256 *hash = mb_sha256_new();
  mb_dkim_hash_field(hash, mb_slice_str(raw), relaxed);
  mb_sha256_finish(hash, digest);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)canonical, (gssize)strlen(canonical));
  g_checksum_get_digest(sum, wanted, &size);
  if (memcmp(digest, wanted, size) != 0)
    g_error("field '%s' %s", raw, relaxed ? "relaxed" : "simple");
}

static void test_fields(void) {
  expect_field("A: X\r\n", TRUE, "a:X\r\n"); /* section 3.4.5 */
  expect_field("B : Y\t\r\n\tZ  \r\n", TRUE, "b:Y Z\r\n");
  expect_field("B : Y\t\n\tZ  \n", TRUE, "b:Y Z\r\n");
  expect_field("A: X\n", FALSE, "A: X\r\n");
  expect_field("B : Y\t\n\tZ  \n", FALSE, "B : Y\t\r\n\tZ  \r\n");
  expect_field("A: X", FALSE, "A: X\r\n");
  expect_field("A:\r\n", TRUE, "a:\r\n");
  g_autofree char *line = g_strnfill(5000, 'x');
  g_autofree char *raw = g_strconcat("Long: ", line, "\r\n   ", line, "\r\n", NULL);
  g_autofree char *canonical = g_strconcat("long:", line, " ", line, "\r\n", NULL);
  expect_field(raw, TRUE, canonical);
}

/* ---- signatures ---- */

static void test_good(void) {
  static const char *const canonicalisations[] = {"c=relaxed/relaxed;",
                                                  "c=relaxed/simple;",
                                                  "c=simple/relaxed;",
                                                  "c=simple/simple;",
                                                  "c=relaxed;",
                                                  "c=simple;",
                                                  ""};
  for (guint i = 0; i < G_N_ELEMENTS(canonicalisations); i++) {
    g_autofree char *tags = replace(TAGS, "c=relaxed/relaxed;", canonicalisations[i]);
    g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
    MbDkim dkim = verify(mail);
    expect(dkim, MB_RESULT_PASS, NULL);
    g_assert_cmpuint(dkim.flags, ==, 0);
    g_assert_cmpuint(dkim.key_bits, ==, 1024);
    g_assert_cmpstr(dkim.domain, ==, "example.com");
    g_assert_cmpstr(dkim.selector, ==, "sel");
    g_auto(GStrv) lines = g_strsplit(mail, "\r\n", -1); /* the same as a Unix file */
    g_autofree char *unix_mail = g_strjoinv("\n", lines);
    expect(verify(unix_mail), MB_RESULT_PASS, NULL);
  }
}

static void test_ed25519(void) {
  g_autofree char *tags = replace(TAGS, "rsa-", "ed25519-");
  g_autofree char *mail = sign_mail(ed25519, "DKIM-Signature", tags, MAIL);
  expect(verify_at(mail, ed25519->record, 0), MB_RESULT_PASS, NULL);
  g_autofree char *changed = replace(mail, "Hello there", "Hello where");
  expect(verify_at(changed, ed25519->record, 0), MB_RESULT_FAIL, "bad-signature");
  expect(verify_at(mail, rsa->record, 0), MB_RESULT_PERMERROR, "key-type");
}

static void test_tampered(void) {
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  static const struct {
    const char *from, *to, *reason;
  } cases[] = {
      {"Ann <ann", "Eve <ann", "bad-signature"},
      {"Hello there", "Hello", "bad-signature"},
      {"this is", "that is", "body-hash"},
      {"text.\r\n", "text.\r\nmore\r\n", "body-hash"},
      {"this is  the", "this isthe", "body-hash"},
      {"; d=example.com", "; t=1; d=example.com", "bad-signature"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *changed = replace(mail, cases[i].from, cases[i].to);
    expect(verify(changed), MB_RESULT_FAIL, cases[i].reason);
  }
  static const char *const harmless[][2] = {{"this is  the text.", "this is \tthe text.  "},
                                            {"Subject: Hello", "SUBJECT:\r\n   Hello"}};
  for (guint i = 0; i < G_N_ELEMENTS(harmless); i++) {
    g_autofree char *changed = replace(mail, harmless[i][0], harmless[i][1]);
    expect(verify(changed), MB_RESULT_PASS, NULL);
  }
}

static void test_bad_tags(void) {
  static const struct {
    const char *from, *to, *reason;
    guint flags;
  } cases[] = {
      {"v=1", "v=2", "version", 0},
      {"v=1;", "", "version", 0},
      {"rsa-sha256", "rsa-sha1", "sha1", MB_DKIM_SHA1},
      {"rsa-sha256", "dsa-sha256", "algorithm", 0},
      {"c=relaxed/relaxed", "c=nofws", "canonicalisation", 0},
      {"d=example.com;", "", "names", 0},
      {"d=example.com", "d=exa mple.com", "names", 0},
      {"d=example.com", "d=example.com'a.evil.example", "names", 0},
      {"d=example.com", "d=(example.com", "names", 0},
      {"s=sel", "s=", "names", 0},
      {"s=sel", "s=../x", "names", 0},
      {"h=From:To", "h=To", "from-not-signed", MB_DKIM_UNSIGNED_FROM},
      {"h=From:To:Subject:Date;", "", "names-missing", 0},
      {"s=sel", "s=sel; i=@example.org", "identity", 0},
      {"s=sel", "s=sel; i=@badexample.com", "identity", 0},
      {"s=sel", "s=sel; i=example.com", "identity", 0},
      {"s=sel", "s=sel; q=dns/null", "query-method", 0},
      {"s=sel", "s=sel; l=x", "length", 0},
      {"s=sel", "s=sel; t=x", "times", 0},
      {"s=sel", "s=sel; t=20; x=10", "times", 0},
      {"s=sel", "s=sel; s=sel", "syntax", 0},
      {"bh=", "xh=", "hash", 0},
      {"bh=", "bh=AAAA", "hash", 0},
      {" b=", " b=!", "value", 0},
      {" b=", " y=", "value", 0},
  };
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *changed = replace(mail, cases[i].from, cases[i].to);
    MbDkim dkim = verify(changed);
    expect(dkim, MB_RESULT_PERMERROR, cases[i].reason);
    g_assert_cmpuint(dkim.flags & (MB_DKIM_SHA1 | MB_DKIM_UNSIGNED_FROM), ==, cases[i].flags);
  }
}

static void test_keys(void) {
  g_autofree char *tags = replace(TAGS, "s=sel;", "s=sel; i=joe@sub.example.com;");
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
  const char *p = strstr(rsa->record, "p=");
  static const struct {
    const char *before, *reason;
    MbResult result;
    guint flags;
  } cases[] = {
      {"", NULL, MB_RESULT_PASS, 0},
      {"v=DKIM1; ", NULL, MB_RESULT_PASS, 0},
      {"k=rsa; n=any thing; x=y; g=joe; ", NULL, MB_RESULT_PASS, 0},
      {"h=sha1:sha256; s=other:email; ", NULL, MB_RESULT_PASS, 0},
      {"s=*; ", NULL, MB_RESULT_PASS, 0},
      {"t=y; ", NULL, MB_RESULT_PASS, MB_DKIM_TESTING},
      {"t=s; ", "strict-identity", MB_RESULT_PERMERROR, 0},
      {"v=DKIM2; ", "key-version", MB_RESULT_PERMERROR, 0},
      {"k=rsa; v=DKIM1; ", "key-version", MB_RESULT_PERMERROR, 0},
      {"k=ed25519; ", "key-type", MB_RESULT_PERMERROR, 0},
      {"h=sha1; ", "key-hash", MB_RESULT_PERMERROR, 0},
      {"s=tlsrpt; ", "key-service", MB_RESULT_PERMERROR, 0},
      {"p=; x", "key-revoked", MB_RESULT_PERMERROR, 0},
      {"p=!; x", "key-syntax", MB_RESULT_PERMERROR, 0},
      {"p=AAAA; x", "key-syntax", MB_RESULT_PERMERROR, 0},
      {"k=rsa; x", "key-syntax", MB_RESULT_PERMERROR, 0},
      {"k=rsa; k=rsa; ", "key-syntax", MB_RESULT_PERMERROR, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *record = g_strconcat(cases[i].before, p, NULL);
    MbDkim dkim = verify_at(mail, record, 0);
    expect(dkim, cases[i].result, cases[i].reason);
    g_assert_cmpuint(dkim.flags, ==, cases[i].flags);
  }
  g_autofree char *short_mail = sign_mail(short_rsa, "DKIM-Signature", TAGS, MAIL);
  MbDkim dkim = verify_at(short_mail, short_rsa->record, 0);
  expect(dkim, MB_RESULT_PERMERROR, "short-key");
  g_assert_cmpuint(dkim.flags, ==, MB_DKIM_SHORT_KEY);
}

/* RFC 6376 section 3.6.1 names RSAPublicKey, everybody publishes SubjectPublicKeyInfo: both. */
static void test_bare_rsa_key(void) {
  gsize len;
  g_autofree guchar *der = g_base64_decode(strstr(rsa->record, "p=") + 2, &len);
  g_autofree char *bare = g_base64_encode(der + 22, len - 22);
  g_autofree char *record = g_strconcat("p=", bare, NULL);
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  expect(verify_at(mail, record, 0), MB_RESULT_PASS, NULL);
}

static void test_key_answers(void) {
  static const struct {
    const char *dns;
    MbResult result;
    const char *reason;
    guint flags;
  } cases[] = {
      {"{}", MB_RESULT_NOT_CHECKED, NULL, 0},
      {"{\"sel._domainkey.example.com\":{\"TXT\":\"SERVFAIL\"}}", MB_RESULT_TEMPERROR, "dns", 0},
      {"{\"sel._domainkey.example.com\":{\"TXT\":\"REFUSED\"}}", MB_RESULT_TEMPERROR, "dns", 0},
      {"{\"sel._domainkey.example.com\":{\"TXT\":\"TIMEOUT\"}}", MB_RESULT_TEMPERROR, "dns", 0},
      {"{\"sel._domainkey.example.com\":{\"TXT\":\"BAD\"}}", MB_RESULT_TEMPERROR, "dns", 0},
      {"{\"sel._domainkey.example.com\":{\"TXT\":[]}}", MB_RESULT_PERMERROR, "no-key",
       MB_DKIM_KEY_GONE},
      {"{\"sel._domainkey.example.com\":\"NXDOMAIN\"}", MB_RESULT_PERMERROR, "no-key",
       MB_DKIM_KEY_GONE},
  };
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(mail));
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_autoptr(MbFacts) facts = test_facts(cases[i].dns);
    MbDkim dkim;
    mb_dkim_verify(arena, mb_dkim_mail_new(arena, headers, body_of(headers, mail)),
                   mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, 0), 0, facts, &dkim);
    expect(dkim, cases[i].result, cases[i].reason);
    g_assert_cmpuint(dkim.flags, ==, cases[i].flags);
    g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
    g_assert_cmpuint(open->len, ==, i == 0);
  }
}

/* Several records: any of them may be the right one. */
static void test_several_keys(void) {
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice_str(mail));
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  mb_dns_answer_add_text(answer, "unrelated", 9);
  mb_dns_answer_add_text(answer, rsa->record, strlen(rsa->record));
  mb_facts_add_dns(facts, MB_DNS_TXT, "sel._domainkey.example.com", answer);
  MbDkim dkim;
  mb_dkim_verify(arena, mb_dkim_mail_new(arena, headers, body_of(headers, mail)),
                 mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, 0), 0, facts, &dkim);
  expect(dkim, MB_RESULT_PASS, NULL);
}

/* SECURITY rows 16 and 17: verifies by the RFC, and says what it does not cover. */
static void test_coverage(void) {
  static const struct {
    const char *h, *extra;
    guint flags;
  } cases[] = {
      {"h=From:To:Subject:Date;", "", 0},
      {"h=From:To:Date;", "", MB_DKIM_UNSIGNED_SUBJECT},
      {"h=From;", "", MB_DKIM_UNSIGNED_SUBJECT},
      {"h=From:Subject;", "Subject: other\r\n", MB_DKIM_DUPLICATE},
      {"h=From:Subject;", "From: eve@evil.example\r\n", MB_DKIM_DUPLICATE},
      {"h=From:Subject:Date;", "Date: x\r\n", MB_DKIM_DUPLICATE},
      {"h=From:Subject:To;", "To: x\r\n", MB_DKIM_DUPLICATE},
      {"h=From:Subject;", "Content-Type: text/html\r\n", MB_DKIM_UNSIGNED_CONTENT},
      {"h=From:Subject;", "Reply-To: x@y.example\r\n", MB_DKIM_UNSIGNED_REPLY_TO},
      {"h=From:Subject;", "X-Other: 1\r\nReceived: by x\r\n", 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *tags = replace(TAGS, "h=From:To:Subject:Date;", cases[i].h);
    g_autofree char *plain = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
    g_autofree char *mail = g_strconcat(cases[i].extra, plain, NULL);
    MbDkim dkim = verify(mail);
    expect(dkim, MB_RESULT_PASS, NULL);
    g_assert_cmpuint(dkim.flags, ==, cases[i].flags);
  }
}

/* Oversigning: a field named once more than it is there cannot be added later. */
static void test_oversigned(void) {
  g_autofree char *tags = replace(TAGS, "h=From:To:Subject:Date;", "h=From:From:Subject:Subject;");
  g_autofree char *plain = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
  expect(verify(plain), MB_RESULT_PASS, NULL);
  g_autofree char *mail = g_strconcat("Subject: other\r\n", plain, NULL);
  expect(verify(mail), MB_RESULT_FAIL, "bad-signature");
}

/* SECURITY row 18. */
static void test_length(void) {
  g_autofree char *tags = replace(TAGS, "s=sel;", "s=sel; l=10;");
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
  MbDkim dkim = verify(mail);
  expect(dkim, MB_RESULT_PASS, NULL);
  g_assert_cmpuint(dkim.flags, ==, MB_DKIM_UNSIGNED_TAIL);
  g_assert_cmpuint(dkim.unsigned_bytes, ==, strlen("Hello,\r\n\r\nthis is the text.\r\n") - 10);
  g_autofree char *all = replace(TAGS, "s=sel;", "s=sel; l=29;");
  g_autofree char *whole = sign_mail(rsa, "DKIM-Signature", all, MAIL);
  dkim = verify(whole);
  expect(dkim, MB_RESULT_PASS, NULL);
  g_assert_cmpuint(dkim.flags, ==, 0);
  g_autofree char *more = replace(TAGS, "s=sel;", "s=sel; l=30;");
  g_autofree char *beyond = sign_mail(rsa, "DKIM-Signature", more, MAIL);
  expect(verify(beyond), MB_RESULT_PERMERROR, "length");
}

/* SECURITY row 19, R14: judged at the time of receipt. */
static void test_times(void) {
  g_autofree char *tags = replace(TAGS, "s=sel;", "s=sel; t=1000000; x=2000000;");
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", tags, MAIL);
  static const struct {
    gint64 received;
    MbResult result;
    guint flags;
  } cases[] = {
      {0, MB_RESULT_PASS, 0},
      {1500000, MB_RESULT_PASS, 0},
      {2000000, MB_RESULT_PASS, 0},
      {2000001, MB_RESULT_POLICY, MB_DKIM_EXPIRED},
      {G_MAXINT32, MB_RESULT_POLICY, MB_DKIM_EXPIRED},
      {999900, MB_RESULT_PASS, 0},
      {900000, MB_RESULT_PASS, MB_DKIM_FUTURE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbDkim dkim = verify_at(mail, rsa->record, cases[i].received);
    expect(dkim, cases[i].result, cases[i].flags & MB_DKIM_EXPIRED ? "expired" : NULL);
    g_assert_cmpuint(dkim.flags, ==, cases[i].flags);
  }
}

/* VERDICT, hard cases: what the receiving server or a list put on is taken off again. */
static void test_undo(void) {
  static const char footer[] =
      "text.\r\n_______________________________________________\r\nlist mailing list\r\n";
  static const struct {
    const char *from, *to, *undone; /* NULL = cannot be undone */
    guint flags;
  } cases[] = {
      {"Subject: Hello", "Subject: [spam] Hello", "subject-tag", MB_DKIM_AFTER_UNDO},
      {"Subject: Hello", "Subject: [S] Hello", "subject-tag", MB_DKIM_AFTER_UNDO},
      {"Subject: Hello", "Subject: ***SPAM*** Hello", "subject-tag", MB_DKIM_AFTER_UNDO},
      {"Subject: Hello", "Subject: {Spam?} Hello", "subject-tag", MB_DKIM_AFTER_UNDO},
      {"Subject: Hello", "Subject: [spam] [S] Hello", "subject-tag", MB_DKIM_AFTER_UNDO},
      {"Subject: Hello", "Subject: [list:123] Hello", "subject-tag",
       MB_DKIM_AFTER_UNDO | MB_DKIM_UNSIGNED_SUBJECT},
      {"text.\r\n", footer, "footer", MB_DKIM_AFTER_UNDO | MB_DKIM_UNSIGNED_TAIL},
      {"Subject: Hello", "Subject: URGENT Hello", NULL, 0},
      {"Subject: Hello", "Subject: [x] [y] [z] Hello", NULL, 0},
      {"Subject: Hello", "Subject: [this tag is much too long to be one] Hello", NULL, 0},
      {"text.\r\n", "text.\r\nmore text without any rule\r\n", NULL, 0},
  };
  g_autofree char *mail = sign_mail(rsa, "DKIM-Signature", TAGS, MAIL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *stamped = replace(mail, cases[i].from, cases[i].to);
    MbDkim dkim = verify(stamped);
    g_assert_cmpstr(mb_result_name(dkim.result), ==, cases[i].undone ? "pass" : "fail");
    g_assert_cmpstr(dkim.undone, ==, cases[i].undone);
    g_assert_cmpuint(dkim.flags, ==, cases[i].flags);
  }
  g_autofree char *tagged = replace(mail, "Subject: Hello", "Subject: [list] Hello");
  g_autofree char *both = replace(tagged, "text.\r\n", footer);
  g_assert_cmpstr(verify(both).undone, ==, "subject-tag+footer");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  rsa = test_key_new(MB_KEY_RSA, 1024);
  short_rsa = test_key_new(MB_KEY_RSA, 768);
  ed25519 = test_key_new(MB_KEY_ED25519, 0);
  g_test_add_func("/dkim/body", test_body);
  g_test_add_func("/dkim/fields", test_fields);
  g_test_add_func("/dkim/good", test_good);
  g_test_add_func("/dkim/ed25519", test_ed25519);
  g_test_add_func("/dkim/tampered", test_tampered);
  g_test_add_func("/dkim/bad-tags", test_bad_tags);
  g_test_add_func("/dkim/keys", test_keys);
  g_test_add_func("/dkim/bare-rsa-key", test_bare_rsa_key);
  g_test_add_func("/dkim/key-answers", test_key_answers);
  g_test_add_func("/dkim/several-keys", test_several_keys);
  g_test_add_func("/dkim/coverage", test_coverage);
  g_test_add_func("/dkim/oversigned", test_oversigned);
  g_test_add_func("/dkim/length", test_length);
  g_test_add_func("/dkim/times", test_times);
  g_test_add_func("/dkim/undo", test_undo);
  int status = g_test_run();
  test_key_free(rsa);
  test_key_free(short_rsa);
  test_key_free(ed25519);
  return status;
}
