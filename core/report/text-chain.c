/* The chain in words: one step a line, with who told it and when.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "map.h"
#include "text-page.h"

static void write_step(MbTextPage *page, const MbReportStep *step, gboolean first) {
  g_string_append(page->out, first ? "  " : "    → ");
  colour(page, DIM);
  put(page, word(page, step->label));
  plain(page);
  g_string_append(page->out, ": ");
  put(page, mb_words_step(step, page->catalogue));
  colour(page, DIM);
  g_string_append(page->out, "  (");
  put_taken(page, mb_words_told(step, page->catalogue));
  g_string_append_c(page->out, ')');
  plain(page);
  line(page);
}

/* The picture of other forms, in words. */
static void write_map(MbTextPage *page) {
  g_autoptr(GArray) stops = mb_map_stops(page->report);
  g_autofree char *text = mb_map_text(stops, page->catalogue);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  if (stops->len)
    heading(page, N_("Countries on the way"));
  for (char **p = lines; stops->len && *p; p++) {
    g_string_append(page->out, "  ");
    put(page, *p);
    line(page);
  }
}

void mb_text_chain(MbTextPage *page) {
  const GArray *chain = page->report->chain;
  const MbReportStep *last = NULL;
  if (chain->len)
    heading(page, N_("Who stands behind it"));
  for (guint i = 0; i < chain->len; i++) {
    const MbReportStep *step = &g_array_index(chain, MbReportStep, i);
    write_step(page, step,
               !last || strcmp(last->chain, step->chain) != 0 ||
                   strcmp(last->start, step->start) != 0);
    last = step;
  }
  write_map(page);
}
