/* One question as JSON, and the values that it shares with the answers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts-private.h"
#include "../base/error.h"

#define MAX_VALUE 4096 /* bytes of one text value: more is no name, address or reason */

gboolean mb_facts_bad(GError **error, const char *what) {
  g_set_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "facts: %s", what);
  return FALSE;
}

char *mb_facts_copy_string(json_t *value) {
  const char *s = json_string_value(value);
  if (!s || strlen(s) != json_string_length(value) || strlen(s) > MAX_VALUE)
    return NULL;
  return g_strdup(s);
}

int mb_facts_index_of(const char *const *names, gsize n, json_t *value) {
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0(names[i], json_string_value(value)) == 0)
      return (int)i;
  return -1;
}

json_t *mb_facts_string_json(const char *s) {
  g_autofree char *valid = s ? g_utf8_make_valid(s, -1) : NULL;
  return valid ? json_string(valid) : NULL;
}

static const char *const kind_names[] = {"dns",       "geo",     "registration",
                                         "blocklist", "picture", "history"};

json_t *mb_question_to_json(const MbQuestion *q) {
  json_t *json =
      json_pack("{s:s, s:o}", "kind", kind_names[q->kind], "name", mb_facts_string_json(q->name));
  if (q->kind == MB_ASK_DNS)
    json_object_set_new(json, "type", json_string(mb_dns_type_name(q->type)));
  if (q->zone)
    json_object_set_new(json, "zone", mb_facts_string_json(q->zone));
  if (q->purpose)
    json_object_set_new(json, "purpose", mb_facts_string_json(q->purpose));
  return json;
}

static int question_type(json_t *type) {
  for (int t = 0; t < MB_N_DNS; t++)
    if (g_strcmp0(mb_dns_type_name((MbDnsType)t), json_string_value(type)) == 0)
      return t;
  return -1;
}

static char *short_string(json_t *value) {
  return json_string_length(value) <= 255 ? mb_facts_copy_string(value) : NULL;
}

MbQuestion *mb_question_from_json(json_t *json, GError **error) {
  int kind = mb_facts_index_of(kind_names, G_N_ELEMENTS(kind_names), json_object_get(json, "kind"));
  int type = question_type(json_object_get(json, "type"));
  MbQuestion *q = g_new0(MbQuestion, 1);
  q->kind = (MbQuestionKind)MAX(kind, 0);
  q->type = (MbDnsType)MAX(type, 0);
  q->name = short_string(json_object_get(json, "name"));
  q->zone = short_string(json_object_get(json, "zone"));
  q->purpose = short_string(json_object_get(json, "purpose"));
  if (kind < 0 || !q->name || (kind == MB_ASK_DNS && type < 0) ||
      (kind == MB_ASK_BLOCKLIST && !q->zone)) {
    mb_question_free(q);
    mb_facts_bad(error, "question");
    return NULL;
  }
  return q;
}
