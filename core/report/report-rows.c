/* The table of a report's fields, and what needs nothing else: making, clearing, comparing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rows.h"

#define FIELD(Type, member, name, kind, max, row)                                                  \
  { ",\"" name "\":", sizeof(name) + 3, MB_FIELD_##kind, G_STRUCT_OFFSET(Type, member), max, row }
#define ROW(Type, table)                                                                           \
  { sizeof(Type), G_N_ELEMENTS(table), table }

/* Longest texts: an inert line or URL, four bytes a character and room for shown code points. */
#define LINE 8192
#define URL  16384

static const MbField evidence_fields[] = {
    FIELD(MbReportEvidence, label, "label", LABEL, LINE, NULL),
    FIELD(MbReportEvidence, value, "value", ID, URL, NULL),
    FIELD(MbReportEvidence, offset, "offset", OFFSET, 0, NULL),
    FIELD(MbReportEvidence, length, "length", U64, 0, NULL),
};
const MbRow mb_row_evidence = ROW(MbReportEvidence, evidence_fields);

static const MbField finding_fields[] = {
    FIELD(MbReportFinding, id, "id", ID, LINE, NULL),
    FIELD(MbReportFinding, family, "family", ID, LINE, NULL),
    FIELD(MbReportFinding, leaning, "leaning", ID, LINE, NULL),
    FIELD(MbReportFinding, evidence, "evidence", ROWS, 256, &mb_row_evidence),
};
const MbRow mb_row_finding = ROW(MbReportFinding, finding_fields);

static const MbField reason_fields[] = {
    FIELD(MbReportReason, finding, "finding", TEXT, LINE, NULL),
    FIELD(MbReportReason, text, "text", SENTENCE, 32, NULL),
};
static const MbRow row_reason = ROW(MbReportReason, reason_fields);

static const MbField sender_fields[] = {
    FIELD(MbReportSender, reader, "reader", ID, LINE, NULL),
    FIELD(MbReportSender, name, "name", TEXT, LINE, NULL),
    FIELD(MbReportSender, address, "address", TEXT, LINE, NULL),
    FIELD(MbReportSender, domain, "domain", TEXT, LINE, NULL),
};
const MbRow mb_row_sender = ROW(MbReportSender, sender_fields);

static const MbField hop_fields[] = {
    FIELD(MbReportHop, from_name, "from", TEXT, LINE, NULL),
    FIELD(MbReportHop, helo, "helo", TEXT, LINE, NULL),
    FIELD(MbReportHop, ip, "ip", TEXT, LINE, NULL),
    FIELD(MbReportHop, reverse, "reverse", TEXT, LINE, NULL),
    FIELD(MbReportHop, by, "by", TEXT, LINE, NULL),
    FIELD(MbReportHop, with, "with", TEXT, LINE, NULL),
    FIELD(MbReportHop, id, "id", TEXT, LINE, NULL),
    FIELD(MbReportHop, for_addr, "for", TEXT, LINE, NULL),
    FIELD(MbReportHop, user, "user", TEXT, LINE, NULL),
    FIELD(MbReportHop, country, "country", TEXT, LINE, NULL),
    FIELD(MbReportHop, time, "time", TIME, 0, NULL),
    FIELD(MbReportHop, delay, "delay", SPAN, 0, NULL),
    FIELD(MbReportHop, tls, "tls", BOOL, 0, NULL),
    FIELD(MbReportHop, authenticated, "authenticated", BOOL, 0, NULL),
    FIELD(MbReportHop, local, "local", BOOL, 0, NULL),
    FIELD(MbReportHop, first, "first", BOOL, 0, NULL),
    FIELD(MbReportHop, boundary, "boundary", BOOL, 0, NULL),
    FIELD(MbReportHop, trusted, "trusted", BOOL, 0, NULL),
    FIELD(MbReportHop, offset, "offset", OFFSET, 0, NULL),
    FIELD(MbReportHop, length, "length", U64, 0, NULL),
};
const MbRow mb_row_hop = ROW(MbReportHop, hop_fields);

