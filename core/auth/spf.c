/* SPF evaluation: check_host() of RFC 7208 section 4 as straight-line code over facts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "spf.h"
#include "../base/domain.h"

/* section 4.6.4 */
#define MAX_LOOKUPS 10
#define MAX_VOID    2
#define MAX_MX      10
#define MAX_PTR     10
#define PURPOSE     "spf"

/* A pass by a net this wide proves nothing (SECURITY row 22): a /8, or as much in pieces. */
#define WIDE_PREFIX4   8
#define WIDE_PREFIX6   20
#define WIDE_ADDRESSES (1u << 24)

#define LETTER(c) (1u << ((c) - 'a'))

typedef enum { NO_MATCH, MATCH, PENDING, TEMPERROR, PERMERROR } Match;

typedef struct {
  MbArena *arena;
  const MbSpfQuery *query;
  MbFacts *facts;
  MbSpfMacros macros; /* domain changes as records are entered */
  guint lookups, voids;
  gboolean anyone, quiet_hit;
  guint64 addresses; /* named by ip4 terms that lead to a pass */
  const char *reason;
} Spf;

/* What one record came to. */
typedef struct {
  MbResult result;
  MbSlice mechanism;
  MbSlice exp;
  const char *domain; /* whose record decided: %{d} of its explanation */
  gboolean ends_in_fail;
} Outcome;

static void check_domain(Spf *s, const char *domain, gboolean leads_to_pass, Outcome *out);

static Match permerror(Spf *s, const char *reason) {
  s->reason = reason;
  return PERMERROR;
}

/* One look-up of a mechanism; NO_MATCH = *answer holds records. */
static Match look_up(Spf *s, MbDnsType type, const char *name, const MbDnsAnswer **answer) {
  const MbDnsAnswer *a = *answer = mb_facts_dns(s->facts, type, name, PURPOSE);
  if (a->status == MB_DNS_UNKNOWN)
    return PENDING;
  if (mb_dns_is_temporary(a->status))
    return TEMPERROR;
  if (a->status != MB_DNS_FOUND && ++s->voids > MAX_VOID)
    return permerror(s, "void-limit");
  return NO_MATCH;
}

static MbDnsType address_type(const Spf *s) {
  return s->query->ip.family == 6 ? MB_DNS_AAAA : MB_DNS_A;
}

static gboolean in_net(const Spf *s, const MbIp *net, const MbSpfDirective *d) {
  return net->family == s->query->ip.family &&
         mb_ip_in_net(&s->query->ip, net, net->family == 6 ? d->prefix6 : d->prefix4);
}

/* section 5.3, and the inner half of 5.4 */
static Match match_host(Spf *s, const MbSpfDirective *d, const char *host) {
  const MbDnsAnswer *answer;
  Match m = look_up(s, address_type(s), host, &answer);
  for (guint i = 0; m == NO_MATCH && i < answer->ips->len; i++)
    if (in_net(s, &g_array_index(answer->ips, MbIp, i), d))
      return MATCH;
  return m;
}

/* section 5.4; all hosts are asked for at once */
static Match match_mx(Spf *s, const MbSpfDirective *d, const char *name) {
  const MbDnsAnswer *answer;
  Match m = look_up(s, MB_DNS_MX, name, &answer);
  if (m != NO_MATCH)
    return m;
  if (answer->mx->len > MAX_MX)
    return permerror(s, "mx-limit");
  gboolean pending = FALSE;
  for (guint i = 0; i < answer->mx->len; i++) {
    const char *host = g_array_index(answer->mx, MbMx, i).host;
    m = *host ? match_host(s, d, host) : NO_MATCH;
    pending |= m == PENDING;
    if (m != NO_MATCH && m != PENDING)
      return pending ? PENDING : m;
  }
  return pending ? PENDING : NO_MATCH;
}

