/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/case.h"

static const struct {
  const char *country;
  int zone, distance;
} rows[] = {
    {"JP", 540, 0},   {"JP", 480, 60},  {"JP", -480, 1020}, {"DE", 60, 0},  {"DE", 120, 0},
    {"DE", 540, 420}, {"NL", 540, 420}, {"CN", 480, 0},     {"GB", 0, 0},   {"GB", -300, 300},
    {"ZW", 120, 0},   {"AD", 120, 0},   {"AD", -60, 120},   {"XX", 540, 0}, {"", 540, 0},
    {"RU", -600, 0}, /* too many zones to say anything */
};

static void test_distance(void) {
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (mb_zone_distance(rows[i].country, rows[i].zone) != rows[i].distance)
      g_error("%s %d: %d", rows[i].country, rows[i].zone,
              mb_zone_distance(rows[i].country, rows[i].zone));
}

static void test_public_domain(void) {
  g_assert_true(mb_is_public_domain("www.jgrants-portal.go.jp"));
  g_assert_true(mb_is_public_domain("www.city.example.jp"));
  g_assert_false(mb_is_public_domain("go.jp.example"));
  g_assert_false(mb_is_public_domain("capacity.example.jp"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/zone/distance", test_distance);
  g_test_add_func("/zone/public-domain", test_public_domain);
  return g_test_run();
}
