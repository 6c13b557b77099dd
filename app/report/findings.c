/* Reasons and findings as rows that unfold into why, evidence and where it stands in the raw mail.
 * What unfolds is made when it is unfolded. SPDX-License-Identifier: GPL-3.0-or-later */
#include "../accessible.h"
#include "../defang.h"
#include "../language.h"
#include "look.h"
#include "rows.h"
#include "sections.h"

typedef struct {
  const MbReport *report;
  const MbReportFinding *finding;
  MbPage *page;
} Unfold;

static void add_evidence(AdwExpanderRow *row, const MbReportEvidence *e, MbPage *page) {
  const char *label = mb_tr(mb_words(), e->label);
  g_autofree char *value = mb_defang(e->value);
  GtkWidget *line = mb_row_value(label, value);
  if (!line)
    return;
  mb_row_add_end(line, mb_place_button(page, e->offset, e->length));
  adw_expander_row_add_row(row, line);
}

static void add_help(AdwExpanderRow *row, const MbReportFinding *f) {
  const char *example = mb_finding_example(f->id, mb_words());
  if (!example)
    return;
  adw_expander_row_add_row(row, mb_row_value(_("Example"), example));
  adw_expander_row_add_row(row,
                           mb_row_value(strcmp(f->leaning, "good") == 0 ? _("Why it is not enough")
                                                                        : _("When it is harmless"),
                                        mb_finding_harmless(f->id, mb_words())));
}

static void on_expanded(AdwExpanderRow *row, GParamSpec *spec, Unfold *u) {
  const MbReportFinding *f = u->finding;
  if (!adw_expander_row_get_expanded(row) || g_object_get_data(G_OBJECT(row), "made"))
    return;
  g_object_set_data(G_OBJECT(row), "made", row);
  const char *why = f ? mb_finding_why(f->id, mb_words()) : NULL;
  if (why)
    adw_expander_row_add_row(row, mb_row_value(_("Why it matters"), why));
  for (guint i = 0; f && f->evidence && i < f->evidence->len; i++)
    add_evidence(row, &g_array_index(f->evidence, MbReportEvidence, i), u->page);
  if (f)
    add_help(row, f);
  if (u->report->action.id) {
    g_autofree char *action = mb_say(&u->report->action);
    adw_expander_row_add_row(row, mb_row_value(_("What to do"), action));
  }
  mb_accessible_tidy(GTK_WIDGET(row));
}

static void free_unfold(gpointer data, GClosure *closure) {
  g_free(data);
}

/* subtitle says in words what the sign says by shape and colour. */
static GtkWidget *unfolding_row(const char *title, const char *leaning, const Unfold *u) {
  AdwExpanderRow *row =
      g_object_new(ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", title, "subtitle",
                   leaning ? mb_look_leaning_word(leaning) : "", NULL);
  if (leaning) {
    GtkWidget *icon = gtk_image_new_from_icon_name(mb_look_leaning_icon(leaning));
    g_autofree char *class = g_strconcat("leaning-", leaning, NULL);
    gtk_widget_add_css_class(icon, class);
    gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    adw_expander_row_add_prefix(row, icon);
  }
  g_signal_connect_data(row, "notify::expanded", G_CALLBACK(on_expanded), g_memdup2(u, sizeof *u),
                        free_unfold, 0);
  return GTK_WIDGET(row);
}

static const MbReportFinding *finding_by_id(const MbReport *report, const char *id) {
  for (guint i = 0; id && i < report->findings->len; i++) {
    const MbReportFinding *f = report->findings->pdata[i];
    if (g_str_equal(f->id, id))
      return f;
  }
  return NULL;
}

static GtkWidget *reason_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportReason *reason = &g_array_index(report->reasons, MbReportReason, i);
  const MbReportFinding *f = finding_by_id(report, reason->finding);
  g_autofree char *text = mb_say(&reason->text);
  return f ? unfolding_row(text, f->leaning, &(Unfold){report, f, page}) : mb_row_new(text, NULL);
}

GtkWidget *mb_section_reasons(const MbReport *report, MbPage *page) {
  if (!report->reasons->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("Why"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->reasons->len, reason_row);
  return section;
}

static guint rank(const char *leaning) {
  static const char *const order[] = {"strong", "medium", "weak", "good", "info"};
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(order) && g_strcmp0(order[i], leaning) != 0)
    i++;
  return i;
}

/* The i-th by weight; the report's own order within one weight. */
static const MbReportFinding *nth(const MbReport *report, guint i) {
  for (guint k = 0; k < 5; k++)
    for (guint j = 0; j < report->findings->len; j++) {
      const MbReportFinding *f = report->findings->pdata[j];
      if (rank(f->leaning) == k && i-- == 0)
        return f;
    }
  return NULL;
}

static GtkWidget *finding_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportFinding *f = nth(report, i);
  const char *title = mb_finding_title(f->id, mb_words());
  return unfolding_row(title ? title : f->id, f->leaning, &(Unfold){report, f, page});
}

GtkWidget *mb_section_findings(const MbReport *report, MbPage *page) {
  if (!report->findings->len)
    return NULL;
  GtkWidget *section = mb_section_new(_("What was found"), NULL);
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->findings->len, finding_row);
  return section;
}
