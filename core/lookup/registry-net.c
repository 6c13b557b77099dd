/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry-net.h"

#include <stdlib.h>

#include "../base/domain.h"
#include "../base/ip.h"

struct _MbRegistryNet {
  GMainContext *context;
  GHashTable *map;  /* name → "host:port", NULL = the real servers */
  GHashTable *next; /* name → gint64*, when its next turn is */
};

typedef struct {
  MbRegistryNet *net;
  char *host;
  guint16 port;
  GCancellable *cancellable;
  MbAddressDone done;
  gpointer data;
} Find;

static GHashTable *read_map(const char *file) {
  g_autofree char *text = NULL;
  if (!g_file_get_contents(file, &text, NULL, NULL))
    return NULL;
  GHashTable *map = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(lines[i]), " \t", 2);
    if (words[0] && words[1] && words[0][0] != '#')
      g_hash_table_replace(map, g_ascii_strdown(words[0], -1), g_strdup(g_strstrip(words[1])));
  }
  return map;
}

MbRegistryNet *mb_registry_net_new(GMainContext *context, const char *map_file) {
  GHashTable *map = map_file ? read_map(map_file) : NULL;
  if (map_file && !map)
    return NULL;
  MbRegistryNet *net = g_new0(MbRegistryNet, 1);
  net->context = context;
  net->map = map;
  net->next = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return net;
}

gboolean mb_registry_net_is_plain(const MbRegistryNet *net, const char *host) {
  const char *where = net->map ? g_hash_table_lookup(net->map, host) : NULL;
  return where && !g_str_has_suffix(where, " tls");
}

static gboolean on_timeout(gpointer cancellable) {
  g_cancellable_cancel(cancellable);
  return G_SOURCE_REMOVE;
}

GSource *mb_registry_net_timer(MbRegistryNet *net, guint ms, GCancellable *cancellable) {
  GSource *source = g_timeout_source_new(ms);
  g_source_set_callback(source, on_timeout, g_object_ref(cancellable), g_object_unref);
  g_source_attach(source, net->context);
  return source;
}

gint64 mb_registry_net_turn(MbRegistryNet *net, const char *host, gint64 now) {
  gint64 *next = g_hash_table_lookup(net->next, host);
  if (!next) {
    next = g_new0(gint64, 1);
    g_hash_table_insert(net->next, g_strdup(host), next);
  }
  gint64 turn = MAX(now, *next);
  *next = turn + G_USEC_PER_SEC;
  return turn - now;
}

static void find_finish(Find *find, GSocketAddress *address) {
  find->done(address, find->data);
  g_object_unref(find->cancellable);
  g_free(find->host);
  g_free(find);
}

static gboolean is_outside(GInetAddress *address) {
  MbIp ip = {0};
  gsize size = g_inet_address_get_native_size(address);
  char text[46];
  ip.family = size == 4 ? 4 : 6;
  memcpy(ip.bytes, g_inet_address_to_bytes(address), MIN(size, sizeof ip.bytes));
  /* through the text form, which folds ::ffff:127.0.0.1 to what it means */
  return mb_ip_parse(mb_slice_str(mb_ip_format(&ip, text)), &ip) && !mb_ip_is_special_purpose(&ip);
}

static void on_resolved(GObject *resolver, GAsyncResult *result, gpointer data) {
  Find *find = data;
  g_autoptr(GSocketAddress) chosen = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish(G_RESOLVER(resolver), result, NULL);
  for (GList *l = addresses; l && !chosen; l = l->next)
    if (is_outside(l->data))
      chosen = g_inet_socket_address_new(l->data, find->port);
  g_resolver_free_addresses(addresses);
  find_finish(find, chosen);
}

static gboolean on_turn(gpointer data) {
  Find *find = data;
  g_autoptr(GResolver) resolver = g_resolver_get_default();
  if (g_cancellable_is_cancelled(find->cancellable))
    find_finish(find, NULL);
  else
    g_resolver_lookup_by_name_async(resolver, find->host, find->cancellable, on_resolved, find);
  return G_SOURCE_REMOVE;
}

static GSocketAddress *mapped(const MbRegistryNet *net, const char *host) {
  const char *where = g_hash_table_lookup(net->map, host);
  const char *colon = where ? strrchr(where, ':') : NULL;
  if (!colon)
    return NULL;
  g_autofree char *address = g_strndup(where, colon - where);
  return g_inet_socket_address_new_from_string(address, atoi(colon + 1));
}

void mb_registry_net_find(MbRegistryNet *net, const char *host, guint16 port,
                          GCancellable *cancellable, MbAddressDone done, gpointer data) {
  Find *find = g_new0(Find, 1);
  *find = (Find){net, g_strdup(host), port, g_object_ref(cancellable), done, data};
  if (net->map) {
    g_autoptr(GSocketAddress) address = mapped(net, host);
    find_finish(find, address);
    return;
  }
  /* a referral may name anything; only a name in the public tree is looked up */
  if (!mb_domain_registrable(host)) {
    find_finish(find, NULL);
    return;
  }
  gint64 wait = mb_registry_net_turn(net, host, g_get_monotonic_time());
  GSource *source = g_timeout_source_new((guint)(wait / 1000));
  g_source_set_callback(source, on_turn, find, NULL);
  g_source_attach(source, net->context);
  g_source_unref(source);
}