/* Names of the client confirmed by a forward look-up (section 5.5): errors count as "no". */
static Match validated_names(Spf *s, const char **names, guint *n, gboolean count_void) {
  g_autofree char *reverse =
      mb_ip_reverse_name(&s->query->ip, s->query->ip.family == 6 ? "ip6.arpa" : "in-addr.arpa");
  const MbDnsAnswer *ptr = mb_facts_dns(s->facts, MB_DNS_PTR, reverse, PURPOSE);
  gboolean pending = FALSE;
  *n = 0;
  if (ptr->status == MB_DNS_UNKNOWN)
    return PENDING;
  if (count_void && (ptr->status == MB_DNS_NODATA || ptr->status == MB_DNS_NXDOMAIN) &&
      ++s->voids > MAX_VOID)
    return permerror(s, "void-limit");
  for (guint i = 0; i < MIN(ptr->names->len, MAX_PTR); i++) {
    const char *name = g_ptr_array_index(ptr->names, i);
    const MbDnsAnswer *a = mb_facts_dns(s->facts, address_type(s), name, PURPOSE);
    pending |= a->status == MB_DNS_UNKNOWN;
    for (guint k = 0; k < a->ips->len; k++) {
      if (mb_ip_equal(&g_array_index(a->ips, MbIp, k), &s->query->ip)) {
        names[(*n)++] = name;
        break;
      }
    }
  }
  return pending ? PENDING : NO_MATCH;
}

static gboolean is_under(const char *name, const char *domain) {
  gsize n = strlen(name), d = strlen(domain);
  return n >= d && g_ascii_strcasecmp(name + n - d, domain) == 0 &&
         (n == d || name[n - d - 1] == '.');
}

static Match match_ptr(Spf *s, const char *target) {
  const char *names[MAX_PTR];
  guint n;
  Match m = validated_names(s, names, &n, TRUE);
  for (guint i = 0; m == NO_MATCH && i < n; i++)
    if (is_under(names[i], target))
      return MATCH;
  return m;
}

/* %{p} (section 7.3): the domain itself before a name below it before any other. */
static Match set_validated(Spf *s) {
  const char *names[MAX_PTR], *best = NULL;
  guint n;
  Match m = validated_names(s, names, &n, FALSE);
  if (m != NO_MATCH)
    return m;
  for (guint i = 0; i < n; i++) {
    if (g_ascii_strcasecmp(names[i], s->macros.domain) == 0)
      best = names[i];
    else if (!best || (is_under(names[i], s->macros.domain) && !is_under(best, s->macros.domain)))
      best = names[i];
  }
  s->macros.validated = best;
  return NO_MATCH;
}

/* The name a term is about; NULL with *m set when it cannot be told. */
static const char *target_name(Spf *s, MbSlice spec, Match *m) {
  if (spec.len == 0)
    return s->macros.domain;
  guint32 letters = mb_spf_macro_letters(spec);
  if (s->query->quiet && letters & (LETTER('l') | LETTER('s'))) {
    s->quiet_hit = TRUE;
    *m = PENDING;
    return NULL;
  }
  if (letters & LETTER('p') && (*m = set_validated(s)) != NO_MATCH)
    return NULL;
  const char *name = mb_spf_expand_domain(s->arena, &s->macros, spec);
  if (!name)
    *m = permerror(s, "expansion");
  return name;
}

static Match match_include(Spf *s, const MbSpfDirective *d, const char *name, gboolean plus) {
  Outcome inner;
  check_domain(s, name, plus && d->qualifier == '+', &inner);
  switch (inner.result) { /* section 5.2 */
  case MB_RESULT_PASS:
    return MATCH;
  case MB_RESULT_NOT_CHECKED:
    return PENDING;
  case MB_RESULT_TEMPERROR:
    return TEMPERROR;
  case MB_RESULT_NONE:
    return permerror(s, "include-none");
  case MB_RESULT_PERMERROR:
    return PERMERROR;
  default:
    return NO_MATCH;
  }
}

static Match match_exists(Spf *s, const MbSpfDirective *d, const char *name, gboolean plus) {
  const MbDnsAnswer *answer;
  Match m = look_up(s, MB_DNS_A, name, &answer);
  if (m != NO_MATCH || answer->status != MB_DNS_FOUND)
    return m;
  /* a name that does not depend on the client's address is there for every client */
  guint32 about_client = LETTER('i') | LETTER('p');
  if (plus && d->qualifier == '+' && !(mb_spf_macro_letters(d->domain) & about_client))
    s->anyone = TRUE;
  return MATCH;
}

