/* What is asked of the file and put into it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "store.h"

#include <gmodule.h>

#include "../base/database.h"

#define DIGEST     16
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

static const MbDatabaseKind kind = {
    16 * 1024 * 1024,
    "PRAGMA secure_delete = ON;"
    "CREATE TABLE IF NOT EXISTS secret (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL);"
    "INSERT OR IGNORE INTO secret VALUES (1, randomblob(32));"
    "CREATE TABLE IF NOT EXISTS people (address BLOB PRIMARY KEY, domain BLOB NOT NULL, "
    "wrote INTEGER NOT NULL DEFAULT 0, confirmed INTEGER NOT NULL DEFAULT 0, "
    "first INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT 0, "
    "days INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS by_domain ON people (domain);"
    "CREATE TABLE IF NOT EXISTS signers (address BLOB, signer BLOB, last INTEGER NOT NULL, days "
    "INTEGER NOT NULL, PRIMARY KEY (address, signer)) WITHOUT ROWID;",
    "BEGIN IMMEDIATE; DELETE FROM people; DELETE FROM signers; UPDATE secret SET key = "
    "randomblob(32); COMMIT; PRAGMA wal_checkpoint(TRUNCATE); VACUUM",
    texts, N_STATEMENTS};

static void store_close(MbStore *store) {
  mb_database_close(store->db, &kind, store->statements);
  g_free(store);
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

static MbStore *store_open(const char *path) {
  MbStore *store = g_new0(MbStore, 1);
  int status;
  store->db = mb_database_open(path, &kind, store->statements, &status);
  if (store->db && read_key(store))
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
  if (!mb_database_run(store->db, "BEGIN IMMEDIATE"))
    return FALSE;
  gboolean ok = read_key(store) && put(store, SEEN, mail, mail->domain, mail->day);
  for (guint i = 0; ok && mail->signers[i] && i < MB_HISTORY_SIGNERS; i++)
    ok = put(store, SIGNED, mail, mail->signers[i], mail->day);
  if (ok && store->n_put++ % TIDY_EVERY == 0) {
    sqlite3_bind_int(store->statements[SHRINK], 1, MB_HISTORY_PEOPLE);
    ok = finish(store->statements[SHRINK]) &&
         mb_database_run(store->db,
                         "DELETE FROM signers WHERE address NOT IN (SELECT address FROM people)");
  }
  return mb_database_run(store->db, ok ? "COMMIT" : "ROLLBACK") && ok;
}

static gboolean store_know(MbStore *store, const MbStoreMail *person, gboolean wrote,
                           gboolean known) {
  return read_key(store) &&
         put(store, wrote ? WROTE : CONFIRMED, person, person->domain, known != FALSE);
}

static gboolean store_clear(const char *path) {
  return mb_database_clear(path, &kind);
}

G_MODULE_EXPORT const MbStoreTable mb_history_store = {store_open,     store_close, store_ask,
                                                       store_received, store_know,  store_clear};
