/* DNS through c-ares in the asking thread's main context (PEERS section 5): names are absolute, the
 * message is read by our own reader, NXDOMAIN, no data and the kinds of failure stay apart.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dns.h"

#include <ares.h>
#include <glib-unix.h>
#include <sys/stat.h>

#include "dns-packet.h"

#define TRY_MS       700 /* then twice that: within the three seconds of a mail */
#define TRIES        2
#define NEGATIVE_TTL 60
/* A name every resolver of the Internet knows. */
#define PROBE   "a.root-servers.net"
#define MAX_TTL 86400

/* Whether "does not exist" may be believed: a resolver that knows only its own network, or a portal
 * before the log-in, says it of everything, and then every sender would look forged. */
typedef enum { NOT_TRIED, ASKING, HONEST, WALLED } Honesty;

typedef struct {
  const MbSourceEnv *env;
  ares_channel channel;
  gboolean open;
  GHashTable *sockets; /* fd → GSource */
  GSource *timer;
  struct timespec resolv_conf; /* changed when the network did */
  Honesty honesty;
  GPtrArray *doubted; /* Query*: wait for what the probe says */
} Dns;

typedef struct {
  Dns *dns;
  MbDnsType type;
  MbDnsDone done;
  gpointer data;
  char *name; /* being asked now */
  guint n_aliases;
  MbDnsAnswer *answer; /* held back while it is doubted */
  gboolean followed; /* an alias by a question of our own: its time to live is not known any more */
} Query;

/* ---- c-ares in a main context ---- */

static void arm_timer(Dns *dns);

