/* One look-up is a chain: bootstrap's RDAP server, at most three redirects, once to the registrar
 * for a thin answer; else WHOIS, once on to the server it refers to. No server is asked twice, only
 * the registrable domain is asked about, and a refusal stays a refusal.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"
#include "rdap.h"
#include "registry-net.h"
#include "whois.h"

#include "../base/domain.h"

#define MAX_REDIRECTS 3
#define DAY           86400

typedef struct {
  const MbSourceEnv *env;
  MbRegistryNet *net;
} Registry;

typedef struct {
  Registry *registry;
  MbFlight *flight;
  char *subject; /* registrable domain, or address */
  char *host;    /* being asked now */
  GHashTable *visited;
  MbRegistration *found; /* the thin answer while more is being asked */
  MbRegStatus failure;   /* what RDAP said, for the case that WHOIS says nothing */
  guint redirects;
  gboolean referred, iana;
} Job;

static void job_free(Job *job) {
  g_hash_table_unref(job->visited);
  g_free(job->subject);
  g_free(job->host);
  g_free(job);
}

static guint32 keep_seconds(MbRegStatus status) {
  if (status == MB_REG_FOUND)
    return 7 * DAY;
  return status == MB_REG_NOT_FOUND ? DAY : 0;
}

static void deliver(Job *job, MbRegistration *r) {
  const MbSourceEnv *env = job->registry->env;
  MbFacts *facts = mb_facts_new();
  g_free(r->key);
  r->key = g_strdup(env->question(job->flight)->name);
  r->asked_at = g_get_real_time() / G_USEC_PER_SEC;
  mb_registry_set(&r->source, g_strdup(job->host));
  guint32 keep = keep_seconds(r->status);
  g_autofree char *whom = g_strdup(r->source ? r->source : "nobody");
  mb_facts_add_registration(facts, r);
  env->deliver(job->flight, facts, keep, whom);
  job_free(job);
}

/* A server that has been asked in this look-up is not asked again. */
static gboolean visit(Job *job, const char *host) {
  if (!g_hash_table_add(job->visited, g_strdup(host)))
    return FALSE;
  g_free(job->host);
  job->host = g_strdup(host);
  return TRUE;
}

/* An answer that holds data: keep it, or complete the thin one with it. */
static void take(Job *job, MbRegistration *r) {
  mb_registry_set(&r->source, g_strdup(job->host));
  if (!job->found) {
    job->found = r;
    return;
  }
  mb_registration_merge(job->found, r);
  g_free(job->found->source);
  job->found->source = g_steal_pointer(&r->source);
  mb_registration_free(r);
}

static void deliver_failure(Job *job, MbRegStatus status) {
  deliver(job,
          job->found ? g_steal_pointer(&job->found) : mb_registration_new(status, job->subject));
}

/* ---- WHOIS ---- */

static void on_whois(GBytes *bytes, gpointer data);

static gboolean ask_whois(Job *job, const char *server, const char *query) {
  if (!visit(job, server))
    return FALSE;
  job->iana = strcmp(server, "whois.iana.org") == 0;
  mb_whois_ask(job->registry->net, server, query, on_whois, job);
  return TRUE;
}

static gboolean follow_referral(Job *job, const char *referral) {
  if (!referral || (job->referred && !job->iana))
    return FALSE;
  job->referred = !job->iana;
  g_autofree char *query = mb_whois_query(referral, job->subject);
  return ask_whois(job, referral, query);
}

static void on_whois(GBytes *bytes, gpointer data) {
  Job *job = data;
  gsize n = 0;
  const char *text = bytes ? g_bytes_get_data(bytes, &n) : NULL;
  g_autofree char *referral = NULL;
  MbRegistration *r = mb_whois_parse(mb_slice(text, n), job->subject, &referral);
  MbRegStatus status = job->iana ? MB_REG_FAILED : r->status;
  gboolean iana = job->iana;
  if (status == MB_REG_FOUND)
    take(job, r);
  else
    mb_registration_free(r);
  if ((iana || status == MB_REG_FOUND) && follow_referral(job, referral))
    return;
  if (status == MB_REG_FAILED && job->failure == MB_REG_REFUSED)
    status = MB_REG_REFUSED;
  deliver_failure(job, status);
}

static void start_whois(Job *job) {
  g_autofree char *server = NULL, *query = NULL;
  if (!mb_whois_server(job->subject, &server, &query) || !ask_whois(job, server, query))
    deliver_failure(job, job->failure);
}

/* ---- RDAP ---- */

static void on_rdap(guint status, const char *location, GBytes *body, gpointer data);

/* A redirect may stay on its host, a link to the registrar may not. */
static gboolean ask_rdap(Job *job, const char *url, gboolean redirect) {
  g_autofree char *host = NULL;
  if (!url || !mb_rdap_url_is_safe(url, &host) || (!visit(job, host) && !redirect) ||
      !g_hash_table_add(job->visited, g_strdup(url)))
    return FALSE;
  mb_rdap_get(job->registry->net, url, on_rdap, job);
  return TRUE;
}

static void on_rdap_object(Job *job, GBytes *body) {
  gsize n;
  const char *text = g_bytes_get_data(body, &n);
  g_autofree char *related = NULL;
  MbRegistration *r = mb_rdap_parse(mb_slice(text, n), job->subject, &related);
  MbRegStatus status = r->status;
  gboolean thin = status == MB_REG_FOUND && !job->found && !r->registrant;
  if (status == MB_REG_FOUND)
    take(job, r);
  else
    mb_registration_free(r);
  if (thin && ask_rdap(job, related, FALSE))
    return;
  if (job->found || status == MB_REG_NOT_FOUND) {
    deliver_failure(job, status);
  } else {
    job->failure = status;
    start_whois(job);
  }
}

static void on_rdap(guint status, const char *location, GBytes *body, gpointer data) {
  Job *job = data;
  if (location && job->redirects++ < MAX_REDIRECTS && ask_rdap(job, location, TRUE))
    return;
  if (status == 200 && body) {
    on_rdap_object(job, body);
    return;
  }
  job->failure = mb_rdap_status(status);
  if (job->found || job->failure == MB_REG_NOT_FOUND)
    deliver_failure(job, job->failure);
  else
    start_whois(job);
}

/* ---- the source ---- */

static gpointer registry_open(const MbSourceEnv *env) {
  MbRegistryNet *net = mb_registry_net_new(env->context, env->config->registry_map);
  if (!net)
    return NULL;
  Registry *registry = g_new0(Registry, 1);
  registry->env = env;
  registry->net = net;
  return registry;
}

/* A registry is never told the full name of a host. */
static char *subject_of(const char *name) {
  MbIp ip;
  char text[46];
  if (mb_ip_parse(mb_slice_str(name), &ip))
    return g_strdup(mb_ip_format(&ip, text));
  g_autofree char *domain = mb_domain_normalise(mb_slice_str(name));
  return g_strdup(mb_domain_registrable(domain));
}

static void registry_ask(gpointer source, MbFlight *flight) {
  Registry *registry = source;
  Job *job = g_new0(Job, 1);
  job->registry = registry;
  job->flight = flight;
  job->visited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  job->failure = MB_REG_FAILED;
  job->subject = subject_of(registry->env->question(flight)->name);
  if (!job->subject) {
    deliver(job, mb_registration_new(MB_REG_FAILED, NULL));
    return;
  }
  g_autofree char *url = mb_rdap_url(job->subject);
  if (!ask_rdap(job, url, FALSE))
    start_whois(job);
}

const MbSource mb_registry_source = {MB_ASK_REGISTRATION, registry_open, registry_ask};