static const MbField link_fields[] = {
    FIELD(MbReportLink, url, "url", ID, URL, NULL),
    FIELD(MbReportLink, host, "host", TEXT, LINE, NULL),
    FIELD(MbReportLink, domain, "domain", TEXT, LINE, NULL),
    FIELD(MbReportLink, text, "text", TEXT, LINE, NULL),
    FIELD(MbReportLink, place, "place", ID, LINE, NULL),
    FIELD(MbReportLink, wrapper, "wrapper", TEXT, LINE, NULL),
    FIELD(MbReportLink, hidden, "hidden", BOOL, 0, NULL),
};
const MbRow mb_row_link = ROW(MbReportLink, link_fields);

static const MbField attachment_fields[] = {
    FIELD(MbReportAttachment, name, "name", TEXT, LINE, NULL),
    FIELD(MbReportAttachment, declared, "declared", TEXT, LINE, NULL),
    FIELD(MbReportAttachment, detected, "detected", TEXT, LINE, NULL),
    FIELD(MbReportAttachment, size, "size", U64, 0, NULL),
    FIELD(MbReportAttachment, encrypted, "encrypted", BOOL, 0, NULL),
    FIELD(MbReportAttachment, entries, "entries", STRINGS, 1000, NULL),
    FIELD(MbReportAttachment, more_entries, "more_entries", UINT, 0, NULL),
};
const MbRow mb_row_attachment = ROW(MbReportAttachment, attachment_fields);

static const MbField auth_fields[] = {
    FIELD(MbReportAuth, result, "result", ID, LINE, NULL),
    FIELD(MbReportAuth, domain, "domain", TEXT, LINE, NULL),
    FIELD(MbReportAuth, scope, "scope", TEXT, LINE, NULL),
    FIELD(MbReportAuth, selector, "selector", TEXT, LINE, NULL),
    FIELD(MbReportAuth, reason, "reason", TEXT, LINE, NULL),
    FIELD(MbReportAuth, policy, "policy", TEXT, LINE, NULL),
    FIELD(MbReportAuth, by, "by", ID, LINE, NULL),
    FIELD(MbReportAuth, server, "server", TEXT, LINE, NULL),
};
const MbRow mb_row_auth = ROW(MbReportAuth, auth_fields);

static const MbField asked_fields[] = {
    FIELD(MbReportAsked, question, "question", ID, LINE, NULL),
    FIELD(MbReportAsked, whom, "whom", TEXT, LINE, NULL),
    FIELD(MbReportAsked, answer, "answer", TEXT, LINE, NULL),
    FIELD(MbReportAsked, purpose, "purpose", TEXT, LINE, NULL),
    FIELD(MbReportAsked, when, "when", TIME, 0, NULL),
};
const MbRow mb_row_asked = ROW(MbReportAsked, asked_fields);

static const MbField step_fields[] = {
    FIELD(MbReportStep, chain, "chain", ID, LINE, NULL),
    FIELD(MbReportStep, start, "start", ID, LINE, NULL),
    FIELD(MbReportStep, kind, "kind", ID, LINE, NULL),
    FIELD(MbReportStep, label, "label", LABEL, LINE, NULL),
    FIELD(MbReportStep, value, "value", ID, LINE, NULL),
    FIELD(MbReportStep, source, "source", ID, LINE, NULL),
    FIELD(MbReportStep, question, "question", TEXT, LINE, NULL),
    FIELD(MbReportStep, when, "when", TIME, 0, NULL),
};
const MbRow mb_row_step = ROW(MbReportStep, step_fields);

