/* Answers in SQLite, with a bound on their number, size and age.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk.h"

#include <gmodule.h>

#include "../base/database.h"

#define LONGEST    ((gint64)8 * 86400) /* nothing is kept longer: a clock that was wrong */
#define MAX_ANSWER (256 * 1024)
#define TIDY_EVERY 200

enum { GET, PUT, EXPIRE, SHRINK, N_STATEMENTS };

struct _MbDisk {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  guint n_put;
};

static const char *const texts[N_STATEMENTS] = {
    [GET] = "SELECT answer, expires FROM answers WHERE key = ?1 AND expires > ?2 AND expires < ?3",
    [PUT] = "INSERT OR REPLACE INTO answers (key, answer, expires) VALUES (?1, ?2, ?3)",
    [EXPIRE] = "DELETE FROM answers WHERE expires <= ?1 OR expires >= ?2",
    [SHRINK] = "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY expires LIMIT "
               "max(0, (SELECT count(*) FROM answers) - ?1))",
};

static const MbDatabaseKind kind = {
    MB_DISK_MAX_BYTES,
    "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL, "
    "expires INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS by_expiry ON answers (expires)",
    "PRAGMA secure_delete = ON; DELETE FROM answers; PRAGMA wal_checkpoint(TRUNCATE)", texts,
    N_STATEMENTS};

static void disk_close(MbDisk *disk) {
  mb_database_close(disk->db, &kind, disk->statements);
  g_free(disk);
}

static MbDisk *disk_open(const char *path) {
  MbDisk *disk = g_new0(MbDisk, 1);
  int status;
  disk->db = mb_database_open(path, &kind, disk->statements, &status);
  if (disk->db)
    return disk;
  disk_close(disk);
  return NULL;
}

static char *disk_get(MbDisk *disk, const char *key, gint64 now, guint32 *left) {
  sqlite3_stmt *s = disk->statements[GET];
  char *answer = NULL;
  sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64(s, 2, now);
  sqlite3_bind_int64(s, 3, now + LONGEST);
  if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_bytes(s, 0) <= MAX_ANSWER) {
    answer = g_strdup((const char *)sqlite3_column_text(s, 0));
    *left = (guint32)(sqlite3_column_int64(s, 1) - now);
  }
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  return answer;
}

static void tidy(MbDisk *disk, gint64 now) {
  sqlite3_stmt *expire = disk->statements[EXPIRE], *shrink = disk->statements[SHRINK];
  sqlite3_bind_int64(expire, 1, now);
  sqlite3_bind_int64(expire, 2, now + LONGEST);
  sqlite3_step(expire);
  sqlite3_reset(expire);
  sqlite3_bind_int(shrink, 1, MB_DISK_MAX_ROWS);
  sqlite3_step(shrink);
  sqlite3_reset(shrink);
}

static void disk_put(MbDisk *disk, const char *key, const char *answer, guint32 keep, gint64 now) {
  sqlite3_stmt *s = disk->statements[PUT];
  if (!keep || keep >= LONGEST || strlen(answer) > MAX_ANSWER)
    return;
  sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text(s, 2, answer, -1, SQLITE_STATIC);
  sqlite3_bind_int64(s, 3, now + keep);
  int status = sqlite3_step(s);
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  if (status == SQLITE_FULL)
    mb_database_run(disk->db, "DELETE FROM answers");
  if (disk->n_put++ % TIDY_EVERY == 0)
    tidy(disk, now);
}

static gboolean disk_clear(const char *path) {
  return mb_database_clear(path, &kind);
}

G_MODULE_EXPORT const MbDiskTable mb_lookup_disk = {disk_open, disk_get, disk_put, disk_close,
                                                    disk_clear};