static Match match(Spf *s, const MbSpfDirective *d, gboolean plus) {
  if (d->kind == MB_SPF_ALL)
    return MATCH;
  if (d->kind == MB_SPF_IP4 || d->kind == MB_SPF_IP6)
    return in_net(s, &d->net, d) ? MATCH : NO_MATCH;
  if (++s->lookups > MAX_LOOKUPS)
    return permerror(s, "lookup-limit");
  Match m = NO_MATCH;
  const char *name = target_name(s, d->domain, &m);
  if (!name)
    return m;
  switch (d->kind) {
  case MB_SPF_INCLUDE:
    return match_include(s, d, name, plus);
  case MB_SPF_A:
    return match_host(s, d, name);
  case MB_SPF_MX:
    return match_mx(s, d, name);
  case MB_SPF_PTR:
    return match_ptr(s, name);
  default:
    return match_exists(s, d, name, plus);
  }
}

/* Terms that let nearly everybody pass, whether or not this client needed them. */
static void note_width(Spf *s, const MbSpfRecord *r) {
  for (guint i = 0; i < r->n; i++) {
    const MbSpfDirective *d = &r->directives[i];
    gboolean host = d->kind == MB_SPF_A || d->kind == MB_SPF_MX;
    if (d->qualifier != '+' && d->kind == MB_SPF_ALL)
      break;
    if (d->qualifier != '+')
      continue;
    if (d->kind == MB_SPF_IP4 && d->prefix4 > WIDE_PREFIX4)
      s->addresses += 1ull << (32 - d->prefix4);
    if (d->kind == MB_SPF_ALL || s->addresses >= WIDE_ADDRESSES ||
        ((host || d->kind == MB_SPF_IP4) && d->prefix4 <= WIDE_PREFIX4) ||
        ((host || d->kind == MB_SPF_IP6) && d->prefix6 <= WIDE_PREFIX6))
      s->anyone = TRUE;
    if (d->kind == MB_SPF_ALL)
      break;
  }
}

/* sections 4.4 and 4.5; NO_MATCH = *text is the record. */
static Match find_record(Spf *s, const char *domain, MbSlice *text, MbResult *result) {
  const MbDnsAnswer *answer = mb_facts_dns(s->facts, MB_DNS_TXT, domain, PURPOSE);
  guint n = 0;
  *result = MB_RESULT_NOT_CHECKED;
  if (answer->status == MB_DNS_UNKNOWN)
    return PENDING;
  *result = MB_RESULT_TEMPERROR;
  if (mb_dns_is_temporary(answer->status)) {
    s->reason = "dns";
    return TEMPERROR;
  }
  for (guint i = 0; i < answer->texts->len; i++) {
    const GString *t = g_ptr_array_index(answer->texts, i);
    if (mb_spf_is_record(mb_slice(t->str, t->len))) {
      *text = mb_slice(t->str, t->len);
      n++;
    }
  }
  *result = n > 1 ? MB_RESULT_PERMERROR : MB_RESULT_NONE;
  s->reason = n > 1 ? "several-records" : n == 0 ? "no-record" : s->reason;
  return n == 1 ? NO_MATCH : PERMERROR;
}

static MbResult result_of(char qualifier) {
  switch (qualifier) {
  case '+':
    return MB_RESULT_PASS;
  case '-':
    return MB_RESULT_FAIL;
  case '~':
    return MB_RESULT_SOFTFAIL;
  default:
    return MB_RESULT_NEUTRAL;
  }
}

/* section 6.1 */
static void follow_redirect(Spf *s, const MbSpfRecord *record, gboolean plus, gboolean pending,
                            Outcome *out) {
  Match m = NO_MATCH;
  const char *name = NULL;
  if (++s->lookups > MAX_LOOKUPS)
    m = permerror(s, "lookup-limit");
  else
    name = target_name(s, record->redirect, &m);
  if (name)
    check_domain(s, name, plus, out);
  else
    out->result = m == PENDING ? MB_RESULT_NOT_CHECKED : MB_RESULT_PERMERROR;
  if (name && out->result == MB_RESULT_NONE) {
    out->result = MB_RESULT_PERMERROR;
    s->reason = "redirect-none";
  }
  if (pending)
    out->result = MB_RESULT_NOT_CHECKED;
}

/* Left to right, first match decides (section 4.6.2). After an open question the walk goes on, so
 * that what is asked is asked in one round, but nothing can decide any more. */
