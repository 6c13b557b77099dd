/* Where it came from and who stands behind it, as blocks. SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-sections.h"

void mb_document_map(MbDocument *d) {
  g_autoptr(GArray) stops = mb_map_stops(d->report);
  g_autofree char *text = mb_map_text(stops, d->words);
  if (!stops->len)
    return;
  mb_document_heading(d, N_("Countries on the way"));
  mb_document_add(d, MB_BLOCK_MAP, NULL, text);
}

void mb_document_chain(MbDocument *d) {
  const GArray *chain = d->report->chain;
  if (chain->len)
    mb_document_heading(d, N_("Who stands behind it"));
  for (guint i = 0; i < chain->len; i++) {
    const MbReportStep *step = &g_array_index(chain, MbReportStep, i);
    g_autofree char *told = mb_words_told(step, d->words);
    g_autofree char *value = mb_isolate(mb_words_step(step, d->words)), *by = mb_isolate(told);
    g_autofree char *text = g_strdup_printf("%s (%s)", value, by);
    if (i == 0 || !g_str_equal(step->chain, step[-1].chain) ||
        !g_str_equal(step->start, step[-1].start))
      mb_document_add(d, MB_BLOCK_ITEM, NULL, mb_words_chain(step->chain, d->words));
    mb_document_add(d, MB_BLOCK_ROW, step->label, text);
  }
}
