/* The file behind the history: a module of its own, since SQLite is needed only where one is kept.
 * It holds no mail, name or address: keyed digests, days and counts (README, "What is kept").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "../facts/facts.h"

#define MB_HISTORY_PEOPLE  20000
#define MB_HISTORY_SIGNERS 8 /* looked at, of one mail */

typedef struct _MbStore MbStore;

typedef struct {
  const char *address, *domain; /* lower-case; domain: its organisation */
  const char *const *signers;   /* d= of signatures, NULL-terminated */
  gint64 day;                   /* of arrival, days since 1970 */
} MbStoreMail;

/* All but clear are used under a lock of the caller's. FALSE: the file could not be used. */
typedef struct {
  MbStore *(*open)(const char *path); /* NULL = works without */
  void (*close)(MbStore *store);
  gboolean (*ask)(MbStore *store, const MbStoreMail *mail, MbHistory *answer);
  /* A mail of this person came, and everything about it was in order. */
  gboolean (*received)(MbStore *store, const MbStoreMail *mail);
  /* wrote: the user wrote to the address; else: he said that he knows it, or (known FALSE) does not. */
  gboolean (*know)(MbStore *store, const MbStoreMail *person, gboolean wrote, gboolean known);
  /* Forgets everyone; a file that is no such database is removed, one in use is not. FALSE:
   * nothing was forgotten. */
  gboolean (*clear)(const char *path);
} MbStoreTable;
#define MB_HISTORY_STORE "mb_history_store"

extern const MbStoreTable mb_history_store;
