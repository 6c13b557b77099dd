/* The module is opened at the first use, the file stays open for the next one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"

#include <gio/gio.h>
#include <gmodule.h>
#include <unistd.h>

#include "store.h"
#include "../base/domain.h"

static GMutex mutex;
static MbStore *store;
static gint64 tried; /* when opening failed last, monotonic */

#define RETRY (60 * G_TIME_SPAN_SECOND)

/* Where it was installed, beside the program in a build folder, or where a test says. */
static gpointer open_module(gpointer unused) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *here = self ? g_path_get_dirname(self) : g_strdup(".");
  g_autofree char *built = g_build_filename(here, "..", "core", "history", NULL);
  const char *places[] = {g_getenv("MIYABURI_HISTORY_DIR"), MB_MODULE_DIR, built};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    gpointer symbol = NULL;
    g_autofree char *path =
        places[i] ? g_build_filename(places[i], "miyaburi-history.so", NULL) : NULL;
    GModule *module =
        path && access(path, R_OK) == 0 ? g_module_open(path, G_MODULE_BIND_LOCAL) : NULL;
    if (module && g_module_symbol(module, MB_HISTORY_STORE, &symbol))
      return symbol;
  }
  return NULL;
}

static const MbStoreTable *table(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, open_module, NULL);
}

static char *history_path(void) {
  return g_build_filename(g_get_user_data_dir(), "miyaburi", "history.sqlite", NULL);
}

/* Called under the lock. */
static MbStore *get_store(void) {
  if (store || !table() || (tried && g_get_monotonic_time() - tried < RETRY))
    return store;
  g_autofree char *path = history_path();
  store = table()->open(path);
  tried = store ? 0 : g_get_monotonic_time();
  return store;
}

static void drop_store(void) {
  table()->close(store);
  store = NULL;
  tried = g_get_monotonic_time();
}

static gboolean read_person(const char *address, char **lower, char **domain) {
  const char *at = strrchr(address, '@');
  char *host = at && at > address ? mb_domain_normalise(mb_slice_str(at + 1)) : NULL;
  const char *organisation = host ? mb_domain_organisation(host) : NULL;
  if (!host)
    return FALSE;
  *lower = g_utf8_strdown(address, -1);
  *domain = g_strdup(organisation ? organisation : host);
  g_free(host);
  return TRUE;
}

MbHistory *mb_history_ask(const MbQuestion *question) {
  g_autofree char *lower = NULL, *domain = NULL;
  g_auto(GStrv) signers = g_strsplit(question->zone ? question->zone : "", " ", -1);
  g_autofree MbHistory *answer = g_new0(MbHistory, 1);
  if (!read_person(question->name, &lower, &domain))
    return NULL;
  MbStoreMail mail = {lower, domain, (const char *const *)signers, 0};
  g_mutex_lock(&mutex);
  gboolean ok = get_store() && table()->ask(store, &mail, answer);
  if (store && !ok)
    drop_store();
  g_mutex_unlock(&mutex);
  answer->answered = ok;
  return ok ? g_steal_pointer(&answer) : NULL;
}

void mb_history_received(const char *address, const char *const *signers, gint64 day) {
  g_autofree char *lower = NULL, *domain = NULL;
  gint64 today = g_get_real_time() / G_TIME_SPAN_DAY;
  if (day < 1 || day > today + 1 || !read_person(address, &lower, &domain))
    return;
  MbStoreMail mail = {lower, domain, signers, day};
  g_mutex_lock(&mutex);
  if (get_store())
    table()->received(store, &mail); /* busy or full: this mail is not counted */
  g_mutex_unlock(&mutex);
}

gboolean mb_history_know(const char *address, gboolean wrote, gboolean known, GError **error) {
  static const char *const none[] = {NULL};
  g_autofree char *lower = NULL, *domain = NULL;
  if (!read_person(address, &lower, &domain)) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "not an address");
    return FALSE;
  }
  MbStoreMail person = {lower, domain, none, 0};
  g_mutex_lock(&mutex);
  tried = 0;
  gboolean ok = get_store() && table()->know(store, &person, wrote, known);
  g_mutex_unlock(&mutex);
  if (!ok)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, "the history could not be kept");
  return ok;
}

gboolean mb_history_clear(GError **error) {
  g_autofree char *path = history_path();
  g_mutex_lock(&mutex);
  if (store)
    drop_store();
  tried = 0;
  gboolean ok = access(path, F_OK) != 0 || (table() && table()->clear(path));
  g_mutex_unlock(&mutex);
  if (!ok)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, "the history could not be erased");
  return ok;
}
