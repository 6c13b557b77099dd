/* CONTRACT's public JSON: the report's fields plus text in one language. Rows are written from the
 * table (report-rows.h); what differs from it stands here. data/report.schema.json is its contract.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "aftermath.h"
#include "report-rows.h"
#include "report-write.h"
#include "words.h"

static void write_time(GString *out, gint64 when) {
  time_t t = when;
  struct tm tm;
  char buf[64];
  if (when && gmtime_r(&t, &tm) && tm.tm_year > -1900 && tm.tm_year < 8100 &&
      strftime(buf, sizeof buf, "\"%Y-%m-%dT%H:%M:%SZ\"", &tm))
    g_string_append(out, buf);
  else
    mb_put_literal(out, "null");
}

static void write_bool(GString *out, gboolean value) {
  g_string_append(out, value ? "true" : "false");
}

static void write_strings(GString *out, const GPtrArray *strings) {
  mb_put_char(out, '[');
  for (guint i = 0; strings && i < strings->len; i++) {
    mb_json_comma(out);
    mb_json_string(out, strings->pdata[i]);
  }
  mb_put_char(out, ']');
}

static void write_optional(GString *out, gint64 n, gint64 none) {
  if (n == none)
    mb_put_literal(out, "null");
  else
    mb_json_int(out, n);
}

static void write_value(GString *out, gconstpointer base, const MbField *f,
                        const MbCatalogue *catalogue) {
  switch (f->kind) {
  case MB_FIELD_LABEL:
    mb_json_string(out, mb_tr(catalogue, MB_AT_CONST(base, f, char *)));
    break;
  case MB_FIELD_BOOL:
    write_bool(out, MB_AT_CONST(base, f, gboolean));
    break;
  case MB_FIELD_UINT:
  case MB_FIELD_ENUM:
    mb_json_uint(out, MB_AT_CONST(base, f, guint));
    break;
  case MB_FIELD_INT:
    mb_json_int(out, MB_AT_CONST(base, f, int));
    break;
  case MB_FIELD_U64:
    mb_json_uint(out, MB_AT_CONST(base, f, guint64));
    break;
  case MB_FIELD_I64:
    mb_json_int(out, MB_AT_CONST(base, f, gint64));
    break;
  case MB_FIELD_TIME:
    write_time(out, MB_AT_CONST(base, f, gint64));
    break;
  case MB_FIELD_SPAN:
    write_optional(out, MB_AT_CONST(base, f, gint64), G_MININT64);
    break;
  case MB_FIELD_OFFSET:
    write_optional(out, MB_AT_CONST(base, f, gint64), -1);
    break;
  case MB_FIELD_STRINGS:
    write_strings(out, MB_AT_CONST(base, f, GPtrArray *));
    break;
  default:
    mb_json_string(out, MB_AT_CONST(base, f, char *));
  }
}

/* Lists of rows and sentences are written by hand. */
void mb_row_write_members(GString *out, gconstpointer base, const MbRow *row,
                          const MbCatalogue *catalogue) {
  for (guint i = 0; i < row->n_fields; i++) {
    const MbField *f = &row->fields[i];
    if (f->kind >= MB_FIELD_SENTENCE)
      continue;
    gboolean first = out->len && out->str[out->len - 1] == '{';
    mb_put(out, f->key + first, f->key_len - first);
    write_value(out, base, f, catalogue);
  }
}

static void member(GString *out, const char *name, const char *text) {
  mb_json_name(out, name);
  mb_json_string(out, text);
}

static void member_taken(GString *out, const char *name, char *text) {
  member(out, name, text);
  g_free(text);
}

static void member_bool(GString *out, const char *name, gboolean value) {
  mb_json_name(out, name);
  write_bool(out, value);
}

static void open_list(GString *out, const char *name) {
  mb_json_name(out, name);
  mb_put_char(out, '[');
}

static void open_item(GString *out) {
  mb_json_comma(out);
  mb_put_char(out, '{');
}

static void write_rows(GString *out, const char *name, const GArray *rows, const MbRow *row,
                       const MbCatalogue *catalogue) {
  open_list(out, name);
  for (guint i = 0; i < rows->len; i++) {
    open_item(out);
    mb_row_write_members(out, rows->data + i * row->size, row, catalogue);
    mb_put_char(out, '}');
  }
  mb_put_char(out, ']');
}

