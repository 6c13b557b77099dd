/* The way to a registry's server, and nowhere else: names are resolved by us, every address is
 * checked against our own table, and the connection goes to that address (SECURITY section 5,
 * SSRF). All in the asking thread's context. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

typedef struct _MbRegistryNet MbRegistryNet;

/* map_file: the test seam, lines "SERVER HOST:PORT" or "SERVER HOST:PORT tls"; with it only those
 * servers exist, over plain HTTP and TCP, or HTTPS where so marked. NULL for the real ones. NULL is
 * returned when the file cannot be read. */
MbRegistryNet *mb_registry_net_new(GMainContext *context, const char *map_file);
/* The seam says that this server speaks plain HTTP; never so without it. */
gboolean mb_registry_net_is_plain(const MbRegistryNet *net, const char *host);

/* Where host may be reached, or NULL. Waits for the server's turn: one request a second each. */
typedef void (*MbAddressDone)(GSocketAddress *address, gpointer data);
void mb_registry_net_find(MbRegistryNet *net, const char *host, guint16 port,
                          GCancellable *cancellable, MbAddressDone done, gpointer data);
/* Cancels cancellable after that time; destroy and unref the source to stop it. */
GSource *mb_registry_net_timer(MbRegistryNet *net, guint ms, GCancellable *cancellable);
/* When the next request to host may go out, in microseconds from now. */
gint64 mb_registry_net_turn(MbRegistryNet *net, const char *host, gint64 now);

/* status 0: no answer, or one that breaks a limit. location: of a redirect, else NULL. body: at
 * most 256 KiB of JSON, or NULL. All borrowed. */
typedef void (*MbHttpDone)(guint status, const char *location, GBytes *body, gpointer data);
void mb_rdap_get(MbRegistryNet *net, const char *url, MbHttpDone done, gpointer data);

/* bytes: NULL when there was no connection. Borrowed. */
typedef void (*MbWhoisDone)(GBytes *bytes, gpointer data);
void mb_whois_ask(MbRegistryNet *net, const char *server, const char *query, MbWhoisDone done,
                  gpointer data);

#define MB_RDAP_MS  3000
#define MB_WHOIS_MS 10000
