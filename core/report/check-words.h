/* The words of the checks, for those who show a report and judge nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *id, *family, *leaning;
  const char *title, *why; /* English, as the catalogue knows them */
} MbCheckWords;

/* NULL = no such check. */
const MbCheckWords *mb_check_words(const char *id);
/* In running order. */
const MbCheckWords *mb_check_words_all(guint *n);
