/* The public RFC 7208 suite. SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf.h"
#include "driver.h"

static char *check(json_t *item) {
  const char *ip, *helo, *mailfrom;
  const char *explanation = json_string_value(json_object_get(item, "explanation"));
  json_t *expected, *zone;
  if (json_unpack(item, "{s:s, s:s, s:s, s:o, s:o}", "ip", &ip, "helo", &helo, "mailfrom",
                  &mailfrom, "expected", &expected, "zone", &zone) != 0)
    return g_strdup("fields");
  const char *at = strrchr(mailfrom, '@');
  g_autofree char *local = at ? g_strndup(mailfrom, (gsize)(at - mailfrom)) : NULL;
  MbSpfQuery query = {.scope = *mailfrom ? MB_SPF_MAILFROM : MB_SPF_HELO,
                      .domain = at          ? at + 1
                                : *mailfrom ? mailfrom
                                            : helo,
                      .local = local,
                      .helo = helo};
  g_assert_true(mb_ip_parse(mb_slice_str(ip), &query.ip));
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  MbSpf spf;
  guint rounds = 0;
  do
    spf = mb_spf_check(arena, &query, facts);
  while (conformance_answer(facts, zone) && ++rounds < 20);
  if (rounds > 14)
    return g_strdup_printf("%u rounds", rounds);
  size_t i;
  json_t *word;
  gboolean right = FALSE;
  json_array_foreach(expected, i, word) right |=
      g_strcmp0(json_string_value(word), mb_result_name(spf.result)) == 0;
  if (!right)
    return g_strdup_printf("%s (%s)", mb_result_name(spf.result), spf.reason);
  if (g_strcmp0(explanation, "DEFAULT") == 0) /* the suite's word for the receiver's own text */
    explanation = NULL;
  if (json_object_get(item, "explanation") != json_null() &&
      g_strcmp0(explanation, spf.explanation) != 0)
    return g_strdup_printf("explanation '%s', not '%s'", spf.explanation, explanation);
  return NULL;
}

int main(void) {
  return conformance_run("spf-rfc7208.jsonl", 203, check);
}
