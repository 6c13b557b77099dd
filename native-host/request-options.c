/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "request-options.h"

#include "json-lists.h"

#include <string.h>

#define MAX_CONTACTS 200

static gboolean take_addresses(json_t *request, MbOptions *options) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
  if (!mb_json_list(json_object_get(request, "own_addresses"), list))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add(options->own_addresses, g_utf8_strdown(g_ptr_array_index(list, i), -1));
  return TRUE;
}

static gboolean take_contact(json_t *entry, MbOptions *options) {
  const char *address = json_string_value(json_object_get(entry, "address"));
  const char *name = json_string_value(json_object_get(entry, "name"));
  if (!address || strlen(address) > MB_MAX_ENTRY || (name && strlen(name) > MB_MAX_ENTRY))
    return FALSE;
  MbContact *contact = g_new0(MbContact, 1);
  contact->address = g_utf8_strdown(address, -1);
  contact->name = name && *name ? g_strdup(name) : NULL;
  contact->wrote_to = json_is_true(json_object_get(entry, "known"));
  g_ptr_array_add(options->contacts, contact);
  return TRUE;
}

gboolean mb_request_contacts(json_t *request, MbOptions *options) {
  json_t *array = json_object_get(request, "contacts");
  if (!array)
    return TRUE;
  if (!json_is_array(array) || json_array_size(array) > MAX_CONTACTS)
    return FALSE;
  gsize i;
  json_t *entry;
  json_array_foreach(array, i, entry) {
    if (!take_contact(entry, options))
      return FALSE;
  }
  return TRUE;
}

/* The request's locale, else the language the user chose, else none. */
static char *locale_of(json_t *request, const MbSettings *settings) {
  const char *asked = json_string_value(json_object_get(request, "locale"));
  if (asked && strlen(asked) < 32)
    return g_strdup(asked);
  return *settings->language ? g_strdup(settings->language) : NULL;
}

MbOptions *mb_request_options(json_t *request, char **locale) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  g_autoptr(MbOptions) options = mb_options_new();
  mb_settings_apply(settings, json_string_value(json_object_get(request, "account")), options);
  options->now = g_get_real_time() / G_USEC_PER_SEC;
  options->resolve_link_hosts = json_is_true(json_object_get(request, "resolve_link_hosts"));
  if (!take_addresses(request, options) || !mb_request_contacts(request, options) ||
      !mb_json_list(json_object_get(request, "trust_results_below"),
                    options->trust_results_below) ||
      !mb_json_list(json_object_get(request, "link_hosts"), options->link_hosts))
    return NULL;
  *locale = locale_of(request, settings);
  return g_steal_pointer(&options);
}
