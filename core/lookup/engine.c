/* One thread with one main context asks everything, so that sources need no locks and equal
 * questions of several mails meet. SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"
#include "cache.h"
#include "disk.h"
#include "geo-source.h"

#include <gmodule.h>
#include <unistd.h>

#define MAX_SOURCES 16

typedef struct {
  MbEngineDone done;
  gpointer data;
  guint index;
} Waiter;

struct _MbFlight {
  MbEngine *engine;
  MbQuestion question;
  char *key;
  GArray *waiters; /* Waiter */
};

struct _MbEngine {
  MbLookupConfig config;
  MbSourceEnv env;
  GMainContext *context;
  MbCache *cache;
  const MbDiskTable *disk_table;  /* the module's, NULL = nothing is kept between runs */
  MbDisk *disk;                   /* asking thread only, as are the flights */
  GHashTable *flights;            /* key → MbFlight; asking thread only */
  const MbSource *const *sources; /* the module's table, NULL = not opened or not there */
  gboolean tried;
  gpointer state[MAX_SOURCES], built_in[MAX_SOURCES];
};

char *mb_question_key(const MbQuestion *q) {
  return g_strdup_printf("%d %s %s %s", q->kind,
                         q->kind == MB_ASK_DNS ? mb_dns_type_name(q->type) : "",
                         q->zone ? q->zone : "", q->name);
}

const MbQuestion *mb_flight_question(const MbFlight *flight) {
  return &flight->question;
}

/* ---- the module ---- */

/* Where it was installed, beside the program in a build folder, or where a test says. */
static GModule *open_module(void) {
  const char *file = "miyaburi-lookup.so", *named = g_getenv("MIYABURI_MODULE_DIR");
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *here = self ? g_path_get_dirname(self) : g_strdup(".");
  g_autofree char *built = g_build_filename(here, "..", "core", "lookup", NULL);
  const char *places[] = {named, MB_MODULE_DIR, built};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    g_autofree char *path = places[i] ? g_build_filename(places[i], file, NULL) : NULL;
    GModule *module =
        path && access(path, R_OK) == 0 ? g_module_open(path, G_MODULE_BIND_LOCAL) : NULL;
    if (module)
      return module;
  }
  return NULL;
}

/* ---- what earlier runs were told ---- */

/* Another server's answers are not mixed with those of the system's; a test names a place of its
 * own. Free with g_free. */
static char *disk_path(const MbLookupConfig *config) {
  const char *named = g_getenv("MIYABURI_LOOKUP_CACHE");
  if (named)
    return g_strdup(named);
  if (config->dns_server || config->registry_map)
    return NULL;
  return g_build_filename(g_get_user_cache_dir(), "miyaburi", "lookups.sqlite", NULL);
}

static void open_disk(MbEngine *engine, GModule *module) {
  gpointer symbol = NULL;
  g_autofree char *path = disk_path(&engine->config);
  if (!path || !g_module_symbol(module, MB_LOOKUP_DISK, &symbol))
    return;
  engine->disk_table = symbol;
  engine->disk = engine->disk_table->open(path);
}

static const MbSource *const *find_sources(MbEngine *engine) {
  gpointer symbol = NULL;
  if (engine->tried)
    return engine->sources;
  engine->tried = TRUE;
  GModule *module = open_module();
  if (module && g_module_symbol(module, MB_LOOKUP_SOURCES, &symbol))
    engine->sources = ((MbLookupSources)symbol)();
  if (engine->sources)
    open_disk(engine, module);
  if (!engine->sources)
    g_message("the look-up module cannot be opened: nothing can be asked");
  return engine->sources;
}

/* ---- flights ---- */

static void flight_free(MbFlight *flight) {
  g_free(flight->question.name);
  g_free(flight->question.zone);
  g_free(flight->question.purpose);
  g_array_unref(flight->waiters);
  g_free(flight->key);
  g_free(flight);
}

static void land(MbFlight *flight, json_t *answer, const char *whom) {
  g_hash_table_remove(flight->engine->flights, flight->key);
  for (guint i = 0; i < flight->waiters->len; i++) {
    const Waiter *w = &g_array_index(flight->waiters, Waiter, i);
    w->done(w->data, w->index, answer, whom, FALSE);
  }
  flight_free(flight);
}

static gboolean find_on_disk(MbFlight *flight) {
  MbEngine *engine = flight->engine;
  guint32 left = 0;
  g_autofree char *text = engine->disk
                              ? engine->disk_table->get(engine->disk, flight->key,
                                                        g_get_real_time() / G_USEC_PER_SEC, &left)
                              : NULL;
  json_t *json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
  if (!json)
    return FALSE;
  mb_cache_put(engine->cache, flight->key, json, left, g_get_monotonic_time());
  land(flight, json, "cache");
  json_decref(json);
  return TRUE;
}

static void keep_on_disk(const MbFlight *flight, const json_t *json, guint32 keep) {
  const MbEngine *engine = flight->engine;
  if (!engine->disk || !keep || flight->question.kind == MB_ASK_GEO)
    return;
  char *text = json_dumps(json, JSON_COMPACT);
  engine->disk_table->put(engine->disk, flight->key, text, keep,
                          g_get_real_time() / G_USEC_PER_SEC);
  free(text);
}

