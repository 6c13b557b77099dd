/* Who was asked what, and what was not checked. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "rows.h"
#include "sections.h"

static GtkWidget *asked_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportAsked *a = &g_array_index(report->asked, MbReportAsked, i);
  g_autofree char *question = mb_isolate(a->question), *whom = mb_isolate(a->whom);
  g_autofree char *caption = g_strdup_printf("%s (%s)", question, whom);
  return mb_row_value(a->whom && *a->whom ? caption : a->question, a->answer);
}

GtkWidget *mb_section_asked(const MbReport *report, MbPage *page) {
  if (!report->asked->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("What was asked"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->asked->len, asked_row);
  return section;
}

static GtkWidget *not_checked_row(const MbReport *report, guint i, MbPage *page) {
  g_autofree char *text = mb_not_checked_text(report->not_checked->pdata[i], mb_words());
  GtkWidget *label = mb_text_label(text, NULL);
  gtk_label_set_selectable(GTK_LABEL(label), FALSE); /* dozens of stops for the Tab key */
  return mb_plain_row(mb_side_by_side(0, label, NULL), text);
}

GtkWidget *mb_section_not_checked(const MbReport *report, MbPage *page) {
  if (!report->not_checked->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("Not checked"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->not_checked->len,
                not_checked_row);
  return section;
}
