/* VERDICT's table, cell by cell: address axis × deception, and what may never be green.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/verdict.h"
#include "report/verdict-words.h"

/* One letter a finding: family letter and leaning, e.g. "iM lS rW" (i identity, l link, r route, b body). */
static MbCheck make_check(char family, char leaning) {
  MbCheck check = {.id = "identity.brand-impersonated"};
  check.family = family == 'i'   ? MB_FAMILY_IDENTITY
                 : family == 'l' ? MB_FAMILY_LINK
                 : family == 'r' ? MB_FAMILY_ROUTE
                                 : MB_FAMILY_BODY;
  check.leaning = leaning == 'S'   ? MB_LEAN_STRONG
                  : leaning == 'M' ? MB_LEAN_MEDIUM
                  : leaning == 'W' ? MB_LEAN_WEAK
                  : leaning == 'G' ? MB_LEAN_GOOD
                                   : MB_LEAN_INFO;
  return check;
}

typedef struct {
  MbAddressState state;
  MbGrade grade;
  gboolean known, first_contact, demand, ambiguous;
  int boundary;
  guint skipped;
  const char *findings;
  MbVerdict expected;
  gboolean probable;
} Row;

enum { K = TRUE, U = FALSE };
#define GEN MB_ADDRESS_GENUINE
#define FOR MB_ADDRESS_FORGED
#define UNK MB_ADDRESS_UNKNOWN

static const Row rows[] = {
    /* genuine, full, known */
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "", MB_VERDICT_LEGITIMATE},
    {GEN, MB_GRADE_FULL, K, 1, 1, 0, 0, 0, "iI lG", MB_VERDICT_LEGITIMATE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "iM", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "rW bW", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "rW", MB_VERDICT_LEGITIMATE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "rW rW rW", MB_VERDICT_LEGITIMATE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, 0, "lS", MB_VERDICT_HIJACKED},
    /* the same, but something forbids green */
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, -1, 0, "", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 1, 0, 0, "", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, MB_SKIP_HEADER, "", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, K, 0, 1, 0, 0, MB_SKIP_SIGNED, "", MB_VERDICT_LEGITIMATE},
    /* unknown domain, or a lower grade */
    {GEN, MB_GRADE_FULL, U, 0, 1, 0, 0, 0, "", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_FULL, U, 0, 1, 0, 0, 0, "iM", MB_VERDICT_SUSPICIOUS},
    {GEN, MB_GRADE_FULL, U, 0, 1, 0, 0, 0, "lS", MB_VERDICT_SPOOFED},
    {GEN, MB_GRADE_SPF, K, 0, 1, 0, 0, 0, "", MB_VERDICT_GENUINE},
    {GEN, MB_GRADE_SPF, K, 0, 1, 0, 0, 0, "rW bW", MB_VERDICT_SUSPICIOUS},
    {GEN, MB_GRADE_WEAK, K, 0, 1, 0, 0, 0, "bS", MB_VERDICT_SPOOFED},
    /* M of two families: strong only from a stranger who demands something */
    {GEN, MB_GRADE_FULL, U, 1, 1, 0, 0, 0, "iM rM", MB_VERDICT_SPOOFED},
    {GEN, MB_GRADE_FULL, U, 0, 1, 0, 0, 0, "iM rM", MB_VERDICT_SUSPICIOUS},
    {GEN, MB_GRADE_FULL, U, 1, 0, 0, 0, 0, "iM rM", MB_VERDICT_SUSPICIOUS},
    {GEN, MB_GRADE_FULL, U, 1, 1, 0, 0, 0, "iM iM", MB_VERDICT_SUSPICIOUS},
    /* forged */
    {FOR, MB_GRADE_NONE, K, 0, 0, 0, 0, 0, "", MB_VERDICT_SPOOFED},
    {FOR, MB_GRADE_NONE, U, 1, 1, 0, 0, 0, "iM", MB_VERDICT_SPOOFED},
    /* cannot tell */
    {UNK, MB_GRADE_NONE, K, 0, 1, 0, 0, 0, "", MB_VERDICT_UNKNOWN},
    {UNK, MB_GRADE_NONE, K, 0, 1, 0, 0, 0, "lG iI rW", MB_VERDICT_UNKNOWN},
    {UNK, MB_GRADE_NONE, U, 0, 1, 0, 0, 0, "rW bW", MB_VERDICT_SUSPICIOUS},
    {UNK, MB_GRADE_NONE, U, 0, 1, 0, 0, 0, "iS", MB_VERDICT_SPOOFED, TRUE},
    {UNK, MB_GRADE_NONE, U, 1, 1, 0, 0, 0, "iM bM", MB_VERDICT_SPOOFED, TRUE},
};