static void deliver(MbFlight *flight, MbFacts *answer, guint32 keep, const char *whom) {
  json_t *json = answer ? mb_facts_save(answer) : NULL;
  if (json)
    mb_cache_put(flight->engine->cache, flight->key, json, keep, g_get_monotonic_time());
  if (json)
    keep_on_disk(flight, json, keep);
  land(flight, json, whom);
  json_decref(json);
  mb_facts_free(answer);
}

/* state: what the sources of this table opened. FALSE when none of them takes the question. */
static gboolean ask_sources(MbFlight *flight, const MbSource *const *sources, gpointer *state) {
  for (guint i = 0; sources && sources[i] && i < MAX_SOURCES; i++) {
    if (sources[i]->kind != flight->question.kind)
      continue;
    if (!state[i])
      state[i] = sources[i]->open(&flight->engine->env);
    if (state[i]) {
      sources[i]->ask(state[i], flight);
      return TRUE;
    }
  }
  return FALSE;
}

static void take_off(MbFlight *flight) {
  static const MbSource *const built_in[] = {&mb_geo_source, NULL};
  MbEngine *engine = flight->engine;
  if (ask_sources(flight, built_in, engine->built_in))
    return;
  const MbSource *const *sources = find_sources(engine);
  if (!find_on_disk(flight) && !ask_sources(flight, sources, engine->state))
    land(flight, NULL, "nobody");
}

static gboolean board(gpointer data) {
  MbFlight *fresh = data;
  MbFlight *flight = g_hash_table_lookup(fresh->engine->flights, fresh->key);
  if (flight) {
    g_array_append_vals(flight->waiters, fresh->waiters->data, fresh->waiters->len);
    flight_free(fresh);
    return G_SOURCE_REMOVE;
  }
  g_hash_table_insert(fresh->engine->flights, fresh->key, fresh);
  take_off(fresh);
  return G_SOURCE_REMOVE;
}

void mb_engine_ask(MbEngine *engine, const MbQuestion *question, MbEngineDone done, gpointer data,
                   guint index) {
  g_autofree char *key = mb_question_key(question);
  json_t *remembered = mb_cache_get(engine->cache, key, g_get_monotonic_time());
  if (remembered) {
    done(data, index, remembered, "cache", TRUE);
    json_decref(remembered);
    return;
  }
  MbFlight *flight = g_new0(MbFlight, 1);
  Waiter waiter = {done, data, index};
  flight->engine = engine;
  flight->key = g_steal_pointer(&key);
  flight->question = *question;
  flight->question.name = g_strdup(question->name);
  flight->question.zone = g_strdup(question->zone);
  flight->question.purpose = g_strdup(question->purpose);
  flight->waiters = g_array_new(FALSE, FALSE, sizeof(Waiter));
  g_array_append_val(flight->waiters, waiter);
  g_main_context_invoke(engine->context, board, flight);
}

/* ---- life ---- */

static gpointer run(gpointer data) {
  MbEngine *engine = data;
  g_main_context_push_thread_default(engine->context);
  for (;;)
    g_main_context_iteration(engine->context, TRUE);
  return NULL;
}

static MbEngine *engine_new(const MbLookupConfig *config) {
  MbEngine *engine = g_new0(MbEngine, 1);
  engine->config.dns_server = g_strdup(config->dns_server);
  engine->config.registry_map = g_strdup(config->registry_map);
  engine->config.geo_file = g_strdup(config->geo_file);
  engine->context = g_main_context_new();
  engine->cache = mb_cache_new();
  engine->flights = g_hash_table_new(g_str_hash, g_str_equal);
  engine->env = (MbSourceEnv){engine->context, &engine->config, mb_flight_question, deliver};
  g_thread_unref(g_thread_new("miyaburi-lookup", run, engine));
  return engine;
}

static GMutex engines_lock;
static GHashTable *engines; /* configuration → MbEngine */

MbEngine *mb_engine_get(const MbLookupConfig *config) {
  g_autofree char *key = g_strjoin("\n", config->dns_server ? config->dns_server : "",
                                   config->registry_map ? config->registry_map : "",
                                   config->geo_file ? config->geo_file : "", NULL);
  g_mutex_lock(&engines_lock);
  if (!engines)
    engines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  MbEngine *engine = g_hash_table_lookup(engines, key);
  if (!engine) {
    engine = engine_new(config);
    g_hash_table_insert(engines, g_steal_pointer(&key), engine);
  }
  g_mutex_unlock(&engines_lock);
  return engine;
}

gboolean mb_engine_forget(void) {
  const MbLookupConfig none = {0};
  GHashTableIter iter;
  gpointer engine, symbol = NULL;
  g_mutex_lock(&engines_lock);
  if (engines)
    g_hash_table_iter_init(&iter, engines);
  while (engines && g_hash_table_iter_next(&iter, NULL, &engine))
    mb_cache_clear_entries(((MbEngine *)engine)->cache);
  g_mutex_unlock(&engines_lock);
  g_autofree char *path = disk_path(&none);
  if (access(path, F_OK) != 0)
    return TRUE;
  GModule *module = open_module();
  return module && g_module_symbol(module, MB_LOOKUP_DISK, &symbol) &&
         ((const MbDiskTable *)symbol)->clear(path);
}
