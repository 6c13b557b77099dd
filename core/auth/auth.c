/* One mail's authentication: which identity each protocol is asked about, and in which order they
 * feed each other (SPF, DKIM → DMARC). SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth.h"
#include "arc.h"
#include "dkim.h"
#include "dmarc.h"
#include "spf.h"
#include "../base/domain.h"

#define MAX_AUTHORS 10 /* author domains evaluated; the rest stays not checked */

typedef struct {
  MbArena *arena;
  const MbMessage *message;
  const MbRoute *route;
  const GPtrArray *authors;
  MbFacts *facts;
  const MbOptions *options;
  const MbHop *boundary; /* or NULL */
  gint64 received;
} Auth;

/* When the mail came in: t= and x= are judged then, not now (VERDICT, "old mail"). */
static gint64 time_of_receipt(const Auth *a) {
  if (a->boundary && a->boundary->date.valid)
    return a->boundary->date.time;
  for (guint i = 0; i < a->route->hops->len; i++) {
    const MbHop *hop = &g_array_index(a->route->hops, MbHop, i);
    if (hop->date.valid)
      return hop->date.time;
  }
  return a->options->now;
}

/* ---- SPF ---- */

/* "<local@domain>", blanks around it at most. Anything else is not empty but unusable (SECURITY row
 * 2): only "<>" is the null path. */
static gboolean split_path(MbSlice path, MbSlice *local, MbSlice *domain) {
  *local = *domain = MB_SLICE_NONE;
  path = mb_slice_trim(path);
  if (path.len >= 2 && path.data[0] == '<' && path.data[path.len - 1] == '>')
    path = mb_slice(path.data + 1, path.len - 2);
  else if (path.len == 0 || memchr(path.data, '<', path.len))
    return FALSE;
  if (path.len == 0)
    return TRUE;
  const char *at = memrchr(path.data, '@', path.len);
  for (gsize i = 0; i < path.len; i++)
    if ((guchar)path.data[i] <= 0x20 || strchr("<>()", path.data[i]))
      return FALSE;
  if (!at || at == path.data)
    return FALSE;
  *local = mb_slice(path.data, (gsize)(at - path.data));
  *domain = mb_slice(at + 1, (gsize)(path.data + path.len - at - 1));
  return TRUE;
}

static const char *copy(Auth *a, MbSlice s) {
  return s.len ? mb_arena_slice(a->arena, s).data : NULL;
}

static MbSpf check_helo(Auth *a, const char *helo) {
  MbSpfQuery query = {.scope = MB_SPF_HELO,
                      .ip = a->boundary->ip,
                      .domain = helo,
                      .helo = helo,
                      .receiver = a->boundary->by,
                      .now = a->received,
                      .quiet = a->options->quiet};
  return mb_spf_check(a->arena, &query, a->facts);
}

static MbSpf check_mail_from(Auth *a, const char *helo) {
  const MbHeader *path = mb_headers_get(a->message->headers, MB_HEADER_RETURN_PATH, 0);
  MbSlice local, domain;
  if (!path || !split_path(path->value, &local, &domain))
    return (MbSpf){.result = MB_RESULT_NONE,
                   .scope = MB_SPF_MAILFROM,
                   .reason = path ? "bad-return-path" : "no-return-path"};
  if (!domain.len)
    return check_helo(a, helo); /* RFC 7208 section 2.4; the scope says so */
  MbSpfQuery query = {.scope = MB_SPF_MAILFROM,
                      .ip = a->boundary->ip,
                      .domain = copy(a, domain),
                      .local = copy(a, local),
                      .helo = helo,
                      .receiver = a->boundary->by,
                      .now = a->received,
                      .quiet = a->options->quiet};
  return mb_spf_check(a->arena, &query, a->facts);
}

static void check_spf(Auth *a, MbAuth *out) {
  if (!a->boundary || a->boundary->ip.family == 0) {
    out->spf.reason = out->spf_helo.reason = "no-outside-hop";
    out->spf_helo.scope = MB_SPF_HELO;
    return;
  }
  const char *helo = copy(a, a->boundary->helo);
  out->spf = check_mail_from(a, helo);
  out->spf_helo = check_helo(a, helo);
}

/* ---- DKIM ---- */

static gboolean may_align(const Auth *a, const MbHeader *h) {
  MbDkim seen;
  mb_dkim_describe(a->arena, h, &seen);
  for (guint i = 0; seen.domain && i < a->authors->len; i++)
    if (mb_domain_same_organisation(seen.domain, g_ptr_array_index(a->authors, i)))
      return TRUE;
  return FALSE;
}

/* Over the limit, those that could speak for the author go first: junk on top hides nothing. */
static void choose(const Auth *a, const MbHeader **headers, guint n, gboolean *chosen) {
  guint left = MB_MAX_DKIM_VERIFIED;
  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < n && left; i++) {
      if (chosen[i] || (pass == 0 && n > MB_MAX_DKIM_VERIFIED && !may_align(a, headers[i])))
        continue;
      chosen[i] = TRUE;
      left--;
    }
  }
}

