/* Many mails: what the check tool and the app show of a folder instead of ten thousand reports. Besides
 * miyaburi.h the only header that app/ and native-host/ include; with it come source.h, the reading
 * of folders, mboxes and zips, and run.h, judging them. SPDX-License-Identifier: GPL-3.0-or-later */
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

/* One mail, for a list. Texts are the summary's and stay where they are until it is freed. All are safe to
 * show but container and name, which are a file name's bytes. */
typedef struct {
  MbVerdict verdict;
  gboolean notice; /* a delivery notice: subject is the returned mail's */
  guint32 time;    /* seconds since 1970, 0 = not known */
  guint32 number;  /* in its mbox, from 1; 0 = container is the folder, name the file */
  const char *sender, *subject, *container, *name; /* NULL = none */
  const char *reason; /* id of the first finding, or of why it could not be judged ("error.io") */
  const char *detail; /* of the latter: "Permission denied" */
} MbSummaryRow;
void mb_summary_row(const MbSummary *summary, guint i, MbSummaryRow *row);
/* What mb_source_read takes to read that mail again. Free with g_free. */
char *mb_summary_mail(const MbSummary *summary, guint i);

/* Campaigns, statistics, delivery notices; may be asked at any time. Free with g_free. */
char *mb_summary_to_text(MbSummary *summary, const MbCatalogue *catalogue);
char *mb_summary_to_json(MbSummary *summary, const MbCatalogue *catalogue);

/* One line a mail, and the line above them; no cell can become a formula (SECURITY section 5). Free
 * with g_free. */
char *mb_csv_head(const MbCatalogue *catalogue);
char *mb_csv_row(const MbReport *report, const MbCatalogue *catalogue);
/* The same columns, as far as a summary keeps them. */
char *mb_summary_csv_row(const MbSummary *summary, guint i, const MbCatalogue *catalogue);

/* The text in the reader's language with "{key}" replaced; pairs of key and value, ended by NULL. Free
 * with g_free. */
char *mb_batch_words(const MbCatalogue *catalogue, const char *text, ...) G_GNUC_NULL_TERMINATED;
/* The word of a verdict where no whole report is at hand. Static. */
const char *mb_batch_verdict(MbVerdict verdict, const MbCatalogue *catalogue);
/* What mails of a campaign share, by number from 0; NULL after the last. Static. */
const char *mb_same_name(guint bit);  /* "sender" … in the JSON */
const char *mb_same_label(guint bit); /* for the catalogue */

#include "run.h"