static void evaluate(Spf *s, const MbSpfRecord *record, gboolean plus, Outcome *out) {
  gboolean pending = FALSE;
  for (guint i = 0; i < record->n; i++) {
    const MbSpfDirective *d = &record->directives[i];
    Match m = match(s, d, plus);
    pending |= m == PENDING;
    if (m == NO_MATCH || m == PENDING)
      continue;
    out->result = m == MATCH       ? result_of(d->qualifier)
                  : m == TEMPERROR ? MB_RESULT_TEMPERROR
                                   : MB_RESULT_PERMERROR;
    out->mechanism = d->text;
    if (m == TEMPERROR)
      s->reason = "dns";
    if (pending)
      out->result = MB_RESULT_NOT_CHECKED;
    return;
  }
  if (record->redirect.len)
    follow_redirect(s, record, plus, pending, out);
  else
    out->result = pending ? MB_RESULT_NOT_CHECKED : MB_RESULT_NEUTRAL;
}

static gboolean ends_in_fail(const MbSpfRecord *record) {
  for (guint i = 0; i < record->n; i++)
    if (record->directives[i].kind == MB_SPF_ALL)
      return record->directives[i].qualifier == '-';
  return FALSE;
}

/* Depth is bounded by MAX_LOOKUPS: each level has cost one. */
static void check_domain(Spf *s, const char *domain, gboolean leads_to_pass, Outcome *out) {
  MbSlice text;
  MbSpfRecord record;
  *out = (Outcome){.domain = domain};
  if (find_record(s, domain, &text, &out->result) != NO_MATCH)
    return;
  if (!mb_spf_parse(s->arena, text, &record)) {
    out->result = MB_RESULT_PERMERROR;
    s->reason = "syntax";
    return;
  }
  if (leads_to_pass)
    note_width(s, &record);
  const char *outer = s->macros.domain;
  s->macros.domain = domain;
  out->exp = record.exp;
  out->ends_in_fail = ends_in_fail(&record);
  evaluate(s, &record, leads_to_pass, out);
  s->macros.domain = outer;
}

/* section 6.2: anything odd on the way means no explanation, never another result */
static const char *explain(Spf *s, const Outcome *out) {
  Match m = NO_MATCH;
  if (!out->exp.len)
    return NULL;
  s->macros.domain = out->domain;
  const char *name = target_name(s, out->exp, &m);
  const MbDnsAnswer *answer = name ? mb_facts_dns(s->facts, MB_DNS_TXT, name, PURPOSE) : NULL;
  if (!answer || answer->texts->len != 1)
    return NULL;
  const GString *text = g_ptr_array_index(answer->texts, 0);
  MbSlice words = mb_slice(text->str, text->len);
  if (mb_spf_macro_letters(words) & LETTER('p') && set_validated(s) != NO_MATCH)
    return NULL;
  return mb_spf_expand(s->arena, &s->macros, words, TRUE);
}

static const char *reason_of(const Spf *s, MbResult result) {
  if (result == MB_RESULT_NOT_CHECKED)
    return s->quiet_hit ? "quiet" : NULL;
  return result == MB_RESULT_NONE || result == MB_RESULT_TEMPERROR || result == MB_RESULT_PERMERROR
             ? s->reason
             : NULL;
}

MbSpf mb_spf_check(MbArena *arena, const MbSpfQuery *query, MbFacts *facts) {
  MbSpf spf = {.result = MB_RESULT_NONE, .scope = query->scope, .reason = "no-domain"};
  g_autofree char *domain = mb_domain_normalise(mb_slice_str(query->domain));
  if (!domain || query->ip.family == 0 || !strchr(domain, '.')) /* section 4.3 */
    return spf;
  spf.domain = mb_arena_strndup(arena, domain, strlen(domain));
  Spf s = {arena, query, facts};
  s.macros = (MbSpfMacros){query, query->local && *query->local ? query->local : "postmaster",
                           spf.domain, spf.domain, NULL};
  Outcome out;
  check_domain(&s, spf.domain, TRUE, &out);
  spf.result = out.result;
  if (out.mechanism.len && out.result != MB_RESULT_NOT_CHECKED)
    spf.mechanism = mb_arena_slice(arena, out.mechanism).data;
  spf.ends_in_fail = out.ends_in_fail;
  spf.anyone = s.anyone;
  if (out.result == MB_RESULT_FAIL)
    spf.explanation = explain(&s, &out);
  spf.reason = reason_of(&s, out.result);
  return spf;
}
