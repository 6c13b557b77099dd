/* A fuzz target as an ordinary test: every seed, every seed cut short, and seeds with bytes changed in
 * a fixed pseudo-random way. usage: fuzz-NAME FOLDER   SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_SEED  4096 /* changed and cut only below this size, so that the test stays short */
#define N_CHANGES 200

static void run(const guint8 *data, gsize len) {
  /* A copy of the exact size, so that a sanitizer sees one byte too far. */
  g_autofree guint8 *copy = g_memdup2(data, len);
  LLVMFuzzerTestOneInput(copy ? copy : (const guint8 *)"", len);
}

static void change(const guint8 *data, gsize len, GRand *rand) {
  static const guint8 nasty[] = {0,   '\n', '\r', ' ',  '"',  '\\', '<',
                                 '>', '=',  ';',  0x80, 0xff, '(',  ':'};
  g_autofree guint8 *copy = g_memdup2(data, len);
  for (guint n = g_rand_int_range(rand, 1, 6); n--;)
    copy[g_rand_int_range(rand, 0, len)] = g_rand_boolean(rand)
                                               ? nasty[g_rand_int_range(rand, 0, sizeof nasty)]
                                               : g_rand_int_range(rand, 0, 256);
  run(copy, len);
}

static void run_seed(const char *path, GRand *rand) {
  g_autofree char *data = NULL;
  gsize len;
  if (!g_file_get_contents(path, &data, &len, NULL))
    return;
  run((guint8 *)data, len);
  if (!len || len > MAX_SEED)
    return;
  for (guint i = 0; i < N_CHANGES; i++)
    run((guint8 *)data, g_rand_int_range(rand, 0, len));
  for (guint i = 0; i < N_CHANGES; i++)
    change((guint8 *)data, len, rand);
}

int main(int argc, char **argv) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(20260714);
  g_autoptr(GDir) dir = argc > 1 ? g_dir_open(argv[1], 0, NULL) : NULL;
  guint n = 0;
  run(NULL, 0);
  for (const char *name; dir && (name = g_dir_read_name(dir)); n++) {
    g_autofree char *path = g_build_filename(argv[1], name, NULL);
    run_seed(path, rand);
  }
  printf("%u seeds\n", n);
  return n ? 0 : 1;
}
