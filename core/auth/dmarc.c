/* Tree walk, policy and alignment (RFC 9989 section 4). All names of a walk are known beforehand,
 * so they are asked in one round; what is missing only matters where it could change the outcome.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dmarc.h"
#include "../base/domain.h"

#define PURPOSE "dmarc"

/* ---- the walk (section 4.10) ---- */

static const char *parent(const char *domain) {
  const char *dot = strchr(domain, '.');
  return dot ? dot + 1 : NULL;
}

static guint n_labels(const char *domain) {
  guint n = 1;
  for (const char *p = domain; *p; p++)
    n += *p == '.';
  return n;
}

/* The domains of steps 1 to 9: the name itself, then its last seven labels, then one fewer each. */
static void list_domains(const char *domain, MbDmarcWalk *walk) {
  guint labels = n_labels(domain);
  for (const char *d = domain; d && walk->n < MB_DMARC_STEPS; d = parent(d), labels--) {
    if (d == domain || labels < 8)
      walk->domains[walk->n++] = d;
  }
}

static MbDnsStatus ask_record(MbFacts *facts, const char *domain, MbDmarcRecord *record,
                              gboolean *found) {
  g_autofree char *name = g_strconcat("_dmarc.", domain, NULL);
  const MbDnsAnswer *answer = mb_facts_dns(facts, MB_DNS_TXT, name, PURPOSE);
  guint n = 0;
  for (guint i = 0; i < answer->texts->len; i++) {
    const GString *text = g_ptr_array_index(answer->texts, i);
    MbDmarcRecord r;
    if (!mb_dmarc_parse(mb_slice(text->str, text->len), &r))
      continue;
    *record = r;
    n++;
  }
  *found = n == 1; /* several are all discarded (step 2) */
  return answer->status;
}

/* section 4.10.2. A gap below the place that decides does not matter, one at or above it does. */
static void select_organisation(MbDmarcWalk *walk, const MbDnsStatus *status) {
  walk->organisation = -1;
  for (guint i = 0; i < walk->n; i++) {
    walk->open |= status[i] == MB_DNS_UNKNOWN;
    walk->failed |= mb_dns_is_temporary(status[i]);
    if (!walk->found[i])
      continue;
    walk->organisation = (int)i;
    if (walk->records[i].psd == 'n')
      break;
    if (walk->records[i].psd == 'y' && i > 0) {
      walk->organisation = (int)i - 1;
      break;
    }
  }
}

void mb_dmarc_walk(const char *domain, MbFacts *facts, MbDmarcWalk *walk) {
  MbDnsStatus status[MB_DMARC_STEPS];
  memset(walk, 0, sizeof *walk);
  list_domains(domain, walk);
  /* nobody has mail at a top level by itself: such an author is not asked about, only the walk ends
   * there */
  for (guint i = 0; i < walk->n; i++)
    status[i] = !strchr(domain, '.')
                    ? MB_DNS_UNKNOWN
                    : ask_record(facts, walk->domains[i], &walk->records[i], &walk->found[i]);
  select_organisation(walk, status);
}

const char *mb_dmarc_organisation(const MbDmarcWalk *walk) {
  return walk->domains[MAX(walk->organisation, 0)];
}

/* ---- alignment (section 4.4) ---- */

typedef enum { APART, ALIGNED, OPEN, FAILED } Alignment;

static Alignment align(const char *author, const MbDmarcWalk *walk, const char *domain,
                       gboolean strict, MbFacts *facts) {
  if (g_str_equal(author, domain))
    return ALIGNED;
  const char *organisation = mb_dmarc_organisation(walk);
  if (strict || !strchr(domain, '.')) /* a top level is nobody's organisation */
    return APART;
  if (walk->open || walk->failed) {
    /* whatever the organisation turns out to be, it has both below it */
    const char *top = walk->domains[walk->n - 1],
               *below_top = walk->n > 1 ? walk->domains[walk->n - 2] : top;
    return !mb_domain_is_under(domain, below_top) ? APART : walk->open ? OPEN : FAILED;
  }
  if (!mb_domain_is_under(domain, organisation))
    return APART;
  MbDmarcWalk other;
  mb_dmarc_walk(domain, facts, &other);
  if (other.open)
    return OPEN;
  if (other.failed)
    return FAILED;
  return g_str_equal(mb_dmarc_organisation(&other), organisation) ? ALIGNED : APART;
}

static Alignment best_alignment(const char *author, const MbDmarcWalk *walk,
                                const GPtrArray *domains, gboolean strict, MbFacts *facts) {
  Alignment best = APART;
  for (guint i = 0; i < domains->len; i++) {
    Alignment a = align(author, walk, g_ptr_array_index(domains, i), strict, facts);
    if (a == ALIGNED)
      return a;
    if (a != APART && best != OPEN)
      best = a;
  }
  return best;
}

/* ---- policy (section 4.10.1) ---- */

/* Index of the record to apply: the author domain's, its organisation's, or the public suffix's. */
static int policy_record(const MbDmarcWalk *walk) {
  if (walk->found[0])
    return 0;
  if (walk->organisation >= 0 && walk->found[walk->organisation])
    return walk->organisation;
  int above = walk->organisation + 1;
  return walk->organisation >= 0 && above < (int)walk->n && walk->found[above] ? above : -1;
}

