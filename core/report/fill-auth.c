/* Results of the protocols, each with who checked it, and what was left unchecked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#define MAX_RECORDED  32
#define MAX_QUESTIONS 256

/* Nobody has checked what is still open. */
static const char *by(MbResult result) {
  return result == MB_RESULT_NOT_CHECKED ? "nobody" : "here";
}

static void add_spf(MbReport *report, const MbSpf *spf) {
  if (!spf->domain)
    return;
  MbReportAuth row = {.result = mb_result_name(spf->result),
                      .domain = mb_report_str(report, spf->domain),
                      .scope = spf->scope == MB_SPF_HELO ? "helo" : "mailfrom",
                      .reason = mb_report_str(report, spf->mechanism),
                      .by = by(spf->result)};
  g_array_append_val(report->spf, row);
}

static void add_dkim(MbReport *report, const MbDkim *dkim) {
  MbReportAuth row = {.result = mb_result_name(dkim->result),
                      .domain = mb_report_str(report, dkim->domain),
                      .selector = mb_report_str(report, dkim->selector),
                      .reason = dkim->reason,
                      .by = by(dkim->result)};
  g_array_append_val(report->dkim, row);
}

static void add_here(MbReport *report, const MbAuth *auth) {
  add_spf(report, &auth->spf);
  add_spf(report, &auth->spf_helo);
  for (guint i = 0; i < auth->dkim->len && i < MAX_RECORDED; i++)
    add_dkim(report, &g_array_index(auth->dkim, MbDkim, i));
  for (guint i = 0; i < auth->dmarc->len && i < MAX_RECORDED; i++) {
    const MbDmarc *d = &g_array_index(auth->dmarc, MbDmarc, i);
    MbReportAuth row = {.result = mb_result_name(d->result),
                        .domain = mb_report_str(report, d->domain ? d->domain : d->org_domain),
                        .policy = d->policy,
                        .by = by(d->result)};
    g_array_append_val(report->dmarc, row);
  }
  if (auth->arc.n_sets) {
    MbReportAuth row = {.result = mb_result_name(auth->arc.result),
                        .domain = mb_report_str(report, auth->arc.sealer),
                        .by = by(auth->arc.result)};
    g_array_append_val(report->arc, row);
  }
}

/* The first of the named properties that the result has, e.g. "header.d". */
static const char *property(MbReport *report, const MbAuthResult *result,
                            const char *const *names) {
  for (; *names; names++)
    for (guint i = 0; result->props && i < result->props->len; i++) {
      const MbAuthProp *p = &g_array_index(result->props, MbAuthProp, i);
      if (mb_slice_is(p->name, *names) && p->value.len)
        return mb_report_text(report, p->value, 0);
    }
  return NULL;
}

static const struct {
  const char *method;
  gsize list;
  const char *domain[5];
} methods[] = {
    {"spf", G_STRUCT_OFFSET(MbReport, spf), {"smtp.mailfrom", "smtp.mail", "smtp.helo"}},
    {"dkim", G_STRUCT_OFFSET(MbReport, dkim), {"header.d", "header.i", "header.from"}},
    {"dmarc", G_STRUCT_OFFSET(MbReport, dmarc), {"header.from"}},
    {"arc", G_STRUCT_OFFSET(MbReport, arc), {"header.d", "smtp.remote-ip"}},
};

static void add_recorded(MbReport *report, const MbAuthHeader *header, const MbAuthResult *result) {
  static const char *const selector[] = {"header.s", NULL};
  static const char *const policy[] = {"policy.dmarc", "policy.published-domain-policy", NULL};
  for (guint k = 0; k < G_N_ELEMENTS(methods); k++) {
    GArray *list = G_STRUCT_MEMBER(GArray *, report, methods[k].list);
    if (!mb_slice_is(result->method, methods[k].method) || list->len >= 2 * MAX_RECORDED - 1)
      continue;
    MbReportAuth row = {
        .result = mb_report_text(report, result->result, 0),
        .domain = property(report, result, methods[k].domain),
        .selector = property(report, result, selector),
        .policy = property(report, result, policy),
        .reason = result->reason.len ? mb_report_text(report, result->reason, 0) : NULL,
        .by = header->trust == MB_AR_TRUSTED ? "server" : "claimed",
        .server = header->authserv_id.len ? mb_report_text(report, header->authserv_id, 0) : NULL,
    };
    g_array_append_val(list, row);
  }
}

