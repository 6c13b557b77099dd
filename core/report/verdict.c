/* The whole policy of Miyaburi: findings and the address axis → one verdict. The table is VERDICT
 * "Verdict"; the words stand in sentences.c, choosing among them in verdict-words.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"

#include "verdict-words.h"

/* How much the mail deceives (VERDICT "Deception axis"). I never counts; losing a finding can only
 * lower this, never make an address genuine. */
MbDeception mb_verdict_deception(const MbCase *c) {
  guint medium = 0, medium_families = 0, weak_families = 0;
  for (guint i = 0; i < c->findings->len; i++) {
    const MbFinding *f = g_ptr_array_index(c->findings, i);
    guint family = 1u << f->check->family;
    if (f->leaning == MB_LEAN_STRONG)
      return MB_DECEPTION_STRONG;
    if (f->leaning == MB_LEAN_MEDIUM)
      medium++, medium_families |= family;
    /* what a notice quotes is another's mail: only the stronger signs count there */
    if (f->leaning == MB_LEAN_WEAK && strcmp(c->kind, "bounce") != 0)
      weak_families |= family;
  }
  gboolean several = (medium_families & (medium_families - 1)) != 0;
  if (several && c->axis->first_contact && c->has_demand)
    return MB_DECEPTION_STRONG;
  if (medium || (weak_families & (weak_families - 1)))
    return MB_DECEPTION_SOME;
  return MB_DECEPTION_NONE;
}

/* Something of the mail was not read, so it cannot be vouched for. A signature that is only not
 * checked here hides nothing. */
static gboolean is_unread(const MbCase *c) {
  return (c->message->skipped & ~(guint)MB_SKIP_SIGNED) != 0;
}

/* Green needs a known domain, the best grade, a route from outside, and one sender in every
 * reading. */
static gboolean may_be_green(const MbCase *c) {
  return c->axis->known && c->axis->grade == MB_GRADE_FULL && c->route->boundary >= 0 &&
         !c->senders->ambiguous && !is_unread(c);
}

static MbVerdict judge_genuine(const MbCase *c, MbDeception deception) {
  gboolean known = c->axis->known && c->axis->grade == MB_GRADE_FULL;
  switch (deception) {
  case MB_DECEPTION_NONE:
    return may_be_green(c) ? MB_VERDICT_LEGITIMATE : MB_VERDICT_GENUINE;
  case MB_DECEPTION_SOME:
    return known ? MB_VERDICT_GENUINE : MB_VERDICT_SUSPICIOUS;
  default:
    return known ? MB_VERDICT_HIJACKED : MB_VERDICT_SPOOFED;
  }
}

static MbVerdict judge_unknown(MbDeception deception) {
  switch (deception) {
  case MB_DECEPTION_NONE:
    return MB_VERDICT_UNKNOWN;
  case MB_DECEPTION_SOME:
    return MB_VERDICT_SUSPICIOUS;
  default:
    return MB_VERDICT_SPOOFED;
  }
}

/* A delivery notice repeats what somebody else wrote, and one's own post comes back from a list
 * changed: neither is ever red (VERDICT, hard cases), though a notice can still be a warning. */
static MbVerdict soften(const MbCase *c, MbVerdict verdict) {
  gboolean own_post =
      strcmp(c->kind, "list") == 0 && mb_options_is_own_domain(c->options, c->from_domain);
  if (verdict != MB_VERDICT_SPOOFED && verdict != MB_VERDICT_HIJACKED)
    return verdict;
  return strcmp(c->kind, "bounce") == 0 || own_post ? MB_VERDICT_SUSPICIOUS : verdict;
}

static gboolean has_open_questions(const MbCase *c) {
  if (!c->options->allow)
    return FALSE;
  g_autoptr(GPtrArray) open = mb_facts_open_questions(c->facts);
  return open->len > 0;
}

void mb_verdict_decide(const MbCase *c, MbReport *report) {
  const MbAddressAxis *axis = c->axis;
  MbDeception deception = mb_verdict_deception(c);
  MbVerdict verdict = axis->state == MB_ADDRESS_FORGED    ? MB_VERDICT_SPOOFED
                      : axis->state == MB_ADDRESS_GENUINE ? judge_genuine(c, deception)
                                                          : judge_unknown(deception);
  report->verdict = soften(c, verdict);
  report->probable = report->verdict == MB_VERDICT_SPOOFED && axis->state == MB_ADDRESS_UNKNOWN;
  report->partial = is_unread(c) || c->skipped->len > 0 || has_open_questions(c);
  report->address = axis->state;
  report->grade = axis->grade;
  report->known = axis->known;
  report->first_contact = axis->first_contact;
  report->kind = mb_report_str(report, c->kind);
  report->list = mb_report_str(report, c->list_id);
  mb_verdict_words(c, report);
}
