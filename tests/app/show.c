/* What each sink makes of a mail, without a window.
 * usage: show html|pdf|json|labels ja|en FILE [OWN-ADDRESS]   (with OWN-ADDRESS it is masked)
 * labels prints one text a line, "M" before those that are read as markup. It ends with 0 only if the
 * sink could be made. SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdio.h>

#include "app/export/html.h"
#include "app/export/mask.h"
#include "app/export/paper.h"
#include "app/report/sections.h"

static MbReport *judged(const char *file, const char *own) {
  g_autoptr(MbOptions) options = mb_options_new();
  g_autoptr(GBytes) mail = mb_read_mail_file(file, NULL);
  const char *build = g_getenv("MIYABURI_BUILD");
  g_autofree char *places = build ? g_build_filename(build, "data", "country-as.mmdb", NULL) : NULL;
  MbRequest request = {.options = options, .file = file, .local_places = TRUE, .geo_file = places};
  mb_init(NULL, NULL);
  MbReport *report = mail ? mb_check_mail(mail, &request, NULL, NULL, NULL, NULL) : NULL;
  if (!report || !own)
    return report;
  g_autoptr(GPtrArray) list = g_ptr_array_new();
  g_ptr_array_add(list, (gpointer)own);
  MbReport *masked = mb_mask_report(report, list);
  mb_report_free(report);
  return masked;
}

static void print_text(GtkWidget *widget) {
  if (ADW_IS_EXPANDER_ROW(widget))
    adw_expander_row_set_expanded(ADW_EXPANDER_ROW(widget), TRUE);
  if (GTK_IS_LABEL(widget)) {
    const char *text = gtk_label_get_label(GTK_LABEL(widget));
    g_autofree char *plain = g_strdelimit(g_strdup(text), "\n\r\t", ' ');
    printf("%c %s\n", gtk_label_get_use_markup(GTK_LABEL(widget)) ? 'M' : 'T', plain);
  }
  GtkWidget *child = gtk_widget_get_first_child(widget);
  for (; child; child = gtk_widget_get_next_sibling(child))
    print_text(child);
}

static guint count_widgets(GtkWidget *widget) {
  guint n = 1;
  for (GtkWidget *child = gtk_widget_get_first_child(widget); child;
       child = gtk_widget_get_next_sibling(child))
    n += count_widgets(child);
  return n;
}

static void print_labels(const MbReport *report) {
  const MbSection sections[] = {
      mb_section_verdict,        mb_section_reasons,     mb_section_message, mb_section_findings,
      mb_section_trio,           mb_section_route,       mb_section_map,     mb_section_chain,
      mb_section_authentication, mb_section_senders,     mb_section_links,   mb_section_attachments,
      mb_section_asked,          mb_section_not_checked,
  };
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), *window = gtk_window_new();
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
    GtkWidget *section = sections[i](report, NULL);
    if (section)
      gtk_box_append(GTK_BOX(box), section);
  }
  gtk_window_set_child(GTK_WINDOW(window), box);
  gtk_window_present(GTK_WINDOW(window));
  /* rows come a few a frame, until none has come for a while */
  for (guint quiet = 0, before = 0; quiet < 6; before = count_widgets(box)) {
    for (gint64 end = g_get_monotonic_time() + 50000; g_get_monotonic_time() < end;)
      g_main_context_iteration(NULL, FALSE);
    quiet = count_widgets(box) == before ? quiet + 1 : 0;
  }
  print_text(box);
  gtk_window_destroy(GTK_WINDOW(window));
}

int main(int argc, char **argv) {
  gsize len = 0;
  g_autoptr(GError) error = NULL;
  if (argc < 4)
    return 2;
  const MbCatalogue *words = mb_catalogue_get(argv[2]);
  g_autoptr(MbReport) report = judged(argv[3], argv[4]);
  if (!report)
    return 1;
  g_autofree char *text = g_str_equal(argv[1], "html")   ? mb_html_new(report, words, &len)
                          : g_str_equal(argv[1], "json") ? mb_report_to_json(report, words, &len)
                                                         : NULL;
  g_autoptr(GBytes) pdf = NULL;
  if (text)
    return fwrite(text, 1, len, stdout) == len ? 0 : 1;
  adw_init();
  if (g_str_equal(argv[1], "labels")) {
    print_labels(report);
    return 0;
  }
  pdf = mb_paper_pdf(report, words, NULL, &error);
  if (!pdf)
    return fprintf(stderr, "%s\n", error->message), 1;
  return fwrite(g_bytes_get_data(pdf, NULL), 1, g_bytes_get_size(pdf), stdout) ==
                 g_bytes_get_size(pdf)
             ? 0
             : 1;
}
