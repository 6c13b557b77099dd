/* The locked worker from its parent's side: what it may not do, and that an answer comes whatever
 * happens to it. SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "miyaburi.h"
#include "report/judge.h"
#include "worker/client.h"
#include "worker/process.h"
#include "worker/spawn.h"
#include "worker/told.h"

static const char mail_text[] =
    "Received: from a.example (a.example [192.0.2.1]) by mx.example with ESMTP id 1;\r\n"
    " Tue, 1 Jul 2025 10:00:00 +0900\r\nFrom: A <a@a.example>\r\nTo: b@mx.example\r\n"
    "Subject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\r\nDate: Tue, 1 Jul 2025 10:00:00 +0900\r\n"
    "Message-ID: <1@a.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<p>hello <a href=\"http://a.example/\">there</a></p>\r\n";

/* Both an archive and a charset that only a full worker has. */
static const char archive_text[] =
    "From: A <a@a.example>\r\nSubject: =?euc-kr?B?x9GxuQ==?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAFAAAAYS5leGV4UEsBAhQDFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAUAAAAA"
    "AAAAAAAAAIABAAAAAGEuZXhlUEsFBgAAAAABAAEAMwAAACQAAAAAAA==\r\n";

static GBytes *mail(void) {
  return g_bytes_new_static(mail_text, sizeof mail_text - 1);
}

static MbReport *check_bytes(GBytes *bytes, gboolean require_lock) {
  g_autoptr(MbOptions) options = mb_options_new();
  options->now = 1751331600;
  options->require_lock = require_lock;
  MbRequest request = {.options = options};
  g_autoptr(GError) error = NULL;
  MbReport *report = mb_check_mail(bytes, &request, NULL, NULL, NULL, &error);
  g_assert_no_error(error);
  return report;
}

static MbReport *check(gboolean require_lock) {
  g_autoptr(GBytes) bytes = mail();
  return check_bytes(bytes, require_lock);
}

static char *tool(const char *name) {
  const char *folder = g_getenv("MIYABURI_WORKER_TESTS");
  g_assert_nonnull(folder);
  return g_build_filename(folder, name, NULL);
}

static int run(char **argv, char **out) {
  int status = -1;
  g_autoptr(GError) error = NULL;
  g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, out, NULL, &status,
               &error);
  g_assert_no_error(error);
  return status;
}

static gboolean has_lock(void) {
  guint bits = 0;
  g_assert_true(mb_worker_get_lock(&bits, NULL));
  g_test_message("lock bits of a worker: 0x%x of 0x%x", bits, MB_LOCK_ALL);
  return bits == MB_LOCK_ALL;
}

static gboolean is_sanitized(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return TRUE;
#else
  return FALSE;
#endif
}

static void test_probes(void) {
  static const char *const actions[] = {
      "open",     "create",     "unlink",     "socket",    "unix",        "connect",
      "fork",     "thread",     "exec",       "mmap-exec", "mmap-file",   "mprotect-exec",
      "kill",     "ptrace",     "memfd",      "io_uring",  "raise-limit", "much-memory",
      "dumpable", "read-other", "write-other"};
  g_autofree char *probe = tool("probe");
  if (is_sanitized() || !has_lock()) {
    g_test_skip("this build or this kernel has no full lock: NOTHING of it was tried");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(actions); i++) {
    int status = run((char *[]){probe, (char *)actions[i], NULL}, NULL);
    gboolean killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
    gboolean refused = WIFEXITED(status) && WEXITSTATUS(status) == 1;
    g_test_message("%s: %s", actions[i], killed ? "killed" : refused ? "refused" : "NOT DENIED");
    g_assert_true(killed || refused);
  }
}

static void test_charsets(void) {
  g_autofree char *probe = tool("probe"), *open = NULL, *locked = NULL;
  g_assert_cmpint(run((char *[]){probe, "text", "open", NULL}, &open), ==, 0);
  g_assert_cmpint(run((char *[]){probe, "text", "locked", NULL}, &locked), ==, 0);
  g_assert_cmpuint(strlen(open), >, 48 * 64);
  g_assert_cmpstr(open, ==, locked);
}

