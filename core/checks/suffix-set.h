/* Names by which hosts are looked up with all their parents: one pass over the host from its end,
 * one probe a label. Built once, then read only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *rows; /* each begins with a const char * to its name */
  gsize stride;
  guint16 *slots; /* row + 1 by hash, 0 = free */
  guint mask;
} MbSuffixSet;

/* Rows and names must live as long as the set. Of equal names the first row stands for all. */
void mb_suffix_set_build(MbSuffixSet *set, gconstpointer rows, gsize stride, guint n);
/* The row of the longest name that host (may be NULL) equals or lies below, -1 = none. */
int mb_suffix_set_find(const MbSuffixSet *set, const char *host);
