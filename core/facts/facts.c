/* The store of answers and the list of questions. Looking up what is not there notes the question
 * once and says "unknown"; that is the whole mechanism behind offline, replay and tests.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts-private.h"

#define MAX_CNAME 8 /* SECURITY section 5, row DNS */

static const char *const type_names[MB_N_DNS] = {"A", "AAAA", "MX", "TXT", "PTR", "NS", "CNAME"};

const char *mb_dns_type_name(MbDnsType type) {
  return (guint)type < MB_N_DNS ? type_names[type] : "";
}

gboolean mb_dns_is_temporary(MbDnsStatus status) {
  return status == MB_DNS_SERVFAIL || status == MB_DNS_REFUSED || status == MB_DNS_TIMEOUT ||
         status == MB_DNS_BAD;
}

static gboolean dns_byte_is_name(guchar c) {
  return c >= 0x20 && c != 0x7f;
}

char *mb_dns_name(const char *name) {
  gsize len = name ? strlen(name) : 0, label = 0;
  if (len && name[len - 1] == '.')
    len--;
  if (len == 0 || len > 253)
    return NULL;
  for (gsize i = 0; i < len; i++) {
    if (name[i] == '.' ? label == 0 : (!dns_byte_is_name((guchar)name[i]) || label == 63))
      return NULL;
    label = name[i] == '.' ? 0 : label + 1;
  }
  return label ? g_ascii_strdown(name, (gssize)len) : NULL;
}

/* ---- questions ---- */

void mb_question_free(MbQuestion *question) {
  if (!question)
    return;
  g_free(question->name);
  g_free(question->zone);
  g_free(question->purpose);
  g_free(question);
}

static guint question_hash(gconstpointer data) {
  const MbQuestion *q = data;
  return g_str_hash(q->name) * 31 + q->type * 8 + q->kind;
}

static gboolean question_same(gconstpointer a, gconstpointer b) {
  const MbQuestion *x = a, *y = b;
  return x->kind == y->kind && x->type == y->type && strcmp(x->name, y->name) == 0 &&
         g_strcmp0(x->zone, y->zone) == 0;
}

static void note(MbFacts *facts, MbQuestionKind kind, MbDnsType type, const char *name,
                 const char *zone, const char *purpose) {
  if (facts->questions->len >= MB_MAX_QUESTIONS)
    return;
  MbQuestion key = {.kind = kind, .type = type, .name = (char *)name, .zone = (char *)zone};
  if (g_hash_table_contains(facts->noted, &key))
    return;
  MbQuestion *q = g_new0(MbQuestion, 1);
  q->kind = kind;
  q->type = type;
  q->name = g_strdup(name);
  q->zone = g_strdup(zone);
  q->purpose = g_strdup(purpose);
  g_ptr_array_add(facts->questions, q);
  g_hash_table_add(facts->noted, q);
}

static char *dns_key(MbDnsType type, const char *name) {
  return g_strconcat(type_names[type], " ", name, NULL);
}

static char *blocklist_key(const char *zone, const char *subject) {
  g_autofree char *z = g_ascii_strdown(zone, -1), *s = g_ascii_strdown(subject, -1);
  return g_strconcat(z, " ", s, NULL);
}

static char *history_key(const char *address, const char *signers) {
  return signers && *signers ? g_strconcat(address, " ", signers, NULL) : g_strdup(address);
}

/* ---- look-ups ---- */

/* Answers without records, one a status, the same for every mail. */
static const MbDnsAnswer *empty_answer(MbDnsStatus status) {
  static MbDnsAnswer *answers[MB_DNS_BAD + 1];
  static gsize once = 0;
  if (g_once_init_enter(&once)) {
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++)
      answers[i] = mb_dns_answer_new((MbDnsStatus)i);
    g_once_init_leave(&once, 1);
  }
  return answers[status];
}

static const MbDnsAnswer *find_dns(MbFacts *facts, MbDnsType type, const char *name) {
  if (!g_hash_table_size(facts->dns)) /* the first round knows nothing yet */
    return NULL;
  g_autofree char *key = dns_key(type, name);
  return g_hash_table_lookup(facts->dns, key);
}

static gboolean is_answered(MbFacts *facts, const MbQuestion *q) {
  g_autofree char *key = NULL;
  switch (q->kind) {
  case MB_ASK_DNS:
    return find_dns(facts, q->type, q->name) != NULL;
  case MB_ASK_GEO:
    return g_hash_table_contains(facts->geo, q->name);
  case MB_ASK_REGISTRATION:
    return g_hash_table_contains(facts->registration, q->name);
  case MB_ASK_BLOCKLIST:
    key = blocklist_key(q->zone, q->name);
    return g_hash_table_contains(facts->blocklist, key);
  case MB_ASK_PICTURE:
    return g_hash_table_contains(facts->pictures, q->name);
  case MB_ASK_HISTORY:
    key = history_key(q->name, q->zone);
    return g_hash_table_contains(facts->history, key);
  }
  return TRUE;
}

