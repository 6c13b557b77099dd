/* SQLite in write-ahead mode: readers and one writer of several programs do not stop each other, and
 * whoever waits longer than a moment goes on without.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS   150
#define MAX_VALUE (1024 * 1024)
#define PAGE      4096

gboolean mb_database_run(sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Owner only, and nothing but a file of his own. One that stays empty, as on a full disk, is an empty
 * database to SQLite; it is not removed, as another program may just be filling it. */
static int make_place(const char *path) {
  struct stat st;
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (fd < 0)
    return errno == EACCES ? SQLITE_PERM : SQLITE_CANTOPEN;
  gboolean ours = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid();
  close(fd);
  return ours ? SQLITE_OK : SQLITE_CANTOPEN;
}

static gboolean set_up(sqlite3 *db, const MbDatabaseKind *kind) {
  g_autofree char *pages =
      g_strdup_printf("PRAGMA max_page_count = %" G_GSIZE_FORMAT, kind->max_bytes / PAGE);
  sqlite3_busy_timeout(db, BUSY_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MAX_VALUE);
  return mb_database_run(db, "PRAGMA cell_size_check = ON") && mb_database_run(db, pages) &&
         mb_database_run(db, "PRAGMA journal_mode = WAL") &&
         mb_database_run(db, "PRAGMA synchronous = NORMAL") && mb_database_run(db, kind->schema);
}

/* The folder's own links are followed (a home that was moved), the file's are not: SQLite refuses both. */
static char *real_path(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return NULL;
  char *real = realpath(folder, NULL); /* by malloc, as g_malloc is */
  char *full = real ? g_build_filename(real, name, NULL) : NULL;
  free(real);
  return full;
}

static gboolean prepare(sqlite3 *db, const MbDatabaseKind *kind, sqlite3_stmt **to) {
  for (guint i = 0; i < kind->n_texts; i++)
    if (sqlite3_prepare_v3(db, kind->texts[i], -1, SQLITE_PREPARE_PERSISTENT, &to[i], NULL))
      return FALSE;
  return TRUE;
}

void mb_database_close(sqlite3 *db, const MbDatabaseKind *kind, sqlite3_stmt **statements) {
  for (guint i = 0; i < kind->n_texts; i++) {
    sqlite3_finalize(statements[i]);
    statements[i] = NULL;
  }
  sqlite3_close(db);
}

sqlite3 *mb_database_open(const char *path, const MbDatabaseKind *kind, sqlite3_stmt **to,
                          int *status) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
  g_autofree char *real = real_path(path);
  sqlite3 *db = NULL;
  *status = real ? make_place(real) : SQLITE_CANTOPEN;
  if (*status == SQLITE_OK)
    *status = sqlite3_open_v2(real, &db, flags, NULL);
  if (*status == SQLITE_OK && set_up(db, kind) && prepare(db, kind, to))
    return db;
  if (*status == SQLITE_OK)
    *status = sqlite3_errcode(db) & 0xff; /* without the extension */
  mb_database_close(db, kind, to);
  return NULL;
}

/* No program can be using it. Busy, full or failing disks say nothing against a file: removed under an
 * open connection it would live on unseen and spoil the next one. */
static gboolean is_useless(int status) {
  return status == SQLITE_NOTADB || status == SQLITE_CORRUPT || status == SQLITE_ERROR ||
         status == SQLITE_PERM;
}

/* Only what this file can have made: whatever else stands in the place is not ours to remove. */
static gboolean remove_file(const char *file) {
  struct stat st;
  if (lstat(file, &st) != 0)
    return errno == ENOENT;
  return S_ISREG(st.st_mode) && st.st_uid == geteuid() && unlink(file) == 0;
}

static gboolean remove_files(const char *path) {
  static const char *const ends[] = {"-wal", "-shm", "-journal", ""};
  gboolean gone = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    g_autofree char *file = g_strconcat(path, ends[i], NULL);
    gone &= remove_file(file);
  }
  return gone;
}

gboolean mb_database_clear(const char *path, const MbDatabaseKind *kind) {
  int status;
  if (access(path, F_OK) != 0)
    return TRUE;
  g_autofree sqlite3_stmt **statements = g_new0(sqlite3_stmt *, kind->n_texts);
  sqlite3 *db = mb_database_open(path, kind, statements, &status);
  if (db && !mb_database_run(db, kind->forget))
    status = sqlite3_errcode(db) & 0xff;
  if (db)
    mb_database_close(db, kind, statements);
  return status == SQLITE_OK || (is_useless(status) && remove_files(path));
}
