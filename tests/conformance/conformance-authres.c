/* Authentication-Results as RFC 8601 shows them and as real servers and attackers write them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/authres.h"
#include "driver.h"

static gboolean same_text(json_t *wanted, MbSlice got) {
  const char *text = json_string_value(wanted);
  return text ? mb_slice_equal(got, mb_slice(text, json_string_length(wanted))) : got.len == 0;
}

static gboolean same_props(json_t *wanted, const GArray *props) {
  if (json_object_size(wanted) != props->len)
    return FALSE;
  for (guint i = 0; i < props->len; i++) {
    const MbAuthProp *p = &g_array_index(props, MbAuthProp, i);
    g_autofree char *name = g_strndup(p->name.data, p->name.len);
    json_t *value = json_object_get(wanted, name);
    if (!value || !same_text(value, p->value))
      return FALSE;
  }
  return TRUE;
}

static char *compare_results(json_t *results, const MbAuthHeader *h) {
  if (json_array_size(results) != h->results->len)
    return g_strdup_printf("%u results", h->results->len);
  for (guint i = 0; i < h->results->len; i++) {
    const MbAuthResult *r = &g_array_index(h->results, MbAuthResult, i);
    json_t *wanted = json_array_get(results, i);
    if (!same_text(json_object_get(wanted, "method"), r->method) ||
        !same_text(json_object_get(wanted, "result"), r->result) ||
        !same_text(json_object_get(wanted, "reason"), r->reason))
      return g_strdup_printf("result %u is %.*s=%.*s", i, MB_SLICE_ARG(r->method),
                             MB_SLICE_ARG(r->result));
    if (!same_props(json_object_get(wanted, "props"), r->props))
      return g_strdup_printf("properties of result %u", i);
  }
  return NULL;
}

static char *check(json_t *item) {
  const char *header = json_string_value(json_object_get(item, "header"));
  const char *colon = header ? strchr(header, ':') : NULL;
  json_t *results = json_object_get(item, "results");
  if (!colon || !results)
    return g_strdup("fields");
  g_autoptr(MbArena) arena = mb_arena_new();
  MbAuthHeader *h = mb_authres_parse(arena, mb_slice_str(colon + 1));
  if (!same_text(json_object_get(item, "authserv_id"), h->authserv_id))
    return g_strdup_printf("id %.*s", MB_SLICE_ARG(h->authserv_id));
  if (h->valid != json_is_true(json_object_get(item, "rfc8601_valid")))
    return g_strdup_printf("valid %d", h->valid);
  if (h->parsed == json_is_null(results))
    return g_strdup_printf("parsed %d", h->parsed);
  return json_is_null(results) ? NULL : compare_results(results, h);
}

int main(void) {
  return conformance_run("authentication-results.jsonl", 32, check);
}
