/* The parts of the report, in the order of the page. Each gives a group, or NULL when the report has
 * nothing for it. The report must live as long as the group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "../page.h"

typedef GtkWidget *(*MbSection)(const MbReport *report, MbPage *page);

GtkWidget *mb_section_verdict(const MbReport *report, MbPage *page);
GtkWidget *mb_section_reasons(const MbReport *report, MbPage *page);
GtkWidget *mb_section_message(const MbReport *report, MbPage *page);
GtkWidget *mb_section_findings(const MbReport *report, MbPage *page);
GtkWidget *mb_section_trio(const MbReport *report, MbPage *page);
GtkWidget *mb_section_route(const MbReport *report, MbPage *page);
GtkWidget *mb_section_map(const MbReport *report, MbPage *page);
GtkWidget *mb_section_chain(const MbReport *report, MbPage *page);
GtkWidget *mb_section_senders(const MbReport *report, MbPage *page);
GtkWidget *mb_section_authentication(const MbReport *report, MbPage *page);
GtkWidget *mb_section_links(const MbReport *report, MbPage *page);
GtkWidget *mb_section_attachments(const MbReport *report, MbPage *page);
GtkWidget *mb_section_asked(const MbReport *report, MbPage *page);
GtkWidget *mb_section_not_checked(const MbReport *report, MbPage *page);

/* title and description are fixed texts. */
GtkWidget *mb_section_new(const char *title, const char *description);
void mb_section_add(GtkWidget *section, GtkWidget *row); /* row may be NULL */
