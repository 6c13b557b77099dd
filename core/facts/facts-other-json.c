/* The other kinds of answers in facts.json: country, registration, block list. One table of members a
 * struct serves both directions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "facts-private.h"

#define MAX_LIST 100

typedef enum { STRING, INT64, UINT32, DOUBLE, BOOL, LIST } Kind;

typedef struct {
  const char *name;
  Kind kind;
  gsize offset;
} Member;

#define MEMBER(Type, kind, field)                                                                  \
  { #field, kind, G_STRUCT_OFFSET(Type, field) }

static const Member geo_members[] = {
    MEMBER(MbGeo, STRING, country),    MEMBER(MbGeo, UINT32, asn),
    MEMBER(MbGeo, STRING, as_name),    MEMBER(MbGeo, STRING, city),
    MEMBER(MbGeo, STRING, city_ja),    MEMBER(MbGeo, STRING, region),
    MEMBER(MbGeo, DOUBLE, latitude),   MEMBER(MbGeo, DOUBLE, longitude),
    MEMBER(MbGeo, INT64, build_epoch), {NULL},
};

static const Member registration_members[] = {
    MEMBER(MbRegistration, STRING, registrant),
    MEMBER(MbRegistration, STRING, registrant_en),
    MEMBER(MbRegistration, STRING, registrar),
    MEMBER(MbRegistration, STRING, country),
    MEMBER(MbRegistration, STRING, address),
    MEMBER(MbRegistration, STRING, abuse),
    MEMBER(MbRegistration, STRING, registrar_abuse),
    MEMBER(MbRegistration, STRING, network),
    MEMBER(MbRegistration, STRING, range),
    MEMBER(MbRegistration, INT64, created),
    MEMBER(MbRegistration, INT64, expires),
    MEMBER(MbRegistration, BOOL, by_proxy),
    MEMBER(MbRegistration, LIST, statuses),
    MEMBER(MbRegistration, LIST, name_servers),
    MEMBER(MbRegistration, STRING, source),
    MEMBER(MbRegistration, INT64, asked_at),
    {NULL},
};

static const Member blocklist_members[] = {
    MEMBER(MbBlocklist, STRING, code),
    MEMBER(MbBlocklist, STRING, text),
    MEMBER(MbBlocklist, INT64, asked_at),
    {NULL},
};

static const Member picture_members[] = {MEMBER(MbPicture, LIST, texts), {NULL}};

static const Member history_members[] = {
    MEMBER(MbHistory, BOOL, wrote_to),          MEMBER(MbHistory, BOOL, confirmed),
    MEMBER(MbHistory, BOOL, domain_known),      MEMBER(MbHistory, BOOL, usually_signed),
    MEMBER(MbHistory, BOOL, signature_missing), MEMBER(MbHistory, INT64, first_day),
    MEMBER(MbHistory, INT64, last_day),         MEMBER(MbHistory, INT64, days),
    MEMBER(MbHistory, INT64, people),           {NULL},
};

static const char *const picture_status[] = {"unknown", "read",   "kind", "too-large",
                                             "broken",  "failed", "time"};
static const char *const registration_status[] = {"unknown", "found", "not-found", "refused",
                                                  "failed"};
static const char *const listed_names[] = {"unknown", "no", "yes", "refused"};

/* ---- reading ---- */

static GPtrArray *copy_list(json_t *value) {
  if (!json_is_array(value) || json_array_size(value) > MAX_LIST)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  size_t i;
  json_t *item;
  json_array_foreach(value, i, item) {
    char *copy = mb_facts_copy_string(item);
    if (!copy) {
      g_ptr_array_unref(list);
      return NULL;
    }
    g_ptr_array_add(list, copy);
  }
  return list;
}

static gboolean read_member(const Member *m, json_t *value, gpointer target) {
  gpointer at = (char *)target + m->offset;
  switch (m->kind) {
  case STRING:
    return (*(char **)at = mb_facts_copy_string(value)) != NULL;
  case LIST:
    return (*(GPtrArray **)at = copy_list(value)) != NULL;
  case INT64:
    *(gint64 *)at = json_integer_value(value);
    return json_is_integer(value);
  case UINT32:
    *(guint32 *)at = (guint32)json_integer_value(value);
    return json_is_integer(value) && json_integer_value(value) >= 0 &&
           json_integer_value(value) <= G_MAXUINT32;
  case DOUBLE:
    *(double *)at = json_number_value(value);
    return json_is_number(value);
  case BOOL:
    *(gboolean *)at = json_is_true(value);
    return json_is_boolean(value);
  }
  return FALSE;
}

