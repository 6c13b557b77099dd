/* The help page's texts on each check. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *id;
  const char *example;  /* N_(): what it looks like */
  const char *harmless; /* N_(): when it means nothing; of good signs, why they are not enough */
} MbCheckHelp;

/* NULL = no such check. Static. */
const MbCheckHelp *mb_check_help(const char *id);
const MbCheckHelp *mb_check_help_all(guint *n);
