/* Which form and language, and where to. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export.h"

typedef void (*MbFileChosen)(MbPage *page, GFile *file, gpointer data);
/* Calls chosen with a file on this computer; the name is made from the mail's. */
void mb_export_choose_file(MbPage *page, const char *title, const char *ending, MbFileChosen chosen,
                           gpointer data);
/* The page's report as it may go out. Free with mb_report_free. */
MbReport *mb_export_report(MbPage *page, gboolean mask);
void mb_export_failed(MbPage *page, const char *why);
