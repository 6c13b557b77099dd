/* DMARC by RFC 9989: records, tree walk, policy, alignment, answers that are missing or fail.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc.h"
#include "sign.h"

static void test_records(void) {
  static const struct {
    const char *text;
    gboolean record, usable;
    MbPolicy p, sp, np;
  } cases[] = {
#define NO MB_POLICY_ABSENT
      {"v=DMARC1; p=reject", TRUE, TRUE, MB_POLICY_REJECT, NO, NO},
      {"v=DMARC1;p=quarantine;", TRUE, TRUE, MB_POLICY_QUARANTINE, NO, NO},
      {" v = DMARC1 ; P = None ", TRUE, TRUE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; p=none; sp=reject; np=quarantine", TRUE, TRUE, MB_POLICY_NONE, MB_POLICY_REJECT,
       MB_POLICY_QUARANTINE},
      {"v=DMARC1; p=reject; unknown=1; broken; =x;;", TRUE, TRUE, MB_POLICY_REJECT, NO, NO},
      {"v=DMARC1; p=other; rua=mailto:a@b.example", TRUE, TRUE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; p=reject; sp=other; rua=mailto:a@b.example", TRUE, TRUE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; p=reject; np=", TRUE, FALSE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; p=none; p=reject", TRUE, FALSE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1", TRUE, FALSE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; rua=nonsense", TRUE, FALSE, MB_POLICY_NONE, NO, NO},
      {"v=DMARC1; rua=,mailto:a@b.example", TRUE, TRUE, MB_POLICY_NONE, NO, NO},
      {"v=dmarc1; p=reject", FALSE, FALSE, NO, NO, NO},
      {"v=DMARC12; p=reject", FALSE, FALSE, NO, NO, NO},
      {"p=reject; v=DMARC1", FALSE, FALSE, NO, NO, NO},
      {"DMARC1; p=reject", FALSE, FALSE, NO, NO, NO},
      {"", FALSE, FALSE, NO, NO, NO},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbDmarcRecord r;
    gboolean ok = mb_dmarc_parse(mb_slice_str(cases[i].text), &r);
    if (ok != cases[i].record || (ok && (r.usable != cases[i].usable || r.p != cases[i].p ||
                                         r.sp != cases[i].sp || r.np != cases[i].np)))
      g_error("'%s'", cases[i].text);
  }
  MbDmarcRecord r;
  mb_dmarc_parse(MB_SLICE_LIT("v=DMARC1; p=none; adkim=S; aspf=s; t=y; psd=Y"), &r);
  g_assert_true(r.strict_dkim && r.strict_spf && r.testing && r.psd == 'y');
  mb_dmarc_parse(MB_SLICE_LIT("v=DMARC1; p=none; adkim=x; aspf=r; t=n; psd=x"), &r);
  g_assert_false(r.strict_dkim || r.strict_spf || r.testing || r.psd != 'u');
}

static MbArena *arena; /* results live in it */

static MbDmarc check(const char *dns, const char *author, const char *spf, const char *dkim,
                     gboolean open, gboolean temporary, guint *n_open) {
  g_clear_pointer(&arena, mb_arena_free);
  arena = mb_arena_new();
  g_autoptr(MbFacts) facts = test_facts(dns);
  g_autoptr(GPtrArray) s = g_ptr_array_new();
  g_autoptr(GPtrArray) d = g_ptr_array_new();
  if (spf)
    g_ptr_array_add(s, (gpointer)spf);
  if (dkim)
    g_ptr_array_add(d, (gpointer)dkim);
  MbDmarcInput input = {s, d, open, temporary};
  MbDmarc dmarc = mb_dmarc_check(arena, author, &input, facts);
  g_autoptr(GPtrArray) questions = mb_facts_open_questions(facts);
  if (n_open)
    *n_open = questions->len;
  return dmarc;
}

#define ZONE(records)     "{\"absent\":\"NXDOMAIN\",\"dns\":{" records "}}"
#define R(domain, record) "\"_dmarc." domain "\":{\"TXT\":[\"v=DMARC1; " record "\"]}"

