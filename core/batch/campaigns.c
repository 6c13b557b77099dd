/* Grouping by sorting, once for each trait, so the only memory is one number a mail; the groups of
 * the traits are united. SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaigns.h"

#include <stdlib.h>

#define WINDOW     (7 * 24 * 3600)
#define MAX_VALUES 1000

typedef guint64 (*Trait)(const MbRecord *r);

static guint64 pair(guint32 a, guint32 b) {
  return a && b ? ((guint64)a << 32) | b : 0;
}

static guint64 by_body(const MbRecord *r) {
  return r->body;
}
static guint64 by_attachment(const MbRecord *r) {
  return r->attachment;
}
static guint64 by_sender(const MbRecord *r) {
  return pair(r->subject_hash, r->sender_hash);
}
static guint64 by_link(const MbRecord *r) {
  return pair(r->subject_hash, r->link_hash);
}
static guint64 by_address(const MbRecord *r) {
  return r->ip == MB_INTERN_MORE ? 0 : pair(r->subject_hash, r->ip);
}
/* One place sends, one place is led to: that joins only mails that are warned of, or else everybody
 * who writes from his office with a link to it. */
static guint64 by_way(const MbRecord *r) {
  return r->verdict >= MB_VERDICT_SUSPICIOUS && r->ip != MB_INTERN_MORE ? pair(r->link_hash, r->ip)
                                                                        : 0;
}
/* The result: the index of the first mail of its group. */
static guint64 by_campaign(const MbRecord *r) {
  return r->campaign;
}

typedef struct {
  const MbSummary *summary;
  Trait trait;
} Sorting;

static int compare(const void *a, const void *b, void *data) {
  const Sorting *sorting = data;
  guint32 ia = *(const guint32 *)a, ib = *(const guint32 *)b;
  const MbRecord *ra = mb_record_at(sorting->summary, ia), *rb = mb_record_at(sorting->summary, ib);
  guint64 ka = sorting->trait(ra), kb = sorting->trait(rb);
  if (ka != kb)
    return ka < kb ? -1 : 1;
  if (ra->time != rb->time)
    return ra->time < rb->time ? -1 : 1;
  return ia < ib ? -1 : ia > ib;
}

static void sort(const MbSummary *s, guint32 *order, Trait trait) {
  Sorting sorting = {s, trait};
  qsort_r(order, s->n, sizeof *order, compare, &sorting);
}

static guint32 root_of(const MbSummary *s, guint32 i) {
  while (mb_record_at(s, i)->campaign != i) {
    MbRecord *r = mb_record_at(s, i);
    r->campaign = mb_record_at(s, r->campaign)->campaign;
    i = r->campaign;
  }
  return i;
}

static void unite(const MbSummary *s, guint32 a, guint32 b) {
  guint32 ra = root_of(s, a), rb = root_of(s, b);
  mb_record_at(s, MAX(ra, rb))->campaign = MIN(ra, rb);
}

static void unite_by(const MbSummary *s, guint32 *order, Trait trait) {
  sort(s, order, trait);
  for (guint i = 1; i < s->n; i++) {
    const MbRecord *a = mb_record_at(s, order[i - 1]), *b = mb_record_at(s, order[i]);
    gboolean near = !a->time || !b->time || b->time - a->time <= WINDOW;
    if (trait(a) && trait(a) == trait(b) && near)
      unite(s, order[i - 1], order[i]);
  }
}

static guint same_traits(const MbRecord *a, const MbRecord *b) {
  return (a->sender_hash && a->sender_hash == b->sender_hash ? MB_SAME_SENDER : 0) |
         (a->subject_hash && a->subject_hash == b->subject_hash ? MB_SAME_SUBJECT : 0) |
         (a->body && a->body == b->body ? MB_SAME_BODY : 0) |
         (a->link_hash && a->link_hash == b->link_hash ? MB_SAME_LINK : 0) |
         (a->attachment && a->attachment == b->attachment ? MB_SAME_ATTACHMENT : 0) |
         (a->ip && a->ip == b->ip && a->ip != MB_INTERN_MORE ? MB_SAME_ADDRESS : 0);
}

static MbCampaign measure(const MbSummary *s, const guint32 *order, guint first, guint end) {
  MbCampaign c = {first, end - first, 0, ~0u};
  const MbRecord *head = mb_record_at(s, order[first]);
  for (guint i = first; i < end; i++) {
    const MbRecord *r = mb_record_at(s, order[i]);
    c.same &= same_traits(head, r);
    c.warnings += mb_verdict_is_warning(r->verdict);
  }
  return c;
}

static int by_size(const void *a, const void *b) {
  const MbCampaign *x = a, *y = b;
  if (!x->warnings != !y->warnings)
    return x->warnings ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

static void collect(const MbSummary *s, MbCampaigns *found) {
  for (guint first = 0, i = 1; i <= s->n; i++) {
    if (i < s->n && mb_record_at(s, found->order[i])->campaign ==
                        mb_record_at(s, found->order[first])->campaign)
      continue;
    if (i - first > 1) {
      MbCampaign c = measure(s, found->order, first, i);
      g_array_append_val(found->largest, c);
    }
    first = i;
  }
  g_array_sort(found->largest, by_size);
}

MbCampaigns *mb_campaigns_find(const MbSummary *s) {
  static const Trait traits[] = {by_body, by_attachment, by_sender, by_link, by_address, by_way};
  MbCampaigns *found = g_new0(MbCampaigns, 1);
  found->order = g_new(guint32, s->n + 1);
  found->largest = g_array_new(FALSE, FALSE, sizeof(MbCampaign));
  for (guint32 i = 0; i < s->n; i++)
    found->order[i] = mb_record_at(s, i)->campaign = i;
  for (guint t = 0; t < G_N_ELEMENTS(traits); t++)
    unite_by(s, found->order, traits[t]);
  for (guint32 i = 0; i < s->n; i++)
    mb_record_at(s, i)->campaign = root_of(s, i);
  sort(s, found->order, by_campaign);
  collect(s, found);
  return found;
}

void mb_campaigns_free(MbCampaigns *campaigns) {
  g_free(campaigns->order);
  g_array_unref(campaigns->largest);
  g_free(campaigns);
}

static gboolean has(const GArray *ids, guint32 id) {
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index(ids, guint32, i) == id)
      return TRUE;
  return FALSE;
}

GArray *mb_campaign_values(const MbSummary *s, const MbCampaigns *campaigns, const MbCampaign *c,
                           gsize offset) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint i = c->first; i < c->first + c->n && ids->len < MAX_VALUES; i++) {
    guint32 id = G_STRUCT_MEMBER(guint32, mb_record_at(s, campaigns->order[i]), offset);
    if (id && id != MB_INTERN_MORE && !has(ids, id))
      g_array_append_val(ids, id);
  }
  return ids;
}

GArray *mb_campaign_guessed(const MbSummary *s, const MbCampaigns *campaigns, const MbCampaign *c) {
  GArray *ids = mb_campaign_values(s, campaigns, c, G_STRUCT_OFFSET(MbRecord, recipient));
  for (guint i = ids->len; i-- > 0;) {
    const char *address = mb_record_text(s, g_array_index(ids, guint32, i));
    const char *at = strrchr(address, '@');
    gboolean own_place = at && mb_options_is_own_domain(s->options, at + 1);
    if (!s->options->own_addresses->len || !own_place ||
        mb_options_is_own_address(s->options, address))
      g_array_remove_index(ids, i);
  }
  return ids;
}
