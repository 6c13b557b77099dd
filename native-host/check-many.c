/* The run judges; here its paths come from the command line and its results go to the terminal.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-many.h"

#include <stdio.h>
#include <unistd.h>

#include "batch/batch.h"
#include "check-names.h"
#include "check-stop.h"

typedef struct {
  const MbCommand *command;
  const MbCatalogue *catalogue;
  MbManyPrint print;
  gpointer data;
  MbNameList *names;
  const MbDone *done;
} Many;

gboolean mb_many_needed(const MbCommand *c) {
  if (c->summary || c->csv)
    return TRUE;
  for (char **file = c->files; file && *file && !c->save_facts; file++)
    if (mb_source_is_many(*file))
      return TRUE;
  return FALSE;
}

static void report_one(const char *name, const MbReport *report, gpointer data) {
  const Many *many = data;
  (void)name;
  if (many->command->csv) {
    g_autofree char *row = mb_csv_row(report, many->catalogue);
    fputs(row, stdout);
  }
  many->print(many->data, report);
}

static char *next_name(gpointer data) {
  return mb_name_list_next(((const Many *)data)->names);
}

static gboolean is_done(const char *name, gpointer data) {
  return mb_done_has(((const Many *)data)->done, name);
}

static void show_progress(MbRun *run) {
  MbRunProgress p;
  if (!isatty(STDERR_FILENO))
    return;
  mb_run_get_progress(run, &p);
  fprintf(stderr, "\r%u ", p.done);
  if (p.bytes_all)
    fprintf(stderr, "(%u%%) ", (guint)(MIN(p.bytes, p.bytes_all) * 100 / p.bytes_all));
  if (p.state >= MB_RUN_CANCELLED)
    fputs("\r", stderr);
}

static void print_summary(const Many *many, MbSummary *summary) {
  g_autofree char *text = many->command->json ? mb_summary_to_json(summary, many->catalogue)
                                              : mb_summary_to_text(summary, many->catalogue);
  fputs(text, stdout);
  if (many->command->json)
    fputc('\n', stdout);
}

static MbRun *start(Many *many) {
  const MbCommand *c = many->command;
  const MbRequest request = {.options = c->options,
                             .facts_json = c->facts_json,
                             .dns_server = c->dns_server,
                             .registry_map = c->registry_map,
                             .geo_file = c->geo_file,
                             .local_places = c->summary, /* its figures need the countries */
                             .row_only = c->summary && !c->csv};
  const MbRunFuncs funcs = {next_name, is_done, report_one};
  const char *const *paths = c->files_from ? NULL : (const char *const *)c->files;
  return mb_run_start_with(paths, &request, &funcs, many);
}

guint mb_many_run(const MbCommand *c, const MbCatalogue *catalogue, const MbDone *passed_over,
                  MbNameList *names, MbManyPrint print, gpointer data) {
  Many *many = g_new(Many, 1);
  *many = (Many){c, catalogue, print, data, names, passed_over};
  if (c->csv) {
    g_autofree char *head = mb_csv_head(catalogue);
    fputs(head, stdout);
  }
  MbRun *run = start(many);
  while (!mb_run_wait(run, 200)) {
    if (mb_stop_asked())
      mb_run_cancel(run);
    show_progress(run);
  }
  show_progress(run);
  mb_quit();
  guint n = mb_summary_count(mb_run_summary(run));
  if (c->summary)
    print_summary(many, mb_run_summary(run));
  if (!mb_stop_asked()) { /* else finding may hang in a read, and the program ends anyway */
    mb_run_free(run);
    g_free(many);
  }
  return n;
}
