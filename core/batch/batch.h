/* Many mails: what the check tool and the app show of a folder instead of ten thousand reports. Besides
 * miyaburi.h the only header that app/ and native-host/ include; with it comes source.h, the reading
 * of folders, mboxes and zips. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../miyaburi.h"
#include "source.h"

/* One small record a mail (MB_RECORD_BYTES), strings kept once and bounded: a million mails fit. For
 * campaigns the mails are judged with options.prints. */
typedef struct _MbSummary MbSummary;

/* options: own names are copied; may be freed afterwards. Free with mb_summary_free. */
MbSummary *mb_summary_new(const MbOptions *options);
void mb_summary_free(MbSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbSummary, mb_summary_free)
/* report->file names the mail. Errors are mails too. */
void mb_summary_add(MbSummary *summary, const MbReport *report);
guint mb_summary_count(const MbSummary *summary);
/* Campaigns, statistics, delivery notices; may be asked at any time. Free with g_free. */
char *mb_summary_to_text(MbSummary *summary, const MbCatalogue *catalogue);
char *mb_summary_to_json(MbSummary *summary, const MbCatalogue *catalogue);

/* One line a mail, and the line above them; no cell can become a formula (SECURITY section 5). Free
 * with g_free. */
char *mb_csv_head(const MbCatalogue *catalogue);
char *mb_csv_row(const MbReport *report, const MbCatalogue *catalogue);
