/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

static void test_sizes(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  gsize total = 0;
  for (gsize n = 0; n < 200000; n = n * 2 + 1) {
    char *p = mb_arena_alloc(arena, n);
    g_assert_cmpuint((gsize)p % 16, ==, 0);
    for (gsize i = 0; i < n; i++)
      g_assert_cmpint(p[i], ==, 0);
    memset(p, 0xff, n);
    total += n;
  }
  g_assert_cmpuint(mb_arena_used(arena), >=, total);
}

static void test_copy(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbSlice s = mb_arena_slice(arena, MB_SLICE_LIT("a\0b"));
  g_assert_cmpmem(s.data, s.len, "a\0b", 3);
  g_assert_cmpint(s.data[3], ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/arena/sizes", test_sizes);
  g_test_add_func("/arena/copy", test_copy);
  return g_test_run();
}
