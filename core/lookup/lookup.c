/* A session: what this mail may ask, and waiting for its answers under one deadline.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include "../base/domain.h"
#include "../base/error.h"
#include "../base/ip.h"
#include "../base/special-names.h"
#include "../facts/blocklists.h"

struct _MbLookup {
  MbLookupConfig config;
  GPtrArray *asked; /* MbAsked* */
  guint n_dns, n_http;
};

/* One call of mb_lookup_ask. Answers may come after it has given up waiting. */
typedef struct {
  gint refs;
  GMutex lock;
  GCond changed;
  guint n, left;
  json_t **answers; /* owned */
  char **whom;
  gboolean *arrived;
} Batch;

/* ---- what may be asked ---- */

/* A list that is in our table, asked for what it lists; of domains only the registrable part, which
 * says nothing of the reader. The judge is not believed here. */
static gboolean is_listable(const MbQuestion *q) {
  MbIp ip;
  const MbBlocklistZone *zone = mb_blocklist_zone(q->zone);
  g_autofree char *name = zone ? mb_blocklist_name(zone, q->name) : NULL;
  if (!name || mb_ip_parse(mb_slice_str(q->name), &ip))
    return name != NULL;
  return g_strcmp0(mb_domain_registrable(q->name), q->name) == 0;
}

/* An address or a public name, as a registry or block list is asked for. */
static gboolean is_public_subject(const char *subject, gboolean bench) {
  MbIp ip;
  if (mb_ip_parse(mb_slice_str(subject), &ip))
    return mb_ip_scope(&ip) == MB_IP_PUBLIC;
  return mb_name_may_be_asked(subject, bench);
}

static gboolean allowed(const MbLookup *lookup, guint needs) {
  return (lookup->config.allow & needs) == needs;
}

gboolean mb_lookup_may_ask(MbLookup *lookup, const MbQuestion *q) {
  gboolean bench = lookup->config.dns_server != NULL;
  MbIp ip;
  switch (q->kind) {
  case MB_ASK_DNS:
    return allowed(lookup, MB_ALLOW_DNS) && lookup->n_dns < MB_MAX_DNS_ASKED &&
           mb_name_may_be_asked(q->name, bench);
  case MB_ASK_GEO: /* a file on this computer: nobody is asked */
    return mb_ip_parse(mb_slice_str(q->name), &ip);
  case MB_ASK_REGISTRATION:
    return allowed(lookup, MB_ALLOW_DNS | MB_ALLOW_REGISTRIES) &&
           lookup->n_http < MB_MAX_HTTP_ASKED &&
           is_public_subject(q->name, lookup->config.registry_map != NULL);
  case MB_ASK_BLOCKLIST:
    return allowed(lookup, MB_ALLOW_DNS | MB_ALLOW_BLOCKLISTS) &&
           lookup->n_dns < MB_MAX_DNS_ASKED && is_public_subject(q->name, bench) && is_listable(q);
  case MB_ASK_PICTURE: /* not look-ups */
  case MB_ASK_HISTORY:
    break;
  }
  return FALSE;
}

/* ---- a batch ---- */

static Batch *batch_new(guint n) {
  Batch *batch = g_new0(Batch, 1);
  g_mutex_init(&batch->lock);
  g_cond_init(&batch->changed);
  batch->refs = 1;
  batch->n = n;
  batch->answers = g_new0(json_t *, n);
  batch->whom = g_new0(char *, n);
  batch->arrived = g_new0(gboolean, n);
  return batch;
}

static void batch_unref(Batch *batch) {
  if (!g_atomic_int_dec_and_test(&batch->refs))
    return;
  for (guint i = 0; i < batch->n; i++) {
    json_decref(batch->answers[i]);
    g_free(batch->whom[i]);
  }
  g_free(batch->answers);
  g_free(batch->whom);
  g_free(batch->arrived);
  g_mutex_clear(&batch->lock);
  g_cond_clear(&batch->changed);
  g_free(batch);
}

