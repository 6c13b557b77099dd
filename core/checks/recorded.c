/* Reads the four protocols' results for one domain. What stands in the mail counts only where
 * authres.c found it trustworthy; values are compared only after strict domain syntax (SECURITY row
 * 4).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorded.h"

MbSlice mb_auth_prop(const MbAuthResult *result, const char *name) {
  for (guint i = 0; i < result->props->len; i++) {
    const MbAuthProp *prop = &g_array_index(result->props, MbAuthProp, i);
    if (mb_slice_is(prop->name, name))
      return prop->value;
  }
  return MB_SLICE_NONE;
}

static const char *slice_domain(const MbCase *c, MbSlice value) {
  const char *at = value.len ? memrchr(value.data, '@', value.len) : NULL;
  if (at)
    value = mb_slice(at + 1, value.data + value.len - at - 1);
  g_autofree char *domain = value.len ? mb_domain_normalise(value) : NULL;
  return domain ? mb_arena_strndup(c->arena, domain, strlen(domain)) : NULL;
}

const char *mb_auth_prop_domain(const MbCase *c, const MbAuthResult *result, const char *name) {
  return slice_domain(c, mb_auth_prop(result, name));
}

typedef gboolean (*Match)(const MbCase *c, const MbAuthResult *result, const char *domain);

/* The first trusted result of this method that passes and matches domain. */
static gboolean recorded_pass(const MbCase *c, const char *method, const char *domain, Match match,
                              MbPass *pass) {
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = g_ptr_array_index(c->recorded->headers, i);
    if (!header->parsed || header->trust != MB_AR_TRUSTED)
      continue;
    for (guint j = 0; j < header->results->len; j++) {
      const MbAuthResult *result = &g_array_index(header->results, MbAuthResult, j);
      if (mb_slice_is(result->method, method) && mb_slice_is(result->result, "pass") &&
          match(c, result, domain)) {
        *pass = (MbPass){MB_BY_SERVER, c->recorded->trusted_id, method};
        return TRUE;
      }
    }
  }
  return FALSE;
}

static gboolean dkim_matches(const MbCase *c, const MbAuthResult *result, const char *domain) {
  const char *d = mb_auth_prop_domain(c, result, "header.d");
  if (!d)
    d = mb_auth_prop_domain(c, result, "header.i");
  return mb_domain_same_organisation(d, domain);
}

static gboolean spf_matches(const MbCase *c, const MbAuthResult *result, const char *domain) {
  return mb_domain_same_organisation(mb_auth_prop_domain(c, result, "smtp.mailfrom"), domain);
}

static gboolean dmarc_matches(const MbCase *c, const MbAuthResult *result, const char *domain) {
  MbSlice from = mb_auth_prop(result, "header.from");
  if (from.len == 0)
    return !c->senders->ambiguous && g_strcmp0(domain, c->from_domain) == 0;
  return g_strcmp0(mb_auth_prop_domain(c, result, "header.from"), domain) == 0;
}

gboolean mb_only_flawed_signatures(const MbCase *c, const char *domain) {
  guint flawed = 0;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (!mb_domain_same_organisation(dkim->domain, domain))
      continue;
    if (!(dkim->flags & MB_DKIM_COVERAGE_FLAWS))
      return FALSE;
    flawed++;
  }
  return flawed > 0;
}

gboolean mb_domain_dkim_passes(const MbCase *c, const char *domain, MbPass *pass) {
  if (!domain)
    return FALSE;
  for (guint i = 0; i < c->auth->dkim->len; i++) {
    const MbDkim *dkim = &g_array_index(c->auth->dkim, MbDkim, i);
    if (dkim->result == MB_RESULT_PASS && !(dkim->flags & MB_DKIM_FLAWS) &&
        mb_domain_same_organisation(dkim->domain, domain)) {
      *pass = (MbPass){MB_BY_HERE, NULL, "dkim"};
      return TRUE;
    }
  }
  return !mb_only_flawed_signatures(c, domain) &&
         recorded_pass(c, "dkim", domain, dkim_matches, pass);
}

static gboolean received_spf_passes(const MbCase *c, const char *domain, MbPass *pass) {
  for (guint i = 0; i < c->recorded->received_spf->len; i++) {
    const MbReceivedSpf *spf = g_ptr_array_index(c->recorded->received_spf, i);
    if (spf->trust == MB_AR_TRUSTED && spf->result == MB_RESULT_PASS &&
        mb_domain_same_organisation(slice_domain(c, spf->envelope_from), domain)) {
      const char *server = slice_domain(c, spf->receiver);
      *pass = (MbPass){MB_BY_SERVER, server ? server : c->recorded->trusted_id, "spf"};
      return TRUE;
    }
  }
  return FALSE;
}

