/* A run's inside: its threads (run.c) and what others do with it (run-control.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records.h"
#include "run.h"
#include "source-private.h"

#define MB_RUN_JUDGES 8

struct _MbRun {
  MbRequest request;
  MbOptions *options;
  char *options_json;
  char **paths; /* NULL = they come from next alone */
  guint path;   /* the walker's */
  MbRunFuncs funcs;
  gpointer data;
  GCancellable *cancellable;
  GThread *walker, *measurer, *judges[MB_RUN_JUDGES];
  guint n_judges;

  GMutex mutex;           /* for all down to paused_since */
  GCond work;             /* for judges without a mail */
  GCond room;             /* for the walker, whose mail finds none */
  GCond finished;         /* for mb_run_wait */
  guint sleeping;         /* judges */
  gboolean walker_sleeps; /* over a mail of so many bytes: */
  gsize wanted;
  GQueue waiting;      /* Job* not begun, the order's own */
  GQueue order;        /* Job* not delivered, oldest first */
  gsize waiting_bytes; /* of mails not judged yet */
  guint found, judging;
  gboolean walked, cancelled, paused, delivering;
  gint64 started, ended, paused_us, paused_since;

  GMutex output; /* for the summary */
  MbSummary *summary;

  gint done, errors;        /* atomic */
  guint64 bytes, bytes_all; /* atomic */
};

/* mutex is held. */
static inline gboolean mb_run_has_ended(const MbRun *run) {
  return run->judging == 0 && !run->delivering && (run->cancelled || run->order.length == 0);
}
/* Wakes everybody: what a run may do has changed. mutex is held. */
void mb_run_wake(MbRun *run);
