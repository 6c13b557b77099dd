/* SQLite in write-ahead mode: readers and one writer of several programs do not stop each other, and
 * whoever waits longer than a moment goes on without.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <gmodule.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS    150
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

static gboolean run(sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void disk_close(MbDisk *disk) {
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize(disk->statements[i]);
  sqlite3_close(disk->db);
  g_free(disk);
}

/* Owner only: what was asked tells whose mail was read. */
static gboolean make_place(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return FALSE;
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  struct stat st;
  gboolean ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid();
  if (fd >= 0)
    close(fd);
  return ok;
}

static gboolean set_up(sqlite3 *db) {
  g_autofree char *pages = g_strdup_printf("PRAGMA max_page_count = %d", MB_DISK_MAX_BYTES / 4096);
  sqlite3_busy_timeout(db, BUSY_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 4 * MAX_ANSWER);
  return run(db, "PRAGMA cell_size_check = ON") && run(db, pages) &&
         run(db, "PRAGMA journal_mode = WAL") && run(db, "PRAGMA synchronous = NORMAL") &&
         run(db, "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL, "
                 "expires INTEGER NOT NULL) WITHOUT ROWID") &&
         run(db, "CREATE INDEX IF NOT EXISTS by_expiry ON answers (expires)");
}

static MbDisk *disk_open(const char *path) {
  MbDisk *disk = g_new0(MbDisk, 1);
  gboolean ok = make_place(path) &&
                sqlite3_open_v2(path, &disk->db,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
                                NULL) == SQLITE_OK &&
                set_up(disk->db);
  for (guint i = 0; ok && i < N_STATEMENTS; i++)
    ok = sqlite3_prepare_v3(disk->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &disk->statements[i],
                            NULL) == SQLITE_OK;
  if (ok)
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
    run(disk->db, "DELETE FROM answers");
  if (disk->n_put++ % TIDY_EVERY == 0)
    tidy(disk, now);
}

/* Only what this file can have made: whatever else stands in the place is not ours to remove. */
static gboolean remove_file(const char *file) {
  struct stat st;
  if (lstat(file, &st) != 0)
    return errno == ENOENT;
  return S_ISREG(st.st_mode) && st.st_uid == geteuid() && unlink(file) == 0;
}

static gboolean remove_files(const char *path) {
  static const char *const ends[] = {"-wal", "-shm", ""};
  gboolean gone = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    g_autofree char *file = g_strconcat(path, ends[i], NULL);
    gone &= remove_file(file);
  }
  return gone;
}

/* Emptied, not removed, while it is sound: another program may have it open. */
static gboolean disk_clear(const char *path) {
  if (access(path, F_OK) != 0)
    return TRUE;
  MbDisk *disk = disk_open(path);
  gboolean ok = disk && run(disk->db, "PRAGMA secure_delete = ON") &&
                run(disk->db, "DELETE FROM answers") &&
                run(disk->db, "PRAGMA wal_checkpoint(TRUNCATE)");
  if (disk)
    disk_close(disk);
  return ok || remove_files(path);
}

G_MODULE_EXPORT const MbDiskTable mb_lookup_disk = {disk_open, disk_get, disk_put, disk_close,
                                                    disk_clear};
