/* RFC 9083 with jCard (RFC 7095), read as hostile JSON: every member may have any type. Entities
 * nest, so they are walked with a list, never by recursion.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdap.h"

#include "../base/domain.h"

#define MAX_ENTITIES 64

static MbSlice text_of(const json_t *value) {
  return json_is_string(value) ? mb_slice(json_string_value(value), json_string_length(value))
                               : MB_SLICE_NONE;
}

static MbSlice member(const json_t *object, const char *name) {
  return text_of(json_object_get(object, name));
}

static gboolean list_has(const json_t *list, const char *word) {
  for (gsize i = 0; i < json_array_size(list); i++)
    if (mb_slice_is(text_of(json_array_get(list, i)), word))
      return TRUE;
  return mb_slice_is(text_of(list), word);
}

/* ---- jCard ---- */

/* The first property of that name: ["fn", {parameters}, "text", value]. */
static const json_t *card_property(const json_t *entity, const char *name) {
  const json_t *card = json_array_get(json_object_get(entity, "vcardArray"), 1);
  for (gsize i = 0; i < json_array_size(card); i++) {
    const json_t *property = json_array_get(card, i);
    if (mb_slice_is(text_of(json_array_get(property, 0)), name))
      return property;
  }
  return NULL;
}

static char *card_text(const json_t *entity, const char *name) {
  const json_t *value = json_array_get(card_property(entity, name), 3);
  return mb_registry_text(json_is_array(value) ? text_of(json_array_get(value, 0))
                                               : text_of(value));
}

static char *card_email(const json_t *entity) {
  return mb_registry_email(text_of(json_array_get(card_property(entity, "email"), 3)));
}

/* The organisation, or the person where there is none. */
static char *card_name(const json_t *entity) {
  char *name = card_text(entity, "org");
  return name ? name : card_text(entity, "fn");
}

/* The lines of adr, or its label parameter where they are empty. */
static char *card_address(const json_t *entity) {
  const json_t *adr = card_property(entity, "adr"), *parts = json_array_get(adr, 3);
  g_autoptr(GString) s = g_string_new(NULL);
  for (gsize i = 0; i < MIN(json_array_size(parts), 7); i++) {
    g_autofree char *part = mb_registry_text(text_of(json_array_get(parts, i)));
    if (part)
      g_string_append_printf(s, "%s%s", s->len ? ", " : "", part);
  }
  MbSlice label = member(json_array_get(adr, 1), "label");
  if (!s->len && label.len) {
    g_autofree char *lines = g_strndup(label.data, label.len);
    g_strdelimit(lines, "\n", ' ');
    return mb_registry_text(mb_slice_str(lines));
  }
  return mb_registry_text(mb_slice(s->str, s->len));
}

static char *country_code(MbSlice s) {
  return s.len == 2 && g_ascii_isalpha(s.data[0]) && g_ascii_isalpha(s.data[1])
             ? g_ascii_strup(s.data, 2)
             : NULL;
}

static char *card_country(const json_t *entity) {
  const json_t *adr = card_property(entity, "adr");
  char *code = country_code(member(json_array_get(adr, 1), "cc"));
  return code ? code : country_code(text_of(json_array_get(json_array_get(adr, 3), 6)));
}

/* ---- entities ---- */

typedef struct {
  const json_t *entity;
  gboolean of_registrar;
} Item;

static void read_registrant(MbRegistration *r, const json_t *entity) {
  char *name = card_name(entity);
  r->by_proxy = r->by_proxy || mb_registry_is_proxy(name);
  if (mb_registry_is_blank(name))
    g_clear_pointer(&name, g_free);
  mb_registry_set(&r->registrant, name);
  mb_registry_set(&r->address, card_address(entity));
  mb_registry_set(&r->country, card_country(entity));
}

static void read_entity(MbRegistration *r, const Item *item) {
  const json_t *roles = json_object_get(item->entity, "roles");
  if (list_has(roles, "registrant"))
    read_registrant(r, item->entity);
  if (list_has(roles, "registrar"))
    mb_registry_set(&r->registrar, card_name(item->entity));
  if (list_has(roles, "abuse"))
    mb_registry_set(item->of_registrar ? &r->registrar_abuse : &r->abuse, card_email(item->entity));
}

static void add_entities(Item *items, guint *n, const json_t *list, gboolean of_registrar) {
  for (gsize i = 0; i < json_array_size(list) && *n < MAX_ENTITIES; i++)
    if (json_is_object(json_array_get(list, i)))
      items[(*n)++] = (Item){json_array_get(list, i), of_registrar};
}

static void read_entities(MbRegistration *r, const json_t *root) {
  Item items[MAX_ENTITIES];
  guint n = 0;
  add_entities(items, &n, json_object_get(root, "entities"), FALSE);
  for (guint i = 0; i < n; i++) {
    gboolean registrar =
        items[i].of_registrar || list_has(json_object_get(items[i].entity, "roles"), "registrar");
    read_entity(r, &items[i]);
    add_entities(items, &n, json_object_get(items[i].entity, "entities"), registrar);
  }
}

/* ---- the object itself ---- */

