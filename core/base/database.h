/* Small SQLite files of our own, shared by programs. For the modules only, which link SQLite; no part
 * of the judging side. A file that is broken, locked or read-only is no error: works without.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct {
  gsize max_bytes;          /* of the file */
  const char *schema;       /* SQL that makes what is missing */
  const char *forget;       /* SQL that empties it */
  const char *const *texts; /* of the statements that are used again and again */
  guint n_texts;
} MbDatabaseKind;

/* Makes the file where there is none: 0600, in write-ahead mode; n_texts statements go to `to`, which is
 * all NULL before. NULL, and no statement: *status is SQLite's code, or SQLITE_PERM for a file that may
 * not be read. */
sqlite3 *mb_database_open(const char *path, const MbDatabaseKind *kind, sqlite3_stmt **to,
                          int *status);
/* db may be NULL. */
void mb_database_close(sqlite3 *db, const MbDatabaseKind *kind, sqlite3_stmt **statements);
gboolean mb_database_run(sqlite3 *db, const char *sql);
/* Emptied while it is sound, as another program may have it open; a file that is no such database is
 * removed. FALSE: nothing is removed, it is in use, the disk is full or the file is not ours. */
gboolean mb_database_clear(const char *path, const MbDatabaseKind *kind);
