/* {"miyaburi-investigation": 1, "now": seconds, "facts": {…}, "mail": base64}
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "investigation.h"

#define MARK     "{\"miyaburi-investigation\":"
#define MAX_FILE (50 * 1024 * 1024)

gboolean mb_investigation_is(GBytes *file) {
  gsize len;
  const char *data = g_bytes_get_data(file, &len);
  return len > strlen(MARK) && memcmp(data, MARK, strlen(MARK)) == 0;
}

/* The facts must load: they are refused here, not in the middle of judging. */
static char *checked_facts(json_t *facts) {
  g_autoptr(MbFacts) loaded = mb_facts_new();
  if (!json_is_object(facts) || !mb_facts_load(loaded, facts, NULL))
    return NULL;
  return json_dumps(facts, JSON_COMPACT);
}

gboolean mb_investigation_open(MbSubject *subject) {
  gsize len, mail_len;
  const char *data = g_bytes_get_data(subject->mail, &len);
  json_t *json = json_loadb(data, len, JSON_REJECT_DUPLICATES, NULL);
  const char *mail = json_string_value(json_object_get(json, "mail"));
  json_t *now = json_object_get(json, "now");
  g_autofree char *facts =
      mail && json_is_integer(now) ? checked_facts(json_object_get(json, "facts")) : NULL;
  if (facts) {
    guchar *bytes = g_base64_decode(mail, &mail_len);
    g_bytes_unref(subject->mail);
    subject->mail = g_bytes_new_take(bytes, mail_len);
    subject->facts = g_steal_pointer(&facts);
    subject->facts_now = json_integer_value(now);
  }
  json_decref(json);
  return subject->facts != NULL;
}

GBytes *mb_investigation_write(GBytes *mail, const char *facts, gint64 now) {
  gsize len;
  const guchar *data = g_bytes_get_data(mail, &len);
  g_autofree char *base64 = g_base64_encode(data, len);
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, MARK " 1, \"now\": %" G_GINT64_FORMAT ", \"facts\": ", now);
  g_string_append(out, facts ? facts : "{}");
  g_string_append(out, ", \"mail\": \"");
  g_string_append(out, base64);
  g_string_append(out, "\"}\n");
  GBytes *bytes = g_string_free_to_bytes(out);
  if (g_bytes_get_size(bytes) > MAX_FILE)
    g_clear_pointer(&bytes, g_bytes_unref);
  return bytes;
}
