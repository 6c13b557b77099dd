/* The embedded lists: whole suffixes only, longest walk first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/tables.h"

static const struct {
  MbTable table;
  const char *host, *expected;
} rows[] = {
    {MB_TABLE_FREEMAIL, "gmail.com", "gmail.com"},
    {MB_TABLE_FREEMAIL, "notgmail.com", NULL},
    {MB_TABLE_FREEMAIL, "com", NULL},
    {MB_TABLE_FREEMAIL, "", NULL},
    {MB_TABLE_FREEMAIL, NULL, NULL},
    {MB_TABLE_DYNAMIC_DNS, "a.b.duckdns.org", "duckdns.org"},
    {MB_TABLE_HOSTING, "x.workers.dev", "workers.dev"},
    {MB_TABLE_SHORTENER, "bit.ly", "bit.ly"},
    {MB_TABLE_SHORTENER, "xbit.ly", NULL},
};

static void test_find(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpstr(mb_table_find(rows[i].table, rows[i].host), ==, rows[i].expected);
}

static void test_simplified(void) {
  g_assert_true(mb_is_simplified_only(0x7535));  /* 电 */
  g_assert_false(mb_is_simplified_only(0x56FD)); /* 国 is Japanese too */
  g_assert_false(mb_is_simplified_only(0x1F600));
  g_assert_false(mb_is_simplified_only(0));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tables/find", test_find);
  g_test_add_func("/tables/simplified", test_simplified);
  return g_test_run();
}
