/* What a row of many mails is made of (batch/records.c); the rest would be written, sent, checked and thrown away for each of
 * thousands of mails. SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-row.h"

#include "report-rows.h"

/* All rows but the one at keep, -1 = all. */
static void drop_others(GArray *rows, const MbRow *row, int keep) {
  for (guint i = 0; i < rows->len; i++)
    if ((int)i != keep)
      mb_row_clear(rows->data + i * row->size, row);
  if (keep > 0)
    memcpy(rows->data, rows->data + keep * row->size, row->size);
  g_array_set_size(rows, keep >= 0 ? 1 : 0);
}

static int first_with_domain(const GArray *links) {
  for (guint i = 0; i < links->len; i++) {
    const MbReportLink *link = &g_array_index(links, MbReportLink, i);
    if (link->domain || link->host)
      return (int)i;
  }
  return -1;
}

static gboolean is_told(const MbReportFinding *finding) {
  return g_str_has_prefix(finding->id, "bulk.bounce-") || g_str_equal(finding->family, "link") ||
         g_str_equal(finding->id, "reputation.sender-place");
}

static void drop_findings(GPtrArray *findings) {
  guint kept = 0;
  for (guint i = 0; i < findings->len; i++) {
    MbReportFinding *finding = findings->pdata[i];
    if (is_told(finding))
      findings->pdata[kept++] = finding;
    else
      mb_row_clear(finding, &mb_row_finding);
  }
  g_ptr_array_set_size(findings, (int)kept);
}

void mb_report_keep_row(MbReport *report) {
  drop_findings(report->findings);
  drop_others(report->senders, &mb_row_sender, report->senders->len ? 0 : -1);
  drop_others(report->hops, &mb_row_hop, report->boundary);
  report->boundary = MIN(report->boundary, 0);
  drop_others(report->links, &mb_row_link, first_with_domain(report->links));
  drop_others(report->attachments, &mb_row_attachment, -1);
  g_ptr_array_set_size(report->link_hosts, 0);
  report->message_id = report->date = report->return_path = report->reply_to = report->from = NULL;
}