/* Members not given, or null, stay as they are; others than the known ones are refused by count. */
static gboolean read_members(const Member *members, json_t *json, gsize n_extra, gpointer target) {
  gsize n = 0;
  for (const Member *m = members; m->name; m++) {
    json_t *value = json_object_get(json, m->name);
    if (!value)
      continue;
    n++;
    if (!json_is_null(value) && !read_member(m, value, target))
      return FALSE;
  }
  return json_is_object(json) && n + n_extra == json_object_size(json);
}

static gboolean load_geo(MbFacts *facts, json_t *all, GError **error) {
  const char *key;
  json_t *value;
  json_object_foreach(all, key, value) {
    MbIp ip;
    char text[46];
    MbGeo *geo = g_new0(MbGeo, 1);
    geo->latitude = geo->longitude = NAN;
    if (!mb_ip_parse(mb_slice_str(key), &ip) ||
        !(json_is_null(value) || read_members(geo_members, value, 0, geo))) {
      mb_geo_free(geo);
      return mb_facts_bad(error, "geo entry");
    }
    mb_facts_add_geo(facts, mb_ip_format(&ip, text), geo);
  }
  return TRUE;
}

static gboolean load_registration(MbFacts *facts, json_t *all, GError **error) {
  const char *key;
  json_t *value;
  json_object_foreach(all, key, value) {
    MbRegistration *r = g_new0(MbRegistration, 1);
    json_t *status = json_object_get(value, "status");
    int i = mb_facts_index_of(registration_status, G_N_ELEMENTS(registration_status), status);
    r->status = status ? (MbRegStatus)MAX(i, 0) : MB_REG_FOUND;
    r->key = g_strdup(key);
    if ((status && i <= 0) || !read_members(registration_members, value, status ? 1 : 0, r)) {
      mb_registration_free(r);
      return mb_facts_bad(error, "registration entry");
    }
    mb_facts_add_registration(facts, r);
  }
  return TRUE;
}

static gboolean load_listing(MbFacts *facts, const char *subject, const char *zone, json_t *value,
                             GError **error) {
  json_t *listed = json_is_string(value) ? value : json_object_get(value, "listed");
  int i = mb_facts_index_of(listed_names, G_N_ELEMENTS(listed_names), listed);
  MbBlocklist *entry = g_new0(MbBlocklist, 1);
  entry->zone = g_strdup(zone);
  entry->listed = (MbListed)MAX(i, 0);
  if (i <= 0 || strchr(zone, ' ') ||
      (value != listed && !read_members(blocklist_members, value, 1, entry))) {
    mb_blocklist_free(entry);
    return mb_facts_bad(error, "blocklist entry");
  }
  mb_facts_add_blocklist(facts, subject, entry);
  return TRUE;
}

