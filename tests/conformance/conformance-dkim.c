/* Public DKIM cases: RFC examples, variants, real signed mail with its keys.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim.h"
#include "driver.h"

/* "added-*" and "unsigned-*" verify by the RFC and must not earn full trust. */
static gboolean flags_right(json_t *expected, const MbDkim *dkim) {
  if (json_is_true(json_object_get(expected, "oversign_violation")))
    return (dkim->flags & MB_DKIM_DUPLICATE) != 0;
  if (json_is_true(json_object_get(expected, "unsigned_header")))
    return (dkim->flags & (MB_DKIM_UNSIGNED_CONTENT | MB_DKIM_UNSIGNED_REPLY_TO)) != 0;
  return TRUE;
}

static char *compare(json_t *expected, const MbDkim *dkim) {
  const char *result = json_string_value(json_object_get(expected, "result"));
  const char *d = json_string_value(json_object_get(expected, "d"));
  const char *s = json_string_value(json_object_get(expected, "s"));
  /* the suite knows the RFC only: what verifies after a stamp is taken off fails there */
  MbResult plain = dkim->flags & MB_DKIM_AFTER_UNDO ? MB_RESULT_FAIL : dkim->result;
  if (g_strcmp0(result, mb_result_name(plain)) != 0)
    return g_strdup_printf("%s (%s), not %s", mb_result_name(plain), dkim->reason, result);
  if ((d && g_strcmp0(d, dkim->domain) != 0) || (s && g_strcmp0(s, dkim->selector) != 0))
    return g_strdup_printf("%s %s, not %s %s", dkim->selector, dkim->domain, s, d);
  return flags_right(expected, dkim) ? NULL : g_strdup_printf("flags %x", dkim->flags);
}

static char *check(json_t *item) {
  gsize len;
  g_autofree guchar *bytes =
      g_base64_decode(json_string_value(json_object_get(item, "message_b64")), &len);
  MbSlice mail = mb_slice((const char *)bytes, len);
  gint64 when = json_integer_value(json_object_get(item, "evaluate_at"));
  json_t *expected = json_object_get(item, "expected");
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mail);
  MbSlice body = mb_slice(mail.data + headers->body, mail.len - headers->body);
  guint n = mb_headers_count(headers, MB_HEADER_DKIM_SIGNATURE);
  if (n != json_array_size(expected))
    return g_strdup_printf("%u signatures", n);
  MbDkim results[20];
  do {
    MbDkimMail *m = mb_dkim_mail_new(arena, headers, body);
    for (guint i = 0; i < n; i++)
      mb_dkim_verify(arena, m, mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, i), when, facts,
                     &results[i]);
  } while (conformance_answer_txt(facts, json_object_get(item, "dns")));
  for (guint i = 0; i < n; i++) {
    char *wrong = compare(json_array_get(expected, i), &results[i]);
    if (wrong)
      return wrong;
  }
  return NULL;
}

int main(void) {
  return conformance_run("dkim.jsonl", 50, check);
}