static void check_dkim(Auth *a, MbDkimMail *mail, MbAuth *out) {
  guint n = mb_headers_count(a->message->headers, MB_HEADER_DKIM_SIGNATURE);
  const MbHeader **headers = mb_arena_alloc(a->arena, n * sizeof *headers);
  gboolean *chosen = mb_arena_alloc(a->arena, n * sizeof *chosen);
  for (guint i = 0, at = 0; i < a->message->headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(a->message->headers->fields, MbHeader, i);
    if (h->id == MB_HEADER_DKIM_SIGNATURE && !h->candidate)
      headers[at++] = h;
  }
  choose(a, headers, n, chosen);
  out->dkim_too_many = n > MB_MAX_DKIM_VERIFIED;
  g_array_set_size(out->dkim, n);
  for (guint i = 0; i < n; i++) {
    MbDkim *dkim = &g_array_index(out->dkim, MbDkim, i);
    if (chosen[i])
      mb_dkim_verify(a->arena, mail, headers[i], a->received, a->facts, dkim);
    else
      mb_dkim_describe(a->arena, headers[i], dkim);
  }
}

/* ---- DMARC ---- */

static void add_passes(const MbAuth *auth, MbDmarcInput *input, GPtrArray *spf, GPtrArray *dkim) {
  input->open = auth->spf.result == MB_RESULT_NOT_CHECKED;
  input->temporary = auth->spf.result == MB_RESULT_TEMPERROR;
  if (auth->spf.result == MB_RESULT_PASS)
    g_ptr_array_add(spf, (gpointer)auth->spf.domain);
  for (guint i = 0; i < auth->dkim->len; i++) {
    const MbDkim *d = &g_array_index(auth->dkim, MbDkim, i);
    input->open |= d->verified && d->result == MB_RESULT_NOT_CHECKED;
    input->temporary |= d->result == MB_RESULT_TEMPERROR;
    if (d->result == MB_RESULT_PASS && !(d->flags & MB_DKIM_AFTER_UNDO))
      g_ptr_array_add(dkim, (gpointer)d->domain);
  }
}

static void check_dmarc(Auth *a, MbAuth *out) {
  g_autoptr(GPtrArray) spf = g_ptr_array_new();
  g_autoptr(GPtrArray) dkim = g_ptr_array_new();
  MbDmarcInput input = {.spf = spf, .dkim = dkim};
  add_passes(out, &input, spf, dkim);
  for (guint i = 0; i < a->authors->len; i++) {
    const char *author = g_ptr_array_index(a->authors, i);
    MbDmarc dmarc = {.result = MB_RESULT_NOT_CHECKED};
    if (i < MAX_AUTHORS)
      dmarc = mb_dmarc_check(a->arena, author, &input, a->facts);
    dmarc.author = author;
    g_array_append_val(out->dmarc, dmarc);
  }
}

static void mark_aligned(Auth *a, MbAuth *out) {
  for (guint i = 0; i < out->dkim->len; i++) {
    MbDkim *d = &g_array_index(out->dkim, MbDkim, i);
    d->aligned = d->domain && a->authors->len && a->authors->len <= MAX_AUTHORS;
    for (guint k = 0; d->aligned && k < a->authors->len; k++)
      d->aligned =
          mb_dmarc_is_aligned(g_ptr_array_index(a->authors, k), d->domain, FALSE, a->facts);
  }
}

/* ---- all ---- */

/* Hosts whose own seals count: the servers the user named, and the boundary's. */
static GPtrArray *trusted_sealers(Auth *a) {
  GPtrArray *hosts = mb_arena_own(a->arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < a->options->trust_servers->len; i++)
    g_ptr_array_add(hosts, g_ptr_array_index(a->options->trust_servers, i));
  if (a->boundary && a->boundary->by)
    g_ptr_array_add(hosts, (gpointer)a->boundary->by);
  return hosts;
}

static GArray *new_array(MbArena *arena, gsize size) {
  return mb_arena_own(arena, g_array_new(FALSE, TRUE, (guint)size), (GDestroyNotify)g_array_unref);
}

MbAuth *mb_auth_evaluate(MbArena *arena, const MbMessage *message, const MbRoute *route,
                         const GPtrArray *author_domains, MbFacts *facts,
                         const MbOptions *options) {
  MbAuth *out = mb_arena_new0(arena, MbAuth);
  Auth a = {arena, message, route, author_domains, facts, options, NULL, 0};
  out->dkim = new_array(arena, sizeof(MbDkim));
  out->dmarc = new_array(arena, sizeof(MbDmarc));
  if (route->boundary >= 0)
    a.boundary = &g_array_index(route->hops, MbHop, route->boundary);
  a.received = time_of_receipt(&a);
  MbDkimMail *mail = mb_dkim_mail_new(arena, message->headers, message->body);
  check_spf(&a, out);
  check_dkim(&a, mail, out);
  out->arc = mb_arc_check(arena, mail, trusted_sealers(&a), facts);
  check_dmarc(&a, out);
  mark_aligned(&a, out);
  return out;
}
