/* Findings, message, route and content of a report. SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#include "../checks/links.h"

#define MAX_SENDERS     256
#define MAX_LINKS       500
#define MAX_ATTACHMENTS 500
#define MAX_ENTRIES     100
#define MAX_COUNTRIES   20
#define SHOWN_ADDRESSES 5

void mb_fill_findings(MbReport *report, const MbCase *c) {
  for (guint i = 0; i < c->findings->len; i++) {
    const MbFinding *f = c->findings->pdata[i];
    MbReportFinding *row = mb_report_add_finding(
        report, f->check->id, mb_family_name(f->check->family), mb_leaning_name(f->leaning));
    for (guint k = 0; row && f->evidence && k < f->evidence->len; k++) {
      const MbEvidence *e = &g_array_index(f->evidence, MbEvidence, k);
      mb_report_add_evidence(report, row, e->label, e->value, e->offset, e->length);
    }
  }
}

/* A header value as it stands, without folds; NULL when the field is absent. */
static const char *raw_value(MbReport *report, const MbCase *c, MbHeaderId id) {
  const MbHeader *header = mb_headers_get(c->message->headers, id, 0);
  return header ? mb_report_text(report, mb_header_unfold(header, c->arena), 0) : NULL;
}

static void append_mailbox(GString *out, const MbMailbox *m) {
  gboolean both = m->name.len && m->address.len;
  if (m->name.len)
    g_string_append_len(out, m->name.data, m->name.len);
  if (both)
    g_string_append(out, " <");
  if (m->address.len)
    g_string_append_len(out, m->address.data, m->address.len);
  if (both)
    g_string_append_c(out, '>');
}

static const char *address_line(MbReport *report, const MbAddressList *list) {
  if (!list || !list->mailboxes->len)
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < list->mailboxes->len && i < SHOWN_ADDRESSES; i++) {
    if (i)
      g_string_append(out, ", ");
    append_mailbox(out, &g_array_index(list->mailboxes, MbMailbox, i));
  }
  if (list->mailboxes->len > SHOWN_ADDRESSES)
    g_string_append_printf(out, ", … +%u", list->mailboxes->len - SHOWN_ADDRESSES);
  return mb_report_text(report, mb_slice(out->str, out->len), 0);
}

static const char *from_line(MbReport *report, const MbCase *c) {
  if (!c->senders->readings->len)
    return raw_value(report, c, MB_HEADER_FROM);
  g_autoptr(GString) out = g_string_new(NULL);
  append_mailbox(out, &g_array_index(c->senders->readings, MbSenderReading, 0).mailbox);
  return mb_report_text(report, mb_slice(out->str, out->len), 0);
}

void mb_fill_message(MbReport *report, const MbCase *c) {
  report->from = from_line(report, c);
  report->to = address_line(report, c->to);
  report->reply_to = address_line(report, c->reply_to);
  report->return_path =
      c->return_path && !*c->return_path ? "<>" : mb_report_str(report, c->return_path);
  if (mb_headers_get(c->message->headers, MB_HEADER_SUBJECT, 0))
    report->subject = mb_report_text(report, c->message->subject, 0);
  report->date = raw_value(report, c, MB_HEADER_DATE);
  report->message_id = raw_value(report, c, MB_HEADER_MESSAGE_ID);
  for (guint i = 0; i < c->senders->readings->len && i < MAX_SENDERS; i++) {
    const MbSenderReading *r = &g_array_index(c->senders->readings, MbSenderReading, i);
    MbReportSender row = {r->reader, mb_report_text(report, r->mailbox.name, 0),
                          mb_report_text(report, r->mailbox.address, 0),
                          mb_report_str(report, r->mailbox.domain)};
    g_array_append_val(report->senders, row);
  }
}

static const char *text_or_null(MbReport *report, MbSlice s) {
  return s.len ? mb_report_text(report, s, 0) : NULL;
}

static const char *ip_text(MbReport *report, const MbIp *ip) {
  char buf[46];
  return ip->family ? mb_report_str(report, mb_ip_format(ip, buf)) : NULL;
}

/* For the map: the database is on this computer, nobody is asked. */
static const char *country_of(MbReport *report, const MbCase *c, const MbIp *ip) {
  gboolean open = ip->family && mb_ip_scope(ip) == MB_IP_PUBLIC;
  const MbGeo *geo = open ? mb_facts_geo(c->facts, ip, "report.chain") : NULL;
  return geo ? mb_report_str(report, geo->country) : NULL;
}

