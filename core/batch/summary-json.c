/* The summary as one JSON object. Lists are cut where nobody reads on; how
 * many there are is said beside them. SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "bounces.h"
#include "words.h"

#define MAX_CAMPAIGNS 1000
#define MAX_MEMBERS   100
#define MAX_VALUES    100

static json_t *time_json(gint64 time) {
  g_autoptr(GDateTime) when = time ? g_date_time_new_from_unix_utc(time) : NULL;
  g_autofree char *text = when ? g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  return text ? json_string(text) : json_null();
}

static json_t *text_json(const char *text) {
  json_t *string = text ? json_string(text) : NULL;
  return string ? string : json_null();
}

static json_t *ids_json(const MbSummary *s, GArray *ids) {
  json_t *list = json_array();
  for (guint i = 0; i < ids->len && i < MAX_VALUES; i++)
    json_array_append_new(list, text_json(mb_record_text(s, g_array_index(ids, guint32, i))));
  g_array_unref(ids);
  return list;
}

static json_t *counts_json(const MbSummary *s, const GArray *counts) {
  json_t *list = json_array();
  for (guint i = 0; i < counts->len && i < MAX_VALUES; i++) {
    const MbCount *c = &g_array_index(counts, MbCount, i);
    json_array_append_new(
        list, json_pack("{s:o,s:i}", "value", text_json(mb_record_text(s, c->id)), "mails", c->n));
  }
  return list;
}

static json_t *values_json(const MbSummary *s, gsize offset) {
  g_autoptr(GArray) counts = mb_count_values(s, offset, MB_STORY_NONE);
  return counts_json(s, counts);
}

static json_t *countries_json(const GArray *rows) {
  json_t *list = json_array();
  for (guint i = 0; i < rows->len && i < MAX_VALUES; i++) {
    const MbCountries *c = &g_array_index(rows, MbCountries, i);
    json_array_append_new(list,
                          json_pack("{s:o,s:o,s:i}", "from", text_json(c->from), "links",
                                    c->to[0] ? text_json(c->to) : json_null(), "mails", c->n));
  }
  return list;
}

static json_t *verdicts_json(const guint *verdicts) {
  json_t *object = json_object();
  for (guint v = 0; v <= MB_VERDICT_SPOOFED; v++)
    json_object_set_new(object, mb_verdict_name(v), json_integer(verdicts[v]));
  return object;
}

static json_t *days_json(const MbSummary *s) {
  g_autoptr(GArray) days = mb_count_days(s);
  json_t *list = json_array();
  for (guint i = 0; i < days->len; i++) {
    const MbDay *d = &g_array_index(days, MbDay, i);
    json_array_append_new(list, json_pack("{s:o,s:o}", "day", time_json(d->day), "verdicts",
                                          verdicts_json(d->verdicts)));
  }
  return list;
}

static json_t *members_json(const MbSummary *s, const MbCampaigns *all, const MbCampaign *c) {
  json_t *list = json_array();
  for (guint i = c->first; i < c->first + MIN(c->n, MAX_MEMBERS); i++) {
    const MbRecord *r = mb_record_at(s, all->order[i]);
    g_autofree char *name = mb_record_name(s, r);
    json_array_append_new(list,
                          json_pack("{s:o,s:o,s:s,s:o,s:o}", "mail", text_json(name), "time",
                                    time_json(r->time), "verdict", mb_verdict_name(r->verdict),
                                    "sender", text_json(mb_record_text(s, r->sender)), "recipient",
                                    text_json(mb_record_text(s, r->recipient))));
  }
  return list;
}

/* All members, since the list of them is cut. They are in order of time; those without one come first. */
static json_t *campaign_curve(const MbSummary *s, const MbCampaigns *all, const MbCampaign *c) {
  guint i = c->first, end = c->first + c->n;
  json_t *list = json_array();
  while (i < end && !mb_record_at(s, all->order[i])->time)
    i++;
  if (i == end)
    return list;
  guint32 first = mb_record_at(s, all->order[i])->time;
  guint step = mb_curve_step(mb_record_at(s, all->order[end - 1])->time - first);
  for (guint column = 0; i < end; column++) {
    guint n = 0;
    while (i < end && (mb_record_at(s, all->order[i])->time - first) / step == column)
      n++, i++;
    json_array_append_new(
        list, json_pack("{s:o,s:i}", "from", time_json(first + (gint64)column * step), "mails", n));
  }
  return list;
}

static json_t *same_json(guint same) {
  json_t *list = json_array();
  for (guint bit = 0; mb_same_name(bit); bit++)
    if (same & (1u << bit))
      json_array_append_new(list, json_string(mb_same_name(bit)));
  return list;
}

