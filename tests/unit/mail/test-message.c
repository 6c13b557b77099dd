/* Whole mails: parts, texts, links, attachments, attached mails; every limit; every trick that hides
 * a link from one reader. SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/message.h"
#include "base/error.h"

#define HEAD "From: a@a.example\r\nSubject: test\r\nMIME-Version: 1.0\r\n"
#define LINK "http://shown.example/x"

static MbMessage *parse(const char *text, gsize len) {
  g_autoptr(GError) error = NULL;
  MbMessage *m = mb_message_parse(mb_slice(text, len), FALSE, &error);
  g_assert_no_error(error);
  return m;
}

static const MbLink *find_link(const MbMessage *m, const char *host) {
  for (guint i = 0; i < m->links->len; i++) {
    const MbLink *link = &g_array_index(m->links, MbLink, i);
    if (link->host && strcmp(link->host, host) == 0)
      return link;
  }
  return NULL;
}

static const MbPart *part_at(const MbMessage *m, guint i) {
  g_assert_cmpuint(i, <, m->parts->len);
  return &g_array_index(m->parts, MbPart, i);
}

static void assert_slice(MbSlice s, const char *want) {
  g_assert_cmpmem(s.data, s.len, want, strlen(want));
}

static void test_plain(void) {
  static const char mail[] = HEAD "\r\nhello " LINK " bye\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  g_assert_cmpuint(m->parts->len, ==, 1);
  g_assert_cmpint(part_at(m, 0)->kind, ==, MB_PART_PLAIN);
  g_assert_cmpstr(part_at(m, 0)->type, ==, "text/plain");
  assert_slice(m->subject, "test");
  assert_slice(m->text, "hello " LINK " bye\r\n");
  const MbLink *link = find_link(m, "shown.example");
  g_assert_nonnull(link);
  g_assert_cmpmem(mail + link->offset, link->length, LINK, strlen(LINK));
  g_assert_cmphex(m->skipped | m->mime, ==, 0);
}

static void test_alternative(void) {
  static const char mail[] = HEAD
      "Content-Type: multipart/alternative; boundary=\"b 1\"\r\n\r\npreamble\r\n--b 1\r\n"
      "Content-Type: text/plain; charset=UTF-8\r\n\r\nplain text\r\n--b 1\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "\r\n<p>seen <a href=3D\"" LINK "\">go</a></p>\r\n--b 1--\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  g_assert_cmpuint(m->parts->len, ==, 3);
  g_assert_cmpint(part_at(m, 0)->kind, ==, MB_PART_CONTAINER);
  g_assert_cmpint(part_at(m, 1)->kind, ==, MB_PART_PLAIN);
  g_assert_cmpint(part_at(m, 1)->parent, ==, 0);
  g_assert_cmpint(part_at(m, 2)->kind, ==, MB_PART_HTML);
  g_assert_cmpstr(part_at(m, 2)->charset, ==, "utf-8");
  assert_slice(part_at(m, 1)->text, "plain text");
  g_assert_null(memmem(m->text.data, m->text.len, "plain", 5));
  g_assert_nonnull(memmem(m->text.data, m->text.len, "seen", 4));
  g_assert_nonnull(find_link(m, "shown.example"));
  g_assert_cmphex(m->skipped | m->mime, ==, 0);
}

static void test_japanese(void) {
  static const char mail[] =
      "From: a@a.example\r\nSubject: =?ISO-2022-JP?B?GyRCOCsbKEI=?= =?ISO-2022-JP?B?GyRCR0sbKEI=?="
      "\r\nContent-Type: text/plain; charset=\"iso-2022-jp\"\r\n\r\n\033$B8+GK\033(B\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  assert_slice(m->subject, "見破");
  assert_slice(m->text, "見破\r\n");
  g_assert_cmpstr(m->subject_charset, ==, "iso-2022-jp");
}

static void test_attachments(void) {
  static const char mail[] = HEAD
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x\r\n"
      "Content-Type: application/pdf; name=\"wrong.pdf\"\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename*0*=utf-8''%E8%AB%8B;\r\n filename*1*=%E6%B1%82;"
      "\r\n filename*2=.pdf\r\n\r\nJVBERi0xLjQK\r\n--x\r\n"
      "Content-Type: image/png\r\nContent-Disposition: inline;\r\n"
      " filename=\"=?UTF-8?B?5YaZ55yf?=.png\"\r\n\r\nPNG\r\n--x--\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  g_assert_cmpuint(m->attachments->len, ==, 2);
  const MbAttachment *pdf = &g_array_index(m->attachments, MbAttachment, 0);
  assert_slice(pdf->name, "請求.pdf");
  g_assert_cmpuint(pdf->size, ==, 9);
  g_assert_cmpstr(pdf->declared, ==, "application/pdf");
  g_assert_cmpint(part_at(m, 2)->attachment, ==, 0);
  g_assert_false(part_at(m, 2)->inline_part);
  assert_slice(g_array_index(m->attachments, MbAttachment, 1).name, "写真.png");
  g_assert_true(part_at(m, 3)->inline_part);
  assert_slice(m->text, "text");
}

#define INNER                                                                                      \
  "From: inner@b.example\r\nSubject: inner\r\nContent-Type: text/plain\r\n\r\ninner text"

static void test_bounce(void) {
  static const char mail[] = HEAD
      "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\n"
      "failed\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; m\r\n\r\n"
      "Final-Recipient: rfc822; c\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n" INNER " " LINK
      "\r\n--x--\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  g_assert_cmpstr(m->report_type, ==, "delivery-status");
  g_assert_cmpuint(m->attached->len, ==, 1);
  const MbAttached *inner = &g_array_index(m->attached, MbAttached, 0);
  const MbHeader *from = mb_headers_get(inner->headers, MB_HEADER_FROM, 0);
  assert_slice(mb_slice_trim(from->value), "inner@b.example");
  g_assert_cmpint(mb_message_offset(m, from->name.data), >, 0);
  assert_slice(inner->text, "inner text " LINK);
  g_assert_cmpint(part_at(m, inner->part)->kind, ==, MB_PART_MESSAGE);
  g_assert_cmpint(part_at(m, 2)->kind, ==, MB_PART_OTHER_TEXT);
  /* what the attached mail says is not said by this mail */
  g_assert_null(find_link(m, "shown.example"));
  assert_slice(m->text, "failed");
  g_assert_cmphex(m->skipped | m->mime, ==, 0);
}

