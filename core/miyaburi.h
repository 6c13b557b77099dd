/* Miyaburi's core: a raw mail in, a report out. The only header that app/ and native-host/ include.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/domain.h"
#include "auth/crypto.h"
#include "base/error.h"
#include "base/options.h"
#include "base/text.h"
#include "history/history.h"
#include "report/abuse.h"
#include "report/aftermath.h"
#include "report/catalogue.h"
#include "report/check-words.h"
#include "report/map.h"
#include "report/report-text.h"
#include "report/report.h"
#include "report/words.h"
#include "settings.h"
#include "worker/archives.h"

/* What the caller wants besides the judge's options. Plain data, owned by the caller. */
typedef struct {
  const MbOptions *options;
  const char *options_json;            /* the same as mb_options_to_json gives them, or NULL */
  const char *file;                    /* name for the report, or NULL */
  const char *sha256;                  /* of the mail, where it is known, or NULL */
  const char *facts_json;              /* answers known beforehand (--facts), or NULL */
  const char *dns_server;              /* "host:port", or NULL for the system's */
  const char *registry_map, *geo_file; /* check tool's test seams, or NULL */
  gboolean
      local_places; /* countries from the database on this computer also when nothing may be asked */
  gboolean row_only; /* the report is only to become a row of a summary (batch.h) and may be empty
                        otherwise; not together with options->history */
  guint deadline_ms; /* overall, 0 = 3000 */
  char **save_facts; /* if not NULL, gets the facts as facts.json; free with g_free */
} MbRequest;

/* Called with a whole report after every round; the last one is also the return value. The report
 * is the caller's only for the duration of the call. */
typedef void (*MbProgress)(const MbReport *report, gboolean final, gpointer data);

/* How far the reading of mail is locked in on this system, for --version. Free with g_free. */
char *mb_lock_status(void);
/* For tests: another worker program than the one that belongs to this one. Before mb_init. */
void mb_worker_set_program(const char *program);

/* Once a process. brands_file: other brand table (test seam), or NULL. */
gboolean mb_init(const char *brands_file, GError **error);

/* Ends what mb_init started; mails may be checked again afterwards. */
void mb_quit(void);

/* Judges one mail, asking what the options allow. A hostile or broken mail is a report, not an
 * error; NULL only with MB_ERROR_CANCELLED or MB_ERROR_BAD_REQUEST. Blocking; call from a thread
 * where that matters. */
MbReport *mb_check_mail(GBytes *mail, const MbRequest *request, MbProgress progress, gpointer data,
                        GCancellable *cancellable, GError **error);
/* Forgets every remembered look-up answer, in memory and in $XDG_CACHE_HOME/miyaburi, for all
 * programs. MB_ERROR_IO when the file could not be emptied. */
gboolean mb_cache_clear(GError **error);
/* Reads a mail from a file: regular files only, no links to devices, at most 50 MiB + 1. */
GBytes *mb_read_mail_file(const char *path, GError **error);
/* The same from an open pipe (standard input). */
GBytes *mb_read_mail_fd(int fd, GError **error);

/* The id (settings "services") of a company by a name people use, or by the id itself; NULL = not in
 * the table. Free with g_free. And back: its name, or the id when it is not known. */
char *mb_service_id(const char *text);
const char *mb_service_name(const char *id);

const char *mb_version(void);
