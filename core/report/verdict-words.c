/* One sentence, at most three reasons, one action (VERDICT "Every verdict"). The words never say
 * "safe": they say whose address is genuine and who checked it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict-words.h"

#include "../checks/claims.h"

typedef struct {
  const MbCase *c;
  MbReport *report;
  const MbClaim *claim; /* the false one where the mail is warned of, else the first */
} Words;

static gboolean is_claim(const Words *w, const char *id) {
  return w->claim && strcmp(w->claim->id, id) == 0;
}

static gboolean is_person(const Words *w) {
  return is_claim(w, "colleague") || is_claim(w, "contact");
}

static void say(Words *w, const char *id) {
  const MbCase *c = w->c;
  g_autofree char *missing =
      c->axis->missing ? g_strconcat("missing.", c->axis->missing, NULL) : NULL;
  mb_report_set_sentence(w->report, &w->report->sentence, id, "domain",
                         c->from_domain ? c->from_domain : "", "claims",
                         w->report->claims ? w->report->claims : "", "list",
                         c->list_id ? c->list_id : "", "@missing", missing ? missing : "", NULL);
}

static const char *spoofed_sentence(const Words *w) {
  const MbCase *c = w->c;
  if (c->axis->state == MB_ADDRESS_FORGED) {
    if (mb_options_is_own_domain(c->options, c->from_domain))
      return "sentence.spoofed-forged-own";
    return w->claim ? "sentence.spoofed-forged-claims" : "sentence.spoofed-forged";
  }
  if (c->axis->state == MB_ADDRESS_UNKNOWN) {
    if (c->senders->ambiguous)
      return "sentence.spoofed-ambiguous";
    return w->claim ? "sentence.spoofed-probable" : "sentence.trap-probable";
  }
  if (!w->claim)
    return "sentence.trap";
  if (is_claim(w, "own"))
    return "sentence.spoofed-own";
  return is_person(w) ? "sentence.spoofed-person" : "sentence.spoofed-claims";
}

static const char *genuine_sentence(const Words *w) {
  const MbAddressAxis *axis = w->c->axis;
  if (strcmp(w->c->kind, "list") == 0)
    return "sentence.genuine-list";
  if (axis->grade == MB_GRADE_WEAK)
    return "sentence.genuine-weak";
  if (axis->grade == MB_GRADE_SPF)
    return "sentence.genuine-spf";
  if (axis->known)
    return "sentence.genuine-known";
  return axis->first_contact ? "sentence.genuine-first" : "sentence.genuine-unknown";
}

static const char *legitimate_sentence(const Words *w) {
  if (mb_options_is_own_domain(w->c->options, w->c->from_domain))
    return "sentence.legitimate-own";
  return w->report->claims ? "sentence.legitimate-brand" : "sentence.legitimate";
}

static const char *unknown_sentence(const Words *w) {
  const MbCase *c = w->c;
  if (!c->from_domain)
    return "sentence.unknown-no-sender";
  return c->senders->ambiguous ? "sentence.unknown-ambiguous" : "sentence.unknown";
}

static const char *suspicious_sentence(const Words *w) {
  const MbCase *c = w->c;
  if (c->axis->state == MB_ADDRESS_GENUINE)
    return "sentence.suspicious-genuine";
  return c->from_domain ? "sentence.suspicious-unknown" : "sentence.suspicious";
}

static const char *bounce_sentence(const MbCase *c) {
  if (mb_case_found(c, "bulk.bounce-account-abused"))
    return "sentence.bounce-account-abused";
  if (mb_case_found(c, "bulk.bounce-backscatter"))
    return "sentence.bounce-backscatter";
  return mb_case_found(c, "bulk.bounce-own") ? "sentence.bounce-own" : "sentence.bounce";
}

static const char *kind_sentence(const Words *w) {
  const char *kind = w->c->kind;
  if (strcmp(kind, "bounce") == 0)
    return bounce_sentence(w->c);
  if (mb_verdict_is_warning(w->report->verdict))
    return NULL;
  if (strcmp(kind, "sent") == 0)
    return "sentence.sent";
  if (strcmp(kind, "internal") == 0)
    return "sentence.internal";
  return strcmp(kind, "encrypted") == 0 && w->report->verdict == MB_VERDICT_UNKNOWN
             ? "sentence.encrypted"
             : NULL;
}