static void test_returned_headers(void) {
  static const char mail[] =
      HEAD "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nfailed\r\n--x\r\n"
           "Content-Type: text/rfc822-headers\r\n\r\nFrom: inner@b.example\r\nSubject: "
           "s\r\n\r\n--x--\r\n";
  g_autoptr(MbMessage) m = parse(mail, sizeof mail - 1);
  g_assert_cmpuint(m->attached->len, ==, 1);
  const MbAttached *inner = &g_array_index(m->attached, MbAttached, 0);
  g_assert_nonnull(mb_headers_get(inner->headers, MB_HEADER_FROM, 0));
}

static void test_encoded_attached(void) {
  g_autofree char *encoded = g_base64_encode((const guchar *)INNER, sizeof INNER - 1);
  g_autofree char *mail = g_strconcat(HEAD "Content-Type: message/rfc822\r\n"
                                           "Content-Transfer-Encoding: base64\r\n\r\n",
                                      encoded, "\r\n", NULL);
  g_autoptr(MbMessage) m = parse(mail, strlen(mail));
  g_assert_cmpuint(m->attached->len, ==, 1);
  assert_slice(g_array_index(m->attached, MbAttached, 0).text, "inner text");
}

typedef struct {
  const char *label, *text;
  guint skipped;
} Protection;

static const Protection protections[] = {
    {"encrypted",
     HEAD "Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\nContent-Type: "
          "application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x--\r\n",
     MB_SKIP_ENCRYPTED},
    {"enveloped",
     HEAD "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMII\r\n",
     MB_SKIP_ENCRYPTED},
    {"signed",
     HEAD "Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x--\r\n",
     MB_SKIP_SIGNED},
    {"opaque", HEAD "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nMII\r\n",
     MB_SKIP_SIGNED | MB_SKIP_ENCRYPTED},
    {"inline", HEAD "\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n", MB_SKIP_ENCRYPTED},
};

