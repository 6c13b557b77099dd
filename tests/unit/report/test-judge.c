/* Rounds of a judge: what is asked, and what a process remembers of places.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "report/judge.h"

static const char mail[] = "Received: from b.example (b.example [198.51.101.7]) by mx.example.net; "
                           "Tue, 3 Mar 2020 03:01:00 +0000\n"
                           "Received: from a.example (a.example [203.0.114.9]) by b.example; Tue, "
                           "3 Mar 2020 03:00:00 +0000\n"
                           "From: <a@a.example>\nTo: <me@example.net>\nSubject: hi\n\nhi\n";
static const char places[] = "{\"version\":1,\"geo\":{\"198.51.101.7\":{\"country\":\"JP\"},\"203."
                             "0.114.9\":{\"country\":\"EE\"}}}";

static char *judge_once(MbJudge *judge, const char *answers) {
  gsize len;
  g_autoptr(GError) error = NULL;
  char *round = mb_judge_round(judge, answers, answers ? strlen(answers) : 0, &len, &error);
  g_assert_no_error(error);
  return round;
}

static gboolean asks_for_place(const char *round) {
  return strstr(strchr(round, '\n'), "geo") != NULL;
}

static MbJudge *judge_with_places(void) {
  MbJudge *judge = mb_judge_new(mail, sizeof mail - 1, "{}", FALSE, NULL);
  mb_judge_ask_places(judge);
  return judge;
}

/* A caller without a database of places is not asked for any. */
static void test_no_place(void) {
  g_autoptr(MbJudge) judge = mb_judge_new(mail, sizeof mail - 1, "{}", FALSE, NULL);
  g_autofree char *round = judge_once(judge, NULL);
  g_assert_false(asks_for_place(round));
}

/* All places of a mail are asked for at once. */
static void test_one_question_round(void) {
  g_autoptr(MbJudge) judge = judge_with_places();
  g_autofree char *first = judge_once(judge, NULL);
  g_assert_nonnull(strstr(strchr(first, '\n'), "198.51.101.7"));
  g_assert_nonnull(strstr(strchr(first, '\n'), "203.0.114.9"));
  g_autofree char *second = judge_once(judge, places);
  g_assert_false(asks_for_place(second));
}

static char *judge_keeping(const char *answers, char **first) {
  g_autoptr(MbJudge) judge = judge_with_places();
  mb_judge_keep_places(judge);
  *first = judge_once(judge, NULL);
  return answers ? judge_once(judge, answers) : NULL;
}

/* The next mail needs no second round, and its report is the same; a mail whose places may come from
 * elsewhere is none the wiser. */
static void test_kept_places(void) {
  g_autofree char *asked = NULL, *known = NULL;
  g_autofree char *told = judge_keeping(places, &asked), *none = judge_keeping(NULL, &known);
  g_assert_null(none);
  g_assert_true(asks_for_place(asked));
  g_assert_cmpstr(known, ==, told);
  g_autoptr(MbJudge) other = judge_with_places();
  g_autofree char *stranger = judge_once(other, NULL);
  g_assert_true(asks_for_place(stranger));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_assert_true(mb_judge_preload(NULL, 0, MB_CONVERTERS_WHEN_USED, NULL));
  g_test_add_func("/judge/no-place", test_no_place);
  g_test_add_func("/judge/one-question-round", test_one_question_round);
  g_test_add_func("/judge/kept-places", test_kept_places);
  return g_test_run();
}