GPtrArray *mb_facts_open_questions(MbFacts *facts) {
  GPtrArray *open = g_ptr_array_new();
  for (guint i = 0; i < facts->questions->len; i++) {
    MbQuestion *q = g_ptr_array_index(facts->questions, i);
    if (!is_answered(facts, q))
      g_ptr_array_add(open, q);
  }
  return open;
}

/* A zone given whole holds CNAMEs as records; an answer from a resolver has them followed. */
static const MbDnsAnswer *find_in_zone(MbFacts *facts, MbDnsType type, const char *name) {
  for (int hops = 0; hops <= MAX_CNAME; hops++) {
    const MbDnsAnswer *answer = find_dns(facts, type, name);
    if (answer || type == MB_DNS_CNAME)
      return answer;
    const MbDnsAnswer *alias = find_dns(facts, MB_DNS_CNAME, name);
    if (!alias || alias->status != MB_DNS_FOUND || !alias->names->len)
      break;
    name = g_ptr_array_index(alias->names, 0);
    if (hops == MAX_CNAME)
      return empty_answer(MB_DNS_SERVFAIL);
  }
  if (!facts->absent)
    return NULL;
  /* RFC 8020: a name below which others lie exists, it merely has no data */
  return empty_answer(g_hash_table_contains(facts->names, name) ? MB_DNS_NODATA : MB_DNS_NXDOMAIN);
}

const MbDnsAnswer *mb_facts_dns(MbFacts *facts, MbDnsType type, const char *name,
                                const char *purpose) {
  g_return_val_if_fail((guint)type < MB_N_DNS, empty_answer(MB_DNS_UNKNOWN));
  g_autofree char *plain = mb_dns_name(name);
  if (!plain)
    return empty_answer(MB_DNS_NXDOMAIN); /* cannot be asked, so it does not exist either */
  const MbDnsAnswer *answer = find_in_zone(facts, type, plain);
  if (answer)
    return answer;
  note(facts, MB_ASK_DNS, type, plain, NULL, purpose);
  return empty_answer(MB_DNS_UNKNOWN);
}

const MbGeo *mb_facts_geo(MbFacts *facts, const MbIp *ip, const char *purpose) {
  char text[46];
  mb_ip_format(ip, text);
  const MbGeo *geo = g_hash_table_lookup(facts->geo, text);
  if (!geo)
    note(facts, MB_ASK_GEO, 0, text, NULL, purpose);
  return geo;
}

const MbRegistration *mb_facts_registration(MbFacts *facts, const char *key, const char *purpose) {
  static const MbRegistration unknown = {.status = MB_REG_UNKNOWN};
  g_autofree char *lower = g_ascii_strdown(key, -1);
  const MbRegistration *found = g_hash_table_lookup(facts->registration, lower);
  if (found)
    return found;
  note(facts, MB_ASK_REGISTRATION, 0, lower, NULL, purpose);
  return &unknown;
}

const MbBlocklist *mb_facts_blocklist(MbFacts *facts, const char *zone, const char *subject,
                                      const char *purpose) {
  static const MbBlocklist unknown = {.listed = MB_LISTED_UNKNOWN};
  g_autofree char *key = blocklist_key(zone, subject);
  const MbBlocklist *found = g_hash_table_lookup(facts->blocklist, key);
  if (found)
    return found;
  g_autofree char *lower = g_ascii_strdown(subject, -1), *lower_zone = g_ascii_strdown(zone, -1);
  note(facts, MB_ASK_BLOCKLIST, 0, lower, lower_zone, purpose);
  return &unknown;
}

const MbPicture *mb_facts_picture(MbFacts *facts, const char *name, const char *purpose) {
  static const MbPicture unknown = {.status = MB_PICTURE_UNKNOWN};
  const MbPicture *found = g_hash_table_lookup(facts->pictures, name);
  if (!found)
    note(facts, MB_ASK_PICTURE, 0, name, NULL, purpose);
  return found ? found : &unknown;
}

const MbHistory *mb_facts_history(MbFacts *facts, const char *address, const char *signers,
                                  const char *purpose) {
  static const MbHistory unknown = {.answered = FALSE};
  g_autofree char *key = history_key(address, signers);
  const MbHistory *found = g_hash_table_lookup(facts->history, key);
  if (!found)
    note(facts, MB_ASK_HISTORY, 0, address, signers && *signers ? signers : NULL, purpose);
  return found ? found : &unknown;
}

/* ---- adding ---- */