static void test_protection(gconstpointer data) {
  const Protection *p = data;
  g_autoptr(MbMessage) m = parse(p->text, strlen(p->text));
  g_assert_cmphex(m->skipped, ==, p->skipped);
}

static void test_no_mail(void) {
  static const char *const texts[] = {"", "\r\n", "hello world\r\n\r\nFrom: a\r\n"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(mb_message_parse(mb_slice_str(texts[i]), FALSE, &error));
    g_assert_error(error, MB_ERROR, MB_ERROR_NOT_A_MAIL);
  }
}

/* Found by fuzzing: fields and parameters without a value. */
static void test_empty_values(void) {
  static const char *const heads[] = {"Content-Type:\r\n", "Content-Type: a/b; name*=; charset\r\n",
                                      "Content-Type: text/html; charset*=\r\n",
                                      "Content-Disposition: attachment; filename*0*=\r\n"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    g_autofree char *mail = g_strconcat(heads[i], "\r\nbody\r\n", NULL);
    g_autoptr(MbMessage) m = parse(mail, strlen(mail));
    g_assert_cmpuint(m->parts->len, ==, 1);
  }
}

static void test_headers_only(void) {
  static const char mail[] = HEAD "\r\n" LINK "\r\n";
  g_autoptr(MbMessage) m = mb_message_parse(mb_slice(mail, sizeof mail - 1), TRUE, NULL);
  assert_slice(m->subject, "test");
  g_assert_cmpuint(m->parts->len + m->links->len, ==, 0);
  g_assert_cmphex(m->skipped, ==, MB_SKIP_GMIME);
}

/* GMime gives no message for these; here there are fields, a text and the link all the same. */
static void test_odd_starts(void) {
  static const char *const starts[] = {" From: a@a\r\n",
                                       "From\r\n : a@a\r\n",
                                       "garbage\r\nFrom: a\r\n",
                                       ">From x\r\nFrom: a\r\n",
                                       "F\001rom: a\r\n",
                                       "\r\nFrom: a\r\n",
                                       "\xef\xbb\xbf"
                                       "From: a\r\n"};
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
    g_autofree char *mail = g_strconcat(starts[i], "To: b\r\n\r\n" LINK "\r\n", NULL);
    g_autoptr(MbMessage) m = parse(mail, strlen(mail));
    g_assert_true(m->headers->odd);
    g_assert_nonnull(find_link(m, "shown.example"));
  }
}

/* A link as it must be found, with the flag that must be raised, or 0. */
typedef struct {
  const char *label, *text;
  guint mime;
} Trick;

#define MULTI  HEAD "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
#define B64    "aHR0cDovL3Nob3duLmV4YW1wbGUveA=="                     /* LINK */
#define BIGB64 "PGEgaHJlZj0iaHR0cDovL3Nob3duLmV4YW1wbGUveCI+Z288L2E+" /* <a href="LINK">go</a> */
#define HTML   "Content-Type: text/html\r\n"

