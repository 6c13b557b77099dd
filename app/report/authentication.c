/* The proofs of the sender, each with who checked it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "rows.h"
#include "sections.h"

static void append(GString *out, const char *text) {
  if (!text || !*text)
    return;
  g_autofree char *isolated = mb_isolate(text);
  g_string_append_printf(out, "%s%s", out->len ? " · " : "", isolated);
}

static void add_row(GtkWidget *section, const char *method, const MbReportAuth *a) {
  gboolean open = g_str_equal(a->result, "not-checked");
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *server = mb_isolate(a->server);
  g_autofree char *by = mb_words_checked_by(a->by, server, mb_words());
  append(text, open ? _("not checked") : a->result);
  append(text, a->domain);
  append(text, g_strcmp0(a->scope, "helo") == 0 ? "HELO" : NULL);
  append(text, a->selector);
  append(text, a->policy);
  append(text, a->reason);
  append(text, open ? NULL : by);
  mb_section_add(section, mb_row_value(method, text->str));
}

static void add_rows(GtkWidget *section, const char *method, const GArray *rows) {
  for (guint i = 0; i < MIN(rows->len, 20); i++)
    add_row(section, method, &g_array_index(rows, MbReportAuth, i));
}

GtkWidget *mb_section_authentication(const MbReport *report, MbPage *page) {
  if (!(report->spf->len + report->dkim->len + report->dmarc->len + report->arc->len))
    return NULL;
  GtkWidget *section = mb_section_new(_("Proofs of the sender"), NULL);
  add_rows(section, "SPF", report->spf);
  add_rows(section, "DKIM", report->dkim);
  add_rows(section, "DMARC", report->dmarc);
  add_rows(section, "ARC", report->arc);
  return section;
}
