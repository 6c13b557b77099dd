/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings-json.h"

#include "json-lists.h"

#include <string.h>

typedef struct {
  const char *key;
  guint bit;
} Consent;

static const Consent consents[] = {{"dns", MB_ALLOW_DNS},
                                   {"registries", MB_ALLOW_REGISTRIES},
                                   {"blocklists", MB_ALLOW_BLOCKLISTS}};

static json_t *consent_json(const MbSettings *settings) {
  json_t *consent = json_pack("{s:b}", "asked", settings->asked);
  for (guint i = 0; i < G_N_ELEMENTS(consents); i++)
    json_object_set_new(consent, consents[i].key, json_boolean(settings->allow & consents[i].bit));
  return consent;
}

/* Shown and set by name, kept by id. */
static json_t *services_json(const GPtrArray *ids) {
  json_t *names = json_array();
  for (guint i = 0; i < ids->len; i++)
    json_array_append_new(names, json_string(mb_service_name(ids->pdata[i])));
  return names;
}

char *mb_settings_answer(gint64 id) {
  g_autoptr(MbSettings) s = mb_settings_load(NULL);
  json_t *settings = json_pack(
      "{s:o, s:o, s:o, s:o, s:o, s:s, s:b, s:b}", "own_domains", mb_json_from_list(s->own_domains),
      "own_addresses", mb_json_from_list(s->own_addresses), "trust_servers",
      mb_json_from_list(s->trust_servers), "services", services_json(s->services), "consent",
      consent_json(s), "language", s->language, "history", s->history, "remembered", s->remembered);
  json_t *answer =
      json_pack("{s:I, s:s, s:o}", "id", (json_int_t)id, "type", "settings", "settings", settings);
  char *text = json_dumps(answer, JSON_COMPACT);
  char *copy = g_strdup(text);
  free(text);
  json_decref(answer);
  return copy;
}

/* An absent list stays as it is. */
static gboolean change_list(json_t *change, const char *key, GPtrArray **list) {
  json_t *array = json_object_get(change, key);
  if (!array)
    return TRUE;
  g_autoptr(GPtrArray) fresh = g_ptr_array_new_with_free_func(g_free);
  if (!mb_json_list(array, fresh))
    return FALSE;
  g_ptr_array_unref(*list);
  *list = g_steal_pointer(&fresh);
  return TRUE;
}

/* Whoever answers the question has been asked; what needs name servers falls with them. */
static gboolean change_consent(json_t *consent, MbSettings *settings) {
  if (!consent)
    return TRUE;
  if (!json_is_object(consent))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(consents); i++) {
    json_t *value = json_object_get(consent, consents[i].key);
    if (value && !json_is_boolean(value))
      return FALSE;
    if (value)
      settings->allow = json_is_true(value) ? settings->allow | consents[i].bit
                                            : settings->allow & ~consents[i].bit;
  }
  settings->asked = TRUE;
  if (!(settings->allow & MB_ALLOW_DNS))
    settings->allow = 0;
  return TRUE;
}

static gboolean change_language(json_t *language, MbSettings *settings) {
  if (!language)
    return TRUE;
  const char *text = json_string_value(language);
  if (!text || (*text && strcmp(text, "ja") != 0 && strcmp(text, "en") != 0))
    return FALSE;
  g_free(settings->language);
  settings->language = g_strdup(text);
  return TRUE;
}

static gboolean change_services(json_t *names, MbSettings *settings) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  if (!names)
    return TRUE;
  if (!mb_json_list(names, list))
    return FALSE;
  for (guint i = 0; i < list->len; i++) {
    char *id = mb_service_id(list->pdata[i]);
    if (!id)
      return FALSE;
    g_ptr_array_add(ids, id);
  }
  g_ptr_array_unref(settings->services);
  settings->services = g_steal_pointer(&ids);
  return TRUE;
}

static gboolean change_history(json_t *history, MbSettings *settings) {
  if (history)
    settings->history = json_is_true(history);
  return !history || json_is_boolean(history);
}

const char *mb_settings_change(json_t *change) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  if (!json_is_object(change) || !change_list(change, "own_domains", &settings->own_domains) ||
      !change_list(change, "own_addresses", &settings->own_addresses) ||
      !change_list(change, "trust_servers", &settings->trust_servers) ||
      !change_services(json_object_get(change, "services"), settings) ||
      !change_history(json_object_get(change, "history"), settings) ||
      !change_consent(json_object_get(change, "consent"), settings) ||
      !change_language(json_object_get(change, "language"), settings))
    return "bad-request";
  return mb_settings_save(settings, NULL, NULL) ? NULL : "not-kept";
}
