/* Skeletons, interned strings, CSV cells. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "batch/batch.h"
#include "batch/intern.h"
#include "batch/records.h"
#include "batch/skeleton.h"

static void same(const char *a, const char *b, const char *recipient, gboolean wanted) {
  g_autofree char *x = mb_subject_skeleton(a, recipient), *y = mb_subject_skeleton(b, recipient);
  g_assert_nonnull(x);
  g_assert_cmpint(g_strcmp0(x, y) == 0, ==, wanted);
}

static void test_skeleton(void) {
  same("Your parcel 12345 is waiting", "your PARCEL 999 is waiting!", NULL, TRUE);
  same("Re: [spam] Invoice due", "Invoice due", NULL, TRUE);
  same("【重要】a.example.jpへの通知", "【重要】b.example.comへの通知", NULL, TRUE);
  same("tanaka: password expires", "password expires", "tanaka@x.example", TRUE);
  same("Ｙｏｕｒ parcel", "Your parcel", NULL, TRUE);
  same("Your parcel is waiting", "Your invoice is waiting", NULL, FALSE);
  same("お支払い情報の更新", "お支払い方法の更新", NULL, FALSE);
  g_assert_null(mb_subject_skeleton("12345", NULL));
  g_assert_null(mb_subject_skeleton("Hi", NULL));
  g_assert_null(mb_subject_skeleton(NULL, NULL));
}

static void test_intern(void) {
  g_autoptr(MbIntern) intern = mb_intern_new();
  g_assert_cmpuint(mb_intern_add(intern, NULL), ==, 0);
  g_assert_cmpuint(mb_intern_add(intern, ""), ==, 0);
  guint32 ids[5000];
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autofree char *text = g_strdup_printf("sender%u@example.jp", i);
    ids[i] = mb_intern_add(intern, text);
    g_assert_cmpuint(ids[i], !=, 0);
  }
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autofree char *text = g_strdup_printf("sender%u@example.jp", i);
    g_assert_cmpuint(mb_intern_add(intern, text), ==, ids[i]);
    g_assert_cmpstr(mb_intern_text(intern, ids[i]), ==, text);
  }
  g_assert_cmpuint(mb_intern_count(intern), ==, G_N_ELEMENTS(ids));
}

/* A long text is cut between characters and still found again; a flood ends at the bound. */
static void test_intern_bounds(void) {
  g_autoptr(MbIntern) intern = mb_intern_new();
  g_autoptr(GString) text = g_string_new("x");
  for (guint i = 0; i < 1000; i++)
    g_string_append(text, "漢");
  guint32 id = mb_intern_add(intern, text->str);
  g_assert_cmpuint(mb_intern_add(intern, text->str), ==, id);
  g_assert_true(g_utf8_validate(mb_intern_text(intern, id), -1, NULL));
  for (guint i = 0; i < MB_INTERN_MAX + 10; i++) {
    g_string_printf(text, "%u", i);
    mb_intern_add(intern, text->str);
  }
  g_assert_cmpuint(mb_intern_count(intern), ==, MB_INTERN_MAX);
  g_assert_cmpuint(mb_intern_add(intern, "one more"), ==, MB_INTERN_MORE);
  g_assert_cmpstr(mb_intern_text(intern, MB_INTERN_MORE), ==, "…");
}

static void csv_holds(const char *subject, const char *cell) {
  g_autoptr(MbReport) report = mb_report_new();
  report->kind = "ordinary";
  report->subject = subject;
  g_autofree char *row = mb_csv_row(report, mb_catalogue_get("en"));
  g_assert_nonnull(strstr(row, cell));
}

static void test_csv(void) {
  csv_holds("=1+1", ",\"'=1+1\",");
  csv_holds("+1", ",\"'+1\",");
  csv_holds("-1", ",\"'-1\",");
  csv_holds("@x", ",\"'@x\",");
  csv_holds("\tx", ",\"'\tx\",");
  csv_holds("\rx", ",\"'\rx\",");
  csv_holds("＝1", ",\"'＝1\",");
  csv_holds("say \"a\", b", ",\"say \"\"a\"\", b\",");
  csv_holds("1=1", ",\"1=1\",");
}

/* The mails of one mbox need no text of their own, names come back as they were given. */
static void test_names(void) {
  static const char *const names[] = {
      "mail/Inbox#12", "mail/Inbox#4294967295", "a#b/c.eml", "Inbox#0x", "x#",
      "plain.eml",     "zip.zip!a/b.eml"};
  g_autoptr(MbOptions) options = mb_options_new();
  g_autoptr(MbSummary) summary = mb_summary_new(options);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(MbReport) report = mb_report_new_error(names[i], "error.empty", NULL);
    mb_summary_add(summary, report);
    g_autofree char *name = mb_record_name(summary, mb_record_at(summary, i));
    g_assert_cmpstr(name, ==, names[i]);
  }
  g_assert_cmpuint(mb_summary_count(summary), ==, G_N_ELEMENTS(names));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/batch/skeleton", test_skeleton);
  g_test_add_func("/batch/intern", test_intern);
  g_test_add_func("/batch/intern-bounds", test_intern_bounds);
  g_test_add_func("/batch/csv", test_csv);
  g_test_add_func("/batch/names", test_names);
  return g_test_run();
}
