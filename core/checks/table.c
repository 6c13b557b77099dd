/* All rows of all families in running order. A new family is one line here; a new check is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

static const MbCheck *const *const families[] = {
    mb_authentication_checks,
    mb_bimi_checks,
    mb_brand_claim_checks,
    mb_identity_checks,
    mb_customer_checks,
    mb_sender_checks,
    mb_lookalike_checks,
    mb_odd_sender_checks,
    mb_odd_role_checks,
    mb_route_checks,
    mb_zone_checks,
    mb_header_checks,
    mb_reputation_checks,
    mb_listed_checks,
    mb_history_checks,
    /* the link checks ask what the body checks found */
    mb_body_phrase_checks,
    mb_body_pressure_checks,
    mb_body_addressee_checks,
    mb_nameless_checks,
    mb_late_role_checks,
    mb_odd_domain_checks,
    mb_body_date_checks,
    mb_body_japanese_checks,
    mb_body_hidden_checks,
    mb_link_checks,
    mb_link_trick_checks,
    mb_link_handler_checks,
    mb_link_brand_checks,
    mb_link_place_checks,
    mb_picture_checks,
    mb_attachment_checks,
    mb_bounce_checks,
};

static GPtrArray *join(void) {
  GPtrArray *all = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(families); i++)
    for (guint j = 0; families[i][j]; j++)
      g_ptr_array_add(all, (gpointer)families[i][j]);
  return all;
}

const MbCheck *const *mb_checks_all(guint *n) {
  static gsize once = 0;
  static GPtrArray *all = NULL;
  if (g_once_init_enter(&once)) {
    all = join();
    g_once_init_leave(&once, 1);
  }
  *n = all->len;
  return (const MbCheck *const *)all->pdata;
}

static gpointer index_ids(gpointer unused) {
  guint n;
  const MbCheck *const *all = mb_checks_all(&n);
  GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert(ids, (gpointer)all[i]->id, (gpointer)all[i]);
  return ids;
}

const MbCheck *mb_check_by_id(const char *id) {
  static GOnce once = G_ONCE_INIT;
  return g_hash_table_lookup(g_once(&once, index_ids, NULL), id);
}

void mb_case_run(MbCase *c) {
  guint n;
  const MbCheck *const *all = mb_checks_all(&n);
  for (guint i = 0; i < n; i++)
    if (all[i]->run)
      all[i]->run(c, all[i]);
}
