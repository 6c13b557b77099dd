/* Which recorded results may be believed. What stands above the boundary's Received line was
 * written on our side of it; what stands below came with the mail, unless a server known to write
 * there and to remove forged ones wrote it. SECURITY row 5, RFC 8601 section 5 and 7.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "authres.h"

#include "../base/domain.h"

/* Servers that always write their results directly below their own Received line and remove forged
 * ones of their name; a server comes onto this list only when both are known of it. */
static const char *const writes_below[] = {"mx.google.com"};

/* Servers that write no authserv-id at all. */
static const char *const no_id_domains[] = {"outlook.com", "office365.com", "exchangelabs.com"};

typedef struct {
  MbArena *arena;
  const MbHeaders *headers;
  const MbOptions *options;
  const MbHop *boundary; /* NULL = nothing is believed */
  gboolean outside;      /* FALSE: no outside hop, boundary is the topmost line of all */
  guint at, top; /* field index of the boundary's line, and behind the Received line above it */
  MbRecorded *out;
} Reader;

static const MbHeader *field(const Reader *r, guint i) {
  return &g_array_index(r->headers->fields, MbHeader, i);
}

static gboolean is_listed(const char *host, const char *const *list, guint n) {
  for (guint i = 0; i < n; i++)
    if (mb_domain_is_under(host, list[i]))
      return TRUE;
  return FALSE;
}

/* The id names the boundary's "by" host or its organisation, or a server the user named. */
static gboolean is_trusted_id(const Reader *r, MbSlice id) {
  g_autofree char *name = mb_domain_normalise(id);
  if (!name)
    return FALSE;
  return mb_domain_same_organisation(name, r->boundary->by) ||
         mb_route_is_trusted_name(r->options, name);
}

static gboolean is_trusted_above(const Reader *r, guint i, const MbAuthHeader *h) {
  if (!r->boundary || i >= r->at || !h->parsed)
    return FALSE;
  if (h->authserv_id.len)
    return is_trusted_id(r, h->authserv_id);
  /* without an id only the place speaks: right on top of the boundary's own line */
  return r->outside && i >= r->top &&
         is_listed(r->boundary->by, no_id_domains, G_N_ELEMENTS(no_id_domains));
}

static gboolean counts_below(const Reader *r, MbSlice id) {
  const char *by = r->outside ? r->boundary->by : NULL;
  if (!by)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(writes_below); i++)
    if (mb_slice_is(id, writes_below[i]) && strcmp(by, writes_below[i]) == 0)
      return TRUE;
  const GPtrArray *allowed = r->options ? r->options->trust_results_below : NULL;
  for (guint i = 0; allowed && i < allowed->len; i++)
    if (mb_slice_is(id, allowed->pdata[i]) && is_trusted_id(r, id))
      return TRUE;
  return FALSE;
}

/* Fields that a server's own filters put beside their results. */
static gboolean stays_in_block(const MbHeader *h) {
  return h->id == MB_HEADER_AUTHENTICATION_RESULTS || h->id == MB_HEADER_RECEIVED_SPF ||
         mb_slice_has_prefix(h->name, "X-") || mb_slice_is(h->name, "DKIM-Filter") ||
         mb_slice_is(h->name, "DMARC-Filter");
}

/* A second result of a method the block already has is where a sender's forgery would stand. */
static gboolean repeats_method(GPtrArray *seen, const MbAuthHeader *h) {
  for (guint i = 0; i < seen->len; i++) {
    const MbAuthHeader *earlier = seen->pdata[i];
    for (guint a = 0; a < earlier->results->len; a++)
      for (guint b = 0; b < h->results->len; b++)
        if (mb_slice_equal(g_array_index(earlier->results, MbAuthResult, a).method,
                           g_array_index(h->results, MbAuthResult, b).method))
          return TRUE;
  }
  return FALSE;
}

static MbAuthHeader *header_of(const Reader *r, const MbHeader *source) {
  for (guint i = 0; i < r->out->headers->len; i++) {
    MbAuthHeader *h = r->out->headers->pdata[i];
    if (h->header == source)
      return h;
  }
  return NULL;
}

static MbReceivedSpf *spf_of(const Reader *r, const MbHeader *source) {
  for (guint i = 0; i < r->out->received_spf->len; i++) {
    MbReceivedSpf *spf = r->out->received_spf->pdata[i];
    if (spf->header == source)
      return spf;
  }
  return NULL;
}

