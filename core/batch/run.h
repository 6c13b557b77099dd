/* Many mails in work: found by one thread, judged by as many as there are processors, counted and
 * summed up in the order they were found. Everything here may be called from any thread.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "batch.h"

typedef struct _MbRun MbRun;

typedef enum {
  MB_RUN_RUNNING,
  MB_RUN_PAUSED,
  MB_RUN_CANCELLED, /* and no mail is in work any more */
  MB_RUN_DONE,
} MbRunState;

typedef struct {
  MbRunState state;
  guint found, done, errors; /* mails; errors are among the done */
  guint64 bytes, bytes_all;  /* of the files gone through; bytes_all 0 = not known (yet) */
  gint64 elapsed_us;         /* pauses left out */
} MbRunProgress;

/* A report in the order found, never two at once, in a thread of the run's; in the summary already. name
 * is what mb_source_read takes. */
typedef void (*MbRunReport)(const char *name, const MbReport *report, gpointer data);
/* One path more (free with g_free), NULL = no more. In the run's own thread. */
typedef char *(*MbRunNext)(gpointer data);

/* paths are copied: folders, mboxes, zips and mails in any mixture, "-" = standard input. request: the
 * options are copied, its other members must outlive the run, file is not used. Registries and block
 * lists forbid bulk use, so only DNS is ever asked. report may be NULL. */
MbRun *mb_run_start(const char *const *paths, const MbRequest *request, MbRunReport report,
                    gpointer data);
/* The same with paths that come one by one, perhaps without an end. */
MbRun *mb_run_start_from(MbRunNext next, const MbRequest *request, MbRunReport report,
                         gpointer data);
/* Cancels, and waits for the threads. */
void mb_run_free(MbRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbRun, mb_run_free)

/* These never wait. What is done stays done; a mail in work when cancelled counts as not done. */
void mb_run_pause(MbRun *run);
void mb_run_resume(MbRun *run);
void mb_run_cancel(MbRun *run);
void mb_run_get_progress(MbRun *run, MbRunProgress *progress);
/* Until it has ended (TRUE) or timeout_ms is over (FALSE). Finding may hang in a read when cancelled. */
gboolean mb_run_wait(MbRun *run, guint timeout_ms);

/* The summary so far, the run's. To be read between lock and unlock, or once the run has ended; judging
 * waits meanwhile. */
MbSummary *mb_run_summary(const MbRun *run);
void mb_run_lock(MbRun *run);
gboolean mb_run_try_lock(MbRun *run);
void mb_run_unlock(MbRun *run);