typedef struct {
  MbArena *arena;
  MbMessage message;
  MbRoute route;
  MbSenders senders;
  MbAddressAxis axis;
  MbAuth auth;
  MbAddressList none;
  MbCase c;
  GArray *checks;
} World;

static void fill(World *w, const Row *row) {
  w->arena = mb_arena_new();
  w->message.skipped = row->skipped;
  w->message.links = g_array_new(FALSE, TRUE, sizeof(MbLink));
  w->route.boundary = row->boundary;
  w->senders.ambiguous = row->ambiguous;
  w->axis = (MbAddressAxis){.state = row->state,
                            .grade = row->grade,
                            .known = row->known,
                            .first_contact = row->first_contact,
                            .missing = row->state == UNK ? "offline" : NULL};
  w->c = (MbCase){.arena = w->arena,
                  .message = &w->message,
                  .options = mb_options_new(),
                  .facts = mb_facts_new(),
                  .route = &w->route,
                  .senders = &w->senders,
                  .from_domain = "sender.example",
                  .auth = &w->auth,
                  .has_demand = row->demand,
                  .kind = "ordinary",
                  .axis = &w->axis};
  w->c.claims = g_array_new(FALSE, TRUE, sizeof(MbClaim));
  w->c.findings = g_ptr_array_new();
  w->c.skipped = g_ptr_array_new();
  w->checks = g_array_sized_new(FALSE, TRUE, sizeof(MbCheck), 16);
  for (const char *p = row->findings; *p; p += strcspn(p, " "), p += *p == ' ') {
    MbCheck check = make_check(p[0], p[1]);
    g_array_append_val(w->checks, check);
    mb_case_find(&w->c, &g_array_index(w->checks, MbCheck, w->checks->len - 1));
  }
}

static void clear(World *w) {
  g_array_unref(w->c.claims);
  g_ptr_array_unref(w->c.findings);
  g_ptr_array_unref(w->c.skipped);
  g_array_unref(w->message.links);
  g_array_unref(w->checks);
  mb_options_free((MbOptions *)w->c.options);
  mb_facts_free(w->c.facts);
  mb_arena_free(w->arena);
}

static void test_table(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    World w = {0};
    fill(&w, &rows[i]);
    g_autoptr(MbReport) report = mb_report_new();
    mb_verdict_decide(&w.c, report);
    if (report->verdict != rows[i].expected || report->probable != rows[i].probable)
      g_test_message("row %u (%s): %s", i, rows[i].findings, mb_verdict_name(report->verdict)),
          g_test_fail();
    g_assert_nonnull(report->sentence.id);
    g_assert_nonnull(report->action.id);
    g_assert_cmpuint(report->reasons->len, <=, 3);
    clear(&w);
  }
}

/* Whatever the findings, losing one never makes a verdict greener than it could become without any. */
static void test_kinds_soften(void) {
  static const char *const kinds[] = {"bounce", "ordinary"};
  static const MbVerdict expected[] = {MB_VERDICT_SUSPICIOUS, MB_VERDICT_SPOOFED};
  for (guint i = 0; i < 2; i++) {
    World w = {0};
    fill(&w, &(Row){UNK, MB_GRADE_NONE, U, 1, 1, 0, 0, 0, "iS"});
    w.c.kind = kinds[i];
    g_autoptr(MbReport) report = mb_report_new();
    mb_verdict_decide(&w.c, report);
    g_assert_cmpint(report->verdict, ==, expected[i]);
    clear(&w);
  }
}

/* "not X: it comes from zzz", and the trap where nobody is claimed. */
static void test_words(void) {
  World w = {0};
  fill(&w, &(Row){GEN, MB_GRADE_FULL, U, 1, 1, 0, 0, 0, "iS"});
  g_autoptr(MbReport) trap = mb_report_new();
  mb_verdict_decide(&w.c, trap);
  g_assert_cmpstr(trap->sentence.id, ==, "sentence.trap");
  g_assert_null(trap->claims);
  MbClaim claim = {"kagoya", "KAGOYA", "display-name", MB_SLICE_LIT("KAGOYA"), FALSE};
  g_array_append_val(w.c.claims, claim);
  g_autoptr(MbReport) named = mb_report_new();
  mb_verdict_decide(&w.c, named);
  g_assert_cmpstr(named->sentence.id, ==, "sentence.spoofed-claims");
  g_assert_cmpstr(named->claims, ==, "KAGOYA");
  g_assert_cmpstr(named->action.id, ==, "action.official-site");
  clear(&w);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/verdict/table", test_table);
  g_test_add_func("/verdict/kinds", test_kinds_soften);
  g_test_add_func("/verdict/words", test_words);
  return g_test_run();
}