static void arrived(gpointer data, guint index, json_t *answer, const char *whom,
                    gboolean remembered) {
  Batch *batch = data;
  g_mutex_lock(&batch->lock);
  batch->answers[index] = json_incref(answer);
  batch->whom[index] = g_strdup(whom);
  batch->arrived[index] = TRUE;
  batch->left--;
  g_cond_signal(&batch->changed);
  g_mutex_unlock(&batch->lock);
  batch_unref(batch);
}

static void wake(GCancellable *cancellable, gpointer data) {
  Batch *batch = data;
  g_mutex_lock(&batch->lock);
  g_cond_signal(&batch->changed);
  g_mutex_unlock(&batch->lock);
}

static void wait_for(Batch *batch, gint64 deadline, GCancellable *cancellable) {
  gulong handler =
      cancellable ? g_cancellable_connect(cancellable, G_CALLBACK(wake), batch, NULL) : 0;
  g_mutex_lock(&batch->lock);
  while (batch->left && !g_cancellable_is_cancelled(cancellable))
    if (!g_cond_wait_until(&batch->changed, &batch->lock, deadline))
      break;
  g_mutex_unlock(&batch->lock);
  if (handler)
    g_cancellable_disconnect(cancellable, handler);
}

/* ---- the answers ---- */

/* No answer in time, in the form its kind has. */
static void add_failure(MbFacts *facts, const MbQuestion *q) {
  if (q->kind == MB_ASK_DNS) {
    mb_facts_add_dns(facts, q->type, q->name, mb_dns_answer_new(MB_DNS_TIMEOUT));
  } else if (q->kind == MB_ASK_REGISTRATION) {
    MbRegistration *r = g_new0(MbRegistration, 1);
    r->status = MB_REG_FAILED;
    r->key = g_strdup(q->name);
    mb_facts_add_registration(facts, r);
  } else if (q->kind == MB_ASK_BLOCKLIST) {
    MbBlocklist *b = g_new0(MbBlocklist, 1);
    b->listed = MB_LISTED_REFUSED;
    b->zone = g_strdup(q->zone);
    mb_facts_add_blocklist(facts, q->name, b);
  }
}

static const char *answer_word(MbFacts *facts, const MbQuestion *q) {
  static const char *const dns[] = {"UNKNOWN",  "FOUND",   "NODATA",  "NXDOMAIN",
                                    "SERVFAIL", "REFUSED", "TIMEOUT", "BAD"};
  static const char *const registration[] = {"unknown", "found", "not-found", "refused", "failed"};
  static const char *const listed[] = {"unknown", "not-listed", "listed", "refused"};
  switch (q->kind) {
  case MB_ASK_DNS:
    return dns[mb_facts_dns(facts, q->type, q->name, "")->status];
  case MB_ASK_REGISTRATION:
    return registration[mb_facts_registration(facts, q->name, "")->status];
  case MB_ASK_BLOCKLIST:
    return listed[mb_facts_blocklist(facts, q->zone, q->name, "")->listed];
  default:
    return "found";
  }
}

static char *question_text(const MbQuestion *q) {
  static const char *const kinds[] = {"", "country", "registration", "block list"};
  if (q->kind == MB_ASK_DNS)
    return g_strconcat(mb_dns_type_name(q->type), " ", q->name, NULL);
  return g_strconcat(kinds[q->kind], " ", q->name, q->zone ? " " : NULL, q->zone, NULL);
}

static void log_asked(MbLookup *lookup, MbFacts *facts, const MbQuestion *q, const char *whom) {
  if (q->kind == MB_ASK_GEO)
    return;
  MbAsked *asked = g_new0(MbAsked, 1);
  asked->question = question_text(q);
  asked->whom = g_strdup(whom);
  asked->answer = g_strdup(answer_word(facts, q));
  asked->purpose = g_strdup(q->purpose ? q->purpose : "");
  asked->when = g_get_real_time() / G_USEC_PER_SEC;
  g_ptr_array_add(lookup->asked, asked);
}

