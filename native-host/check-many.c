/* Reading runs ahead of judging by a window of mails, so memory does not grow with the folder.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-many.h"

#include <stdio.h>
#include <unistd.h>

#include "batch/batch.h"
#include "mail-pool.h"

typedef struct {
  const MbCommand *command;
  const MbCatalogue *catalogue;
  MbManyPrint print;
  gpointer data;
  MbSummary *summary; /* NULL = not asked for */
  MbPool *pool;
  guint n;
  gint64 told; /* when progress was last shown */
} Many;

gboolean mb_many_needed(const MbCommand *c) {
  if (c->summary || c->csv)
    return TRUE;
  for (char **file = c->files; file && *file && !c->save_facts; file++)
    if (mb_source_is_many(*file))
      return TRUE;
  return FALSE;
}

static MbReport *judge(gpointer data, const char *name, GBytes *mail) {
  const MbCommand *c = ((const Many *)data)->command;
  MbRequest request = {.options = c->options,
                       .file = name,
                       .facts_json = c->facts_json,
                       .dns_server = c->dns_server,
                       .registry_map = c->registry_map,
                       .geo_file = c->geo_file,
                       .local_places = c->summary}; /* its figures need the countries */
  g_autoptr(GError) error = NULL;
  MbReport *report = mb_check_mail(mail, &request, NULL, NULL, NULL, &error);
  return report ? report : mb_report_new_error(name, "error.io", error->message);
}

static void show_progress(Many *many) {
  gint64 now = g_get_monotonic_time();
  if (now - many->told < G_USEC_PER_SEC / 5 || !isatty(STDERR_FILENO))
    return;
  fprintf(stderr, "\r%u ", many->n);
  many->told = now;
}

static void done(gpointer data, const char *name, const MbReport *report) {
  Many *many = data;
  many->n++;
  if (many->summary)
    mb_summary_add(many->summary, report);
  if (many->command->csv) {
    g_autofree char *row = mb_csv_row(report, many->catalogue);
    fputs(row, stdout);
  }
  many->print(many->data, report);
  show_progress(many);
}

static gboolean found(const char *name, GBytes *mail, const GError *error, gpointer data) {
  Many *many = data;
  if (mail)
    mb_pool_add(many->pool, name, mail);
  else
    mb_pool_add_failed(many->pool, name,
                       mb_report_new_error(name, "error.io", error ? error->message : NULL));
  return TRUE;
}

static void walk_names(Many *many, const char *from) {
  FILE *names = g_str_equal(from, "-") ? stdin : fopen(from, "re");
  char *name = NULL;
  size_t room = 0;
  while (names && getdelim(&name, &room, '\0', names) > 0)
    if (*name)
      mb_source_walk(name, found, many);
  free(name);
  if (names && names != stdin)
    fclose(names);
}

static void walk_list(Many *many, char **files) {
  for (; files && *files; files++) {
    if (!g_str_equal(*files, "-")) {
      mb_source_walk(*files, found, many);
      continue;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) mail = mb_read_mail_fd(STDIN_FILENO, &error);
    found("-", mail, error, many);
  }
}

static void print_summary(const Many *many) {
  g_autofree char *text = many->command->json ? mb_summary_to_json(many->summary, many->catalogue)
                                              : mb_summary_to_text(many->summary, many->catalogue);
  fputs(text, stdout);
  if (many->command->json)
    fputc('\n', stdout);
}

guint mb_many_run(const MbCommand *c, const MbCatalogue *catalogue, MbManyPrint print,
                  gpointer data) {
  Many many = {.command = c, .catalogue = catalogue, .print = print, .data = data};
  c->options->prints = c->summary;
  many.summary = c->summary ? mb_summary_new(c->options) : NULL;
  many.pool = mb_pool_new(judge, done, &many);
  if (c->csv) {
    g_autofree char *head = mb_csv_head(catalogue);
    fputs(head, stdout);
  }
  if (c->files_from)
    walk_names(&many, c->files_from);
  walk_list(&many, c->files);
  mb_pool_free(many.pool);
  if (isatty(STDERR_FILENO))
    fputs("\r", stderr);
  mb_quit();
  if (many.summary)
    print_summary(&many);
  g_clear_pointer(&many.summary, mb_summary_free);
  return many.n;
}
