/* The public ARC validation suite. SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/arc.h"
#include "driver.h"

static char *check(json_t *item) {
  gsize len;
  g_autofree guchar *bytes =
      g_base64_decode(json_string_value(json_object_get(item, "message_b64")), &len);
  MbSlice mail = mb_slice((const char *)bytes, len);
  const char *expected = json_string_value(json_object_get(item, "expected"));
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mail);
  g_autoptr(GPtrArray) nobody = g_ptr_array_new();
  MbSlice body = mb_slice(mail.data + headers->body, mail.len - headers->body);
  MbArc arc;
  guint rounds = 0;
  do
    arc = mb_arc_check(arena, mb_dkim_mail_new(arena, headers, body), nobody, facts);
  while (conformance_answer_txt(facts, json_object_get(item, "dns")) && ++rounds < 5);
  if (rounds > 1)
    return g_strdup_printf("%u rounds", rounds);
  if (g_strcmp0(expected, mb_result_name(arc.result)) != 0)
    return g_strdup_printf("%s, not %s", mb_result_name(arc.result), expected);
  return NULL;
}

int main(void) {
  return conformance_run("arc-validation.jsonl", 171, check);
}