static const MbField report_fields[] = {
    FIELD(MbReport, file, "file", TEXT, URL, NULL),
    FIELD(MbReport, verdict, "verdict", ENUM, MB_VERDICT_SPOOFED, NULL),
    FIELD(MbReport, probable, "probable", BOOL, 0, NULL),
    FIELD(MbReport, partial, "partial", BOOL, 0, NULL),
    FIELD(MbReport, address, "address", ENUM, MB_ADDRESS_FORGED, NULL),
    FIELD(MbReport, grade, "grade", ENUM, MB_GRADE_FULL, NULL),
    FIELD(MbReport, known, "known", BOOL, 0, NULL),
    FIELD(MbReport, first_contact, "first_contact", BOOL, 0, NULL),
    FIELD(MbReport, claims, "claims", TEXT, LINE, NULL),
    FIELD(MbReport, kind, "kind", TEXT, LINE, NULL),
    FIELD(MbReport, list, "list", TEXT, LINE, NULL),
    FIELD(MbReport, sentence, "sentence", SENTENCE, 32, NULL),
    FIELD(MbReport, checked_by, "checked_by", TEXT, LINE, NULL),
    FIELD(MbReport, checked_by_name, "checked_by_name", TEXT, LINE, NULL),
    FIELD(MbReport, reasons, "reasons", ROWS, 3, &row_reason),
    FIELD(MbReport, action, "action", SENTENCE, 32, NULL),
    FIELD(MbReport, findings, "findings", ROWPTRS, 512, &mb_row_finding),
    FIELD(MbReport, senders, "senders", ROWS, 256, &mb_row_sender),
    FIELD(MbReport, subject, "subject", TEXT, LINE, NULL),
    FIELD(MbReport, date, "date", TEXT, LINE, NULL),
    FIELD(MbReport, message_id, "message_id", TEXT, LINE, NULL),
    FIELD(MbReport, return_path, "return_path", TEXT, LINE, NULL),
    FIELD(MbReport, reply_to, "reply_to", TEXT, LINE, NULL),
    FIELD(MbReport, to, "to", TEXT, LINE, NULL),
    FIELD(MbReport, from, "from", TEXT, LINE, NULL),
    FIELD(MbReport, hops, "hops", ROWS, 100, &mb_row_hop),
    FIELD(MbReport, boundary, "boundary", INT, 0, NULL),
    FIELD(MbReport, boundary_ip, "boundary_ip", TEXT, LINE, NULL),
    FIELD(MbReport, boundary_by, "boundary_by", TEXT, LINE, NULL),
    FIELD(MbReport, boundary_assumed, "boundary_assumed", BOOL, 0, NULL),
    FIELD(MbReport, links, "links", ROWS, 1000, &mb_row_link),
    FIELD(MbReport, more_links, "more_links", UINT, 0, NULL),
    FIELD(MbReport, link_hosts, "link_hosts", STRINGS, MB_REPORT_LINK_HOSTS, NULL),
    FIELD(MbReport, attachments, "attachments", ROWS, 1000, &mb_row_attachment),
    FIELD(MbReport, spf, "spf", ROWS, 64, &mb_row_auth),
    FIELD(MbReport, dkim, "dkim", ROWS, 128, &mb_row_auth),
    FIELD(MbReport, dmarc, "dmarc", ROWS, 64, &mb_row_auth),
    FIELD(MbReport, arc, "arc", ROWS, 64, &mb_row_auth),
    FIELD(MbReport, allowed, "allowed", UINT, 0, NULL),
    FIELD(MbReport, asked, "asked", ROWS, 512, &mb_row_asked),
    FIELD(MbReport, chain, "chain", ROWS, MB_REPORT_STEPS, &mb_row_step),
    FIELD(MbReport, not_checked, "not_checked", STRINGS, 512, NULL),
    FIELD(MbReport, time, "time", TIME, 0, NULL),
    FIELD(MbReport, size, "size", U64, 0, NULL),
    FIELD(MbReport, sha256, "sha256", TEXT, LINE, NULL),
    FIELD(MbReport, prints, "prints", TEXT, LINE, NULL),
};
const MbRow mb_row_report = ROW(MbReport, report_fields);

void mb_row_init_lists(gpointer base, const MbRow *row) {
  for (guint i = 0; i < row->n_fields; i++) {
    const MbField *f = &row->fields[i];
    if (f->kind == MB_FIELD_ROWS)
      MB_AT(base, f, GArray *) = g_array_new(FALSE, TRUE, f->row->size);
    else if (f->kind == MB_FIELD_ROWPTRS || f->kind == MB_FIELD_STRINGS)
      MB_AT(base, f, GPtrArray *) = g_ptr_array_new();
  }
}

