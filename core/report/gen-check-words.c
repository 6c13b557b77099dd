/* Writes the table of check-words.h: what a report's reader needs of every check without linking
 * the checks, and with them the libraries that read mail. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "../checks/check.h"

static void put(FILE *out, const char *text) {
  g_autofree char *escaped = g_strescape(text, NULL);
  fprintf(out, "\"%s\", ", escaped);
}

int main(int argc, char **argv) {
  guint n;
  const MbCheck *const *all = mb_checks_all(&n);
  FILE *out = argc == 2 ? fopen(argv[1], "we") : NULL;
  if (!out)
    return 1;
  for (guint i = 0; i < n; i++) {
    fputs("{", out);
    put(out, all[i]->id);
    put(out, mb_family_name(all[i]->family));
    put(out, mb_leaning_name(all[i]->leaning));
    put(out, all[i]->title);
    put(out, all[i]->why);
    fputs("},\n", out);
  }
  return fclose(out) != 0;
}
