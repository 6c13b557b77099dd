/* CSV (RFC 4180) for spreadsheets: a cell that a spreadsheet would take for a formula gets an
 * apostrophe (SECURITY section 5, "Report"). SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

/* Also the wide forms, which Japanese spreadsheets read as the same signs. */
static gboolean is_formula(const char *text) {
  static const char *const wide[] = {"＝", "＋", "－", "＠"};
  for (guint i = 0; i < G_N_ELEMENTS(wide); i++)
    if (g_str_has_prefix(text, wide[i]))
      return TRUE;
  return *text && strchr("=+-@\t\r", *text);
}

static void cell(GString *out, const char *text) {
  if (out->len && out->str[out->len - 1] != '\n')
    g_string_append_c(out, ',');
  g_string_append_c(out, '"');
  if (text && is_formula(text))
    g_string_append_c(out, '\'');
  for (const char *p = text ? text : ""; *p; p++) {
    if (*p == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

char *mb_csv_line(const char *const cells[MB_CSV_COLUMNS]) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < MB_CSV_COLUMNS; i++)
    cell(out, cells[i]);
  g_string_append(out, "\r\n");
  return g_string_free(out, FALSE);
}

char *mb_csv_head(const MbCatalogue *catalogue) {
  static const char *const names[MB_CSV_COLUMNS] = {
      N_("Mail"),         N_("Verdict"),   N_("Kind"),          N_("Sender"),
      N_("Name"),         N_("To"),        N_("Subject"),       N_("Date"),
      N_("Claims to be"), N_("Sent from"), N_("Links lead to"), N_("Reason")};
  const char *cells[MB_CSV_COLUMNS];
  for (guint i = 0; i < MB_CSV_COLUMNS; i++)
    cells[i] = mb_tr(catalogue, names[i]);
  return mb_csv_line(cells);
}

char *mb_csv_row(const MbReport *r, const MbCatalogue *catalogue) {
  const MbReportSender *sender =
      r->senders->len ? &g_array_index(r->senders, MbReportSender, 0) : NULL;
  const MbReportLink *link = r->links->len ? &g_array_index(r->links, MbReportLink, 0) : NULL;
  g_autofree char *sentence = mb_sentence_text(&r->sentence, catalogue);
  const char *cells[MB_CSV_COLUMNS] = {r->file,
                                       mb_verdict_label(r, catalogue),
                                       r->kind,
                                       sender ? sender->address : NULL,
                                       sender ? sender->name : NULL,
                                       r->to,
                                       r->subject,
                                       r->date,
                                       r->claims,
                                       r->boundary_ip,
                                       link ? link->domain : NULL,
                                       sentence};
  return mb_csv_line(cells);
}
