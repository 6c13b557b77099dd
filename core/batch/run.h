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

/* More that a run may be given; each may be NULL. */
typedef struct {
  /* One path more (free with g_free), NULL = no more. In the run's own thread, instead of paths. */
  char *(*next)(gpointer data);
  /* TRUE: this mail shall be passed over, as if it were not there. In the run's own thread. */
  gboolean (*skip)(const char *name, gpointer data);
  MbRunReport report;
} MbRunFuncs;

/* paths are copied: folders, mboxes, zips and mails in any mixture, "-" = standard input. request: the
 * options are copied, its other members must outlive the run, file is not used. Registries and block
 * lists forbid bulk use, so only DNS is ever asked. report may be NULL. */
MbRun *mb_run_start(const char *const *paths, const MbRequest *request, MbRunReport report,
                    gpointer data);
/* paths NULL: they come from next, perhaps without an end. funcs is copied. */
MbRun *mb_run_start_with(const char *const *paths, const MbRequest *request,
                         const MbRunFuncs *funcs, gpointer data);
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
