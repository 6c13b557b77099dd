/* Questions in, answers out: the only part that touches the network. One session a mail; behind all
 * sessions of a process stands one thread that asks, merges equal questions and remembers answers
 * for their time to live. Network libraries live in a module that is opened at the first question
 * that may be asked. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../base/options.h"
#include "../facts/facts.h"

typedef struct _MbLookup MbLookup;

/* Limits of one mail (SECURITY section 5). */
#define MB_MAX_DNS_ASKED  64
#define MB_MAX_HTTP_ASKED 8

typedef struct {
  guint allow;              /* MbAllow bits; 0: only what needs no network is answered */
  const char *dns_server;   /* "ADDRESS:PORT", or NULL for the system's */
  const char *registry_map; /* test seam: file of server name → host:port, or NULL */
  const char *geo_file;     /* test seam: other country database, or NULL */
} MbLookupConfig;

/* NULL with MB_ERROR_BAD_REQUEST when dns_server is no address and port. Starts nothing yet. */
MbLookup *mb_lookup_new(const MbLookupConfig *config, GError **error);
void mb_lookup_free(MbLookup *lookup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbLookup, mb_lookup_free)

/* May this be asked at all: consent, limits of this mail, a name that is one (SECURITY section 4:
 * LDH and "_", no single label, .local, .onion, private reverse zones)? */
gboolean mb_lookup_may_ask(MbLookup *lookup, const MbQuestion *question);

/* Asks all of them (const MbQuestion*) at once and waits until all are answered, the deadline
 * (g_get_monotonic_time) is reached, or it is cancelled. Returns the answers in facts.json form;
 * what got none in time is answered with its failure ("TIMEOUT"), what may not be asked is left
 * out. */
json_t *mb_lookup_ask(MbLookup *lookup, const GPtrArray *questions, gint64 deadline,
                      GCancellable *cancellable);

/* What this session asked: for the report's asked[]. */
typedef struct {
  char *question; /* "TXT example.jp" */
  char *whom;     /* "dns", "dns (cache)", a registry's server … */
  char *answer;   /* "FOUND", "NXDOMAIN", "TIMEOUT" … */
  char *purpose;
  gint64 when; /* seconds since 1970 */
} MbAsked;
const GPtrArray *mb_lookup_asked(const MbLookup *lookup); /* MbAsked*, owned by lookup */
