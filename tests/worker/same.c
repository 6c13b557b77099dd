/* Judges each mail twice, in this process and in a locked worker, and compares the whole reports.
 * usage: same <NAMES   file names on lines; prints what differs and the costs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "miyaburi.h"
#include "report/judge.h"
#include "worker/client.h"

typedef struct {
  guint mails, differ;
  double locked_ms, open_ms, locked_cpu, open_cpu;
} Tally;

static double now_ms(void) {
  return g_get_monotonic_time() / 1000.0;
}

static double cpu_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Of the workers that have ended. */
static double children_ms(void) {
  struct rusage r;
  getrusage(RUSAGE_CHILDREN, &r);
  return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1e3 +
         (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e3;
}

static char *judge_here(GBytes *mail, const char *options, gsize *len) {
  gsize size, round_len;
  const char *bytes = g_bytes_get_data(mail, &size);
  g_autoptr(MbJudge) judge = mb_judge_new(bytes ? bytes : "", size, options, FALSE, NULL);
  g_autofree char *round = mb_judge_round(judge, NULL, 0, &round_len, NULL);
  const char *end = memchr(round, '\n', round_len);
  g_autoptr(MbReport) report = mb_report_from_wire(round, end - round, NULL);
  return mb_report_to_wire(report, len);
}

static char *judge_locked(GBytes *mail, const char *options, gsize *len) {
  g_autofree char *questions = NULL;
  g_autoptr(MbWorkerJudge) judge = mb_worker_judge_new(mail, options, FALSE);
  g_autoptr(MbReport) report = mb_worker_judge_round(judge, NULL, &questions, NULL, NULL);
  return report ? mb_report_to_wire(report, len) : NULL;
}

static void compare(Tally *tally, const char *name, const char *options) {
  gsize len = 0, locked_len = 0;
  g_autoptr(GBytes) mail = mb_read_mail_file(name, NULL);
  if (!mail)
    return;
  double start = now_ms(), start_cpu = cpu_ms();
  g_autofree char *here = judge_here(mail, options, &len);
  double middle = now_ms(), middle_cpu = cpu_ms();
  g_autofree char *locked = judge_locked(mail, options, &locked_len);
  tally->locked_ms += now_ms() - middle;
  tally->open_ms += middle - start;
  tally->locked_cpu += cpu_ms() - middle_cpu;
  tally->open_cpu += middle_cpu - start_cpu;
  tally->mails++;
  if (locked && len == locked_len && memcmp(here, locked, len) == 0)
    return;
  tally->differ++;
  g_print("# differs: %s\n", name);
}

int main(int argc, char **argv) {
  Tally tally = {0};
  char *line = NULL;
  size_t room = 0;
  g_autoptr(MbOptions) options = mb_options_new();
  options->now = 1751331600;
  options->allow = MB_ALLOW_DNS;
  g_autofree char *json = mb_options_to_json(options);
  double start = now_ms();
  if (!mb_init(NULL, NULL))
    return 2;
  double ready = now_ms() - start;
  mb_worker_shut_down();
  double start_cpu = children_ms();
  if (!mb_judge_preload(NULL, 0, MB_CONVERTERS_ALL, NULL))
    return 2;
  for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
    line[n - 1] = 0;
    compare(&tally, line, json);
  }
  free(line);
  mb_worker_shut_down();
  guint n = MAX(tally.mails, 1);
  tally.locked_cpu += children_ms() - start_cpu;
  g_print("# %u mails, %u differ; start of a worker %.1f ms (CPU %.1f)\n", tally.mails,
          tally.differ, ready, start_cpu);
  g_print("# a mail here %.3f ms (CPU %.3f), locked %.3f ms (CPU %.3f)\n", tally.open_ms / n,
          tally.open_cpu / n, tally.locked_ms / n, tally.locked_cpu / n);
  return tally.differ || !tally.mails;
}