static gboolean is_boundary_ip(const Reader *r, MbSlice text) {
  MbIp ip;
  return r->outside && mb_ip_parse(text, &ip) && mb_ip_equal(&ip, &r->boundary->ip);
}

#define MAX_BLOCK 32 /* fields; no server writes so many, and the comparison stays small */

/* The topmost block directly below the boundary's line. */
static void trust_below(Reader *r) {
  g_autoptr(GPtrArray) seen = g_ptr_array_new();
  gboolean spf_seen = FALSE;
  guint end = MIN(r->headers->fields->len, r->at + 1 + MAX_BLOCK);
  for (guint i = r->at + 1; r->outside && i < end; i++) {
    const MbHeader *source = field(r, i);
    if (!stays_in_block(source))
      return;
    MbReceivedSpf *spf = spf_of(r, source);
    if (spf && !spf_seen && r->boundary->by &&
        is_listed(r->boundary->by, writes_below, G_N_ELEMENTS(writes_below))) {
      spf->trust = is_boundary_ip(r, spf->client_ip) ? MB_AR_TRUSTED : MB_AR_CLAIMED;
      spf_seen = TRUE;
    }
    MbAuthHeader *h = header_of(r, source);
    if (!h || !h->parsed)
      continue;
    if (!counts_below(r, h->authserv_id) || repeats_method(seen, h)) {
      if (seen->len)
        return; /* another id, or the same again: the server's own block has ended */
      continue;
    }
    h->trust = MB_AR_TRUSTED;
    h->below = TRUE;
    g_ptr_array_add(seen, h);
  }
}

static void read_results(Reader *r, guint i) {
  MbAuthHeader *h = mb_authres_parse(r->arena, field(r, i)->value);
  h->header = field(r, i);
  h->trust = is_trusted_above(r, i, h) ? MB_AR_TRUSTED : MB_AR_CLAIMED;
  g_ptr_array_add(r->out->headers, h);
}

/* The receiver is often masked, so the address decides: the result must be about the hop that we
 * take for the boundary. */
static void read_spf(Reader *r, guint i) {
  MbReceivedSpf *spf = mb_received_spf_parse(r->arena, field(r, i)->value);
  spf->header = field(r, i);
  g_autofree char *receiver = mb_domain_normalise(spf->receiver);
  gboolean other = receiver && strchr(receiver, '.') && r->boundary && r->boundary->by &&
                   !is_trusted_id(r, spf->receiver);
  gboolean above = r->boundary && i < r->at;
  if (above && !other && is_boundary_ip(r, spf->client_ip))
    spf->trust = MB_AR_TRUSTED;
  g_ptr_array_add(r->out->received_spf, spf);
}

/* Where every hop stayed inside, the only line that surely is our server's is the topmost one:
 * results above it count (internal mail, a server behind a proxy), nothing else does. */
static void find_place(Reader *r, const MbRoute *route) {
  if (!route->hops->len)
    return;
  r->outside = route->boundary >= 0;
  r->boundary = &g_array_index(route->hops, MbHop, MAX(route->boundary, 0));
  for (guint i = 0; i < r->headers->fields->len; i++) {
    if (field(r, i) == r->boundary->header) {
      r->at = i;
      return;
    }
    if (field(r, i)->id == MB_HEADER_RECEIVED && !field(r, i)->candidate)
      r->top = i + 1;
  }
  r->boundary = NULL;
  r->outside = FALSE;
}

static void name_trusted(Reader *r) {
  for (guint i = 0; i < r->out->headers->len; i++) {
    const MbAuthHeader *h = r->out->headers->pdata[i];
    if (h->trust != MB_AR_TRUSTED)
      continue;
    r->out->trusted_id = h->authserv_id.len
                             ? mb_arena_strndup(r->arena, h->authserv_id.data, h->authserv_id.len)
                             : r->boundary->by;
    return;
  }
}

MbRecorded *mb_recorded_read(MbArena *arena, const MbHeaders *headers, const MbRoute *route,
                             const MbOptions *options) {
  Reader r = {.arena = arena, .headers = headers, .options = options};
  r.out = mb_arena_new0(arena, MbRecorded);
  r.out->headers = mb_arena_own(arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  r.out->received_spf = mb_arena_own(arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  find_place(&r, route);
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = field(&r, i);
    if (h->candidate)
      continue;
    if (h->id == MB_HEADER_AUTHENTICATION_RESULTS)
      read_results(&r, i);
    else if (h->id == MB_HEADER_RECEIVED_SPF)
      read_spf(&r, i);
  }
  trust_below(&r);
  name_trusted(&r);
  return r.out;
}
