/* Making and freeing a summary. SPDX-License-Identifier: GPL-3.0-or-later */
#include "records.h"

MbSummary *mb_summary_new(const MbOptions *options) {
  MbSummary *s = g_new0(MbSummary, 1);
  s->options = mb_options_copy(options);
  s->strings = mb_intern_new();
  s->containers = mb_intern_new_boundless();
  s->names = mb_names_new();
  s->chunks = g_ptr_array_new_with_free_func(g_free);
  return s;
}

void mb_summary_free(MbSummary *s) {
  mb_options_free(s->options);
  mb_intern_free(s->strings);
  mb_intern_free(s->containers);
  mb_names_free(s->names);
  g_ptr_array_unref(s->chunks);
  g_free(s);
}

guint mb_summary_count(const MbSummary *s) {
  return s->n;
}
