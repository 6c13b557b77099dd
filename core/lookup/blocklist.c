/* Public block lists, asked by DNS. A list is tested before it is believed: what must be listed and
 * what must not be (RFC 5782 section 5). A resolver that answers every name, or a list that has
 * died, fails that and is left alone for a while.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "blocklist.h"

#include "../facts/blocklists.h"
#include "dns.h"

#define MAX_ZONES   8
#define KEEP_MAX    900 /* listings change by the hour */
#define TRUST_US    ((gint64)3600 * G_USEC_PER_SEC)
#define AVOID_US    ((gint64)900 * G_USEC_PER_SEC)
#define BY_DNS      "dns"
#define TESTED_JUST "dns, after a self-test of the list"

typedef enum { UNTESTED, TESTING, USABLE, UNUSABLE } State;

typedef struct {
  struct _Lists *lists;
  const MbBlocklistZone *zone;
  State state;
  gint64 until;       /* monotonic */
  guint left;         /* test answers to come */
  gboolean failed;    /* so far in this test */
  GPtrArray *waiting; /* MbFlight* */
} Zone;

typedef struct _Lists {
  const MbSourceEnv *env;
  gpointer channel;
  Zone zones[MAX_ZONES];
} Lists;

typedef struct {
  Zone *zone;
  MbFlight *flight;
  const char *whom;
} Query;

/* ---- the answer ---- */

static void deliver(Zone *zone, MbFlight *flight, MbListed listed, char *code, guint32 keep,
                    const char *whom) {
  const MbSourceEnv *env = zone->lists->env;
  MbBlocklist *entry = g_new0(MbBlocklist, 1);
  MbFacts *facts = mb_facts_new();
  entry->listed = listed;
  entry->zone = g_strdup(zone->zone->zone);
  entry->code = code;
  entry->asked_at = g_get_real_time() / G_USEC_PER_SEC;
  mb_facts_add_blocklist(facts, env->question(flight)->name, entry);
  env->deliver(flight, facts, keep, whom);
}

static void on_answer(gpointer data, MbDnsAnswer *answer, guint32 keep) {
  Query *q = data;
  char *code = NULL;
  MbListed listed = mb_blocklist_read(q->zone->zone, answer, &code);
  deliver(q->zone, q->flight, listed, code, listed == MB_LISTED_REFUSED ? 0 : MIN(keep, KEEP_MAX),
          q->whom);
  mb_dns_answer_free(answer);
  g_free(q);
}

static void ask_now(Zone *zone, MbFlight *flight, const char *whom) {
  g_autofree char *name = mb_blocklist_name(zone->zone, zone->lists->env->question(flight)->name);
  if (!name || zone->state != USABLE) {
    deliver(zone, flight, MB_LISTED_REFUSED, NULL, 0,
            zone->state == USABLE ? BY_DNS : "nobody: the list failed its self-test");
    return;
  }
  Query *q = g_new0(Query, 1);
  *q = (Query){zone, flight, whom};
  mb_dns_ask(zone->lists->channel, MB_DNS_A, name, on_answer, q);
}

/* ---- the test ---- */

static void end_test(Zone *zone) {
  zone->state = zone->failed ? UNUSABLE : USABLE;
  zone->until = g_get_monotonic_time() + (zone->failed ? AVOID_US : TRUST_US);
  g_autoptr(GPtrArray) waiting = g_steal_pointer(&zone->waiting);
  zone->waiting = g_ptr_array_new();
  for (guint i = 0; i < waiting->len; i++)
    ask_now(zone, waiting->pdata[i], TESTED_JUST);
}

static void on_test(Zone *zone, MbDnsAnswer *answer, MbListed wanted) {
  g_autofree char *code = NULL;
  zone->failed |= mb_blocklist_read(zone->zone, answer, &code) != wanted;
  mb_dns_answer_free(answer);
  if (--zone->left == 0)
    end_test(zone);
}

static void on_listed(gpointer data, MbDnsAnswer *answer, guint32 keep) {
  on_test(data, answer, MB_LISTED_YES);
}

static void on_unlisted(gpointer data, MbDnsAnswer *answer, guint32 keep) {
  on_test(data, answer, MB_LISTED_NO);
}

static void start_test(Zone *zone) {
  g_autofree char *listed = g_strconcat(zone->zone->listed, ".", zone->zone->zone, NULL);
  g_autofree char *unlisted = g_strconcat(zone->zone->unlisted, ".", zone->zone->zone, NULL);
  zone->state = TESTING;
  zone->failed = FALSE;
  zone->left = 2;
  mb_dns_ask(zone->lists->channel, MB_DNS_A, listed, on_listed, zone);
  mb_dns_ask(zone->lists->channel, MB_DNS_A, unlisted, on_unlisted, zone);
}

/* ---- the source ---- */

static void lists_ask(gpointer source, MbFlight *flight) {
  Lists *lists = source;
  const MbBlocklistZone *wanted = mb_blocklist_zone(lists->env->question(flight)->zone);
  guint n;
  const MbBlocklistZone *all = mb_blocklist_zones(&n);
  if (!wanted) { /* mb_lookup_may_ask lets none through */
    lists->env->deliver(flight, NULL, 0, "nobody");
    return;
  }
  Zone *zone = &lists->zones[wanted - all];
  if (zone->state >= USABLE && g_get_monotonic_time() > zone->until)
    zone->state = UNTESTED;
  if (zone->state >= USABLE) {
    ask_now(zone, flight, BY_DNS);
    return;
  }
  g_ptr_array_add(zone->waiting, flight);
  if (zone->state == UNTESTED)
    start_test(zone);
}

static gpointer lists_open(const MbSourceEnv *env) {
  guint n;
  const MbBlocklistZone *all = mb_blocklist_zones(&n);
  Lists *lists = g_new0(Lists, 1);
  lists->env = env;
  lists->channel = mb_dns_source.open(env);
  for (guint i = 0; i < MIN(n, MAX_ZONES); i++)
    lists->zones[i] = (Zone){.lists = lists, .zone = &all[i], .waiting = g_ptr_array_new()};
  return lists;
}

const MbSource mb_blocklist_source = {MB_ASK_BLOCKLIST, lists_open, lists_ask};
