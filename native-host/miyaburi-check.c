/* The same report in a terminal, as text or JSON, for one mail or many: servers and scripts need no
 * display. SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check-batch.h"
#include "check-many.h"
#include "check-names.h"
#include "check-stop.h"

enum { STATUS_FINE, STATUS_WARNED, STATUS_FAILED, STATUS_USAGE };

typedef struct {
  const MbCommand *command;
  const MbCatalogue *catalogue;
  char *options_json;
  gboolean colour;
  MbNameList *names;
  MbDone *done;
  guint n;
  int status;
} Run;

static int status_of(const MbReport *report) {
  if (report->verdict == MB_VERDICT_ERROR)
    return STATUS_FAILED;
  return mb_verdict_is_warning(report->verdict) ? STATUS_WARNED : STATUS_FINE;
}

static char *report_text(const Run *run, const MbReport *report, gsize *len) {
  if (run->command->json)
    return mb_report_to_json(report, run->catalogue, len);
  char *text = mb_report_to_text(report, run->catalogue, run->colour);
  *len = strlen(text);
  return text;
}

static void print_text(gpointer data, const char *text, gsize len, int status) {
  Run *run = data;
  if (run->n++ && !run->command->json)
    fputs("\n────────────────────────────────────────\n\n", stdout);
  fwrite(text, 1, len, stdout);
  if (run->command->json)
    fputc('\n', stdout);
  run->status = MAX(run->status, status);
}

static MbReport *failed(const char *file, const GError *error) {
  return mb_report_new_error(file, "error.io", error->message);
}

static int print_draft(const Run *run, GBytes *mail, const MbReport *report) {
  MbTell whom = MB_TELL_NETWORK;
  gsize len = 0;
  const char *data = mail ? g_bytes_get_data(mail, &len) : "";
  MbDraftChoice choice = {!run->command->show_recipient, run->command->arf,
                          run->command->options->own_addresses};
  mb_tell_parse(run->command->draft, &whom);
  g_autoptr(MbDraft) draft =
      mb_draft_new(report, mb_slice(data, len), whom, choice, run->catalogue);
  if (run->command->eml)
    fputs(draft->eml, stdout);
  else
    printf("%s\n%s\n\n%s", draft->to ? draft->to : draft->hint, draft->subject, draft->body);
  return MAX(run->status, status_of(report));
}

/* kept, where not NULL, gets the mail's bytes as well. */
static MbReport *check(const Run *run, const char *file, char **facts, GBytes **kept) {
  const MbCommand *c = run->command;
  g_autoptr(GError) error = NULL;
  gboolean from_stdin = g_str_equal(file, "-");
  g_autoptr(GBytes) mail =
      from_stdin ? mb_read_mail_fd(STDIN_FILENO, &error) : mb_read_mail_file(file, &error);
  if (!mail)
    return failed(file, error);
  if (kept)
    *kept = g_bytes_ref(mail);
  MbRequest request = {.options = c->options,
                       .options_json = run->options_json,
                       .file = from_stdin ? NULL : file,
                       .facts_json = c->facts_json,
                       .dns_server = c->dns_server,
                       .registry_map = c->registry_map,
                       .geo_file = c->geo_file,
                       .local_places = !c->json, /* a second round, too dear for a batch */
                       .save_facts = c->save_facts ? facts : NULL};
  MbReport *report = mb_check_mail(mail, &request, NULL, NULL, NULL, &error);
  if (report)
    return report;
  fprintf(stderr, "miyaburi-check: %s\n", error->message);
  exit(STATUS_USAGE); /* the options: a mail never does this */
}