static void write_verdict(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  static const char *const addresses[] = {"unknown", "genuine", "forged"};
  static const char *const grades[] = {"none", "weak", "spf", "full"};
  member(out, "file", r->file);
  member(out, "verdict", mb_verdict_name(r->verdict));
  member(out, "label", mb_verdict_label(r, catalogue));
  member_bool(out, "probable", r->probable);
  member_bool(out, "partial", r->partial);
  member(out, "address", addresses[r->address]);
  member(out, "grade", grades[r->grade]);
  member_bool(out, "known", r->known);
  member_bool(out, "first_contact", r->first_contact);
  member(out, "claims", r->claims);
  member(out, "kind", r->kind ? r->kind : "ordinary");
  member(out, "list", r->list);
  member(out, "sentence_id", r->sentence.id);
  member_taken(out, "sentence", mb_sentence_text(&r->sentence, catalogue));
  member(out, "checked_by", r->checked_by ? r->checked_by : "nobody");
  member(out, "checked_by_name", r->checked_by_name);
  member_taken(out, "checked_by_text",
               mb_words_checked_by(r->checked_by, r->checked_by_name, catalogue));
}

static void write_aftermath(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  guint n;
  const MbAftermath *rows = mb_aftermath(r, &n);
  open_list(out, "lists");
  for (guint i = 0; i < n; i++) {
    open_item(out);
    member(out, "id", rows[i].id);
    member(out, "when", mb_tr(catalogue, rows[i].when));
    member(out, "text", mb_tr(catalogue, rows[i].todo));
    mb_put_char(out, '}');
  }
  mb_put_char(out, ']');
}

static void write_reasons(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  open_list(out, "reasons");
  for (guint i = 0; i < r->reasons->len; i++) {
    const MbReportReason *reason = &g_array_index(r->reasons, MbReportReason, i);
    open_item(out);
    member(out, "finding", reason->finding);
    member(out, "id", reason->text.id);
    member_taken(out, "text", mb_sentence_text(&reason->text, catalogue));
    mb_put_char(out, '}');
  }
  mb_put_literal(out, "],\"action\":{");
  member(out, "id", r->action.id);
  member_taken(out, "text", mb_sentence_text(&r->action, catalogue));
  write_aftermath(out, r, catalogue);
  mb_put_char(out, '}');
}

static void write_findings(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  open_list(out, "findings");
  for (guint i = 0; i < r->findings->len; i++) {
    const MbReportFinding *finding = r->findings->pdata[i];
    open_item(out);
    mb_row_write_members(out, finding, &mb_row_finding, catalogue);
    member(out, "title", mb_finding_title(finding->id, catalogue));
    member(out, "why", mb_finding_why(finding->id, catalogue));
    write_rows(out, "evidence", finding->evidence, &mb_row_evidence, catalogue);
    mb_put_char(out, '}');
  }
  mb_put_char(out, ']');
}

static void write_message(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  mb_json_name(out, "message");
  mb_put_char(out, '{');
  member(out, "from", r->from);
  member(out, "to", r->to);
  member(out, "reply_to", r->reply_to);
  member(out, "return_path", r->return_path);
  member(out, "subject", r->subject);
  member(out, "date", r->date);
  member(out, "message_id", r->message_id);
  mb_json_name(out, "size");
  mb_json_uint(out, r->size);
  member(out, "sha256", r->sha256);
  mb_put_char(out, '}');
  open_list(out, "senders");
  for (guint i = 0; i < r->senders->len; i++) {
    const MbReportSender *sender = &g_array_index(r->senders, MbReportSender, i);
    open_item(out);
    mb_row_write_members(out, sender, &mb_row_sender, catalogue);
    member(out, "reader_text", mb_words_reader(sender->reader, catalogue));
    mb_put_char(out, '}');
  }
  mb_put_char(out, ']');
}

static void write_route(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  write_rows(out, "hops", r->hops, &mb_row_hop, catalogue);
  mb_json_name(out, "boundary");
  if (r->boundary < 0) {
    mb_put_literal(out, "null");
    return;
  }
  mb_put_literal(out, "{\"hop\":");
  mb_json_int(out, r->boundary);
  member(out, "ip", r->boundary_ip);
  member(out, "by", r->boundary_by);
  member_bool(out, "assumed", r->boundary_assumed);
  mb_put_char(out, '}');
}

