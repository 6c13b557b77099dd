/* The Received chain and its boundary (VERDICT, "The boundary, by default"). Everything from the
 * boundary downwards came with the mail and may be forged; so a hop is only ever skipped over by
 * what a trusted server observed itself, never by what the client said of itself.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "route-parts.h"

#include "../base/domain.h"

/* These write a reverse name only after it resolves back to the address; elsewhere the name is
 * the sender's to choose. */
static gboolean reverse_is_confirmed(const MbHop *hop) {
  return hop->reverse && !hop->reverse_unknown &&
         (hop->writer == MB_WRITER_POSTFIX || hop->writer == MB_WRITER_SENDMAIL ||
          hop->writer == MB_WRITER_EXIM);
}

static gboolean is_from_trusted(const MbHop *hop, const MbOptions *options) {
  for (guint i = 0; options && i < options->trust_servers->len; i++) {
    const char *server = options->trust_servers->pdata[i];
    if (mb_ip_in_cidr(&hop->ip, mb_slice_str(server)))
      return TRUE;
    g_autofree char *name = mb_domain_normalise(mb_slice_str(server));
    if (name && reverse_is_confirmed(hop) && strcmp(hop->reverse, name) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean mb_route_is_trusted_name(const MbOptions *options, const char *host) {
  for (guint i = 0; host && options && i < options->trust_servers->len; i++) {
    g_autofree char *name = mb_domain_normalise(mb_slice_str(options->trust_servers->pdata[i]));
    if (name && strcmp(host, name) == 0)
      return TRUE;
  }
  return FALSE;
}

/* fetchmail's "from" is the mailbox the user's own program reads, not a sender. */
static gboolean is_retrieval(const MbHop *hop) {
  return hop->writer == MB_WRITER_FETCHMAIL || mb_slice_has_prefix(hop->with, "imap") ||
         mb_slice_has_prefix(hop->with, "pop3");
}

static gboolean is_inside(const MbHop *hop, const MbOptions *options) {
  if (!hop->ip.family || mb_ip_scope(&hop->ip) != MB_IP_PUBLIC)
    return TRUE;
  return is_retrieval(hop) || mb_is_provider_inside(hop) || is_from_trusted(hop, options);
}

static void find_boundary(MbRoute *route, const MbOptions *options) {
  for (guint i = 0; i < route->hops->len; i++) {
    const MbHop *hop = &g_array_index(route->hops, MbHop, i);
    if (is_inside(hop, options))
      continue;
    route->boundary = i;
    route->assumed = !mb_route_is_trusted_name(options, hop->by);
    return;
  }
}

static void read_delays(GArray *hops) {
  for (guint i = 0; i + 1 < hops->len; i++) {
    MbHop *hop = &g_array_index(hops, MbHop, i);
    const MbHop *below = &g_array_index(hops, MbHop, i + 1);
    if (hop->date.valid && below->date.valid)
      hop->delay = hop->date.time - below->date.time;
  }
}

MbRoute *mb_route_read(MbArena *arena, const MbHeaders *headers, const MbOptions *options) {
  MbRoute *route = mb_arena_new0(arena, MbRoute);
  const MbHeader *last = NULL;
  guint n = 0, received = 0;
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    received += h->id == MB_HEADER_RECEIVED && !h->candidate;
  }
  GArray *hops = g_array_sized_new(FALSE, TRUE, sizeof(MbHop), MIN(received, MB_MAX_HOPS));
  route->hops = mb_arena_own(arena, hops, (GDestroyNotify)g_array_unref);
  g_array_set_size(hops, MIN(received, MB_MAX_HOPS));
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->id != MB_HEADER_RECEIVED || h->candidate)
      continue;
    if (n < MB_MAX_HOPS)
      mb_hop_parse(arena, h, &g_array_index(hops, MbHop, n++));
    else
      last = h;
  }
  if (last) /* too many: the first hop of all is worth more than the hundredth */
    mb_hop_parse(arena, last, &g_array_index(hops, MbHop, n - 1));
  route->n_received = received;
  route->boundary = -1;
  route->first = (int)n - 1;
  read_delays(hops);
  find_boundary(route, options);
  return route;
}