static void fill_hop(MbReport *report, const MbCase *c, guint i, MbReportHop *row) {
  const MbHop *h = &g_array_index(c->route->hops, MbHop, i);
  *row = (MbReportHop){
      .from_name = text_or_null(report, h->from_name),
      .helo = text_or_null(report, h->helo),
      .ip = ip_text(report, &h->ip),
      .reverse = mb_report_str(report, h->reverse),
      .by = mb_report_str(report, h->by),
      .with = text_or_null(report, h->with),
      .id = text_or_null(report, h->id),
      .for_addr = text_or_null(report, h->for_addr),
      .user = text_or_null(report, h->user),
      .country = i < MAX_COUNTRIES ? country_of(report, c, &h->ip) : NULL,
      .time = h->date.valid ? h->date.time : 0,
      .delay = h->delay,
      .tls = h->tls,
      .authenticated = h->authenticated,
      .local = h->local,
      .first = (int)i == c->route->first,
      .boundary = (int)i == c->route->boundary,
      .trusted = (int)i <= c->route->boundary,
      .offset = -1,
  };
  if (h->header) {
    row->offset = mb_message_offset(c->message, h->header->raw.data);
    row->length = h->header->raw.len;
  }
}

void mb_fill_route(MbReport *report, const MbCase *c) {
  for (guint i = 0; i < c->route->hops->len; i++) {
    MbReportHop row;
    fill_hop(report, c, i, &row);
    g_array_append_val(report->hops, row);
  }
  report->boundary = c->route->boundary;
  report->boundary_assumed = c->route->assumed;
  if (report->boundary >= 0) {
    const MbReportHop *row = &g_array_index(report->hops, MbReportHop, report->boundary);
    report->boundary_ip = row->ip;
    report->boundary_by = row->by;
  }
}

static void fill_links(MbReport *report, const GArray *links) {
  for (guint i = 0; i < links->len && i < MAX_LINKS; i++) {
    const MbLink *l = &g_array_index(links, MbLink, i);
    MbReportLink row = {.url = mb_report_text(report, l->url, MB_REPORT_URL_CHARS),
                        .host = mb_report_str(report, l->host),
                        .domain = mb_report_str(report, l->domain),
                        .text = text_or_null(report, l->text),
                        .place = mb_place_name(l->place),
                        .wrapper = mb_report_str(report, l->wrapper),
                        .hidden = l->hidden};
    g_array_append_val(report->links, row);
  }
  report->more_links = links->len > MAX_LINKS ? links->len - MAX_LINKS : 0;
}

static void fill_attachment(MbReport *report, const MbAttachment *a) {
  MbReportAttachment row = {.name = text_or_null(report, a->name),
                            .declared = mb_report_str(report, a->declared),
                            .detected = mb_report_str(report, a->detected),
                            .size = a->size,
                            .encrypted = (a->flags & MB_ATT_ENCRYPTED) != 0};
  guint n = a->entries ? a->entries->len : 0;
  if (n)
    row.entries = g_ptr_array_new();
  for (guint i = 0; i < n && i < MAX_ENTRIES; i++)
    g_ptr_array_add(row.entries, (gpointer)mb_report_str(report, a->entries->pdata[i]));
  row.more_entries = n > MAX_ENTRIES ? n - MAX_ENTRIES : 0;
  g_array_append_val(report->attachments, row);
}

/* What the reader is offered to ask is what the checks would then ask. */
static void fill_link_hosts(MbReport *report, const MbCase *c) {
  const char *hosts[MB_LINK_HOSTS];
  guint n = mb_link_hosts(c, hosts);
  for (guint i = 0; i < n; i++)
    if (!mb_link_host_is_allowed(c, hosts[i]))
      g_ptr_array_add(report->link_hosts, (gpointer)mb_report_str(report, hosts[i]));
}

void mb_fill_content(MbReport *report, const MbCase *c) {
  fill_links(report, c->message->links);
  fill_link_hosts(report, c);
  const GArray *attachments = c->message->attachments;
  for (guint i = 0; i < attachments->len && i < MAX_ATTACHMENTS; i++)
    fill_attachment(report, &g_array_index(attachments, MbAttachment, i));
  if (attachments->len > MAX_ATTACHMENTS)
    mb_report_add_not_checked(report, "skip.report");
}
