/* The table is written by gen-check-words.c from the checks themselves.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-words.h"

static const MbCheckWords table[] = {
#include "check-words-table.h"
};

const MbCheckWords *mb_check_words_all(guint *n) {
  *n = G_N_ELEMENTS(table);
  return table;
}

static gpointer index_ids(gpointer unused) {
  GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS(table); i++)
    g_hash_table_insert(ids, (gpointer)table[i].id, (gpointer)&table[i]);
  return ids;
}

const MbCheckWords *mb_check_words(const char *id) {
  static GOnce once = G_ONCE_INIT;
  return g_hash_table_lookup(g_once(&once, index_ids, NULL), id);
}