static void test_plain(void) {
  g_autoptr(MbReport) report = check(FALSE);
  g_assert_cmpint(report->verdict, !=, MB_VERDICT_ERROR);
  g_assert_cmpstr(report->subject, ==, "日本");
  for (guint i = 0; i < report->not_checked->len; i++)
    g_assert_false(has_lock() && g_str_has_prefix(report->not_checked->pdata[i], "lock."));
}

/* Children of all our threads. */
static GArray *children(void) {
  GArray *pids = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
  for (const char *task; (task = g_dir_read_name(tasks));) {
    g_autofree char *path = g_strdup_printf("/proc/self/task/%s/children", task), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
      continue;
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word; word++)
      if (atoi(*word) > 1)
        g_array_append_vals(pids, &(int){atoi(*word)}, 1);
  }
  return pids;
}

/* The country of the sending address as the first round has it, from a worker that keeps places. */
static char *first_country(void) {
  g_autofree char *questions = NULL;
  g_autoptr(GBytes) bytes = mail();
  g_autoptr(MbWorkerJudge) judge = mb_worker_judge_new(bytes, "{}", FALSE);
  mb_worker_judge_ask_places(judge);
  mb_worker_judge_keep_places(judge);
  g_autoptr(MbReport) report = mb_worker_judge_round(judge, NULL, &questions, NULL, NULL);
  g_assert_cmpuint(report->hops->len, ==, 1);
  const char *country = g_array_index(report->hops, MbReportHop, 0).country;
  g_assert_true((strstr(questions, "192.0.2.1") != NULL) == !country);
  return g_strdup(country);
}

/* What one worker asked about, every other one is told with its first mail. */
static void test_told(void) {
  guint n = 0;
  json_t *answers =
      json_pack("{s:i,s:{s:{s:s}}}", "version", 1, "geo", "192.0.2.1", "country", "JP");
  mb_worker_shut_down();
  g_autofree char *before = first_country(), *nothing = mb_told_since(&n);
  mb_told_add(answers);
  mb_told_add(answers);
  g_autofree char *told = mb_told_since(&n), *more = mb_told_since(&n);
  g_autofree char *after = first_country();
  mb_worker_shut_down();
  g_autofree char *renewed = first_country();
  g_assert_null(before);
  g_assert_null(nothing);
  g_assert_cmpstr(told, ==, "{\"version\":1,\"geo\":{\"192.0.2.1\":{\"country\":\"JP\"}}}");
  g_assert_null(more);
  g_assert_cmpstr(after, ==, "JP");
  g_assert_cmpstr(renewed, ==, "JP");
  json_decref(answers);
}

static MbReport *judge_with(const char *options, const char *facts) {
  g_autofree char *questions = NULL;
  g_autoptr(GBytes) bytes = mail();
  g_autoptr(MbWorkerJudge) judge = mb_worker_judge_new(bytes, options, FALSE);
  MbReport *report = mb_worker_judge_round(judge, facts, &questions, NULL, NULL);
  g_assert_nonnull(report);
  return report;
}

/* Options are sent when they change, and to every new worker; a mail's own time stays with it. */
static void test_options(void) {
  static const char prints[] = "{\"prints\":true}", none[] = "{}";
  const char *const order[] = {prints, none, none, prints, prints, NULL, prints, none};
  for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
    if (!order[i]) {
      mb_worker_shut_down();
      continue;
    }
    g_autoptr(MbReport) report = judge_with(order[i], NULL);
    g_assert_cmpint(report->prints != NULL, ==, order[i] == prints);
    g_assert_cmpint(report->time, ==, 1751331600); /* of its last hop */
    g_autoptr(MbReport) timed = judge_with(order[i], "{\"version\":1,\"now\":1751400000}");
    g_assert_cmpint(timed->time, ==, 1751400000);
  }
}

