/* The options' wire form. The judge's side reads it in a process of its own, so every type and
 * length is checked. SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <jansson.h>

#include "error.h"

#define MAX_JSON     (8 * 1024 * 1024)
#define MAX_LIST     1000
#define MAX_CONTACTS 20000
#define MAX_STRING   1024

static const struct {
  const char *name;
  gsize offset;
} lists[] = {
    {"own_domains", G_STRUCT_OFFSET(MbOptions, own_domains)},
    {"own_addresses", G_STRUCT_OFFSET(MbOptions, own_addresses)},
    {"trust_servers", G_STRUCT_OFFSET(MbOptions, trust_servers)},
    {"trust_results_below", G_STRUCT_OFFSET(MbOptions, trust_results_below)},
    {"link_hosts", G_STRUCT_OFFSET(MbOptions, link_hosts)},
    {"services", G_STRUCT_OFFSET(MbOptions, services)},
};
static const struct {
  const char *name;
  gsize offset;
} switches[] = {
    {"quiet", G_STRUCT_OFFSET(MbOptions, quiet)},
    {"resolve_link_hosts", G_STRUCT_OFFSET(MbOptions, resolve_link_hosts)},
    {"prints", G_STRUCT_OFFSET(MbOptions, prints)},
    {"history", G_STRUCT_OFFSET(MbOptions, history)},
};

/* Settings and address books may hold broken text; a list must not lose an entry over it. */
static json_t *to_string(const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  return json_string(valid);
}

static json_t *contacts_to_json(const GPtrArray *contacts) {
  json_t *list = json_array();
  for (guint i = 0; i < contacts->len; i++) {
    const MbContact *c = contacts->pdata[i];
    json_t *entry = json_object();
    if (c->name)
      json_object_set_new(entry, "name", to_string(c->name));
    json_object_set_new(entry, "address", to_string(c->address));
    json_object_set_new(entry, "wrote_to", json_boolean(c->wrote_to));
    json_array_append_new(list, entry);
  }
  return list;
}

char *mb_options_to_json(const MbOptions *options) {
  json_t *root = json_object();
  json_object_set_new(root, "now", json_integer(options->now));
  json_object_set_new(root, "allow", json_integer(options->allow));
  for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
    json_object_set_new(root, switches[i].name,
                        json_boolean(G_STRUCT_MEMBER(gboolean, options, switches[i].offset)));
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    const GPtrArray *strings = G_STRUCT_MEMBER(GPtrArray *, options, lists[i].offset);
    if (!strings->len)
      continue; /* reading them all for every mail costs more than many a check */
    json_t *list = json_array();
    for (guint k = 0; k < strings->len; k++)
      json_array_append_new(list, to_string(strings->pdata[k]));
    json_object_set_new(root, lists[i].name, list);
  }
  if (options->contacts->len)
    json_object_set_new(root, "contacts", contacts_to_json(options->contacts));
  char *text = json_dumps(root, JSON_COMPACT), *copy = g_strdup(text);
  free(text);
  json_decref(root);
  return copy;
}

/* NULL when it is no string of a sane length. */
static const char *short_string(const json_t *value) {
  return json_is_string(value) && json_string_length(value) <= MAX_STRING ? json_string_value(value)
                                                                          : NULL;
}

static gboolean read_list(GPtrArray *to, const json_t *list) {
  if (!json_is_array(list) || json_array_size(list) > MAX_LIST)
    return FALSE;
  for (gsize i = 0; i < json_array_size(list); i++) {
    const char *s = short_string(json_array_get(list, i));
    if (!s)
      return FALSE;
    g_ptr_array_add(to, g_strdup(s));
  }
  return TRUE;
}

static gboolean read_contact(GPtrArray *to, const json_t *entry) {
  const json_t *name = json_object_get(entry, "name"), *known = json_object_get(entry, "wrote_to");
  const char *address = short_string(json_object_get(entry, "address"));
  if (!address || (name && !short_string(name)) || (known && !json_is_boolean(known)))
    return FALSE;
  g_ptr_array_add(to, mb_contact_new(json_string_value(name), address, json_is_true(known)));
  return TRUE;
}

static gboolean read_contacts(GPtrArray *to, const json_t *list) {
  if (!json_is_array(list) || json_array_size(list) > MAX_CONTACTS)
    return FALSE;
  for (gsize i = 0; i < json_array_size(list); i++)
    if (!read_contact(to, json_array_get(list, i)))
      return FALSE;
  return TRUE;
}

static gboolean read_member(MbOptions *o, const char *key, const json_t *value) {
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    if (strcmp(key, lists[i].name) == 0)
      return read_list(G_STRUCT_MEMBER(GPtrArray *, o, lists[i].offset), value);
  for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
    if (strcmp(key, switches[i].name) == 0) {
      G_STRUCT_MEMBER(gboolean, o, switches[i].offset) = json_is_true(value);
      return json_is_boolean(value);
    }
  if (strcmp(key, "contacts") == 0)
    return read_contacts(o->contacts, value);
  if (!json_is_integer(value))
    return FALSE;
  json_int_t n = json_integer_value(value);
  if (strcmp(key, "now") == 0)
    o->now = n;
  else if (strcmp(key, "allow") == 0 && n >= 0 && n <= 7)
    o->allow = n;
  else
    return FALSE;
  return TRUE;
}

MbOptions *mb_options_from_json(const char *json, gsize len, GError **error) {
  json_t *root = len <= MAX_JSON ? json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL) : NULL;
  g_autoptr(MbOptions) o = mb_options_new();
  gboolean ok = json_is_object(root);
  const char *key;
  json_t *value;
  if (ok)
    json_object_foreach(root, key, value) ok = ok && read_member(o, key, value);
  json_decref(root);
  if (ok)
    return g_steal_pointer(&o);
  g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "options do not parse");
  return NULL;
}
