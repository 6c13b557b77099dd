/* Many mails in work: order, pausing, cancelling, rows, reading a row's mail again.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "batch/batch.h"

#define MAILS 40

typedef struct {
  GPtrArray *names;
} Seen;

static char *folder;

static void put(const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static char *mail_text(guint n) {
  return g_strdup_printf("From: s%u@a.example\nSubject: =lunch %u\nDate: Tue, 3 Mar 2020 03:00:00 "
                         "+0000\n\nbody %u\n",
                         n, n, n);
}

static void make_mails(void) {
  g_autoptr(GString) box = g_string_new(NULL);
  for (guint n = 1; n <= MAILS; n++) {
    g_autofree char *text = mail_text(n);
    g_string_append_printf(box, "From - Tue Mar  3 03:00:00 2020\n%s\n", text);
  }
  folder = g_dir_make_tmp("run-XXXXXX", NULL);
  put("In#1box", box->str);
  put("broken.eml", "no mail at all");
  put("one.eml", "From: one@a.example\nSubject: one\n\nx\n");
}

static void seen(const char *name, const MbReport *report, gpointer data) {
  Seen *s = data;
  g_assert_nonnull(report);
  g_ptr_array_add(s->names, g_strdup(name));
}

static MbRun *start(Seen *s, const char *const *names, const MbOptions *options) {
  const MbRequest request = {.options = options};
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  for (; *names; names++)
    g_ptr_array_add(paths, g_build_filename(folder, *names, NULL));
  g_ptr_array_add(paths, NULL);
  s->names = g_ptr_array_new_with_free_func(g_free);
  return mb_run_start((const char *const *)paths->pdata, &request, seen, s);
}

static void test_whole(void) {
  const char *const names[] = {"In#1box", "broken.eml", "one.eml", "missing", NULL};
  g_autoptr(MbOptions) options = mb_options_new();
  Seen s = {0};
  MbRunProgress p;
  g_autoptr(MbRun) run = start(&s, names, options);
  while (!mb_run_wait(run, 1000))
    ;
  mb_run_get_progress(run, &p);
  g_assert_cmpint(p.state, ==, MB_RUN_DONE);
  g_assert_cmpuint(p.found, ==, MAILS + 3);
  g_assert_cmpuint(p.done, ==, MAILS + 3);
  g_assert_cmpuint(p.errors, ==, 2);
  g_assert_cmpuint(s.names->len, ==, MAILS + 3);
  for (guint i = 0; i < MAILS; i++) { /* in order */
    g_autofree char *end = g_strdup_printf("In#1box#%u", i + 1);
    g_assert_true(g_str_has_suffix(s.names->pdata[i], end));
  }
  for (int wait = 0; !p.bytes_all && wait < 500; wait++, mb_run_get_progress(run, &p))
    g_usleep(10000);
  g_assert_cmpuint(p.bytes, >, 0);
  g_assert_cmpuint(p.bytes, ==, p.bytes_all);
  mb_run_cancel(run); /* too late */
  mb_run_get_progress(run, &p);
  g_assert_cmpint(p.state, ==, MB_RUN_DONE);
  g_ptr_array_unref(s.names);
}

static void test_rows(void) {
  const char *const names[] = {"In#1box", "broken.eml", "missing", NULL};
  g_autoptr(MbOptions) options = mb_options_new();
  Seen s = {0};
  MbSummaryRow row;
  g_autoptr(MbRun) run = start(&s, names, options);
  while (!mb_run_wait(run, 1000))
    ;
  const MbSummary *summary = mb_run_summary(run);
  mb_summary_row(summary, 16, &row);
  g_assert_cmpstr(row.sender, ==, "s17@a.example");
  g_assert_cmpuint(row.number, ==, 17);
  g_assert_null(row.name);
  g_autofree char *name = mb_summary_mail(summary, 16), *wanted = mail_text(17);
  g_autoptr(GBytes) mail = mb_source_read(name, NULL);
  g_assert_nonnull(mail);
  g_assert_nonnull(g_strstr_len(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail), wanted));
  g_autofree char *line = mb_summary_csv_row(summary, 16, mb_catalogue_get("en"));
  g_assert_nonnull(strstr(line, "\"'=lunch 17\"")); /* no formula */
  mb_summary_row(summary, MAILS, &row);
  g_assert_cmpint(row.verdict, ==, MB_VERDICT_ERROR);
  g_assert_cmpstr(row.name, ==, "broken.eml");
  g_assert_cmpstr(row.reason, ==, "error.not-a-mail");
  mb_summary_row(summary, MAILS + 1, &row);
  g_assert_cmpstr(row.reason, ==, "error.io");
  g_assert_cmpstr(row.detail, ==, g_strerror(ENOENT));
  g_autofree char *missing = mb_summary_mail(summary, MAILS + 1);
  g_assert_null(mb_source_read(missing, NULL));
  g_ptr_array_unref(s.names);
}