static void read_events(MbRegistration *r, const json_t *events) {
  for (gsize i = 0; i < json_array_size(events); i++) {
    const json_t *event = json_array_get(events, i);
    MbSlice action = member(event, "eventAction");
    gint64 t = mb_registry_date(member(event, "eventDate"), 0);
    if (mb_slice_is(action, "registration") && !r->created)
      r->created = t;
    else if (mb_slice_is(action, "expiration") && !r->expires)
      r->expires = t;
  }
}

static void read_lists(MbRegistration *r, const json_t *root) {
  const json_t *status = json_object_get(root, "status");
  const json_t *servers = json_object_get(root, "nameservers");
  for (gsize i = 0; i < json_array_size(status); i++)
    mb_registry_add_status(r, text_of(json_array_get(status, i)));
  for (gsize i = 0; i < json_array_size(servers); i++)
    mb_registry_add_name_server(r, member(json_array_get(servers, i), "ldhName"));
  if (json_array_size(json_object_get(root, "redacted")) && !r->registrant)
    r->by_proxy = TRUE;
}

static char *network_range(const json_t *root) {
  const json_t *cidr = json_array_get(json_object_get(root, "cidr0_cidrs"), 0);
  MbSlice prefix = member(cidr, "v4prefix");
  const json_t *length = json_object_get(cidr, "length");
  if (!prefix.len)
    prefix = member(cidr, "v6prefix");
  MbIp ip;
  char buf[46];
  if (mb_ip_parse(prefix, &ip) && json_is_integer(length) && json_integer_value(length) >= 0 &&
      json_integer_value(length) <= 128)
    return g_strdup_printf("%s/%d", mb_ip_format(&ip, buf), (int)json_integer_value(length));
  MbIp last;
  char end[46];
  if (!mb_ip_parse(member(root, "startAddress"), &ip) ||
      !mb_ip_parse(member(root, "endAddress"), &last))
    return NULL;
  return g_strdup_printf("%s - %s", mb_ip_format(&ip, buf), mb_ip_format(&last, end));
}

/* APNIC keeps the holder in the remarks only, titled "description" or not at all. */
static char *described_holder(const json_t *root) {
  const json_t *remarks = json_object_get(root, "remarks");
  for (gsize i = 0; i < json_array_size(remarks); i++) {
    const json_t *remark = json_array_get(remarks, i);
    MbSlice title = member(remark, "title");
    if (title.len == 0 || mb_slice_is(title, "description"))
      return mb_registry_text(text_of(json_array_get(json_object_get(remark, "description"), 0)));
  }
  return NULL;
}

static void read_network(MbRegistration *r, const json_t *root) {
  mb_registry_set(&r->network, mb_registry_text(member(root, "name")));
  mb_registry_set(&r->range, network_range(root));
  g_free(r->country);
  r->country = country_code(member(root, "country"));
  if (!r->registrant)
    r->registrant = described_holder(root);
}

static char *related_link(const json_t *root) {
  const json_t *links = json_object_get(root, "links");
  for (gsize i = 0; i < json_array_size(links); i++) {
    const json_t *link = json_array_get(links, i);
    MbSlice href = member(link, "href");
    g_autofree char *host = NULL;
    if (mb_slice_is(member(link, "rel"), "related") &&
        mb_slice_is(member(link, "type"), "application/rdap+json") && href.len < 1000 &&
        mb_rdap_url_is_safe(href.data, &host))
      return g_strndup(href.data, href.len);
  }
  return NULL;
}

/* Jansson recurses; brackets outside strings are counted first. */
static gboolean is_deep(MbSlice s) {
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < s.len; i++) {
    char c = s.data[i];
    if (quoted && c == '\\')
      i++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++depth > MB_RDAP_MAX_DEPTH)
      return TRUE;
    else if (!quoted && (c == '}' || c == ']') && depth)
      depth--;
  }
  return FALSE;
}

MbRegStatus mb_rdap_status(guint http) {
  if (http == 404)
    return MB_REG_NOT_FOUND;
  return http == 429 || http == 403 || http == 401 ? MB_REG_REFUSED : MB_REG_FAILED;
}

static void read_object(MbRegistration *r, const json_t *root) {
  MbSlice kind = member(root, "objectClassName");
  gboolean network = mb_slice_is(kind, "ip network");
  const json_t *code = json_object_get(root, "errorCode");
  if (json_is_integer(code))
    r->status = mb_rdap_status((guint)CLAMP(json_integer_value(code), 0, 999));
  if (!network && !mb_slice_is(kind, "domain") && !mb_slice_is(kind, "autnum"))
    return;
  r->status = MB_REG_FOUND;
  read_entities(r, root);
  read_events(r, json_object_get(root, "events"));
  read_lists(r, root);
  if (!mb_slice_is(kind, "domain"))
    read_network(r, root);
}

MbRegistration *mb_rdap_parse(MbSlice bytes, const char *key, char **related) {
  MbRegistration *r = mb_registration_new(MB_REG_FAILED, key);
  json_t *root = NULL;
  if (related)
    *related = NULL;
  if (bytes.len && bytes.len <= MB_RDAP_MAX && !is_deep(bytes))
    root = json_loadb(bytes.data, bytes.len, JSON_REJECT_DUPLICATES, NULL);
  if (json_is_object(root)) {
    read_object(r, root);
    if (related && r->status == MB_REG_FOUND)
      *related = related_link(root);
  }
  json_decref(root);
  return r;
}
