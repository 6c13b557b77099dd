/* facts.json in and out: the form of --facts and --save-facts, of test cases, and of the answers
 * that travel from the asking side to the judge. Refuses what it does not know.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "facts-private.h"

static MbSlice slice_of(json_t *string) {
  return json_is_string(string) ? mb_slice(json_string_value(string), json_string_length(string))
                                : MB_SLICE_NONE;
}

/* Texts of names and addresses: no NUL inside. */
static const char *plain_string(json_t *value) {
  const char *s = json_string_value(value);
  return s && strlen(s) == json_string_length(value) ? s : NULL;
}

/* ---- dns, reading ---- */

static MbDnsStatus status_from_name(const char *name) {
  for (int s = MB_DNS_NODATA; s <= MB_DNS_BAD; s++)
    if (g_strcmp0(name, mb_dns_status_name((MbDnsStatus)s)) == 0)
      return (MbDnsStatus)s;
  return MB_DNS_UNKNOWN;
}

static int type_from_name(const char *name) {
  for (int t = 0; t < MB_N_DNS; t++)
    if (g_ascii_strcasecmp(name, mb_dns_type_name((MbDnsType)t)) == 0)
      return t;
  return -1;
}

static gboolean read_text(MbDnsAnswer *answer, json_t *record) {
  if (json_is_string(record)) {
    mb_dns_answer_add_text(answer, json_string_value(record), json_string_length(record));
    return TRUE;
  }
  const char *base64 = plain_string(json_object_get(record, "base64"));
  if (base64) {
    gsize len;
    g_autofree guchar *bytes = g_base64_decode(base64, &len);
    mb_dns_answer_add_text(answer, (const char *)bytes, len);
    return TRUE;
  }
  if (!json_is_array(record))
    return FALSE;
  g_autoptr(GString) joined = g_string_new(NULL);
  size_t i;
  json_t *piece;
  json_array_foreach(record, i, piece) {
    if (!json_is_string(piece))
      return FALSE;
    g_string_append_len(joined, json_string_value(piece), (gssize)json_string_length(piece));
  }
  mb_dns_answer_add_text(answer, joined->str, joined->len);
  return TRUE;
}

static gboolean read_address(MbDnsAnswer *answer, MbDnsType type, json_t *record) {
  MbIp ip;
  if (!mb_ip_parse(slice_of(record), &ip))
    return FALSE;
  /* an IPv4-mapped AAAA comes back as IPv4; it stays what it is, an address of that family */
  if (type == MB_DNS_A && ip.family != 4)
    return FALSE;
  mb_dns_answer_add_ip(answer, &ip);
  return TRUE;
}

static gboolean read_mx(MbDnsAnswer *answer, json_t *record) {
  json_t *preference = json_array_get(record, 0);
  const char *host = plain_string(json_array_get(record, 1));
  if (!host || json_array_size(record) != 2 || !json_is_integer(preference) ||
      json_integer_value(preference) < 0 || json_integer_value(preference) > G_MAXUINT16)
    return FALSE;
  mb_dns_answer_add_mx(answer, (guint16)json_integer_value(preference), host);
  return TRUE;
}

static gboolean read_record(MbDnsAnswer *answer, MbDnsType type, json_t *record) {
  const char *name;
  switch (type) {
  case MB_DNS_A:
  case MB_DNS_AAAA:
    return read_address(answer, type, record);
  case MB_DNS_TXT:
    return read_text(answer, record);
  case MB_DNS_MX:
    return read_mx(answer, record);
  default:
    if ((name = plain_string(record)))
      mb_dns_answer_add_name(answer, name);
    return name != NULL;
  }
}

static MbDnsAnswer *read_answer(MbDnsType type, json_t *value) {
  if (json_is_string(value)) {
    MbDnsStatus status = status_from_name(plain_string(value));
    return status ? mb_dns_answer_new(status) : NULL;
  }
  if (!json_is_array(value))
    return NULL;
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  size_t i;
  json_t *record;
  json_array_foreach(value, i, record) {
    if (!read_record(answer, type, record)) {
      mb_dns_answer_free(answer);
      return NULL;
    }
  }
  return answer;
}

/* One name; a status in place of the records holds for every type. */
static gboolean load_name(MbFacts *facts, const char *name, json_t *types, GError **error) {
  if (json_is_string(types)) {
    for (int t = 0; t < MB_N_DNS; t++) {
      MbDnsAnswer *answer = read_answer((MbDnsType)t, types);
      if (!answer)
        return mb_facts_bad(error, "unknown DNS status");
      mb_facts_add_dns(facts, (MbDnsType)t, name, answer);
    }
    return TRUE;
  }
  const char *type_name;
  json_t *value;
  json_object_foreach(types, type_name, value) {
    int type = type_from_name(type_name);
    MbDnsAnswer *answer = type < 0 ? NULL : read_answer((MbDnsType)type, value);
    if (!answer)
      return mb_facts_bad(error, "unknown DNS type or record");
    mb_facts_add_dns(facts, (MbDnsType)type, name, answer);
  }
  return json_is_object(types) || mb_facts_bad(error, "DNS name without records");
}