static void add_received_spf(MbReport *report, const MbReceivedSpf *r) {
  if (report->spf->len >= 2 * MAX_RECORDED - 1)
    return;
  MbReportAuth row = {.result = mb_result_name(r->result),
                      .domain =
                          r->envelope_from.len ? mb_report_text(report, r->envelope_from, 0) : NULL,
                      .scope = "mailfrom",
                      .by = r->trust == MB_AR_TRUSTED ? "server" : "claimed",
                      .server = r->receiver.len ? mb_report_text(report, r->receiver, 0) : NULL};
  g_array_append_val(report->spf, row);
}

void mb_fill_authentication(MbReport *report, const MbCase *c) {
  add_here(report, c->auth);
  for (guint i = 0; i < c->recorded->headers->len; i++) {
    const MbAuthHeader *header = c->recorded->headers->pdata[i];
    for (guint k = 0; header->parsed && k < header->results->len; k++)
      add_recorded(report, header, &g_array_index(header->results, MbAuthResult, k));
  }
  for (guint i = 0; i < c->recorded->received_spf->len; i++)
    add_received_spf(report, c->recorded->received_spf->pdata[i]);
}

static void add_skips(MbReport *report, const MbCase *c) {
  static const char *const skips[] = {
      "skip.size",      "skip.header",  "skip.depth",     "skip.parts",
      "skip.text",      "skip.links",   "skip.structure", "skip.gmime",
      "skip.addresses", "skip.archive", "skip.encrypted", "skip.signed",
  };
  for (guint i = 0; i < G_N_ELEMENTS(skips); i++)
    if (c->message->skipped & 1u << i)
      mb_report_add_not_checked(report, skips[i]);
  if (c->message->attached->len && strcmp(c->kind, "bounce") != 0)
    mb_report_add_not_checked(report, "skip.attached");
  if (c->message->pictures_left)
    mb_report_add_not_checked(report, "skip.pictures");
  if (c->auth->dkim_too_many)
    mb_report_add_not_checked(report, "skip.dkim");
  if (c->route->n_received > c->route->hops->len)
    mb_report_add_not_checked(report, "skip.hops");
}

#define DAY (24 * 3600)

static gboolean has_expired(const MbCase *c) {
  for (guint i = 0; i < c->auth->dkim->len; i++)
    if (g_array_index(c->auth->dkim, MbDkim, i).flags & MB_DKIM_EXPIRED)
      return TRUE;
  return FALSE;
}

/* A term that ran out by a clock that may be wrong must not pass for a fact: with a time of arrival
 * the clock is not asked at all, and what it says is compared with that time. */
static void add_clock(MbReport *report, const MbCase *c) {
  gint64 arrived = 0;
  for (guint i = 0; i < c->route->hops->len && !arrived; i++) {
    const MbHop *hop = &g_array_index(c->route->hops, MbHop, i);
    arrived = hop->date.valid ? hop->date.time : 0;
  }
  if (!arrived && has_expired(c))
    mb_report_add_not_checked(report, "clock.only");
  if (arrived && c->options->now && arrived > c->options->now + DAY)
    mb_report_add_not_checked(report, "clock.behind");
}

static void add_question(MbReport *report, const MbQuestion *q) {
  if (q->kind == MB_ASK_PICTURE) /* has a line of its own */
    return;
  if (q->kind == MB_ASK_HISTORY) {
    mb_report_add_not_checked(report, "history");
    return;
  }
  static const char *const kinds[] = {[MB_ASK_GEO] = "GEO",
                                      [MB_ASK_REGISTRATION] = "REGISTRATION",
                                      [MB_ASK_BLOCKLIST] = "BLOCKLIST"};
  const char *kind = q->kind == MB_ASK_DNS ? mb_dns_type_name(q->type) : kinds[q->kind];
  g_autofree char *id = g_strconcat("question:", kind, " ", q->name, NULL);
  mb_report_add_not_checked(report, id);
}

void mb_fill_not_checked(MbReport *report, const MbCase *c, const GPtrArray *open) {
  static const char *const switches[] = {"dns", "registries", "blocklists"};
  report->allowed = c->options->allow;
  add_skips(report, c);
  add_clock(report, c);
  if (!report->allowed)
    mb_report_add_not_checked(report, "offline");
  for (guint i = 0; report->allowed && i < G_N_ELEMENTS(switches); i++)
    if (!(report->allowed & 1u << i))
      mb_report_add_not_checked(report, switches[i]);
  for (guint i = 0; i < open->len && i < MAX_QUESTIONS; i++)
    add_question(report, open->pdata[i]);
  for (guint i = 0; report->allowed && i < c->skipped->len; i++)
    mb_report_add_not_checked(report, c->skipped->pdata[i]);
}
