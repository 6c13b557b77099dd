/* The report as a page. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "../page.h"

#define MB_TYPE_REPORT_VIEW (mb_report_view_get_type())
G_DECLARE_FINAL_TYPE(MbReportView, mb_report_view, MB, REPORT_VIEW, AdwBin)

/* report must live until another one is shown. */
void mb_report_view_show(MbReportView *self, const MbReport *report, MbPage *page);