static json_t *collect(MbLookup *lookup, Batch *batch, const GPtrArray *questions) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  g_mutex_lock(&batch->lock);
  for (guint i = 0; i < questions->len; i++) {
    const MbQuestion *q = g_ptr_array_index(questions, i);
    json_t *answer = batch->answers[i];
    if (!batch->arrived[i])
      add_failure(facts, q);
    else if (!answer || !mb_facts_load(facts, answer, NULL))
      continue; /* no source for it: it stays open */
    log_asked(lookup, facts, q, batch->arrived[i] ? batch->whom[i] : "nobody");
  }
  g_mutex_unlock(&batch->lock);
  return mb_facts_save(facts);
}

json_t *mb_lookup_ask(MbLookup *lookup, const GPtrArray *questions, gint64 deadline,
                      GCancellable *cancellable) {
  g_autoptr(GPtrArray) may = g_ptr_array_new();
  for (guint i = 0; i < questions->len; i++) {
    MbQuestion *q = g_ptr_array_index(questions, i);
    if (!mb_lookup_may_ask(lookup, q))
      continue;
    lookup->n_dns += q->kind == MB_ASK_DNS || q->kind == MB_ASK_BLOCKLIST;
    lookup->n_http += q->kind == MB_ASK_REGISTRATION;
    g_ptr_array_add(may, q);
  }
  Batch *batch = batch_new(may->len);
  batch->left = may->len;
  g_atomic_int_add(&batch->refs, (gint)may->len);
  for (guint i = 0; i < may->len; i++)
    mb_engine_ask(mb_engine_get(&lookup->config), g_ptr_array_index(may, i), arrived, batch, i);
  wait_for(batch, deadline, cancellable);
  json_t *answers = collect(lookup, batch, may);
  batch_unref(batch);
  return answers;
}

/* ---- life ---- */

static void asked_free(gpointer data) {
  MbAsked *asked = data;
  g_free(asked->question);
  g_free(asked->whom);
  g_free(asked->answer);
  g_free(asked->purpose);
  g_free(asked);
}

/* "192.0.2.1:53", "[2001:db8::1]:53"; port and brackets are not optional. */
static gboolean is_server(const char *text) {
  const char *colon = strrchr(text, ':');
  gint64 port = colon ? g_ascii_strtoll(colon + 1, NULL, 10) : 0;
  MbIp ip;
  return port >= 1 && port <= 65535 && mb_ip_parse(mb_slice(text, (gsize)(colon - text)), &ip) &&
         (ip.family == 4 || text[0] == '[' || strchr(text, '.'));
}

MbLookup *mb_lookup_new(const MbLookupConfig *config, GError **error) {
  g_autofree char *server = g_strdup(config->dns_server);
  if (server && g_str_has_prefix(server, "localhost:")) {
    g_free(server);
    server = g_strconcat("127.0.0.1", config->dns_server + strlen("localhost"), NULL);
  }
  if (server && !is_server(server)) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "DNS server: not ADDRESS:PORT");
    return NULL;
  }
  MbLookup *lookup = g_new0(MbLookup, 1);
  lookup->config.allow = config->allow;
  lookup->config.dns_server = g_steal_pointer(&server);
  lookup->config.registry_map = g_strdup(config->registry_map);
  lookup->config.geo_file = g_strdup(config->geo_file);
  lookup->asked = g_ptr_array_new_with_free_func(asked_free);
  return lookup;
}

void mb_lookup_free(MbLookup *lookup) {
  if (!lookup)
    return;
  g_free((char *)lookup->config.dns_server);
  g_free((char *)lookup->config.registry_map);
  g_free((char *)lookup->config.geo_file);
  g_ptr_array_unref(lookup->asked);
  g_free(lookup);
}

const GPtrArray *mb_lookup_asked(const MbLookup *lookup) {
  return lookup->asked;
}