static char *endless(gpointer data) {
  (void)data;
  return g_build_filename(folder, "In#1box", NULL);
}

static void add_mail(MbSummary *summary, const char *path, const MbOptions *options,
                     gboolean row_only) {
  const MbRequest request = {.options = options, .file = path, .row_only = row_only};
  g_autoptr(GBytes) mail = mb_read_mail_file(path, NULL);
  g_autoptr(MbReport) report = mb_check_mail(mail, &request, NULL, NULL, NULL, NULL);
  g_assert_cmpuint(report->chain->len + report->dkim->len + report->not_checked->len > 0, ==,
                   !row_only);
  mb_summary_add(summary, report);
}

/* A report made for a row gives the row that a whole report gives. */
static void test_row_only(void) {
  g_autofree char *mails = g_build_filename(g_getenv("MIYABURI_SOURCE"), "tests", "mails", NULL);
  g_autoptr(GDir) dir = g_dir_open(mails, 0, NULL);
  g_autoptr(MbOptions) options = mb_options_new();
  options->prints = TRUE;
  MbSummary *whole = mb_summary_new(options), *rows = mb_summary_new(options);
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(mails, name, "mail.eml", NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
      continue;
    add_mail(whole, path, options, FALSE);
    add_mail(rows, path, options, TRUE);
  }
  g_assert_cmpuint(mb_summary_count(rows), >, 100);
  g_autofree char *a = mb_summary_to_json(whole, mb_catalogue_get("en"));
  g_autofree char *b = mb_summary_to_json(rows, mb_catalogue_get("en"));
  g_assert_cmpstr(a, ==, b);
  for (guint i = 0; i < mb_summary_count(rows); i++) {
    g_autofree char *x = mb_summary_csv_row(whole, i, mb_catalogue_get("en"));
    g_autofree char *y = mb_summary_csv_row(rows, i, mb_catalogue_get("en"));
    g_assert_cmpstr(x, ==, y);
  }
  mb_summary_free(whole);
  mb_summary_free(rows);
}

static char *ten_times(gpointer data) {
  guint n = (*(guint *)data)++;
  return n < 20 ? g_build_filename(folder, n % 2 ? "missing" : "In#1box", NULL) : NULL;
}

/* Far more mails than the window, with pauses in between: nobody sleeps on, least of all the one who waits for the end, which a
 * lost wake-up would keep here until the test is ended from outside. */
static void test_wake_ups(void) {
  g_autoptr(MbOptions) options = mb_options_new();
  const MbRequest request = {.options = options};
  const MbRunFuncs funcs = {.next = ten_times};
  MbRunProgress p;
  guint asked = 0;
  g_autoptr(MbRun) run = mb_run_start_with(NULL, &request, &funcs, &asked);
  for (int i = 0; i < 10; i++) {
    mb_run_pause(run);
    g_usleep(2000);
    mb_run_resume(run);
    g_usleep(2000);
  }
  g_assert_true(mb_run_wait(run, 600000));
  mb_run_get_progress(run, &p);
  g_assert_cmpint(p.state, ==, MB_RUN_DONE);
  g_assert_cmpuint(p.found, ==, 10 * MAILS + 10);
  g_assert_cmpuint(p.done, ==, 10 * MAILS + 10);
  g_assert_cmpuint(p.errors, ==, 10);
}

static guint settled(MbRun *run) {
  MbRunProgress p;
  guint last;
  mb_run_get_progress(run, &p);
  do { /* what was in work when it was paused may still end */
    last = p.done;
    g_usleep(300000);
    mb_run_get_progress(run, &p);
  } while (p.done != last);
  return last;
}

static void wait_done(MbRun *run, guint wanted) {
  MbRunProgress p;
  do {
    g_usleep(1000);
    mb_run_get_progress(run, &p);
  } while (p.done < wanted);
}