static const Trick tricks[] = {
    {"text behind an inner pad",
     HEAD HTML "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n" BIGB64 "\r\n",
     MB_MIME_BASE64_TAIL},
    {"pad in the middle of a quad",
     HEAD "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8g=aHR=0cDovL3Nob3duLmV4YW1wbGUveA==\r\n",
     MB_MIME_BASE64_TAIL},
    {"base64;", HEAD HTML "Content-Transfer-Encoding: base64;\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"\"base64\"", HEAD HTML "Content-Transfer-Encoding: \"base64\"\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"(c)base64", HEAD HTML "Content-Transfer-Encoding: (c)base64\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"base64(c)", HEAD HTML "Content-Transfer-Encoding: base64 (c)\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"base 64", HEAD HTML "Content-Transfer-Encoding: base 64\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"base-64", HEAD HTML "Content-Transfer-Encoding: base-64\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"base64 base64", HEAD HTML "Content-Transfer-Encoding: base64 base64\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"no encoding named", HEAD HTML "\r\n" BIGB64 "\r\n", MB_MIME_ODD_ENCODING},
    {"7bit that is base64", HEAD HTML "Content-Transfer-Encoding: 7bit\r\n\r\n" BIGB64 "\r\n",
     MB_MIME_ODD_ENCODING},
    {"encoding field with blank",
     HEAD HTML "Content-Transfer-Encoding : base64\r\n\r\n" BIGB64 "\r\n", MB_MIME_CONFLICT_HEADER},
    {"two encodings, first right",
     HEAD HTML "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" BIGB64
               "\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"two encodings, last right",
     HEAD HTML "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n" BIGB64
               "\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"quoted;",
     HEAD HTML "Content-Transfer-Encoding: quoted-printable;\r\n\r\n<a href=3D\"" LINK
               "\">go</a>\r\n",
     MB_MIME_ODD_ENCODING},
    {"soft break with blanks",
     HEAD HTML "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
               "<a href=3D\"http://sho= \r\nwn.example/x\">go</a>\r\n",
     MB_MIME_ODD_ENCODING},
    {"soft break of a bare CR",
     HEAD HTML "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
               "<a href=3D\"http://sho=\rwn.example/x\">go</a>\r\n",
     MB_MIME_ODD_ENCODING},
    {"soft break with tab",
     HEAD HTML "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
               "<a href=3D\"http://sho=\t\nwn.example/x\">go</a>\r\n",
     MB_MIME_ODD_ENCODING},
    {"preamble", MULTI LINK "\r\n--x\r\n\r\nhi\r\n--x--\r\n", MB_MIME_STRAY_TEXT},
    {"epilogue", MULTI "--x\r\n\r\nhi\r\n--x--\r\n" LINK "\r\n", MB_MIME_STRAY_TEXT},
    {"part behind the end",
     MULTI "--x\r\n\r\nhi\r\n--x--\r\n--x\r\n" HTML
           "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     MB_MIME_STRAY_TEXT},
    {"part of a foreign boundary in front",
     MULTI "--y\r\n" HTML "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64
           "\r\n--x\r\n\r\nhi\r\n--x--\r\n",
     MB_MIME_STRAY_TEXT},
    {"no boundary parameter",
     HEAD "Content-Type: multipart/mixed\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     MB_MIME_NO_BOUNDARY},
    {"wrong boundary parameter",
     HEAD "Content-Type: multipart/mixed; boundary=y\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     0},
    {"two boundaries",
     HEAD "Content-Type: multipart/mixed; boundary=y; boundary=x\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64
          "\r\n--x--\r\n--y\r\n\r\nhi\r\n--y--\r\n",
     MB_MIME_CONFLICT_PARAMETER},
    {"two boundaries, other order",
     HEAD "Content-Type: multipart/mixed; boundary=x; boundary=y\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64
          "\r\n--x--\r\n--y\r\n\r\nhi\r\n--y--\r\n",
     MB_MIME_CONFLICT_PARAMETER},
    {"RFC 2231 boundary",
     HEAD "Content-Type: multipart/mixed; boundary=y; boundary*0=x\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64
          "\r\n--x--\r\n--y\r\n\r\nhi\r\n--y--\r\n",
     MB_MIME_CONFLICT_PARAMETER},
    {"two types, plain last",
     HEAD "Content-Type: multipart/mixed; boundary=x\r\n"
          "Content-Type: text/plain\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"two types, multipart last",
     HEAD "Content-Type: text/html\r\n"
          "Content-Type: multipart/mixed; boundary=x\r\n\r\n<a href=\"" LINK
          "\">go</a>\r\n--x\r\n\r\nhi\r\n--x--\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"two boundaries in two types",
     HEAD "Content-Type: multipart/mixed; boundary=x\r\n"
          "Content-Type: multipart/mixed; boundary=y\r\n\r\n--x\r\n" HTML
          "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"conflict inside a part",
     MULTI "--x\r\n" HTML "Content-Transfer-Encoding: base64\r\n"
           "Content-Transfer-Encoding: 8bit\r\n\r\n" BIGB64 "\r\n--x--\r\n",
     MB_MIME_CONFLICT_HEADER},
    {"nested boundary that never comes",
     MULTI "--x\r\nContent-Type: multipart/alternative; boundary=z"
           "\r\n\r\n--q\r\n" HTML "Content-Transfer-Encoding: base64\r\n\r\n" BIGB64
           "\r\n--q--\r\n--x--\r\n",
     MB_MIME_STRAY_TEXT},
    {"missing blank line", "From: a@a.example\r\nhello\r\n" LINK "\r\n\r\nmore\r\n", 0},
    {"bare CR only", "From: a@a.example\rSubject: x\r\r" LINK "\r", MB_MIME_STRAY_TEXT},
};

static void test_trick(gconstpointer data) {
  const Trick *t = data;
  g_autoptr(MbMessage) m = parse(t->text, strlen(t->text));
  g_assert_nonnull(find_link(m, "shown.example"));
  g_assert_cmphex(m->mime & t->mime, ==, t->mime);
}

/* The same shapes without a trick raise nothing: a flag that is always set says nothing. */
static void test_no_false_flags(void) {
  static const char *const calm[] = {
      HEAD "Content-Transfer-Encoding: base64\r\n\r\n" B64 "\r\n",
      HEAD HTML "Content-Transfer-Encoding: BASE64 \r\n\r\n" BIGB64 "\r\n",
      HEAD "Content-Transfer-Encoding: 8bit\r\n\r\nhello\r\n",
      HEAD HTML "Content-Transfer-Encoding: Quoted-Printable\r\n\r\n<a href=3D\"" LINK
                "\">=\r\ngo=3d</a>=\r\n",
      MULTI "This is a multi-part message in MIME format.\r\n--x\r\n\r\nhi\r\n--x--\r\n\r\n-- "
            "\r\nlist footer\r\n",
      HEAD "Content-Length: 3\r\nContent-Length: 4\r\n\r\nhello\r\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS(calm); i++) {
    g_autoptr(MbMessage) m = parse(calm[i], strlen(calm[i]));
    g_assert_cmphex(m->mime, ==, 0);
    g_assert_cmphex(m->skipped, ==, 0);
  }
}

/* A harmless mail of a given depth: boundaries b0 … */
static GString *nested(guint depth) {
  GString *s = g_string_new(HEAD);
  for (guint i = 0; i < depth; i++)
    g_string_append_printf(s, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);
  g_string_append(s, "Content-Type: text/plain\r\n\r\n" LINK "\r\n");
  for (guint i = depth; i-- > 0;)
    g_string_append_printf(s, "--b%u--\r\n", i);
  return s;
}

static void test_depth(void) {
  static const struct {
    guint depth, skipped;
  } rows[] = {{1, 0},
              {48, 0},
              {49, 0},
              {50, MB_SKIP_DEPTH},
              {51, MB_SKIP_STRUCTURE},
              {1024, MB_SKIP_STRUCTURE},
              {10000, MB_SKIP_STRUCTURE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) s = nested(rows[i].depth);
    g_autoptr(MbMessage) m = parse(s->str, s->len);
    g_assert_cmphex(m->skipped, ==, rows[i].skipped);
    g_assert_nonnull(find_link(m, "shown.example"));
  }
}

static void test_parts(void) {
  static const struct { guint n, skipped; } rows[] = {{900, 0}, {1100, MB_SKIP_STRUCTURE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) s = g_string_new(MULTI);
    for (guint k = 0; k < rows[i].n; k++)
      g_string_append(s, "--x\r\n\r\na\r\n");
    g_string_append(s, "--x\r\n\r\n" LINK "\r\n--x--\r\n");
    g_autoptr(MbMessage) m = parse(s->str, s->len);
    g_assert_cmphex(m->skipped & rows[i].skipped, ==, rows[i].skipped);
    if (!rows[i].skipped)
      g_assert_cmphex(m->skipped, ==, 0);
  }
}

/* A digest of many attached mails, each with a boundary of its own, is no flood. */
static void test_digest(void) {
  g_autoptr(GString) s = g_string_new(HEAD "Content-Type: multipart/digest; boundary=x\r\n\r\n");
  for (guint k = 0; k < 90; k++)
    g_string_append_printf(s,
                           "--x\r\n\r\nFrom: m%u@b.example\r\nContent-Type: multipart/alternative;"
                           " boundary=k%u\r\n\r\n--k%u\r\n\r\ntext %u\r\n--k%u--\r\n",
                           k, k, k, k, k);
  g_string_append(s, "--x--\r\n");
  g_autoptr(MbMessage) m = parse(s->str, s->len);
  g_assert_cmphex(m->skipped, ==, 0);
  g_assert_cmpuint(m->attached->len, ==, 90);
  assert_slice(mb_slice_trim(g_array_index(m->attached, MbAttached, 89).text), "text 89");
}

static void append_times(GString *s, const char *unit, guint n) {
  for (guint i = 0; i < n; i++)
    g_string_append(s, unit);
}

/* "g:g:g:…" overflows GMime's stack wherever it parses address lists. */
static void test_groups(void) {
  static const char *const before[] = {
      "From: ",
      "Subject: x\r\nCc: ",
      HEAD "Content-Type: message/rfc822\r\n\r\nFrom: ",
      MULTI "--x\r\nContent-Type: message/rfc822\r\n\r\nX: 1\r\nTo: ",
      HEAD "Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\nReply-To: ",
      HEAD "Content-Type: message(c)/RFC822\r\n\r\nContent-Type: message/rfc822\r\n\r\nBcc: ",
      MULTI
      "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain\r\n"
      "Content-Type: message/news\r\n\r\nSender: ",
  };
  for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
    g_autoptr(GString) s = g_string_new(before[i]);
    append_times(s, i % 2 ? "g:" : "g:\r\n ", 100000);
    g_string_append(s, " a@b.example;\r\n\r\nbody\r\n");
    g_autoptr(MbMessage) m = parse(s->str, s->len);
    g_assert_true(m->skipped & MB_SKIP_ADDRESSES);
  }
}

static void test_colons_edge(void) {
  for (guint extra = 0; extra <= 1; extra++) {
    g_autoptr(GString) s = g_string_new("From: \"::::::::::::::::::::::::::::::::::::\" ");
    append_times(s, "g:", 64 + extra);
    g_string_append(s, "a@b.example;\r\n\r\nbody\r\n");
    g_autoptr(MbMessage) m = parse(s->str, s->len);
    g_assert_cmphex(m->skipped, ==, extra ? MB_SKIP_ADDRESSES : 0);
  }
}

static void test_text_limit(void) {
  g_autoptr(GString) s = g_string_new(HEAD "\r\n");
  gsize at = s->len;
  g_string_set_size(s, at + 9 * 1024 * 1024);
  memset(s->str + at, 'a', s->len - at);
  g_autoptr(MbMessage) m = parse(s->str, s->len);
  g_assert_cmphex(m->skipped, ==, MB_SKIP_TEXT);
  g_assert_cmpuint(m->text.len, ==, 8 * 1024 * 1024);
}

static void test_mail_text_limit(void) {
  g_autoptr(GString) s = g_string_new(MULTI);
  for (int i = 0; i < 6; i++) {
    g_string_append(s, "--x\r\n\r\n");
    gsize at = s->len;
    g_string_set_size(s, at + 7 * 1024 * 1024);
    memset(s->str + at, 'a', s->len - at);
    g_string_append(s, "\r\n");
  }
  g_autoptr(MbMessage) m = parse(s->str, s->len);
  g_assert_true(m->skipped & MB_SKIP_TEXT);
  g_assert_cmpuint(m->text.len, <=, 32 * 1024 * 1024 + 16);
}

static void test_size_limit(void) {
  for (int extra = 0; extra <= 1; extra++) {
    gsize len = MB_MAX_MESSAGE + extra;
    g_autofree char *mail = g_malloc(len);
    memset(mail, '\n', len);
    memcpy(mail, HEAD "\r\n", strlen(HEAD "\r\n"));
    g_autoptr(MbMessage) m = parse(mail, len);
    g_assert_cmpint(!!(m->skipped & MB_SKIP_SIZE), ==, extra);
    g_assert_nonnull(mb_headers_get(m->headers, MB_HEADER_FROM, 0));
  }
}

static void test_links_limit(void) {
  g_autoptr(GString) s = g_string_new(HEAD HTML "\r\n");
  for (int i = 0; i < 12000; i++)
    g_string_append_printf(s, "<a href=\"http://h%d.example/\">x</a>\r\n", i);
  g_autoptr(MbMessage) m = parse(s->str, s->len);
  g_assert_cmpuint(m->links->len, ==, MB_MAX_LINKS_KEPT);
  g_assert_cmphex(m->skipped, ==, MB_SKIP_LINKS);
  const MbLink *link = &g_array_index(m->links, MbLink, 77);
  g_assert_cmpmem(s->str + link->offset, link->length, "http://h77.example/", 19);
}

/* Shapes that make parsers slow; each within a second here. */
static void test_slow_shapes(void) {
  static const struct {
    const char *start, *unit;
  } rows[] = {
      {MULTI, "--x\r\nA: b\r\n"},
      {MULTI, "--x\r\nContent-Type: message/rfc822\r\n\r\n"},
      {MULTI, "\r\n--"},
      {MULTI, "--x"},
      {MULTI, "--x--\r\n"},
      {HEAD "\r\n", "=\r"},
      {HEAD "Content-Transfer-Encoding: base64\r\n\r\n", "A="},
      {HEAD "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "= "},
      {HEAD HTML "\r\n", "<"},
      {HEAD "Content-Type: text/plain", "; a=\"b"},
      {HEAD "Content-Type: text/plain", "; name*0*=a"},
      {HEAD "Content-Type: (", "("},
      {HEAD "\r\n", "http://a.b/ "},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) s = g_string_new(rows[i].start);
    while (s->len < 2 * 1024 * 1024)
      g_string_append(s, rows[i].unit);
    gint64 start = g_get_monotonic_time();
    g_autoptr(MbMessage) m = parse(s->str, s->len);
    g_test_message("shape %u: %d ms", i, (int)((g_get_monotonic_time() - start) / 1000));
    g_assert_cmpint(g_get_monotonic_time() - start, <, 3000000);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/message/plain", test_plain);
  g_test_add_func("/message/alternative", test_alternative);
  g_test_add_func("/message/japanese", test_japanese);
  g_test_add_func("/message/attachments", test_attachments);
  g_test_add_func("/message/bounce", test_bounce);
  g_test_add_func("/message/returned-headers", test_returned_headers);
  g_test_add_func("/message/encoded-attached", test_encoded_attached);
  for (guint i = 0; i < G_N_ELEMENTS(protections); i++) {
    g_autofree char *path = g_strdup_printf("/message/protection/%s", protections[i].label);
    g_test_add_data_func(path, &protections[i], test_protection);
  }
  g_test_add_func("/message/no-mail", test_no_mail);
  g_test_add_func("/message/empty-values", test_empty_values);
  g_test_add_func("/message/headers-only", test_headers_only);
  g_test_add_func("/message/odd-starts", test_odd_starts);
  for (guint i = 0; i < G_N_ELEMENTS(tricks); i++) {
    g_autofree char *path = g_strdup_printf("/message/trick/%u-%s", i, tricks[i].label);
    g_test_add_data_func(path, &tricks[i], test_trick);
  }
  g_test_add_func("/message/no-false-flags", test_no_false_flags);
  g_test_add_func("/message/limit/depth", test_depth);
  g_test_add_func("/message/limit/parts", test_parts);
  g_test_add_func("/message/limit/digest", test_digest);
  g_test_add_func("/message/limit/groups", test_groups);
  g_test_add_func("/message/limit/colons", test_colons_edge);
  g_test_add_func("/message/limit/text", test_text_limit);
  g_test_add_func("/message/limit/mail-text", test_mail_text_limit);
  g_test_add_func("/message/limit/size", test_size_limit);
  g_test_add_func("/message/limit/links", test_links_limit);
  g_test_add_func("/message/slow-shapes", test_slow_shapes);
  return g_test_run();
}