static gboolean load_dns(MbFacts *facts, json_t *dns, GError **error) {
  const char *name;
  json_t *types;
  if (!json_is_object(dns))
    return mb_facts_bad(error, "dns is no object");
  json_object_foreach(dns, name, types) {
    if (!load_name(facts, name, types, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- the file ---- */

static gboolean load_now(MbFacts *facts, json_t *now, GError **error) {
  if (json_is_integer(now)) {
    facts->now = json_integer_value(now);
    return TRUE;
  }
  if (!now || json_is_null(now))
    return TRUE;
  const char *text = plain_string(now);
  g_autoptr(GDateTime) time = text ? g_date_time_new_from_iso8601(text, NULL) : NULL;
  if (!time)
    return mb_facts_bad(error, "now is no time");
  facts->now = g_date_time_to_unix(time);
  return TRUE;
}

static gboolean load_absent(MbFacts *facts, json_t *absent, GError **error) {
  if (!absent || json_is_null(absent))
    return TRUE;
  if (g_strcmp0(plain_string(absent), "NXDOMAIN") != 0)
    return mb_facts_bad(error, "absent is neither null nor NXDOMAIN");
  facts->absent = TRUE;
  return TRUE;
}

static gboolean is_member(const char *key) {
  static const char *const members[] = {"version",      "now",       "absent",   "dns",     "geo",
                                        "registration", "blocklist", "pictures", "history", NULL};
  return g_strv_contains(members, key);
}

/* A bare dns object has names with a dot, or none at all, where a file has its members. */
static gboolean is_bare_dns(json_t *json) {
  const char *key;
  json_t *value;
  json_object_foreach(json, key, value) {
    if (is_member(key))
      return FALSE;
  }
  return TRUE;
}

gboolean mb_facts_load(MbFacts *facts, json_t *json, GError **error) {
  const char *key;
  json_t *value, *version = json_object_get(json, "version");
  if (!json_is_object(json))
    return mb_facts_bad(error, "no JSON object");
  if (is_bare_dns(json))
    return load_dns(facts, json, error);
  json_object_foreach(json, key, value) {
    if (!is_member(key))
      return mb_facts_bad(error, "unknown member");
  }
  if (version && json_integer_value(version) != 1)
    return mb_facts_bad(error, "unknown version");
  return load_now(facts, json_object_get(json, "now"), error) &&
         load_absent(facts, json_object_get(json, "absent"), error) &&
         (!json_object_get(json, "dns") || load_dns(facts, json_object_get(json, "dns"), error)) &&
         mb_facts_load_others(facts, json, error);
}

/* ---- dns, writing ---- */

static json_t *text_to_json(const GString *text) {
  if (g_utf8_validate_len(text->str, text->len, NULL))
    return json_stringn(text->str, text->len);
  g_autofree char *base64 = g_base64_encode((const guchar *)text->str, text->len);
  return json_pack("{s:s}", "base64", base64);
}

static json_t *name_to_json(const char *name) {
  json_t *json = json_string(name);
  return json ? json : json_string(""); /* bytes that are no UTF-8: no name we could ask for */
}

static json_t *answer_to_json(const MbDnsAnswer *answer) {
  if (answer->status != MB_DNS_FOUND)
    return json_string(mb_dns_status_name(answer->status));
  json_t *list = json_array();
  char ip[46];
  for (guint i = 0; i < answer->ips->len; i++)
    json_array_append_new(list,
                          json_string(mb_ip_format(&g_array_index(answer->ips, MbIp, i), ip)));
  for (guint i = 0; i < answer->texts->len; i++)
    json_array_append_new(list, text_to_json(g_ptr_array_index(answer->texts, i)));
  for (guint i = 0; i < answer->names->len; i++)
    json_array_append_new(list, name_to_json(g_ptr_array_index(answer->names, i)));
  for (guint i = 0; i < answer->mx->len; i++) {
    const MbMx *mx = &g_array_index(answer->mx, MbMx, i);
    json_array_append_new(list, json_pack("[i, o]", mx->preference, name_to_json(mx->host)));
  }
  return list;
}

static json_t *save_dns(MbFacts *facts) {
  json_t *dns = json_object();
  GHashTableIter iter;
  const char *key;
  MbDnsAnswer *answer;
  g_hash_table_iter_init(&iter, facts->dns);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, (gpointer *)&answer)) {
    const char *name = strchr(key, ' ') + 1;
    g_autofree char *type = g_strndup(key, (gsize)(name - key) - 1);
    json_t *types = json_object_get(dns, name);
    if (!types && json_object_set_new(dns, name, types = json_object()) != 0)
      continue; /* a name that is no UTF-8 cannot be saved */
    json_object_set_new(types, type, answer_to_json(answer));
  }
  return dns;
}

json_t *mb_facts_save(MbFacts *facts) {
  json_t *json = json_pack("{s:i, s:o}", "version", 1, "dns", save_dns(facts));
  if (facts->now)
    json_object_set_new(json, "now", json_integer(facts->now));
  if (facts->absent)
    json_object_set_new(json, "absent", json_string("NXDOMAIN"));
  mb_facts_save_others(facts, json);
  return json;
}