static void remember_name(MbFacts *facts, const char *name) {
  while (name && g_hash_table_add(facts->names, g_strdup(name))) {
    const char *dot = strchr(name, '.');
    name = dot ? dot + 1 : NULL;
  }
}

void mb_facts_add_dns(MbFacts *facts, MbDnsType type, const char *name, MbDnsAnswer *answer) {
  g_autofree char *plain = mb_dns_name(name);
  if (!plain || (guint)type >= MB_N_DNS || answer->status == MB_DNS_UNKNOWN) {
    mb_dns_answer_free(answer);
    return;
  }
  if (answer->status == MB_DNS_FOUND || answer->status == MB_DNS_NODATA)
    remember_name(facts, plain);
  g_hash_table_replace(facts->dns, dns_key(type, plain), answer);
}

#define MAX_PLACES 4096 /* then they are learnt anew */

void mb_facts_share_places(MbFacts *facts, const MbFacts *with) {
  if (g_hash_table_size(with->geo) >= MAX_PLACES)
    g_hash_table_remove_all(with->geo);
  g_hash_table_unref(facts->geo);
  facts->geo = g_hash_table_ref(with->geo);
}

void mb_facts_add_geo(MbFacts *facts, const char *ip, MbGeo *geo) {
  g_hash_table_replace(facts->geo, g_strdup(ip), geo);
}

void mb_facts_add_registration(MbFacts *facts, MbRegistration *registration) {
  if (registration->status == MB_REG_UNKNOWN) { /* no answer at all: the question stays open */
    mb_registration_free(registration);
    return;
  }
  g_hash_table_replace(facts->registration, g_ascii_strdown(registration->key, -1), registration);
}

void mb_facts_add_blocklist(MbFacts *facts, const char *subject, MbBlocklist *entry) {
  if (entry->listed == MB_LISTED_UNKNOWN) {
    mb_blocklist_free(entry);
    return;
  }
  g_hash_table_replace(facts->blocklist, blocklist_key(entry->zone, subject), entry);
}

void mb_facts_add_picture(MbFacts *facts, const char *name, MbPicture *picture) {
  g_hash_table_replace(facts->pictures, g_strdup(name), picture);
}

void mb_facts_add_history(MbFacts *facts, const char *address, const char *signers,
                          MbHistory *history) {
  history->answered = TRUE;
  g_hash_table_replace(facts->history, history_key(address, signers), history);
}

gint64 mb_facts_now(const MbFacts *facts) {
  return facts->now;
}

void mb_facts_set_now(MbFacts *facts, gint64 now) {
  facts->now = now;
}

/* ---- life ---- */

MbFacts *mb_facts_new(void) {
  MbFacts *facts = g_new0(MbFacts, 1);
  facts->dns =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)mb_dns_answer_free);
  facts->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  facts->geo = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)mb_geo_free);
  facts->registration =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)mb_registration_free);
  facts->blocklist =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)mb_blocklist_free);
  facts->pictures =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)mb_picture_free);
  facts->history = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  facts->questions = g_ptr_array_new_with_free_func((GDestroyNotify)mb_question_free);
  facts->noted = g_hash_table_new(question_hash, question_same);
  return facts;
}

void mb_facts_free(MbFacts *facts) {
  if (!facts)
    return;
  g_hash_table_unref(facts->dns);
  g_hash_table_unref(facts->names);
  g_hash_table_unref(facts->geo);
  g_hash_table_unref(facts->registration);
  g_hash_table_unref(facts->blocklist);
  g_hash_table_unref(facts->pictures);
  g_hash_table_unref(facts->history);
  g_hash_table_unref(facts->noted);
  g_ptr_array_unref(facts->questions);
  g_free(facts);
}

void mb_geo_free(MbGeo *geo) {
  if (!geo)
    return;
  g_free(geo->country);
  g_free(geo->as_name);
  g_free(geo->city);
  g_free(geo->city_ja);
  g_free(geo->region);
  g_free(geo);
}

void mb_registration_free(MbRegistration *r) {
  if (!r)
    return;
  char *const strings[] = {r->key,     r->registrant, r->registrant_en, r->registrar,
                           r->country, r->address,    r->abuse,         r->registrar_abuse,
                           r->network, r->range,      r->source};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_clear_pointer(&r->statuses, g_ptr_array_unref);
  g_clear_pointer(&r->name_servers, g_ptr_array_unref);
  g_free(r);
}

void mb_blocklist_free(MbBlocklist *entry) {
  if (!entry)
    return;
  g_free(entry->zone);
  g_free(entry->code);
  g_free(entry->text);
  g_free(entry);
}

void mb_picture_free(MbPicture *picture) {
  if (!picture)
    return;
  g_clear_pointer(&picture->texts, g_ptr_array_unref);
  g_free(picture);
}