static void test_outcomes(void) {
  static const struct {
    const char *dns, *author, *spf, *dkim, *result, *policy, *organisation;
  } cases[] = {
      {ZONE(""), "a.example", NULL, NULL, "none", NULL, "a.example"},
      {ZONE(R("a.example", "p=reject")), "a.example", NULL, NULL, "fail", "reject", "a.example"},
      {ZONE(R("a.example", "p=reject")), "a.example", "a.example", NULL, "pass", "reject",
       "a.example"},
      {ZONE(R("a.example", "p=reject")), "a.example", NULL, "m.a.example", "pass", "reject",
       "a.example"},
      {ZONE(R("a.example", "p=reject")), "a.example", "b.example", "ba.example", "fail", "reject",
       "a.example"},
      {ZONE(R("a.example", "p=reject; adkim=s")), "a.example", NULL, "m.a.example", "fail",
       "reject", "a.example"},
      {ZONE(R("a.example", "p=reject; adkim=s")), "a.example", "m.a.example", NULL, "pass",
       "reject", "a.example"},
      {ZONE(R("a.example", "p=reject; aspf=s")), "a.example", "m.a.example", NULL, "fail", "reject",
       "a.example"},
      /* below the organisation: sp, and np for names that do not exist */
      {ZONE(R("a.example", "p=reject")), "m.a.example", NULL, NULL, "fail", "reject", "a.example"},
      {ZONE(R("a.example", "p=reject; sp=none")), "m.a.example", NULL, NULL, "fail", "none",
       "a.example"},
      {ZONE(R("a.example", "p=none; np=reject")), "m.a.example", NULL, NULL, "fail", "reject",
       "a.example"},
      {ZONE(R("a.example", "p=none; np=reject") ",\"m.a.example\":{\"MX\":[[1,\"x.example\"]]}"),
       "m.a.example", NULL, NULL, "fail", "none", "a.example"},
      {ZONE(R("a.example", "p=none; np=reject") ",\"m.a.example\":{\"TXT\":[\"x\"]}"),
       "m.a.example", NULL, NULL, "fail", "reject", "a.example"},
      {ZONE(R("a.example", "p=reject; sp=none") "," R("m.a.example", "p=quarantine")),
       "m.a.example", NULL, NULL, "fail", "quarantine", "a.example"},
      /* test mode: one level less */
      {ZONE(R("a.example", "p=reject; t=y")), "a.example", NULL, NULL, "fail", "quarantine",
       "a.example"},
      {ZONE(R("a.example", "p=none; t=y")), "a.example", NULL, NULL, "fail", "none", "a.example"},
      /* public suffixes and organisations inside them */
      {ZONE(R("bank.example", "p=reject; psd=y")), "giant.bank.example", NULL,
       "mail.mega.bank.example", "fail", "reject", "giant.bank.example"},
      {ZONE(R("bank.example", "p=reject; psd=y")), "giant.bank.example", NULL,
       "m.giant.bank.example", "pass", "reject", "giant.bank.example"},
      {ZONE(R("b.a.example", "p=reject; psd=n") "," R("a.example", "p=none")), "c.b.a.example",
       NULL, "a.example", "fail", "reject", "b.a.example"},
      {ZONE(R("example", "p=reject; psd=y")), "a.example", NULL, NULL, "fail", "reject",
       "a.example"},
      /* several records count as none; a record without p and rua ends it */
      {ZONE("\"_dmarc.a.example\":{\"TXT\":[\"v=DMARC1; p=none\",\"v=DMARC1; p=reject\"]}"),
       "a.example", NULL, NULL, "none", NULL, "a.example"},
      {ZONE("\"_dmarc.a.example\":{\"TXT\":[\"other\",\"v=DMARC1; p=reject\"]}"), "a.example", NULL,
       NULL, "fail", "reject", "a.example"},
      {ZONE(R("a.example", "adkim=s")), "a.example", NULL, NULL, "none", NULL, "a.example"},
      /* nine labels: the name itself, then the last seven */
      {ZONE(R("h.i.j.k.l.a.example", "p=reject")), "b.c.d.h.i.j.k.l.a.example", NULL, NULL, "fail",
       "reject", "h.i.j.k.l.a.example"},
      {ZONE(R("d.h.i.j.k.l.a.example", "p=reject")), "b.c.d.h.i.j.k.l.a.example", NULL, NULL,
       "none", NULL, "b.c.d.h.i.j.k.l.a.example"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbDmarc d =
        check(cases[i].dns, cases[i].author, cases[i].spf, cases[i].dkim, FALSE, FALSE, NULL);
    if (g_strcmp0(mb_result_name(d.result), cases[i].result) != 0 ||
        g_strcmp0(d.policy, cases[i].policy) != 0 ||
        g_strcmp0(d.org_domain, cases[i].organisation) != 0)
      g_error("case %u: %s %s %s", i, mb_result_name(d.result), d.policy, d.org_domain);
  }
}

static void test_enforced(void) {
  g_assert_true(check(ZONE(R("a.example", "p=reject")), "a.example", NULL, NULL, FALSE, FALSE, NULL)
                    .enforced);
  g_assert_true(
      check(ZONE(R("a.example", "p=quarantine")), "a.example", NULL, NULL, FALSE, FALSE, NULL)
          .enforced);
  g_assert_false(
      check(ZONE(R("a.example", "p=none")), "a.example", NULL, NULL, FALSE, FALSE, NULL).enforced);
  MbDmarc testing =
      check(ZONE(R("a.example", "p=reject; t=y")), "a.example", NULL, NULL, FALSE, FALSE, NULL);
  g_assert_true(testing.testing);
  g_assert_false(testing.enforced);
}

/* All names of the walk are asked at once; what is missing decides only where it can. */
static void test_missing(void) {
  static const struct {
    const char *dns, *author, *dkim;
    gboolean open, temporary;
    const char *result;
    guint questions;
  } cases[] = {
      {"{}", "m.a.example", NULL, FALSE, FALSE, "not-checked", 3},
      {"{}", "b.c.d.e.f.g.h.i.j.k.example", NULL, FALSE, FALSE, "not-checked", 8},
      {"{" R("a.example", "p=reject") "}", "a.example", NULL, FALSE, FALSE, "fail", 1},
      {"{" R("a.example", "p=reject; psd=n") "}", "a.example", NULL, FALSE, FALSE, "fail", 1},
      {"{" R("a.example", "p=reject") "}", "a.example", "a.example", FALSE, FALSE, "pass", 1},
      {"{" R("a.example", "p=reject") "}", "a.example", "m.a.example", FALSE, FALSE, "not-checked",
       1},
      {"{" R("a.example", "p=reject") "}", "a.example", "b.example", FALSE, FALSE, "fail", 1},
      {"{" R("a.example", "p=reject") "}", "m.a.example", NULL, FALSE, FALSE, "not-checked", 2},
      {"{" R("a.example", "p=reject") ",\"_dmarc.example\":\"SERVFAIL\"}", "a.example",
       "m.a.example", FALSE, FALSE, "temperror", 0},
      {"{\"_dmarc.a.example\":{\"TXT\":\"TIMEOUT\"},\"_dmarc.example\":\"NXDOMAIN\"}", "a.example",
       "a.example", FALSE, FALSE, "temperror", 0},
      {ZONE(R("a.example", "p=reject")), "a.example", NULL, TRUE, FALSE, "not-checked", 0},
      {ZONE(R("a.example", "p=reject")), "a.example", NULL, FALSE, TRUE, "temperror", 0},
      {ZONE(R("a.example", "p=reject")), "a.example", "a.example", TRUE, TRUE, "pass", 0},
      {ZONE(""), "a.example", NULL, TRUE, TRUE, "none", 0},
      {"{" R("a.example", "p=none; np=reject") ",\"_dmarc.m.a.example\":\"NXDOMAIN\",\"_dmarc."
                                               "example\":\"NXDOMAIN\"}",
       "m.a.example", NULL, FALSE, FALSE, "not-checked", 3},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    guint n;
    MbDmarc d = check(cases[i].dns, cases[i].author, NULL, cases[i].dkim, cases[i].open,
                      cases[i].temporary, &n);
    if (g_strcmp0(mb_result_name(d.result), cases[i].result) != 0 || n != cases[i].questions)
      g_error("case %u: %s, %u questions", i, mb_result_name(d.result), n);
  }
}

/* Losing the record must not make a wider alignment count (VERDICT, "Losing evidence"). */
static void test_alignment_helper(void) {
  static const struct {
    const char *dns, *author, *domain;
    gboolean aligned;
  } cases[] = {
      {ZONE(""), "a.co.jp", "a.co.jp", TRUE},
      {ZONE(""), "a.co.jp", "mail.a.co.jp", TRUE}, /* no record: public suffix list */
      {ZONE(""), "a.co.jp", "b.co.jp", FALSE},
      {"{}", "a.co.jp", "a.co.jp", TRUE},
      {"{}", "a.co.jp", "mail.a.co.jp", FALSE}, /* it may say adkim=s */
      {"{\"_dmarc.a.co.jp\":{\"TXT\":\"SERVFAIL\"}}", "a.co.jp", "mail.a.co.jp", FALSE},
      {ZONE(R("a.co.jp", "p=none")), "a.co.jp", "mail.a.co.jp", TRUE},
      {ZONE(R("a.co.jp", "p=none; adkim=s")), "a.co.jp", "mail.a.co.jp", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbFacts) facts = test_facts(cases[i].dns);
    if (mb_dmarc_is_aligned(cases[i].author, cases[i].domain, FALSE, facts) != cases[i].aligned)
      g_error("case %u", i);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/dmarc/records", test_records);
  g_test_add_func("/dmarc/outcomes", test_outcomes);
  g_test_add_func("/dmarc/enforced", test_enforced);
  g_test_add_func("/dmarc/missing", test_missing);
  g_test_add_func("/dmarc/alignment-helper", test_alignment_helper);
  int status = g_test_run();
  g_clear_pointer(&arena, mb_arena_free);
  return status;
}