static gboolean load_blocklist(MbFacts *facts, json_t *all, GError **error) {
  const char *subject, *zone;
  json_t *zones, *value;
  json_object_foreach(all, subject, zones) {
    if (!json_is_object(zones))
      return mb_facts_bad(error, "blocklist entry");
    json_object_foreach(zones, zone, value) {
      if (!load_listing(facts, subject, zone, value, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean load_pictures(MbFacts *facts, json_t *all, GError **error) {
  const char *key;
  json_t *value;
  json_object_foreach(all, key, value) {
    int i = mb_facts_index_of(picture_status, G_N_ELEMENTS(picture_status),
                              json_object_get(value, "status"));
    MbPicture *picture = g_new0(MbPicture, 1);
    picture->status = (MbPictureStatus)MAX(i, 0);
    if (i <= 0 || strlen(key) > 255 || !read_members(picture_members, value, 1, picture)) {
      mb_picture_free(picture);
      return mb_facts_bad(error, "picture entry");
    }
    mb_facts_add_picture(facts, key, picture);
  }
  return TRUE;
}

static gboolean load_history(MbFacts *facts, json_t *all, GError **error) {
  const char *key;
  json_t *value;
  json_object_foreach(all, key, value) {
    MbHistory *history = g_new0(MbHistory, 1);
    if (strlen(key) > 600 || !read_members(history_members, value, 0, history)) {
      g_free(history);
      return mb_facts_bad(error, "history entry");
    }
    mb_facts_add_history(facts, key, NULL, history);
  }
  return TRUE;
}

gboolean mb_facts_load_others(MbFacts *facts, json_t *json, GError **error) {
  static const struct {
    const char *name;
    gboolean (*load)(MbFacts *, json_t *, GError **);
  } kinds[] = {{"geo", load_geo},
               {"registration", load_registration},
               {"blocklist", load_blocklist},
               {"pictures", load_pictures},
               {"history", load_history}};
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    json_t *value = json_object_get(json, kinds[i].name);
    if (!value || json_is_null(value))
      continue;
    if (!json_is_object(value))
      return mb_facts_bad(error, "a member is no object");
    if (!kinds[i].load(facts, value, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- writing ---- */

static json_t *list_json(const GPtrArray *list) {
  json_t *json = list ? json_array() : NULL;
  for (guint i = 0; list && i < list->len; i++)
    json_array_append_new(json, mb_facts_string_json(g_ptr_array_index(list, i)));
  return json;
}

static json_t *member_json(const Member *m, gconstpointer source) {
  gconstpointer at = (const char *)source + m->offset;
  switch (m->kind) {
  case STRING:
    return mb_facts_string_json(*(char *const *)at);
  case LIST:
    return list_json(*(GPtrArray *const *)at);
  case INT64:
    return *(const gint64 *)at ? json_integer(*(const gint64 *)at) : NULL;
  case UINT32:
    return *(const guint32 *)at ? json_integer(*(const guint32 *)at) : NULL;
  case DOUBLE:
    return json_real(*(const double *)at); /* NULL for NAN */
  case BOOL:
    return *(const gboolean *)at ? json_true() : NULL;
  }
  return NULL;
}

/* Only what is set; the rest is what reading starts from. */
static json_t *members_json(const Member *members, gconstpointer source) {
  json_t *json = json_object();
  for (const Member *m = members; m->name; m++) {
    json_t *value = member_json(m, source);
    if (value)
      json_object_set_new(json, m->name, value);
  }
  return json;
}

static void save_blocklist(MbFacts *facts, json_t *all) {
  GHashTableIter iter;
  const char *key;
  MbBlocklist *entry;
  g_hash_table_iter_init(&iter, facts->blocklist);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, (gpointer *)&entry)) {
    const char *subject = strchr(key, ' ') + 1;
    g_autofree char *zone = g_strndup(key, (gsize)(subject - key) - 1);
    json_t *zones = json_object_get(all, subject);
    if (!zones && json_object_set_new(all, subject, zones = json_object()) != 0)
      continue;
    json_t *value = members_json(blocklist_members, entry);
    json_object_set_new(value, "listed", json_string(listed_names[entry->listed]));
    json_object_set_new(zones, zone, value);
  }
}

static void save_pictures(MbFacts *facts, json_t *json) {
  json_t *all = json_object();
  GHashTableIter iter;
  const char *key;
  gpointer value;
  g_hash_table_iter_init(&iter, facts->pictures);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, &value)) {
    json_t *entry = members_json(picture_members, value);
    MbPictureStatus status = ((const MbPicture *)value)->status;
    json_object_set_new(entry, "status", json_string(picture_status[status]));
    json_object_set_new(all, key, entry);
  }
  if (json_object_size(all))
    json_object_set(json, "pictures", all);
  json_decref(all);
}

static void save_history(MbFacts *facts, json_t *json) {
  json_t *all = json_object();
  GHashTableIter iter;
  const char *key;
  gpointer value;
  g_hash_table_iter_init(&iter, facts->history);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, &value))
    json_object_set_new(all, key, members_json(history_members, value));
  if (json_object_size(all))
    json_object_set(json, "history", all);
  json_decref(all);
}

void mb_facts_save_others(MbFacts *facts, json_t *json) {
  json_t *geo = json_object(), *registration = json_object(), *blocklist = json_object();
  GHashTableIter iter;
  const char *key;
  gpointer value;
  g_hash_table_iter_init(&iter, facts->geo);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, &value))
    json_object_set_new(geo, key, members_json(geo_members, value));
  g_hash_table_iter_init(&iter, facts->registration);
  while (g_hash_table_iter_next(&iter, (gpointer *)&key, &value)) {
    json_t *entry = members_json(registration_members, value);
    MbRegStatus status = ((const MbRegistration *)value)->status;
    json_object_set_new(entry, "status", json_string(registration_status[status]));
    json_object_set_new(registration, key, entry);
  }
  save_blocklist(facts, blocklist);
  save_pictures(facts, json);
  save_history(facts, json);
  json_object_set_new(json, "geo", geo);
  json_object_set_new(json, "registration", registration);
  json_object_set_new(json, "blocklist", blocklist);
}