/* No address and no mail exchanger: the domain does not exist for mail (section 3.2.13). */
static gboolean is_missing(MbFacts *facts, const char *domain, gboolean *open) {
  static const MbDnsType types[] = {MB_DNS_A, MB_DNS_AAAA, MB_DNS_MX};
  gboolean missing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
    MbDnsStatus status = mb_facts_dns(facts, types[i], domain, PURPOSE)->status;
    *open |= status == MB_DNS_UNKNOWN;
    missing &= status == MB_DNS_NXDOMAIN || status == MB_DNS_NODATA;
  }
  return missing;
}

static MbPolicy choose_policy(const char *author, const MbDmarcRecord *record, gboolean below,
                              MbFacts *facts, gboolean *open) {
  if (!below)
    return record->p;
  MbPolicy sp = record->sp != MB_POLICY_ABSENT ? record->sp : record->p;
  if (record->np == MB_POLICY_ABSENT || record->np == sp)
    return sp;
  return is_missing(facts, author, open) ? record->np : sp;
}

static void apply_policy(const char *author, const MbDmarcWalk *walk, int at, MbFacts *facts,
                         MbDmarc *out) {
  static const char *const names[] = {"none", "quarantine", "reject"};
  const MbDmarcRecord *record = &walk->records[at];
  gboolean open = FALSE;
  MbPolicy policy = choose_policy(author, record, at > 0, facts, &open);
  out->testing = record->testing;
  out->enforced = policy != MB_POLICY_NONE && !record->testing && !open;
  if (record->testing && policy != MB_POLICY_NONE) /* section 4.7, t: one level less */
    policy--;
  out->policy = open ? NULL : names[policy];
  if (open && out->result == MB_RESULT_FAIL)
    out->result = MB_RESULT_NOT_CHECKED; /* failing means nothing without its policy */
}

static const char *keep(MbArena *arena, const char *text) {
  return mb_arena_strndup(arena, text, strlen(text));
}

static MbResult conclude(Alignment spf, Alignment dkim, const MbDmarcInput *input) {
  if (spf == ALIGNED || dkim == ALIGNED)
    return MB_RESULT_PASS;
  if (spf == OPEN || dkim == OPEN || input->open)
    return MB_RESULT_NOT_CHECKED;
  return spf == FAILED || dkim == FAILED || input->temporary ? MB_RESULT_TEMPERROR : MB_RESULT_FAIL;
}

static gboolean aligned(const char *author, const MbDmarcWalk *walk, const char *domain,
                        gboolean spf, MbFacts *facts) {
  int at = policy_record(walk);
  gboolean gap = walk->open || walk->failed;
  if (g_str_equal(author, domain))
    return TRUE;
  if (gap && at != 0)
    return FALSE;
  if (at < 0 || !walk->records[at].usable)
    return mb_domain_same_organisation(author, domain);
  const MbDmarcRecord *record = &walk->records[at];
  return align(author, walk, domain, spf ? record->strict_spf : record->strict_dkim, facts) ==
         ALIGNED;
}

gboolean mb_dmarc_is_aligned(const char *author, const char *domain, gboolean spf, MbFacts *facts) {
  MbDmarcWalk walk;
  mb_dmarc_walk(author, facts, &walk);
  return aligned(author, &walk, domain, spf, facts);
}

static gboolean any_aligned(const char *author, const MbDmarcWalk *walk, const GPtrArray *domains,
                            gboolean spf, MbFacts *facts) {
  for (guint i = 0; i < domains->len; i++)
    if (aligned(author, walk, g_ptr_array_index(domains, i), spf, facts))
      return TRUE;
  return FALSE;
}

MbDmarc mb_dmarc_check(MbArena *arena, const char *author, const MbDmarcInput *input,
                       MbFacts *facts) {
  MbDmarcWalk walk;
  MbDmarc out = {.result = MB_RESULT_NONE};
  mb_dmarc_walk(author, facts, &walk);
  int at = policy_record(&walk);
  gboolean gap = walk.open || walk.failed;
  out.spf_aligned = any_aligned(author, &walk, input->spf, TRUE, facts);
  out.dkim_aligned = any_aligned(author, &walk, input->dkim, FALSE, facts);
  /* the author domain's own record decides whatever stands above it */
  if (gap && at != 0) {
    out.result = walk.open ? MB_RESULT_NOT_CHECKED : MB_RESULT_TEMPERROR;
    return out;
  }
  if (!gap)
    out.org_domain = keep(arena, mb_dmarc_organisation(&walk));
  if (at < 0 || !walk.records[at].usable)
    return out;
  const MbDmarcRecord *record = &walk.records[at];
  Alignment spf = best_alignment(author, &walk, input->spf, record->strict_spf, facts);
  Alignment dkim = best_alignment(author, &walk, input->dkim, record->strict_dkim, facts);
  out.domain = keep(arena, walk.domains[at]);
  out.result = conclude(spf, dkim, input);
  apply_policy(author, &walk, at, facts, &out);
  return out;
}
