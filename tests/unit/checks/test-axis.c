/* The address axis over small mails and facts: grades, forged proofs, freshness, and that a missing answer never makes
 * an address genuine. SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/claims.h"
#include "facts/facts.h"

#define NOW 1793581500 /* 2026-11-02T10:05:00+09:00 */

typedef struct {
  MbMessage *message;
  MbOptions *options;
  MbFacts *facts;
  MbCase *c;
  char *text;
} World;

/* top: header lines of the trusted server; rest: what came with the mail. */
static void open_world(World *w, const char *top, const char *rest, const char *dns, gint64 now) {
  w->text = g_strconcat(
      top,
      "Received: from mail.shop.example (mail.shop.example [203.0.113.25])\r\n"
      "\tby mx.own.example (Postfix) with ESMTPS id 1\r\n"
      "\tfor <taro@own.example>; Mon, 02 Nov 2026 10:00:05 +0900\r\n",
      rest, "Subject: test\r\nDate: Mon, 02 Nov 2026 10:00:00 +0900\r\n\r\nhello\r\n", NULL);
  w->message = mb_message_parse(mb_slice_str(w->text), FALSE, NULL);
  g_assert_nonnull(w->message);
  w->options = mb_options_new();
  w->options->now = now;
  g_ptr_array_add(w->options->own_domains, g_strdup("own.example"));
  g_ptr_array_add(w->options->trust_servers, g_strdup("mx.own.example"));
  w->facts = mb_facts_new();
  if (dns) {
    json_t *json = json_loads(dns, 0, NULL);
    g_assert_nonnull(json);
    g_assert_true(mb_facts_load(w->facts, json, NULL));
    json_decref(json);
  }
  w->c = mb_case_new(w->message, w->options, w->facts);
}

static void close_world(World *w) {
  mb_case_free(w->c);
  mb_facts_free(w->facts);
  mb_options_free(w->options);
  mb_message_free(w->message);
  g_free(w->text);
}

#define FROM     "Return-Path: <a@shop.example>\r\nFrom: a@shop.example\r\n"
#define BULK     "Return-Path: <b@bulk.example>\r\nFrom: a@shop.example\r\n"
#define AR       "Authentication-Results: mx.own.example; "
#define DNS(x)   "{\"version\":1,\"absent\":\"NXDOMAIN\",\"dns\":{" x "}}"
#define SPF(r)   "\"shop.example\":{\"A\":[\"198.51.100.9\"],\"MX\":[],\"TXT\":[\"v=spf1 " r "\"]}"
#define DMARC(p) ",\"_dmarc.shop.example\":{\"TXT\":[\"v=DMARC1; p=" p "\"]}"