static void write_auth_row(GString *out, const MbReportAuth *row, const MbCatalogue *catalogue) {
  mb_row_write_members(out, row, &mb_row_auth, catalogue);
  member_taken(out, "by_text", mb_words_checked_by(row->by, row->server, catalogue));
  mb_put_char(out, '}');
}

/* The result to believe first: our own where there is one, then the trusted server's. */
static const MbReportAuth *best(const GArray *rows) {
  static const char *const order[] = {"here", "server", "claimed", "nobody"};
  for (guint k = 0; k < G_N_ELEMENTS(order); k++)
    for (guint i = 0; i < rows->len; i++) {
      const MbReportAuth *row = &g_array_index(rows, MbReportAuth, i);
      if (g_str_equal(row->by, order[k]))
        return row;
    }
  return NULL;
}

static void write_best(GString *out, const char *name, const GArray *rows,
                       const MbCatalogue *catalogue) {
  const MbReportAuth *row = best(rows);
  mb_json_name(out, name);
  if (!row) {
    mb_put_literal(out, "null");
    return;
  }
  mb_put_char(out, '{');
  write_auth_row(out, row, catalogue);
}

static void write_all(GString *out, const char *method, const GArray *rows,
                      const MbCatalogue *catalogue) {
  for (guint i = 0; i < rows->len; i++) {
    open_item(out);
    if (method)
      member(out, "method", method);
    write_auth_row(out, &g_array_index(rows, MbReportAuth, i), catalogue);
  }
}

/* One result a protocol in front, every signature, and under "all" each result of each source. */
static void write_authentication(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  mb_json_name(out, "authentication");
  mb_put_char(out, '{');
  write_best(out, "spf", r->spf, catalogue);
  write_best(out, "dmarc", r->dmarc, catalogue);
  write_best(out, "arc", r->arc, catalogue);
  open_list(out, "dkim");
  write_all(out, NULL, r->dkim, catalogue);
  mb_put_literal(out, "],\"all\":[");
  write_all(out, "spf", r->spf, catalogue);
  write_all(out, "dkim", r->dkim, catalogue);
  write_all(out, "dmarc", r->dmarc, catalogue);
  write_all(out, "arc", r->arc, catalogue);
  mb_put_literal(out, "]}");
}

static void write_not_checked(GString *out, const MbReport *r, const MbCatalogue *catalogue) {
  static const char *const words[] = {"dns", "registries", "blocklists"};
  open_list(out, "allowed");
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (r->allowed & 1u << i) {
      mb_json_comma(out);
      mb_json_string(out, words[i]);
    }
  mb_put_char(out, ']');
  write_rows(out, "asked", r->asked, &mb_row_asked, catalogue);
  write_rows(out, "chain", r->chain, &mb_row_step, catalogue);
  open_list(out, "not_checked");
  for (guint i = 0; i < r->not_checked->len; i++) {
    open_item(out);
    member(out, "id", r->not_checked->pdata[i]);
    member_taken(out, "text", mb_not_checked_text(r->not_checked->pdata[i], catalogue));
    mb_put_char(out, '}');
  }
  mb_put_char(out, ']');
}

char *mb_report_to_json(const MbReport *report, const MbCatalogue *catalogue, gsize *len) {
  GString *out = g_string_sized_new(16384);
  mb_put_char(out, '{');
  write_verdict(out, report, catalogue);
  write_reasons(out, report, catalogue);
  write_findings(out, report, catalogue);
  write_message(out, report, catalogue);
  write_route(out, report, catalogue);
  write_rows(out, "links", report->links, &mb_row_link, catalogue);
  mb_json_name(out, "more_links");
  mb_json_uint(out, report->more_links);
  mb_json_name(out, "link_hosts");
  write_strings(out, report->link_hosts);
  write_rows(out, "attachments", report->attachments, &mb_row_attachment, catalogue);
  write_authentication(out, report, catalogue);
  write_not_checked(out, report, catalogue);
  mb_json_name(out, "time");
  write_time(out, report->time);
  member(out, "language", mb_catalogue_language(catalogue));
  member(out, "version", MB_VERSION);
  mb_put_char(out, '}');
  if (len)
    *len = out->len;
  return g_string_free(out, FALSE);
}
