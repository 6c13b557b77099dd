/* Who stands behind it: each chain from a name to its holder, step by step, with who told it and when.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../defang.h"
#include "../language.h"
#include "rows.h"
#include "sections.h"

static gboolean begins(const GArray *chain, guint i) {
  const MbReportStep *step = &g_array_index(chain, MbReportStep, i);
  return i == 0 || !g_str_equal(step->chain, step[-1].chain) ||
         !g_str_equal(step->start, step[-1].start);
}

static guint n_chains(const GArray *chain) {
  guint n = 0;
  for (guint i = 0; i < chain->len; i++)
    n += begins(chain, i);
  return n;
}

static GtkWidget *step_box(const MbReportStep *step) {
  g_autofree char *told = mb_words_told(step, mb_words());
  g_autofree char *value = mb_defang(mb_words_step(step, mb_words()));
  g_autofree char *source = mb_isolate(told);
  g_autofree char *caption = g_strdup_printf("%s · %s", mb_tr(mb_words(), step->label), source);
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name("mb-hop-symbolic");
  GtkWidget *label = mb_text_label(caption, "caption");
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_widget_add_css_class(icon, "hop-claimed");
  gtk_widget_add_css_class(label, "dim-label");
  gtk_label_set_selectable(GTK_LABEL(label), FALSE);
  gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append(GTK_BOX(box), mb_text_label(value, NULL));
  gtk_box_append(GTK_BOX(box), label);
  return mb_side_by_side(12, icon, box);
}

static GtkWidget *chain_row(const MbReport *report, guint n, MbPage *page) {
  const GArray *chain = report->chain;
  guint i = 0;
  for (; i < chain->len && (!begins(chain, i) || n--); i++)
    ;
  const MbReportStep *first = &g_array_index(chain, MbReportStep, i);
  const char *title = mb_words_chain(first->chain, mb_words());
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *heading = mb_text_label(title, "heading");
  gtk_label_set_selectable(GTK_LABEL(heading), FALSE);
  gtk_box_append(GTK_BOX(box), heading);
  do
    gtk_box_append(GTK_BOX(box), step_box(&g_array_index(chain, MbReportStep, i++)));
  while (i < chain->len && !begins(chain, i));
  return mb_plain_row(box, title);
}

GtkWidget *mb_section_chain(const MbReport *report, MbPage *page) {
  if (!report->chain->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("Who stands behind it"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, n_chains(report->chain), chain_row);
  return section;
}
