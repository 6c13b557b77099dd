/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/dates.h"

#define T 1632690760 /* Mon, 27 Sep 2021 06:12:40 +0900 */

static void test_forms(void) {
  static const struct {
    const char *text;
    gint64 time;
    int zone;
    gboolean known;
    int weekday;
  } cases[] = {
      {"Mon, 27 Sep 2021 06:12:40 +0900", T, 540, TRUE, 1},
      {" Mon, 27 Sep 2021 06:12:40 +0900 (JST)\r\n", T, 540, TRUE, 1},
      {"27 Sep 2021 06:12:40 +0900", T, 540, TRUE, 0},
      {"Mon,27 Sep 2021 06:12:40 JST", T, 540, TRUE, 1},
      {"Mon (a (nested) comment), 27\r\n Sep 2021 06:12:40 +0900", T, 540, TRUE, 1},
      {"Sun, 26 Sep 2021 21:12:40 GMT", T, 0, TRUE, 7},
      {"26 Sep 21 21:12:40 UT", T, 0, TRUE, 0},
      {"Sun, 26 Sep 2021 21:12:40 -0000", T, 0, FALSE, 7},
      {"Sun, 26 Sep 2021 21:12:40", T, 0, FALSE, 7},
      {"Sun, 26 Sep 2021 14:12:40 PDT", T, -420, TRUE, 7},
      {"Mon Sep 27 06:12:40 2021", T + 32400, 0, FALSE, 1},
      {"Mon Sep 27 06:12:40 JST 2021", T, 540, TRUE, 1},
      {"2021-09-27T06:12:40+09:00", T, 540, TRUE, 0},
      {"2021-09-26T21:12:40Z", T, 0, TRUE, 0},
      {"2021-09-26 21:12:40.154583 +0000 UTC m=+100.5", T, 0, TRUE, 0},
      {"27-Sep-2021 06:12:40 +0900", T, 540, TRUE, 0},
      {"Mon, 27 Sep 2021 6:12 +0900", T - 40, 540, TRUE, 1},
      {"Mon, 27 Sep 2021 6:12:40 AM +0900", T, 540, TRUE, 1},
      {"Mon, 27 Sep 2021 06:12:40 GMT+0900", T, 540, TRUE, 1},
      {"Mon, 27 September 2021 06:12:40 +0900", T, 540, TRUE, 1},
      {"Mon, 27 Sep 2021 06:12:40 +9900", T + 32400, 0, FALSE, 1},
      {"Mon, 27 Sep 121 06:12:40 +0900", T, 540, TRUE, 1},
      {"1 Jan 1970 00:00:00 +0000", 0, 0, TRUE, 0},
      {"31 Dec 1969 23:59:59 +0000", -1, 0, TRUE, 0},
      {"19 Jan 2038 03:14:08 +0000", 2147483648LL, 0, TRUE, 0},
      {"29 Feb 2024 12:00:00 +0000", 1709208000, 0, TRUE, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbDate d = mb_date_parse(mb_slice_str(cases[i].text));
    if (!d.valid || d.time != cases[i].time || d.zone != cases[i].zone ||
        d.zone_known != cases[i].known || d.weekday != cases[i].weekday || d.weekday_wrong)
      g_error("%s: valid %d time %" G_GINT64_FORMAT " zone %d known %d weekday %d wrong %d",
              cases[i].text, d.valid, d.time, d.zone, d.zone_known, d.weekday, d.weekday_wrong);
  }
}

static void test_refused(void) {
  static const char *const bad[] = {"",
                                    ";",
                                    "Mon",
                                    "12-04-2023",
                                    "27 Sep 2021",
                                    "06:12:40",
                                    "32 Sep 2021 06:12:40 +0900",
                                    "29 Feb 2023 06:12:40 +0900",
                                    "0 Sep 2021 06:12:40 +0900",
                                    "27 Sep 2021 24:12:40 +0900",
                                    "27 Sep 2021 06:60:40 +0900",
                                    "27 Sep 99999 06:12:40 +0900",
                                    "27 Xxx 2021 06:12:40 +0900",
                                    "((((((((((((((((27 Sep 2021 06:12:40 +0900",
                                    "999999999999999999999 Sep 2021 06:12:40"};
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    if (mb_date_parse(mb_slice_str(bad[i])).valid)
      g_error("accepted: %s", bad[i]);
  g_assert_false(mb_date_parse(MB_SLICE_NONE).valid);
  g_assert_false(mb_date_parse(MB_SLICE_LIT("\0\0\0")).valid);
  g_assert_true(mb_date_parse(MB_SLICE_LIT("27 Sep\0 2021 06:12:40 +0900")).valid);
}

static void test_weekday(void) {
  MbDate d = mb_date_parse(MB_SLICE_LIT("Sun, 14 Oct 2021 02:27:05 +0000"));
  g_assert_true(d.valid && d.weekday_wrong);
  /* the weekday is of the date as written, not of the date in UTC */
  d = mb_date_parse(MB_SLICE_LIT("Mon, 27 Sep 2021 00:30:00 +0900"));
  g_assert_true(d.valid && !d.weekday_wrong);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/dates/forms", test_forms);
  g_test_add_func("/dates/refused", test_refused);
  g_test_add_func("/dates/weekday", test_weekday);
  return g_test_run();
}