/* Not one mail more while paused, more of them afterwards. */
static void test_pause(void) {
  g_autoptr(MbOptions) options = mb_options_new();
  const MbRequest request = {.options = options};
  MbRunProgress before, after;
  g_autoptr(MbRun) run = mb_run_start_with(NULL, &request, &(MbRunFuncs){.next = endless}, NULL);
  wait_done(run, 3);
  mb_run_pause(run);
  guint done = settled(run);
  mb_run_get_progress(run, &before);
  g_assert_cmpint(before.state, ==, MB_RUN_PAUSED);
  g_assert_false(mb_run_wait(run, 100));
  mb_run_get_progress(run, &after);
  g_assert_cmpuint(after.done, ==, done);
  g_assert_cmpuint(after.elapsed_us, ==, before.elapsed_us);
  mb_run_resume(run);
  wait_done(run, done + 1);
}

static void test_cancel(void) {
  g_autoptr(MbOptions) options = mb_options_new();
  const MbRequest request = {.options = options};
  MbRunProgress p;
  g_autoptr(MbRun) run = mb_run_start_with(NULL, &request, &(MbRunFuncs){.next = endless}, NULL);
  do {
    g_usleep(1000);
    mb_run_get_progress(run, &p);
  } while (p.done < 3);
  mb_run_cancel(run);
  g_assert_true(mb_run_wait(run, 10000));
  mb_run_get_progress(run, &p);
  g_assert_cmpint(p.state, ==, MB_RUN_CANCELLED);
  g_assert_cmpuint(p.errors, ==, 0); /* what was in work is not done, and no error */
  g_assert_cmpuint(p.done, ==, mb_summary_count(mb_run_summary(run)));
}

typedef struct {
  gint asked, open, skips; /* atomic */
} Gate;

static char *gated(gpointer data) {
  Gate *gate = data;
  g_atomic_int_inc(&gate->asked);
  while (!g_atomic_int_get(&gate->open))
    g_usleep(1000);
  return g_build_filename(folder, "In#1box", NULL);
}

static gboolean count_skip(const char *name, gpointer data) {
  (void)name;
  g_atomic_int_inc(&((Gate *)data)->skips);
  return TRUE;
}

/* What comes out of a read after the end goes to nobody: the caller's data may be gone. */
static void test_late(void) {
  g_autoptr(MbOptions) options = mb_options_new();
  const MbRequest request = {.options = options};
  const MbRunFuncs funcs = {.next = gated, .skip = count_skip};
  Gate gate = {0};
  MbRun *run = mb_run_start_with(NULL, &request, &funcs, &gate);
  while (!g_atomic_int_get(&gate.asked))
    g_usleep(1000);
  mb_run_cancel(run);
  g_assert_true(mb_run_wait(run, 10000));
  g_atomic_int_set(&gate.open, 1);
  mb_run_free(run);
  g_assert_cmpint(gate.asked, ==, 1);
  g_assert_cmpint(gate.skips, ==, 0);
}

/* However many texts and folders came before: every row's mail is found again. */
static void test_places(void) {
  g_autoptr(MbOptions) options = mb_options_new();
  MbSummary *summary = mb_summary_new(options);
  const guint n = (1 << 16) + 10; /* more than the bounded store takes */
  for (guint i = 0; i < n; i++) {
    g_autofree char *file = g_strdup_printf(i % 2 ? "/mails/%u/a.eml" : "/mails/%u#7", i);
    g_autofree char *detail = g_strdup_printf("text %u", i);
    g_autoptr(MbReport) report = mb_report_new_error(file, "error.io", detail);
    mb_summary_add(summary, report);
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *wanted = g_strdup_printf(i % 2 ? "/mails/%u/a.eml" : "/mails/%u#7", i);
    g_autofree char *got = mb_summary_mail(summary, i);
    g_assert_cmpstr(got, ==, wanted);
  }
  mb_summary_free(summary);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_assert_true(mb_init(NULL, NULL));
  make_mails();
  g_test_add_func("/run/whole", test_whole);
  g_test_add_func("/run/rows", test_rows);
  g_test_add_func("/run/row-only", test_row_only);
  g_test_add_func("/run/wake-ups", test_wake_ups);
  g_test_add_func("/run/pause", test_pause);
  g_test_add_func("/run/cancel", test_cancel);
  g_test_add_func("/run/late", test_late);
  g_test_add_func("/run/places", test_places);
  int status = g_test_run();
  mb_quit();
  const char *const names[] = {"In#1box", "broken.eml", "one.eml"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
  return status;
}