static void save_facts(Run *run, const char *facts) {
  g_autoptr(GError) error = NULL;
  if (!facts || g_file_set_contents_full(run->command->save_facts, facts, -1,
                                         G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return;
  fprintf(stderr, "miyaburi-check: %s\n", error->message);
  run->status = MAX(run->status, STATUS_FAILED);
}

static char *check_one(gpointer data, const char *file, gsize *len, int *status) {
  g_autofree char *facts = NULL; /* saved for a mail alone only */
  g_autoptr(MbReport) report = check(data, file, &facts, NULL);
  *status = status_of(report);
  return report_text(data, report, len);
}

static char *next(gpointer data) {
  Run *run = data;
  char *name;
  while ((name = mb_name_list_next(run->names)) && mb_done_has(run->done, name))
    g_free(name);
  return name;
}

static int check_names(Run *run) {
  static const MbBatchFuncs funcs = {next, check_one, print_text};
  mb_batch_run(&funcs, run);
  mb_quit();
  return mb_name_list_any(run->names) ? run->status : STATUS_USAGE;
}

/* The report of one of many: its verdict counts also where something else is printed. */
static void print_member(gpointer data, const MbReport *report) {
  Run *run = data;
  if (run->command->summary || run->command->csv) {
    run->n++;
    run->status = MAX(run->status, status_of(report));
    return;
  }
  gsize len;
  g_autofree char *text = report_text(run, report, &len);
  print_text(run, text, len, status_of(report));
}

static int check_many(Run *run) {
  guint n = mb_many_run(run->command, run->catalogue, run->done, run->names, print_member, run);
  if (n || run->command->resume_from || mb_stop_asked())
    return run->status;
  fprintf(stderr, "miyaburi-check: %s\n", mb_tr(mb_command_catalogue(), N_("No mail was found.")));
  return STATUS_FAILED;
}

/* One alone needs no threads, and its worker dies with us. */
static int check_alone(Run *run) {
  g_autofree char *facts = NULL;
  g_autoptr(GBytes) mail = NULL;
  g_autoptr(MbReport) report = check(run, run->command->files[0], &facts, &mail);
  save_facts(run, facts);
  if (run->command->draft)
    return print_draft(run, mail, report);
  gsize len;
  g_autofree char *text = report_text(run, report, &len);
  print_text(run, text, len, status_of(report));
  return run->status;
}

/* Mails that were not come to are mails that could not be judged. */
static int tell_stopped(const Run *run) {
  const char *text = mb_tr(mb_command_catalogue(), N_("Stopped. Mails judged before:"));
  fprintf(stderr, "miyaburi-check: %s %u\n", text, run->n);
  return STATUS_FAILED;
}

static int check_all(Run *run) {
  const MbCommand *c = run->command;
  g_autoptr(GError) error = NULL;
  g_autoptr(MbNameList) names = run->names = mb_name_list_open(c);
  if (!names) {
    fprintf(stderr, "miyaburi-check: %s: %s\n", c->files_from, g_strerror(errno));
    return STATUS_USAGE;
  }
  g_autoptr(MbDone) done = run->done = mb_done_load(c->resume_from, &error);
  if (!done) {
    fprintf(stderr, "miyaburi-check: %s\n", error->message);
    return STATUS_USAGE;
  }
  gboolean alone = !c->files_from && !c->resume_from && c->files[0] && !c->files[1];
  gboolean many = mb_many_needed(c);
  if (many || !alone)
    mb_stop_listen();
  int status = many ? check_many(run) : alone ? check_alone(run) : check_names(run);
  if (!mb_stop_asked())
    return status;
  (void)g_steal_pointer(&names); /* finding may still be in a read with them */
  (void)g_steal_pointer(&done);
  return tell_stopped(run);
}

static void list_checks(const Run *run) {
  guint n;
  const MbCheckWords *checks = mb_check_words_all(&n);
  for (guint i = 0; i < n; i++) {
    const MbCheckWords *c = &checks[i];
    if (run->command->json)
      printf("{\"id\":\"%s\",\"family\":\"%s\",\"leaning\":\"%s\"}\n", c->id, c->family,
             c->leaning);
    else
      printf("%-44s %-15s %-7s %s\n", c->id, c->family, c->leaning,
             mb_tr(run->catalogue, c->title));
  }
}

/* What is remembered, before any mail is looked at. */
static gboolean do_memory(const MbCommand *c, GError **error) {
  if ((c->clear_cache && !mb_cache_clear(error)) || (c->clear_history && !mb_history_clear(error)))
    return FALSE;
  for (char **address = c->know; address && *address; address++)
    if (!mb_history_know(*address, FALSE, TRUE, error))
      return FALSE;
  return TRUE;
}

static int run_command(Run *run) {
  if (run->command->version) {
    g_autofree char *lock = mb_lock_status();
    printf("miyaburi-check %s\nmail is read in a locked process: %s\n", mb_version(), lock);
    mb_quit();
    return STATUS_FINE;
  }
  if (run->command->list_checks) {
    list_checks(run);
    return STATUS_FINE;
  }
  g_autoptr(GError) error = NULL;
  if (!do_memory(run->command, &error)) {
    fprintf(stderr, "miyaburi-check: %s\n", error->message);
    return STATUS_FAILED;
  }
  if (!run->command->files && !run->command->files_from)
    return STATUS_FINE;
  if (!mb_init(run->command->brands, &error)) {
    fprintf(stderr, "miyaburi-check: %s\n", error->message);
    return STATUS_USAGE;
  }
  int status = check_all(run);
  gboolean hide = run->command->exit_zero && status != STATUS_USAGE && !mb_stop_asked();
  return hide ? STATUS_FINE : status;
}

/* GLib would turn the help into the locale's charset, which is ASCII on a minimal system. */
static void print_utf8(const char *text) {
  fputs(text, stdout);
}

int main(int argc, char **argv) {
  g_log_writer_default_set_use_stderr(TRUE);
  g_set_print_handler(print_utf8);
  static char buffer[1 << 16];
  setvbuf(stdout, buffer, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF, sizeof buffer);
  g_autofree char *message = NULL;
  g_autoptr(MbCommand) command = mb_command_parse(argc, argv, &message);
  if (!command) {
    fprintf(stderr, "miyaburi-check: %s\n", message);
    return STATUS_USAGE;
  }
  Run run = {.command = command,
             .catalogue = mb_catalogue_get(command->locale),
             .options_json = mb_options_to_json(command->options),
             .colour = isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR")};
  int status = run_command(&run);
  g_free(run.options_json);
  if (fflush(stdout) != 0) {
    fprintf(stderr, "miyaburi-check: %s\n", g_strerror(errno));
    return STATUS_FAILED;
  }
  return status;
}