static void clear_field(gpointer base, const MbField *f) {
  if (f->kind == MB_FIELD_ROWS) {
    GArray *rows = MB_AT(base, f, GArray *);
    for (guint i = 0; rows && i < rows->len; i++)
      mb_row_clear(rows->data + i * f->row->size, f->row);
    g_clear_pointer(&MB_AT(base, f, GArray *), g_array_unref);
  } else if (f->kind == MB_FIELD_ROWPTRS || f->kind == MB_FIELD_STRINGS) {
    GPtrArray *rows = MB_AT(base, f, GPtrArray *);
    for (guint i = 0; f->kind == MB_FIELD_ROWPTRS && rows && i < rows->len; i++)
      mb_row_clear(rows->pdata[i], f->row);
    g_clear_pointer(&MB_AT(base, f, GPtrArray *), g_ptr_array_unref);
  } else if (f->kind == MB_FIELD_SENTENCE) {
    g_clear_pointer(&MB_AT(base, f, MbSentence).args, g_ptr_array_unref);
  }
}

/* Depth is that of the table: report → finding → evidence. */
void mb_row_clear(gpointer base, const MbRow *row) {
  for (guint i = 0; i < row->n_fields; i++)
    clear_field(base, &row->fields[i]);
}

static gboolean strings_equal(const GPtrArray *a, const GPtrArray *b) {
  guint n = a ? a->len : 0;
  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0(a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean rows_equal(const GArray *a, const GArray *b, const MbRow *row) {
  guint n = a ? a->len : 0;
  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!mb_row_equal(a->data + i * row->size, b->data + i * row->size, row))
      return FALSE;
  return TRUE;
}

static gboolean rowptrs_equal(const GPtrArray *a, const GPtrArray *b, const MbRow *row) {
  guint n = a ? a->len : 0;
  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!mb_row_equal(a->pdata[i], b->pdata[i], row))
      return FALSE;
  return TRUE;
}

static gboolean field_equal(gconstpointer a, gconstpointer b, const MbField *f) {
#define SAME(Type) (MB_AT_CONST(a, f, Type) == MB_AT_CONST(b, f, Type))
  switch (f->kind) {
  case MB_FIELD_TEXT:
  case MB_FIELD_ID:
  case MB_FIELD_LABEL:
    return g_strcmp0(MB_AT_CONST(a, f, char *), MB_AT_CONST(b, f, char *)) == 0;
  case MB_FIELD_INT:
  case MB_FIELD_UINT:
  case MB_FIELD_ENUM:
    return SAME(guint);
  case MB_FIELD_BOOL:
    return !MB_AT_CONST(a, f, gboolean) == !MB_AT_CONST(b, f, gboolean);
  case MB_FIELD_I64:
  case MB_FIELD_U64:
  case MB_FIELD_TIME:
  case MB_FIELD_SPAN:
  case MB_FIELD_OFFSET:
    return SAME(guint64);
  case MB_FIELD_STRINGS:
    return strings_equal(MB_AT_CONST(a, f, GPtrArray *), MB_AT_CONST(b, f, GPtrArray *));
  case MB_FIELD_SENTENCE:
    return g_strcmp0(MB_AT_CONST(a, f, MbSentence).id, MB_AT_CONST(b, f, MbSentence).id) == 0 &&
           strings_equal(MB_AT_CONST(a, f, MbSentence).args, MB_AT_CONST(b, f, MbSentence).args);
  case MB_FIELD_ROWS:
    return rows_equal(MB_AT_CONST(a, f, GArray *), MB_AT_CONST(b, f, GArray *), f->row);
  case MB_FIELD_ROWPTRS:
    return rowptrs_equal(MB_AT_CONST(a, f, GPtrArray *), MB_AT_CONST(b, f, GPtrArray *), f->row);
  }
#undef SAME
  return FALSE;
}

gboolean mb_row_equal(gconstpointer a, gconstpointer b, const MbRow *row) {
  for (guint i = 0; i < row->n_fields; i++)
    if (!field_equal(a, b, &row->fields[i]))
      return FALSE;
  return TRUE;
}