static const char *choose_sentence(const Words *w) {
  const char *kind = kind_sentence(w);
  if (kind)
    return kind;
  switch (w->report->verdict) {
  case MB_VERDICT_LEGITIMATE:
    return legitimate_sentence(w);
  case MB_VERDICT_GENUINE:
    return genuine_sentence(w);
  case MB_VERDICT_UNKNOWN:
    return unknown_sentence(w);
  case MB_VERDICT_SUSPICIOUS:
    return suspicious_sentence(w);
  case MB_VERDICT_HIJACKED:
    return "sentence.hijacked";
  case MB_VERDICT_SPOOFED:
    return spoofed_sentence(w);
  default:
    return "sentence.error";
  }
}

static gboolean family_strong(const MbCase *c, MbFamily family) {
  for (guint i = 0; i < c->findings->len; i++) {
    const MbFinding *f = g_ptr_array_index(c->findings, i);
    if (f->check->family == family && f->leaning == MB_LEAN_STRONG)
      return TRUE;
  }
  return FALSE;
}

static const char *warning_action(const Words *w) {
  const MbCase *c = w->c;
  if (family_strong(c, MB_FAMILY_ATTACHMENT))
    return "action.do-not-open";
  if (is_claim(w, "own"))
    return "action.report-admin";
  if (is_person(w))
    return is_claim(w, "colleague") ? "action.ask-colleague" : "action.ask-sender";
  if (w->report->verdict == MB_VERDICT_HIJACKED)
    return "action.ask-sender";
  if (w->claim && mb_brand_by_id(w->claim->id))
    return "action.official-site";
  return w->report->verdict == MB_VERDICT_SPOOFED ? "action.do-not-open" : "action.be-careful";
}

static const char *choose_action(const Words *w) {
  const MbCase *c = w->c;
  if (strcmp(c->kind, "bounce") == 0 && mb_case_found(c, "bulk.bounce-account-abused"))
    return "action.change-password";
  if (strcmp(c->kind, "bounce") == 0 && mb_case_found(c, "bulk.bounce-backscatter"))
    return "action.ignore-bounce";
  if (mb_verdict_is_warning(w->report->verdict))
    return warning_action(w);
  if (w->report->verdict == MB_VERDICT_UNKNOWN) {
    if (g_strcmp0(c->axis->missing, "offline") == 0)
      return "action.check-online";
    if (g_strcmp0(c->axis->missing, "temporary") == 0)
      return "action.check-later";
    return c->has_demand ? "action.check-sender" : "action.none";
  }
  if (w->report->verdict == MB_VERDICT_GENUINE)
    return c->axis->known && !c->axis->first_contact ? "action.none" : "action.check-sender";
  return "action.none";
}

/* The strongest findings first; what speaks for the mail only where nothing warns. */
static void choose_reasons(Words *w) {
  for (int leaning = MB_LEAN_STRONG; leaning >= MB_LEAN_WEAK; leaning--)
    for (guint i = 0; i < w->c->findings->len; i++) {
      const MbFinding *f = g_ptr_array_index(w->c->findings, i);
      if ((int)f->leaning == leaning)
        mb_report_add_reason(w->report, f->check->id, f->check->id, NULL);
    }
  if (mb_verdict_is_warning(w->report->verdict))
    return;
  for (guint i = 0; i < w->c->findings->len; i++) {
    const MbFinding *f = g_ptr_array_index(w->c->findings, i);
    if (f->leaning == MB_LEAN_GOOD)
      mb_report_add_reason(w->report, f->check->id, f->check->id, NULL);
  }
}

void mb_verdict_words(const MbCase *c, MbReport *report) {
  static const char *const by[] = {"nobody", "claimed", "server", "here"};
  Words w = {c, report, mb_claims_false(c)};
  if (!w.claim && c->claims->len)
    w.claim = &g_array_index(c->claims, MbClaim, 0);
  report->claims = w.claim ? mb_report_str(report, w.claim->name) : NULL;
  say(&w, choose_sentence(&w));
  report->checked_by = by[c->axis->by];
  report->checked_by_name = mb_report_str(report, c->axis->server);
  choose_reasons(&w);
  mb_report_set_sentence(report, &report->action, choose_action(&w), "claims",
                         report->claims ? report->claims : "", NULL);
}