static const struct {
  const char *top, *rest, *dns;
  gint64 now;
  MbAddressState state;
  MbGrade grade;
  const char *why; /* proof or missing */
} rows[] = {
    /* what the trusted server recorded */
    {AR "dkim=pass header.d=shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_GENUINE, MB_GRADE_FULL,
     "dkim"},
    {AR "dkim=pass header.i=@mail.shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_GENUINE,
     MB_GRADE_FULL, "dkim"},
    {AR "dmarc=pass header.from=shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_GENUINE,
     MB_GRADE_FULL, "dmarc"},
    {AR "spf=pass smtp.mailfrom=a@shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_GENUINE,
     MB_GRADE_SPF, "spf"},
    {AR "spf=pass smtp.helo=shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE,
     "not-signed"},
    {AR "spf=pass smtp.mailfrom=b@bulk.example\r\n", BULK, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "not-signed"},
    {AR "dkim=pass header.d=shop.example(.evil.example\r\n", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, NULL},
    {AR "dmarc=pass header.from=other.example\r\n", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "not-signed"},
    {AR "spf=fail smtp.mailfrom=a@shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_FORGED,
     MB_GRADE_NONE, "spf-fail"},
    {AR "spf=softfail smtp.mailfrom=a@shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "not-signed"},
    {AR "spf=fail smtp.mailfrom=b@bulk.example\r\n", BULK, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "not-signed"},
    {AR "dkim=fail header.d=shop.example\r\n", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE,
     "not-signed"},
    {AR "dmarc=fail (p=reject) header.from=shop.example\r\n", BULK, NULL, NOW, MB_ADDRESS_FORGED,
     MB_GRADE_NONE, "dmarc-fail"},
    {AR "dmarc=fail (p=none sp=reject) header.from=shop.example\r\n", BULK, NULL, NOW,
     MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, "policy-none"},
    /* recorded results never age */
    {AR "dmarc=fail (p=reject) header.from=shop.example\r\n", BULK, NULL, NOW + 86400 * 400,
     MB_ADDRESS_FORGED, MB_GRADE_NONE, "dmarc-fail"},
    /* below the boundary the sender wrote it himself */
    {"", AR "dkim=pass header.d=shop.example\r\n" FROM, NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "untrusted-header"},
    /* nothing at all */
    {"", FROM, NULL, NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, "offline"},
    {"", "", NULL, NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, "no-sender"},
    /* what DNS says */
    {"", FROM, DNS(SPF("ip4:203.0.113.0/24 -all")), NOW, MB_ADDRESS_GENUINE, MB_GRADE_SPF, "spf"},
    {"", FROM, DNS(SPF("+all")), NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, "wide-spf"},
    {"", FROM, DNS(SPF("ip4:192.0.2.1 -all")), NOW, MB_ADDRESS_FORGED, MB_GRADE_NONE, "spf-fail"},
    {"", FROM, DNS(SPF("ip4:192.0.2.1 -all")), NOW + 86400 * 40, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE,
     "too-old"},
    {"", FROM, DNS(SPF("ip4:192.0.2.1 ~all")), NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, NULL},
    {"", BULK, DNS(SPF("ip4:192.0.2.1 -all") DMARC("reject")), NOW, MB_ADDRESS_FORGED,
     MB_GRADE_NONE, "dmarc-fail"},
    {"", BULK, DNS(SPF("ip4:192.0.2.1 -all") DMARC("none")), NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE,
     "policy-none"},
    {"", BULK, DNS(SPF("ip4:192.0.2.1 -all") DMARC("reject; t=y")), NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "policy-none"},
    {"", "X-Forwarded-To: taro@own.example\r\n" BULK,
     DNS(SPF("ip4:192.0.2.1 -all") DMARC("reject")), NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE,
     "forwarded"},
    {"", FROM, DNS(""), NOW, MB_ADDRESS_FORGED, MB_GRADE_NONE, "nxdomain"},
    {"", FROM, DNS("\"shop.example\":{\"A\":[\"198.51.100.9\"],\"TXT\":[],\"MX\":[[0,\"\"]]}"), NOW,
     MB_ADDRESS_FORGED, MB_GRADE_NONE, "nxdomain"},
    {"", FROM, DNS("\"shop.example\":{\"A\":[\"203.0.113.25\"],\"TXT\":[],\"MX\":[]}"), NOW,
     MB_ADDRESS_GENUINE, MB_GRADE_WEAK, "own-address"},
    {"", FROM,
     DNS("\"shop.example\":{\"A\":\"SERVFAIL\",\"TXT\":\"SERVFAIL\",\"MX\":\"SERVFAIL\"}"), NOW,
     MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, "temporary"},
    /* several senders */
    {AR "dmarc=pass header.from=evil.example\r\n", "From: a@shop.example, x@evil.example\r\n", NULL,
     NOW, MB_ADDRESS_UNKNOWN, MB_GRADE_NONE, NULL},
    {AR "dmarc=pass header.from=evil.example\r\n",
     "From: a@shop.example\r\nFrom: x@evil.example\r\n", NULL, NOW, MB_ADDRESS_UNKNOWN,
     MB_GRADE_NONE, "ambiguous"},
};

static void test_rows(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    World w = {0};
    open_world(&w, rows[i].top, rows[i].rest, rows[i].dns, rows[i].now);
    const MbAddressAxis *axis = w.c->axis;
    const char *why = axis->state == MB_ADDRESS_UNKNOWN ? axis->missing : axis->proof;
    if (axis->state != rows[i].state || axis->grade != rows[i].grade ||
        (rows[i].why && g_strcmp0(why, rows[i].why) != 0))
      g_test_message("row %u: state %d grade %d %s", i, axis->state, axis->grade, why),
          g_test_fail();
    close_world(&w);
  }
}

/* VERDICT "Losing evidence": without its facts no row is genuine that was not genuine by the server's word. */
static void test_losing_facts(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    World w = {0};
    open_world(&w, rows[i].top, rows[i].rest, NULL, rows[i].now);
    if (w.c->axis->state == MB_ADDRESS_GENUINE)
      g_assert_cmpint(w.c->axis->by, ==, MB_BY_SERVER);
    close_world(&w);
  }
}

static const struct {
  const char *from, *subject, *expected; /* "id@where" of the claims, '!' where false */
} claims[] = {
    {"=?utf-8?B?44Kr44K044Ok?= <a@shop.example>", "hello", "!kagoya@display-name"},
    {"\"PayPal\" <a@paypal.com>", "hello", "!paypal@display-name !paypal@from-domain"},
    {"\"etc-meisai\" <a@shop.example>", "hello", "!etc-meisai@display-name"},
    {"a@own.example", "hello", "!own@from-domain"},
    {"\"own.example mail team\" <a@shop.example>", "hello", "!own@display-name"},
    {"a@shop.example", "PayPal: limited", "!paypal@subject"},
    {"a@shop.example", "we accept PayPal too", ""},
    {"\"Johnny Apple\" <a@shop.example>", "hello", ""},
};

static void test_claims(void) {
  for (guint i = 0; i < G_N_ELEMENTS(claims); i++) {
    World w = {0};
    g_autofree char *rest =
        g_strdup_printf("From: %s\r\nSubject: %s\r\n", claims[i].from, claims[i].subject);
    open_world(&w, "", rest, NULL, NOW);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint k = 0; k < w.c->claims->len; k++) {
      const MbClaim *claim = &g_array_index(w.c->claims, MbClaim, k);
      g_string_append_printf(got, "%s%s%s@%s", k ? " " : "", claim->genuine ? "" : "!", claim->id,
                             claim->where);
    }
    if (g_strcmp0(got->str, claims[i].expected) != 0)
      g_test_message("%s: %s", rest, got->str), g_test_fail();
    close_world(&w);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  mb_message_preload();
  g_test_add_func("/axis/rows", test_rows);
  g_test_add_func("/axis/losing-facts", test_losing_facts);
  g_test_add_func("/claims/where", test_claims);
  return g_test_run();
}
