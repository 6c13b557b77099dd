/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "driver.h"

#include <stdio.h>
#include <stdlib.h>

int conformance_run(const char *file, guint expected, ConformanceCheck check) {
  const char *corpus = g_getenv("MIYABURI_CORPUS");
  if (!corpus || !*corpus) {
    printf("1..0 # SKIP no corpus\n");
    return 77;
  }
  g_autofree char *path = g_build_filename(corpus, "conformance", file, NULL);
  FILE *f = fopen(path, "r");
  if (!f) {
    fprintf(stderr, "cannot read %s\n", path);
    return 1;
  }
  char *line = NULL;
  size_t size = 0;
  guint n = 0, failed = 0;
  while (getline(&line, &size, f) > 0) {
    json_t *item = json_loads(line, JSON_ALLOW_NUL, NULL);
    g_autofree char *wrong = item ? check(item) : g_strdup("no JSON");
    if (wrong) {
      failed++;
      printf("FAILED %s: %s\n", json_string_value(json_object_get(item, "id")), wrong);
    }
    n++;
    json_decref(item);
  }
  free(line);
  fclose(f);
  printf("%s: %u of %u\n", file, n - failed, n);
  return failed || n != expected;
}

/* Names compare without case and final dot. */
static json_t *zone_get(json_t *zone, const char *name) {
  const char *key;
  json_t *value;
  json_object_foreach(zone, key, value) {
    g_autofree char *plain = mb_dns_name(key);
    if (g_strcmp0(plain, name) == 0)
      return value;
  }
  return NULL;
}

static void append_bytes(GString *out, json_t *text) {
  const char *p = json_string_value(text), *end = p + json_string_length(text);
  for (; p < end; p = g_utf8_next_char(p))
    g_string_append_c(out, (char)g_utf8_get_char(p));
}

static void add_text(MbDnsAnswer *answer, json_t *record) {
  g_autoptr(GString) joined = g_string_new(NULL);
  size_t i;
  json_t *piece;
  if (json_is_string(record))
    append_bytes(joined, record);
  json_array_foreach(record, i, piece) append_bytes(joined, piece);
  mb_dns_answer_add_text(answer, joined->str, joined->len);
}

static void add_record(MbDnsAnswer *answer, MbDnsType type, json_t *record) {
  MbIp ip;
  switch (type) {
  case MB_DNS_A:
  case MB_DNS_AAAA:
    g_assert_true(mb_ip_parse(mb_slice_str(json_string_value(record)), &ip));
    mb_dns_answer_add_ip(answer, &ip);
    break;
  case MB_DNS_MX:
    mb_dns_answer_add_mx(answer, (guint16)json_integer_value(json_array_get(record, 0)),
                         json_string_value(json_array_get(record, 1)));
    break;
  case MB_DNS_TXT:
    add_text(answer, record);
    break;
  default:
    mb_dns_answer_add_name(answer, json_string_value(record));
  }
}

static gboolean times_out(json_t *entry, const char *type) {
  size_t i;
  json_t *name;
  json_array_foreach(json_object_get(entry, "_timeout"), i, name) {
    if (g_strcmp0(json_string_value(name), type) == 0)
      return TRUE;
  }
  return !json_object_get(entry, type) &&
         json_is_true(json_object_get(entry, "_timeout_other_types"));
}

static MbDnsAnswer *zone_answer(json_t *zone, MbDnsType type, const char *name) {
  const char *type_name = mb_dns_type_name(type);
  json_t *entry = zone_get(zone, name), *alias = NULL;
  for (int hops = 0; entry && hops < 8 && (alias = json_object_get(entry, "CNAME")); hops++) {
    g_autofree char *target = mb_dns_name(json_string_value(json_array_get(alias, 0)));
    entry = zone_get(zone, target);
  }
  if (!entry)
    return mb_dns_answer_new(MB_DNS_NXDOMAIN);
  if (times_out(entry, type_name))
    return mb_dns_answer_new(MB_DNS_TIMEOUT);
  const char *fault =
      json_string_value(json_object_get(json_object_get(entry, type_name), "error"));
  if (fault)
    return mb_dns_answer_new(g_str_equal(fault, "ENOTFOUND") ? MB_DNS_NXDOMAIN : MB_DNS_TIMEOUT);
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  size_t i;
  json_t *record;
  json_array_foreach(json_object_get(entry, type_name), i, record) add_record(answer, type, record);
  return answer;
}

gboolean conformance_answer(MbFacts *facts, json_t *zone) {
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  for (guint i = 0; i < open->len; i++) {
    const MbQuestion *q = g_ptr_array_index(open, i);
    mb_facts_add_dns(facts, q->type, q->name, zone_answer(zone, q->type, q->name));
  }
  return open->len > 0;
}

gboolean conformance_answer_txt(MbFacts *facts, json_t *zone) {
  json_t *full = json_object();
  const char *name;
  json_t *texts;
  json_object_foreach(zone, name, texts)
      json_object_set_new(full, name, json_pack("{s:O}", "TXT", texts));
  gboolean more = conformance_answer(facts, full);
  json_decref(full);
  return more;
}