static gboolean on_timer(gpointer data) {
  Dns *dns = data;
  ares_process_fd(dns->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  arm_timer(dns);
  return G_SOURCE_REMOVE;
}

static void stop(GSource *source) {
  g_source_destroy(source);
  g_source_unref(source);
}

static void arm_timer(Dns *dns) {
  struct timeval tv;
  g_clear_pointer(&dns->timer, stop);
  if (!dns->open || !ares_timeout(dns->channel, NULL, &tv))
    return;
  dns->timer = g_timeout_source_new((guint)(tv.tv_sec * 1000 + tv.tv_usec / 1000 + 1));
  g_source_set_callback(dns->timer, on_timer, dns, NULL);
  g_source_attach(dns->timer, dns->env->context);
}

static gboolean on_socket(gint fd, GIOCondition condition, gpointer data) {
  Dns *dns = data;
  gboolean in = condition & (G_IO_IN | G_IO_HUP | G_IO_ERR), out = condition & G_IO_OUT;
  ares_process_fd(dns->channel, in ? fd : ARES_SOCKET_BAD, out ? fd : ARES_SOCKET_BAD);
  arm_timer(dns);
  return G_SOURCE_CONTINUE;
}

static void watch_socket(void *data, ares_socket_t fd, int readable, int writable) {
  Dns *dns = data;
  g_hash_table_remove(dns->sockets, GINT_TO_POINTER(fd));
  if (!readable && !writable)
    return;
  GSource *source = g_unix_fd_source_new(fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
  g_source_set_callback(source, G_SOURCE_FUNC(on_socket), dns, NULL);
  g_source_attach(source, dns->env->context);
  g_hash_table_insert(dns->sockets, GINT_TO_POINTER(fd), source);
}

/* ---- the channel ---- */

static struct timespec resolv_conf_time(void) {
  struct stat st;
  return stat("/etc/resolv.conf", &st) == 0 ? st.st_mtim : (struct timespec){0};
}

static gboolean open_channel(Dns *dns) {
  struct ares_options options = {.flags = ARES_FLAG_EDNS | ARES_FLAG_NOCHECKRESP |
                                          ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
                                 .timeout = TRY_MS,
                                 .tries = TRIES,
                                 .ednspsz = 1232,
                                 .sock_state_cb = watch_socket,
                                 .sock_state_cb_data = dns};
  int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
             ARES_OPT_SOCK_STATE_CB;
  if (ares_init_options(&dns->channel, &options, mask) != ARES_SUCCESS)
    return FALSE;
  dns->open = TRUE;
  dns->resolv_conf = resolv_conf_time();
  const char *server = dns->env->config->dns_server;
  return !server || ares_set_servers_ports_csv(dns->channel, server) == ARES_SUCCESS;
}

/* A laptop that moved has other servers. What is on its way then is cancelled and so answered. */
static void follow_network(Dns *dns) {
  struct timespec now = resolv_conf_time();
  if (dns->env->config->dns_server ||
      (now.tv_sec == dns->resolv_conf.tv_sec && now.tv_nsec == dns->resolv_conf.tv_nsec))
    return;
  ares_destroy(dns->channel);
  dns->open = FALSE;
  dns->honesty = NOT_TRIED;
  open_channel(dns);
}

/* ---- one question ---- */

static void query_free(Query *q) {
  g_free(q->name);
  g_free(q);
}

static guint32 keep_seconds(const MbDnsAnswer *answer) {
  if (mb_dns_is_temporary(answer->status))
    return 0; /* VERDICT: never cached */
  return answer->status == MB_DNS_FOUND ? MIN(answer->ttl, MAX_TTL) : NEGATIVE_TTL;
}

static void finish(Query *q, MbDnsAnswer *answer) {
  guint32 keep = keep_seconds(answer);
  q->done(q->data, answer, q->followed ? MIN(keep, NEGATIVE_TTL) : keep);
  query_free(q);
}

static void finish_failed(Query *q, MbDnsAnswer *answer) {
  mb_dns_answer_free(answer);
  finish(q, mb_dns_answer_new(MB_DNS_SERVFAIL));
}

static void on_probe(void *data, int status, int timeouts, unsigned char *packet, int len) {
  Dns *dns = data;
  guint n_aliases = 0;
  g_autofree char *alias = NULL;
  MbDnsAnswer *answer = packet && len > 0 ? mb_dns_packet_read(packet, (gsize)len, PROBE, MB_DNS_A,
                                                               &n_aliases, &alias)
                                          : NULL;
  if (answer && (answer->status == MB_DNS_NXDOMAIN || answer->status == MB_DNS_NODATA))
    dns->honesty = WALLED;
  else
    dns->honesty = answer && answer->status == MB_DNS_FOUND ? HONEST : NOT_TRIED;
  mb_dns_answer_free(answer);
  g_autoptr(GPtrArray) doubted = dns->doubted;
  dns->doubted = g_ptr_array_new();
  for (guint i = 0; i < doubted->len; i++) {
    Query *q = g_ptr_array_index(doubted, i);
    if (dns->honesty == HONEST)
      finish(q, q->answer);
    else
      finish_failed(q, q->answer);
  }
}

/* An answer that came; a server the user named is believed. */
static void settle(Query *q, MbDnsAnswer *answer) {
  Dns *dns = q->dns;
  if (dns->env->config->dns_server || dns->honesty == HONEST ||
      (answer->status != MB_DNS_NXDOMAIN && answer->status != MB_DNS_NODATA)) {
    finish(q, answer);
  } else if (dns->honesty == WALLED) {
    finish_failed(q, answer);
  } else {
    q->answer = answer;
    g_ptr_array_add(dns->doubted, q);
    if (dns->honesty == NOT_TRIED) {
      dns->honesty = ASKING;
      ares_query(dns->channel, PROBE ".", 1, 1, on_probe, dns);
    }
  }
}

static MbDnsStatus failure(int status) {
  switch (status) {
  case ARES_ETIMEOUT:
    return MB_DNS_TIMEOUT;
  case ARES_ECONNREFUSED:
  case ARES_EREFUSED:
    return MB_DNS_REFUSED;
  case ARES_EBADRESP:
    return MB_DNS_BAD;
  default:
    return MB_DNS_SERVFAIL;
  }
}

static void send_query(Query *q);

static void on_answer(void *data, int status, int timeouts, unsigned char *packet, int len) {
  Query *q = data;
  if (!packet || len <= 0) {
    finish(q, mb_dns_answer_new(failure(status)));
    return;
  }
  char *alias = NULL;
  MbDnsAnswer *answer =
      mb_dns_packet_read(packet, (gsize)len, q->name, q->type, &q->n_aliases, &alias);
  if (answer) {
    settle(q, answer);
    return;
  }
  g_free(q->name);
  q->name = alias;
  q->followed = TRUE;
  send_query(q);
}

static void send_query(Query *q) {
  static const int types[MB_N_DNS] = {1, 28, 15, 16, 12, 2, 5};
  g_autofree char *absolute = g_strconcat(q->name, ".", NULL);
  ares_query(q->dns->channel, absolute, 1, types[q->type], on_answer, q);
}

void mb_dns_ask(gpointer channel, MbDnsType type, const char *name, MbDnsDone done, gpointer data) {
  Dns *dns = channel;
  follow_network(dns);
  Query *q = g_new0(Query, 1);
  q->dns = dns;
  q->type = type;
  q->done = done;
  q->data = data;
  q->name = g_strdup(name);
  if (!dns->open) {
    finish(q, mb_dns_answer_new(MB_DNS_SERVFAIL));
    return;
  }
  send_query(q);
  arm_timer(dns);
}

typedef struct {
  const MbSourceEnv *env;
  MbFlight *flight;
} Question;

static void deliver(gpointer data, MbDnsAnswer *answer, guint32 keep) {
  Question *asked = data;
  const MbQuestion *question = asked->env->question(asked->flight);
  MbFacts *facts = mb_facts_new();
  mb_facts_add_dns(facts, question->type, question->name, answer);
  asked->env->deliver(asked->flight, facts, keep, "dns");
  g_free(asked);
}

static void dns_ask(gpointer source, MbFlight *flight) {
  Dns *dns = source;
  const MbQuestion *question = dns->env->question(flight);
  Question *asked = g_new0(Question, 1);
  asked->env = dns->env;
  asked->flight = flight;
  mb_dns_ask(dns, question->type, question->name, deliver, asked);
}

static gpointer dns_open(const MbSourceEnv *env) {
  static gsize once;
  if (g_once_init_enter(&once)) {
    ares_library_init(ARES_LIB_INIT_ALL);
    g_once_init_leave(&once, 1);
  }
  Dns *dns = g_new0(Dns, 1);
  dns->env = env;
  dns->doubted = g_ptr_array_new();
  dns->sockets = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)stop);
  open_channel(dns);
  return dns;
}

const MbSource mb_dns_source = {MB_ASK_DNS, dns_open, dns_ask};
