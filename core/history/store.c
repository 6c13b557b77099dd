/* SQLite in write-ahead mode, as for look-ups: several programs at once, nobody waits longer than a
 * moment. SPDX-License-Identifier: GPL-3.0-or-later */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <gmodule.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS    150
#define DIGEST     16
#define MAX_BYTES  (16 * 1024 * 1024)
#define USUAL_DAYS 5 /* mails of so many days make a habit */
#define TIDY_EVERY 200

enum {
  PERSON,
  DOMAIN,
  PEOPLE,
  SIGNER,
  USUAL,
  SEEN,
  SIGNED,
  WROTE,
  CONFIRMED,
  SHRINK,
  N_STATEMENTS
};

struct _MbStore {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  guint8 key[32];
  guint n_put;
};

#define DAYS "days = days + (?3 > last), last = max(last, ?3)"

static const char *const texts[N_STATEMENTS] = {
    [PERSON] = "SELECT wrote, confirmed, first, last, days FROM people WHERE address = ?1",
    [DOMAIN] = "SELECT 1 FROM people WHERE domain = ?1 AND (wrote OR confirmed) LIMIT 1",
    [PEOPLE] = "SELECT count(*) FROM people",
    [SIGNER] = "SELECT days FROM signers WHERE address = ?1 AND signer = ?2",
    [USUAL] = "SELECT max(days) FROM signers WHERE address = ?1",
    [SEEN] =
        "INSERT INTO people (address, domain, first, last, days) VALUES (?1, ?2, ?3, ?3, 1) ON "
        "CONFLICT (address) DO UPDATE SET first = CASE days WHEN 0 THEN ?3 ELSE min(first, ?3) "
        "END, " DAYS,
    [SIGNED] =
        "INSERT INTO signers (address, signer, last, days) VALUES (?1, ?2, ?3, 1) ON CONFLICT "
        "(address, signer) DO UPDATE SET " DAYS,
    [WROTE] =
        "INSERT INTO people (address, domain, wrote) VALUES (?1, ?2, 1) ON CONFLICT (address) "
        "DO UPDATE SET wrote = 1",
    [CONFIRMED] = "INSERT INTO people (address, domain, confirmed) VALUES (?1, ?2, ?3) ON CONFLICT "
                  "(address) DO UPDATE SET confirmed = ?3, wrote = wrote AND ?3",
    [SHRINK] =
        "DELETE FROM people WHERE address IN (SELECT address FROM people WHERE NOT wrote AND "
        "NOT confirmed ORDER BY last LIMIT max(0, (SELECT count(*) FROM people) - ?1))",
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS secret (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL);"
    "INSERT OR IGNORE INTO secret VALUES (1, randomblob(32));"
    "CREATE TABLE IF NOT EXISTS people (address BLOB PRIMARY KEY, domain BLOB NOT NULL, wrote "
    "INTEGER "
    "NOT NULL DEFAULT 0, confirmed INTEGER NOT NULL DEFAULT 0, first INTEGER NOT NULL DEFAULT 0, "
    "last "
    "INTEGER NOT NULL DEFAULT 0, days INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS by_domain ON people (domain);"
    "CREATE TABLE IF NOT EXISTS signers (address BLOB, signer BLOB, last INTEGER NOT NULL, days "
    "INTEGER NOT NULL, PRIMARY KEY (address, signer)) WITHOUT ROWID;";

static gboolean run(sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void store_close(MbStore *store) {
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize(store->statements[i]);
  sqlite3_close(store->db);
  g_free(store);
}

/* Owner only, and nothing but a file of his own. */
static gboolean make_place(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  struct stat st;
  if (g_mkdir_with_parents(folder, 0700) != 0)
    return FALSE;
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  gboolean ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid();
  if (fd >= 0)
    close(fd);
  return ok;
}

/* Before each use: another program may have erased everything meanwhile, and the key with it. */
static gboolean read_key(MbStore *store) {
  sqlite3_stmt *s = NULL;
  gboolean ok =
      sqlite3_prepare_v2(store->db, "SELECT key FROM secret", -1, &s, NULL) == SQLITE_OK &&
      sqlite3_step(s) == SQLITE_ROW && sqlite3_column_bytes(s, 0) == sizeof store->key;
  if (ok)
    memcpy(store->key, sqlite3_column_blob(s, 0), sizeof store->key);
  sqlite3_finalize(s);
  return ok;
}

static gboolean set_up(MbStore *store) {
  sqlite3 *db = store->db;
  g_autofree char *pages = g_strdup_printf("PRAGMA max_page_count = %d", MAX_BYTES / 4096);
  sqlite3_busy_timeout(db, BUSY_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1024 * 1024);
  gboolean ok = run(db, "PRAGMA cell_size_check = ON") && run(db, pages) &&
                run(db, "PRAGMA journal_mode = WAL") && run(db, "PRAGMA synchronous = NORMAL") &&
                run(db, "PRAGMA secure_delete = ON") && run(db, schema) && read_key(store);
  for (guint i = 0; ok && i < N_STATEMENTS; i++)
    ok = sqlite3_prepare_v3(db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &store->statements[i],
                            NULL) == SQLITE_OK;
  return ok;
}

static MbStore *store_open(const char *path) {
  MbStore *store = g_new0(MbStore, 1);
  if (make_place(path) &&
      sqlite3_open_v2(path, &store->db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
                      NULL) == SQLITE_OK &&
      set_up(store))
    return store;
  store_close(store);
  return NULL;
}

/* Bound as SQLite takes a copy. The same word has another digest in everybody else's file. */
static void bind_digest(MbStore *store, sqlite3_stmt *s, int i, const char *text) {
  g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, store->key, sizeof store->key);
  guint8 digest[32];
  gsize len = sizeof digest;
  g_hmac_update(hmac, (const guchar *)text, strlen(text));
  g_hmac_get_digest(hmac, digest, &len);
  sqlite3_bind_blob(s, i, digest, DIGEST, SQLITE_TRANSIENT);
}

static void reset(sqlite3_stmt *s) {
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
}

static gboolean finish(sqlite3_stmt *s) {
  gboolean ok = sqlite3_step(s) == SQLITE_DONE;
  reset(s);
  return ok;
}

/* The first column of the only row; 0 when there is none. */
static gint64 number(MbStore *store, guint which, const char *first, const char *second) {
  sqlite3_stmt *s = store->statements[which];
  if (first)
    bind_digest(store, s, 1, first);
  if (second)
    bind_digest(store, s, 2, second);
  gint64 value = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
  reset(s);
  return value;
}

/* Nearly every mail of many days carried one domain's signature: is it there again? */
static void judge_signers(MbStore *store, const MbStoreMail *mail, MbHistory *answer) {
  gint64 best = number(store, USUAL, mail->address, NULL), here = 0;
  if (best < USUAL_DAYS || best * 10 < answer->days * 9)
    return;
  for (guint i = 0; mail->signers[i] && i < MB_HISTORY_SIGNERS; i++)
    here = MAX(here, number(store, SIGNER, mail->address, mail->signers[i]));
  answer->usually_signed = TRUE;
  answer->signature_missing = here < USUAL_DAYS;
}

static gboolean store_ask(MbStore *store, const MbStoreMail *mail, MbHistory *answer) {
  if (!read_key(store))
    return FALSE;
  sqlite3_stmt *s = store->statements[PERSON];
  bind_digest(store, s, 1, mail->address);
  int status = sqlite3_step(s);
  if (status == SQLITE_ROW) {
    answer->wrote_to = sqlite3_column_int(s, 0) != 0;
    answer->confirmed = sqlite3_column_int(s, 1) != 0;
    answer->first_day = sqlite3_column_int64(s, 2);
    answer->last_day = sqlite3_column_int64(s, 3);
    answer->days = sqlite3_column_int64(s, 4);
  }
  reset(s);
  if (status != SQLITE_ROW && status != SQLITE_DONE)
    return FALSE;
  answer->domain_known = *mail->domain && number(store, DOMAIN, mail->domain, NULL) == 1;
  answer->people = number(store, PEOPLE, NULL, NULL);
  judge_signers(store, mail, answer);
  return TRUE;
}

static gboolean put(MbStore *store, guint which, const MbStoreMail *mail, const char *second,
                    gint64 third) {
  sqlite3_stmt *s = store->statements[which];
  bind_digest(store, s, 1, mail->address);
  bind_digest(store, s, 2, second);
  if (which != WROTE)
    sqlite3_bind_int64(s, 3, third);
  return finish(s);
}

static gboolean store_received(MbStore *store, const MbStoreMail *mail) {
  if (!run(store->db, "BEGIN IMMEDIATE"))
    return FALSE;
  gboolean ok = read_key(store) && put(store, SEEN, mail, mail->domain, mail->day);
  for (guint i = 0; ok && mail->signers[i] && i < MB_HISTORY_SIGNERS; i++)
    ok = put(store, SIGNED, mail, mail->signers[i], mail->day);
  if (ok && store->n_put++ % TIDY_EVERY == 0) {
    sqlite3_bind_int(store->statements[SHRINK], 1, MB_HISTORY_PEOPLE);
    ok = finish(store->statements[SHRINK]) &&
         run(store->db, "DELETE FROM signers WHERE address NOT IN (SELECT address FROM people)");
  }
  return run(store->db, ok ? "COMMIT" : "ROLLBACK") && ok;
}

static gboolean store_know(MbStore *store, const MbStoreMail *person, gboolean wrote,
                           gboolean known) {
  return read_key(store) &&
         put(store, wrote ? WROTE : CONFIRMED, person, person->domain, known != FALSE);
}

static gboolean remove_file(const char *file) {
  struct stat st;
  if (lstat(file, &st) != 0)
    return errno == ENOENT;
  return S_ISREG(st.st_mode) && st.st_uid == geteuid() && unlink(file) == 0;
}

/* Emptied, with a new key, while it is sound: another program may have it open. */
static gboolean store_clear(const char *path) {
  static const char *const ends[] = {"-wal", "-shm", ""};
  if (access(path, F_OK) != 0)
    return TRUE;
  MbStore *store = store_open(path);
  gboolean ok =
      store && run(store->db, "BEGIN IMMEDIATE; DELETE FROM people; DELETE FROM signers; UPDATE "
                              "secret SET key = randomblob(32); COMMIT; PRAGMA "
                              "wal_checkpoint(TRUNCATE); VACUUM");
  if (store)
    store_close(store);
  for (guint i = 0; !ok && i < G_N_ELEMENTS(ends); i++) {
    g_autofree char *file = g_strconcat(path, ends[i], NULL);
    if (!remove_file(file))
      return FALSE;
  }
  return TRUE;
}

G_MODULE_EXPORT const MbStoreTable mb_history_store = {store_open,     store_close, store_ask,
                                                       store_received, store_know,  store_clear};