static json_t *campaign_json(const MbSummary *s, const MbCampaigns *all, const MbCampaign *c) {
  static const struct {
    const char *name;
    gsize offset;
  } lists[] = {{"senders", G_STRUCT_OFFSET(MbRecord, sender)},
               {"subjects", G_STRUCT_OFFSET(MbRecord, subject)},
               {"link_domains", G_STRUCT_OFFSET(MbRecord, link)},
               {"sent_from", G_STRUCT_OFFSET(MbRecord, ip)},
               {"recipients", G_STRUCT_OFFSET(MbRecord, recipient)}};
  const MbRecord *first = mb_record_at(s, all->order[c->first]);
  const MbRecord *last = mb_record_at(s, all->order[c->first + c->n - 1]);
  json_t *object =
      json_pack("{s:i,s:i,s:o,s:o,s:o}", "mails", c->n, "warnings", c->warnings, "first",
                time_json(first->time), "last", time_json(last->time), "same", same_json(c->same));
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    json_object_set_new(object, lists[i].name,
                        ids_json(s, mb_campaign_values(s, all, c, lists[i].offset)));
  json_object_set_new(object, "guessed_recipients", ids_json(s, mb_campaign_guessed(s, all, c)));
  json_object_set_new(object, "curve", campaign_curve(s, all, c));
  json_object_set_new(object, "members", members_json(s, all, c));
  return object;
}

static void add_campaigns(json_t *root, const MbSummary *s) {
  g_autoptr(MbCampaigns) all = mb_campaigns_find(s);
  json_t *list = json_array();
  for (guint i = 0; i < all->largest->len && i < MAX_CAMPAIGNS; i++)
    json_array_append_new(list, campaign_json(s, all, &g_array_index(all->largest, MbCampaign, i)));
  json_object_set_new(root, "campaigns_found", json_integer(all->largest->len));
  json_object_set_new(root, "campaigns", list);
}

static json_t *curve_json(const MbBounces *b) {
  json_t *list = json_array();
  for (guint i = 0; i < b->curve->len; i++)
    json_array_append_new(list,
                          json_pack("{s:o,s:i}", "from", time_json(b->first + (gint64)i * b->step),
                                    "notices", g_array_index(b->curve, guint, i)));
  return list;
}

static json_t *bounces_json(const MbSummary *s, const MbCatalogue *catalogue) {
  static const char *const stories[] = {"none", "not-known", "own-mail", "forged-sender",
                                        "password-used"};
  g_autoptr(MbBounces) b = mb_bounces_read(s);
  if (!b)
    return json_null();
  json_t *advice = json_array();
  for (const char *const *line = mb_bounces_advice(b); *line; line++)
    json_array_append_new(advice, json_string(mb_tr(catalogue, *line)));
  json_t *object = json_pack(
      "{s:i,s:s,s:s,s:o,s:i,s:i,s:i,s:i}", "notices", b->n, "story", stories[b->story], "headline",
      mb_tr(catalogue, mb_bounces_headline(b)), "advice", advice, "password_used", b->abused,
      "forged_sender", b->forged, "own_mail", b->own, "not_known", b->unread);
  json_object_set_new(object, "first", time_json(b->first));
  json_object_set_new(object, "last", time_json(b->last));
  json_object_set_new(object, "first_sent", time_json(b->first_sent));
  json_object_set_new(object, "curve", curve_json(b));
  json_object_set_new(object, "sources", counts_json(s, b->sources));
  json_object_set_new(object, "countries", countries_json(b->countries));
  json_object_set_new(object, "lures", counts_json(s, b->lures));
  json_object_set_new(object, "subjects", counts_json(s, b->subjects));
  return object;
}

static json_t *statistics_json(const MbSummary *s) {
  g_autoptr(GArray) countries = mb_count_countries(s, MB_STORY_NONE);
  return json_pack("{s:o,s:o,s:o,s:o,s:o}", "countries", countries_json(countries), "networks",
                   values_json(s, G_STRUCT_OFFSET(MbRecord, operator_name)), "claimed",
                   values_json(s, G_STRUCT_OFFSET(MbRecord, brand)), "link_domains",
                   values_json(s, G_STRUCT_OFFSET(MbRecord, link)), "days", days_json(s));
}

char *mb_summary_to_json(MbSummary *s, const MbCatalogue *catalogue) {
  json_t *root = json_pack("{s:i,s:o}", "mails", s->n, "verdicts", verdicts_json(s->verdicts));
  add_campaigns(root, s);
  json_object_set_new(root, "bounces", bounces_json(s, catalogue));
  json_object_set_new(root, "statistics", statistics_json(s));
  char *text = json_dumps(root, JSON_COMPACT), *copy = g_strdup(text);
  free(text);
  json_decref(root);
  return copy;
}
