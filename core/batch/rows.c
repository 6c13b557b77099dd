/* One mail of a summary, for lists and spreadsheets. SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"
#include "records.h"
#include "words.h"

void mb_summary_row(const MbSummary *s, guint i, MbSummaryRow *row) {
  const MbRecord *r = mb_record_at(s, i);
  *row = (MbSummaryRow){.verdict = r->verdict,
                        .notice = r->story != MB_STORY_NONE,
                        .time = r->time,
                        .number = r->numbered ? r->name : 0,
                        .sender = mb_record_text(s, r->sender),
                        .subject = mb_record_text(s, r->subject),
                        .container = mb_intern_text(s->containers, r->container),
                        .name = r->numbered ? NULL : mb_names_text(s->names, r->name),
                        .reason = mb_record_text(s, r->reason),
                        .detail = mb_record_text(s, r->detail)};
}

char *mb_summary_mail(const MbSummary *s, guint i) {
  return mb_record_file(s, mb_record_at(s, i));
}

/* In the words of the report: a check's title, or why the mail could not be read. */
static char *reason_text(const MbSummaryRow *row, const MbCatalogue *catalogue) {
  g_autoptr(GPtrArray) args = g_ptr_array_new();
  g_ptr_array_add(args, (gpointer) "detail");
  g_ptr_array_add(args, (gpointer)(row->detail ? row->detail : ""));
  const MbSentence sentence = {row->reason, args};
  return row->reason ? mb_sentence_text(&sentence, catalogue) : NULL;
}

char *mb_summary_csv_row(const MbSummary *s, guint i, const MbCatalogue *catalogue) {
  const MbRecord *r = mb_record_at(s, i);
  MbSummaryRow row;
  mb_summary_row(s, i, &row);
  g_autofree char *mail = mb_record_name(s, r), *time = mb_batch_time(r->time);
  g_autofree char *reason = reason_text(&row, catalogue);
  const char *cells[MB_CSV_COLUMNS] = {mail,
                                       mb_batch_verdict(r->verdict, catalogue),
                                       row.notice ? "bounce" : NULL,
                                       row.sender,
                                       NULL, /* names are not kept */
                                       mb_record_text(s, r->recipient),
                                       row.subject,
                                       time,
                                       mb_record_text(s, r->brand),
                                       mb_record_text(s, r->ip),
                                       mb_record_text(s, r->link),
                                       reason};
  return mb_csv_line(cells);
}
