/* Folders, mboxes and zips, and what many mails have in common.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-names.h"

typedef void (*MbManyPrint)(gpointer data, const MbReport *report);

/* What was named is more than files of one mail each, or something about all of them is asked for. */
gboolean mb_many_needed(const MbCommand *command);
/* Judges every mail found that is not done already; print gets each report in order, unless a summary or
 * CSV goes to standard output instead. The number of mails, also when the user stopped it. */
guint mb_many_run(const MbCommand *command, const MbCatalogue *catalogue, const MbDone *done,
                  MbNameList *names, MbManyPrint print, gpointer data);
