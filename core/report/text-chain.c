/* The chain in words: one step a line, with who told it and when.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "map.h"
#include "text-page.h"

static const char *source_word(MbTextPage *page, const char *source) {
  static const struct {
    const char *source, *word;
  } words[] = {
      {"mail", N_("as the mail says")},
      {"dns", N_("name server")},
      {"geo", N_("country data")},
      {"brands", N_("Miyaburi's own list")},
  };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(words[i].source, source))
      return word(page, words[i].word);
  return source;
}

static void write_step(MbTextPage *page, const MbReportStep *step, gboolean first) {
  char when[16] = "";
  time_t t = step->when;
  struct tm tm;
  if (step->when && gmtime_r(&t, &tm))
    strftime(when, sizeof when, ", %Y-%m-%d", &tm);
  g_string_append(page->out, first ? "  " : "    → ");
  colour(page, DIM);
  put(page, word(page, step->label));
  plain(page);
  g_string_append(page->out, ": ");
  put(page, g_str_equal(step->kind, "country") ? mb_map_country(step->value, page->catalogue)
                                               : step->value);
  colour(page, DIM);
  g_string_append(page->out, "  (");
  put(page, source_word(page, step->source));
  put(page, when);
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