/* "As before" to a worker that has had none is an error, not a judgement with any. */
static void test_no_options(void) {
  g_autofree char *program = mb_worker_find_program("miyaburi-worker");
  g_autoptr(GError) error = NULL;
  MbWorkerProcess *process = mb_worker_process_start(program, NULL, &error);
  g_assert_no_error(error);
  MbMailHead head = {.options_len = MB_SAME_OPTIONS};
  g_autoptr(GBytes) first = g_bytes_new(&head, sizeof head), bytes = mail();
  const GBytes *pieces[] = {first, bytes};
  MbFrame frame;
  gint64 deadline = g_get_monotonic_time() + 30 * G_TIME_SPAN_SECOND;
  g_assert_true(mb_worker_process_send(process, MB_FRAME_MAIL, pieces, 2, deadline, NULL, &error));
  g_assert_true(mb_worker_process_receive(process, &frame, deadline, NULL, &error));
  g_assert_cmpint(frame.kind, ==, MB_FRAME_ERROR);
  g_assert_cmpint(frame.data[0], ==, MB_ERROR_BAD_REQUEST);
  g_free(frame.data);
  mb_worker_process_end(process);
}

/* The first worker misses something, so another reads the mail, and both stay. */
static void test_full(void) {
  g_autoptr(GBytes) bytes = g_bytes_new_static(archive_text, sizeof archive_text - 1);
  mb_worker_shut_down();
  g_autoptr(MbReport) before = check(FALSE), report = check_bytes(bytes, FALSE),
                      again = check_bytes(bytes, FALSE), after = check(FALSE);
  g_assert_cmpstr(report->subject, ==, "한국");
  g_assert_cmpuint(report->attachments->len, ==, 1);
  const MbReportAttachment *a = &g_array_index(report->attachments, MbReportAttachment, 0);
  g_assert_cmpuint(a->entries->len, ==, 1);
  g_assert_cmpstr(a->entries->pdata[0], ==, "a.exe");
  g_assert_true(mb_report_equal(report, again));
  g_assert_true(mb_report_equal(before, after));
  g_autoptr(GArray) left = children();
  g_assert_cmpuint(left->len, ==, 2);
  mb_worker_shut_down();
}

static void use_bad_worker(const char *how) {
  g_autofree char *bad = tool("bad-worker");
  g_autoptr(GBytes) brands = g_bytes_new(how, strlen(how));
  mb_worker_shut_down();
  mb_worker_set_program(bad);
  mb_worker_set_brands(brands);
}

static void use_real_worker(void) {
  mb_worker_shut_down();
  mb_worker_set_program(NULL);
  mb_worker_set_brands(NULL);
}

static const struct {
  const char *how, *reason;
} bad_rows[] = {
    {"crash", "error.worker-stopped"},      {"quit", "error.worker-stopped"},
    {"half", "error.worker-stopped"},       {"huge", "error.worker-garbage"},
    {"kind", "error.worker-garbage"},       {"one-line", "error.worker-garbage"},
    {"nul", "error.worker-garbage"},        {"lie", "error.worker-garbage"},
    {"dies-early", "error.worker-stopped"}, {"never-full", "error.worker-garbage"},
};

static void assert_reason(const MbReport *report, const char *reason) {
  g_assert_cmpint(report->verdict, ==, MB_VERDICT_ERROR);
  g_assert_cmpstr(report->sentence.id, ==, "sentence.error");
  g_assert_cmpstr(report->action.id, ==, "action.treat-as-dangerous");
  g_assert_cmpuint(report->reasons->len, ==, 1);
  g_assert_cmpstr(g_array_index(report->reasons, MbReportReason, 0).text.id, ==, reason);
}

static void test_bad(void) {
  for (guint i = 0; i < G_N_ELEMENTS(bad_rows); i++) {
    g_test_message("%s", bad_rows[i].how);
    use_bad_worker(bad_rows[i].how);
    g_autoptr(MbReport) report = check(FALSE);
    assert_reason(report, bad_rows[i].reason);
  }
  use_real_worker();
  g_autoptr(MbReport) report = check(FALSE);
  g_assert_cmpint(report->verdict, !=, MB_VERDICT_ERROR);
}

static void test_hang(void) {
  use_bad_worker("hang");
  gint64 start = g_get_monotonic_time();
  g_autoptr(MbReport) report = check(FALSE);
  gint64 seconds = (g_get_monotonic_time() - start) / G_TIME_SPAN_SECOND;
  assert_reason(report, "error.worker-time");
  g_assert_cmpint(seconds, >=, 5);
  g_assert_cmpint(seconds, <=, 12);
  use_real_worker();
}

