/* Public DMARC cases after RFC 9989. SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc.h"
#include "base/domain.h"
#include "driver.h"

static GPtrArray *domains(json_t *list) {
  GPtrArray *out = g_ptr_array_new();
  size_t i;
  json_t *domain;
  json_array_foreach(list, i, domain) g_ptr_array_add(out, (gpointer)json_string_value(domain));
  return out;
}

static char *author_domain(json_t *from) {
  const char *text = json_string_value(json_is_array(from) ? json_array_get(from, 0) : from);
  const char *at = strrchr(text, '@');
  return mb_domain_normalise(mb_slice_str(at ? at + 1 : text));
}

static char *check(json_t *item) {
  json_t *expected = json_object_get(item, "expected"), *zone = json_object_get(item, "zone");
  g_autofree char *author = author_domain(json_object_get(item, "header_from"));
  g_autoptr(GPtrArray) spf = domains(json_object_get(item, "spf_pass_domains"));
  g_autoptr(GPtrArray) dkim = domains(json_object_get(item, "dkim_pass_domains"));
  const char *source = json_string_value(json_object_get(item, "source"));
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbDmarcInput input = {spf, dkim, FALSE, FALSE};
  MbDmarc dmarc;
  guint rounds = 0;
  do
    dmarc = mb_dmarc_check(arena, author, &input, facts);
  while (conformance_answer(facts, zone) && ++rounds < 10);
  const char *result = json_string_value(json_object_get(expected, "result"));
  const char *policy = json_string_value(json_object_get(expected, "policy"));
  const char *domain = json_string_value(json_object_get(expected, "org_or_policy_domain"));
  if (g_strcmp0(result, mb_result_name(dmarc.result)) != 0 || g_strcmp0(policy, dmarc.policy) != 0)
    return g_strdup_printf("%s %s, not %s %s", mb_result_name(dmarc.result), dmarc.policy, result,
                           policy);
  /* in the captured cases that field is a public suffix list's answer, not the RFC's */
  if (domain && !strstr(source, "captured") && g_strcmp0(domain, dmarc.org_domain) != 0)
    return g_strdup_printf("organisation %s, not %s", dmarc.org_domain, domain);
  return rounds > 3 ? g_strdup_printf("%u rounds", rounds) : NULL;
}

int main(void) {
  return conformance_run("dmarc.jsonl", 63, check);
}
