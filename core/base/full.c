/* One flag of a process with one thread. SPDX-License-Identifier: GPL-3.0-or-later */
#include "full.h"

static gboolean missed;

void mb_full_miss(void) {
  missed = TRUE;
}

gboolean mb_full_take_missed(void) {
  gboolean was = missed;
  missed = FALSE;
  return was;
}