static gpointer cancel_soon(gpointer cancellable) {
  g_usleep(200000);
  g_cancellable_cancel(cancellable);
  return NULL;
}

static void test_cancel(void) {
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(MbOptions) options = mb_options_new();
  MbRequest request = {.options = options};
  g_autoptr(GBytes) bytes = mail();
  g_autoptr(GError) error = NULL;
  use_bad_worker("hang");
  GThread *thread = g_thread_new("cancel", cancel_soon, cancellable);
  gint64 start = g_get_monotonic_time();
  g_assert_null(mb_check_mail(bytes, &request, NULL, NULL, cancellable, &error));
  g_assert_error(error, MB_ERROR, MB_ERROR_CANCELLED);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_TIME_SPAN_SECOND);
  g_thread_join(thread);
  use_real_worker();
}

static void test_no_lock(void) {
  use_bad_worker("no-lock");
  g_autoptr(MbReport) refused = check(TRUE);
  assert_reason(refused, "error.lock-missing");
  mb_worker_set_program("/nonexistent/worker");
  mb_worker_shut_down();
  g_autoptr(MbReport) none = check(FALSE);
  assert_reason(none, "error.worker-start");
  use_real_worker();
}

static int stop_killing;

static gpointer kill_at_random(gpointer kills) {
  g_autoptr(GRand) rng = g_rand_new_with_seed(5);
  while (!g_atomic_int_get(&stop_killing)) {
    g_usleep(g_rand_int_range(rng, 0, 6000));
    g_autoptr(GArray) pids = children();
    for (guint i = 0; i < pids->len; i++)
      if (kill(g_array_index(pids, int, i), SIGKILL) == 0)
        g_atomic_int_inc((int *)kills);
  }
  return NULL;
}

static void test_kills(void) {
  int kills = 0, errors = 0, mails = 0;
  g_atomic_int_set(&stop_killing, 0);
  g_autoptr(MbReport) before = check(FALSE);
  GThread *killer = g_thread_new("kill", kill_at_random, &kills);
  for (; g_atomic_int_get(&kills) < 100; mails++) {
    g_autoptr(MbReport) report = check(FALSE);
    g_assert_nonnull(report);
    g_assert_cmpint(report->verdict, !=, MB_VERDICT_LEGITIMATE);
    errors += report->verdict == MB_VERDICT_ERROR;
  }
  g_atomic_int_set(&stop_killing, 1);
  g_thread_join(killer);
  mb_worker_shut_down();
  g_autoptr(MbReport) after = check(FALSE);
  g_assert_true(mb_report_equal(before, after));
  g_test_message("%d kills, %d mails, all answered, %d with an error", kills, mails, errors);
  g_autoptr(GArray) left = children();
  g_assert_cmpuint(left->len, ==, 1);
}

/* More mails than one worker reads: it is renewed, and nothing is left behind. */
static void test_renewal(void) {
  mb_worker_shut_down();
  for (int i = 0; i < 520; i++) {
    g_autoptr(MbReport) report = check(FALSE);
    g_assert_cmpint(report->verdict, !=, MB_VERDICT_ERROR);
  }
  g_autoptr(GArray) left = children();
  g_assert_cmpuint(left->len, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GError) error = NULL;
  mb_init(NULL, &error);
  g_assert_no_error(error);
  g_test_add_func("/worker/plain", test_plain);
  g_test_add_func("/worker/probes", test_probes);
  g_test_add_func("/worker/charsets", test_charsets);
  g_test_add_func("/worker/options", test_options);
  g_test_add_func("/worker/no-options", test_no_options);
  g_test_add_func("/worker/told", test_told);
  g_test_add_func("/worker/full", test_full);
  g_test_add_func("/worker/bad", test_bad);
  g_test_add_func("/worker/cancel", test_cancel);
  g_test_add_func("/worker/no-lock", test_no_lock);
  g_test_add_func("/worker/kills", test_kills);
  g_test_add_func("/worker/renewal", test_renewal);
  g_test_add_func("/worker/hang", test_hang);
  int status = g_test_run();
  mb_worker_shut_down();
  return status;
}