gboolean mb_domain_spf_passes(const MbCase *c, const char *domain, MbPass *pass) {
  const MbSpf *spf = &c->auth->spf;
  if (!domain)
    return FALSE;
  if (spf->result == MB_RESULT_PASS && spf->scope == MB_SPF_MAILFROM && !spf->anyone &&
      mb_domain_same_organisation(spf->domain, domain)) {
    *pass = (MbPass){MB_BY_HERE, NULL, "spf"};
    return TRUE;
  }
  if (spf->anyone)
    return FALSE;
  return recorded_pass(c, "spf", domain, spf_matches, pass) || received_spf_passes(c, domain, pass);
}

gboolean mb_domain_dmarc_passes(const MbCase *c, const char *domain, MbPass *pass) {
  if (!domain || !recorded_pass(c, "dmarc", domain, dmarc_matches, pass))
    return FALSE;
  /* DMARC passes through a signature too: one that leaves a tail unsigned proves no more there than
   * here */
  return !mb_only_flawed_signatures(c, domain);
}

gboolean mb_domain_passes(const MbCase *c, const char *domain) {
  MbPass pass;
  return mb_domain_dkim_passes(c, domain, &pass) || mb_domain_spf_passes(c, domain, &pass) ||
         mb_domain_dmarc_passes(c, domain, &pass);
}

const MbAuthResult *mb_recorded_result(const MbCase *c, const char *method,
                                       const MbAuthHeader **where) {
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = g_ptr_array_index(c->recorded->headers, i);
    if (!header->parsed || header->trust != MB_AR_TRUSTED)
      continue;
    for (guint j = 0; j < header->results->len; j++) {
      const MbAuthResult *result = &g_array_index(header->results, MbAuthResult, j);
      if (mb_slice_is(result->method, method)) {
        if (where)
          *where = header;
        return result;
      }
    }
  }
  return NULL;
}

gboolean mb_recorded_claims_pass(const MbCase *c) {
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = g_ptr_array_index(c->recorded->headers, i);
    if (!header->parsed || header->trust == MB_AR_TRUSTED)
      continue;
    for (guint j = 0; j < header->results->len; j++)
      if (mb_slice_is(g_array_index(header->results, MbAuthResult, j).result, "pass"))
        return TRUE;
  }
  return FALSE;
}

gboolean mb_recorded_dmarc_fail(const MbCase *c) {
  const MbAuthResult *result = mb_recorded_result(c, "dmarc", NULL);
  return result && mb_slice_is(result->result, "fail") &&
         (!mb_auth_prop(result, "header.from").len || dmarc_matches(c, result, c->from_domain));
}

/* Where servers write the policy: Gmail "(p=REJECT sp=…)", OpenDMARC "policy.dmarc=reject" or
 * "(p=reject …)", Microsoft "action=oreject" (a reject that it overrides). */
static const struct {
  const char *text, *policy;
} policies[] = {
    {"p=reject", "reject"},
    {"p=quarantine", "quarantine"},
    {"dmarc=reject", "reject"},
    {"dmarc=quarantine", "quarantine"},
    {"action=oreject", "reject"},
    {"action=reject", "reject"},
    {"action=quarantine", "quarantine"},
};

gboolean mb_recorded_dmarc_enforced_fail(const MbCase *c, const char **policy) {
  const MbAuthHeader *header = NULL;
  if (!mb_recorded_result(c, "dmarc", &header) || !mb_recorded_dmarc_fail(c))
    return FALSE;
  MbSlice value = mb_header_unfold(header->header, c->arena);
  g_autofree char *lower = g_ascii_strdown(value.data, value.len);
  const char *start = strstr(lower, "dmarc=fail");
  if (!start)
    return FALSE;
  g_autofree char *part = g_strndup(start, strcspn(start, ";"));
  for (guint i = 0; i < G_N_ELEMENTS(policies); i++) {
    const char *found = strstr(part, policies[i].text);
    /* not the "p=" of "sp=" */
    if (found && !(found > part && g_ascii_isalpha(found[-1]))) {
      *policy = policies[i].policy;
      return TRUE;
    }
  }
  return FALSE;
}
