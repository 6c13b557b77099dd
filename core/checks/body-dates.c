/* Dates in running text, as Japanese and Western mail writes them, and what is wrong with them:
 * weekdays that are not the day's, one date with two weekdays, an end before its beginning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck weekday_check, no_such_day, impossible_order;

#define MAX_SHOWN 6

static void add_date(MbCase *c, MbFinding *f, const MbBodyDate *date) {
  mb_finding_add(c, f, N_("Date in the text"), date->source);
}

static int year_of_mail(const MbCase *c) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_DATE, 0);
  MbDate date = {0};
  if (header)
    date = mb_date_parse(mb_header_unfold(header, c->arena));
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(date.valid ? date.time : c->now);
  return when ? g_date_time_get_year(when) : 0;
}

/* Without a year the neighbouring years are given the benefit of the doubt. */
static gboolean weekday_fits(const MbBodyDate *date, int mail_year) {
  if (!date->weekday)
    return TRUE;
  if (date->year)
    return mb_weekday_of(date->year, date->month, date->day) == date->weekday;
  for (int year = mail_year - 1; year <= mail_year + 1; year++)
    if (mb_weekday_of(year, date->month, date->day) == date->weekday)
      return TRUE;
  return mail_year == 0;
}

static gboolean same_day(const MbBodyDate *a, const MbBodyDate *b) {
  return a->month == b->month && a->day == b->day && (a->year == b->year || !a->year || !b->year);
}

/* The other writing of this date that names another weekday, or NULL. */
static const MbBodyDate *contradiction(const GArray *dates, guint i) {
  const MbBodyDate *date = &g_array_index(dates, MbBodyDate, i);
  for (guint j = 0; date->weekday && j < dates->len; j++) {
    const MbBodyDate *other = &g_array_index(dates, MbBodyDate, j);
    if (other->weekday && other->weekday != date->weekday && same_day(date, other))
      return other;
  }
  return NULL;
}

static void judge_weekdays(MbCase *c, const MbCheck *self, const GArray *dates) {
  int year = year_of_mail(c);
  MbFinding *f = NULL;
  for (guint i = 0; i < dates->len; i++) {
    const MbBodyDate *date = &g_array_index(dates, MbBodyDate, i);
    gboolean exists = !date->year || mb_weekday_of(date->year, date->month, date->day);
    const MbBodyDate *other = contradiction(dates, i);
    if (!exists || (weekday_fits(date, year) && !other))
      continue;
    if (!f)
      f = mb_case_find(c, self);
    if (other && !mb_sender_is_established(c))
      f->leaning = MB_LEAN_MEDIUM;
    if (f->evidence->len < MAX_SHOWN)
      add_date(c, f, date);
  }
}

static void judge_existence(MbCase *c, const GArray *dates) {
  for (guint i = 0; i < dates->len; i++) {
    const MbBodyDate *date = &g_array_index(dates, MbBodyDate, i);
    if (!date->year || mb_weekday_of(date->year, date->month, date->day))
      continue;
    add_date(c, mb_case_find(c, &no_such_day), date);
    return;
  }
}

static gboolean label_has(const MbBodyDate *date, const char *const *words) {
  for (; *words; words++)
    if (g_strstr_len(date->label.data, date->label.len, *words))
      return TRUE;
  return FALSE;
}

static gint64 minute_number(const MbBodyDate *date) {
  GDate *day = g_date_new_dmy(date->day, date->month, date->year);
  gint64 n = (gint64)g_date_get_julian(day) * 1440 + MAX(date->minutes, 0);
  g_date_free(day);
  return n;
}

/* Only with both labels and full dates (DATA section 5). */
static void judge_order(MbCase *c, const GArray *dates) {
  static const char *const begins[] = {"発生", "開始", NULL};
  static const char *const ends[] = {"復旧", "終了", "回復", NULL};
  const MbBodyDate *from = NULL, *to = NULL;
  for (guint i = 0; i < dates->len; i++) {
    const MbBodyDate *date = &g_array_index(dates, MbBodyDate, i);
    if (!date->year || !mb_weekday_of(date->year, date->month, date->day))
      continue;
    if (!from && label_has(date, begins) && !label_has(date, ends))
      from = date;
    if (!to && label_has(date, ends) && !label_has(date, begins))
      to = date;
  }
  gboolean timed = from && to && from->minutes >= 0 && to->minutes >= 0;
  if (!from || !to ||
      (timed ? minute_number(to) >= minute_number(from)
             : minute_number(to) / 1440 >= minute_number(from) / 1440))
    return;
  MbFinding *f = mb_case_find(c, &impossible_order);
  add_date(c, f, from);
  add_date(c, f, to);
}

static void run_weekday(MbCase *c, const MbCheck *self) {
  g_autoptr(GArray) dates = mb_body_dates(mb_body_text(c));
  judge_weekdays(c, self, dates);
  judge_existence(c, dates);
  judge_order(c, dates);
}

static const MbCheck weekday_check = {
    "body.wrong-weekday",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_weekday,
    N_("A date in the text has a weekday that it does not have."),
    N_("People who write about their own company's days look at a calendar; texts that are put "
       "together from a kit often get the weekday wrong. One slip happens to anybody, two "
       "different weekdays for one day hardly.")};

static const MbCheck no_such_day = {
    "body.no-such-day",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The text names a day that does not exist."),
    N_("There is no such day in the calendar: nobody checked this text before it was sent.")};

static const MbCheck impossible_order = {
    "body.impossible-order",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("By its own dates, something ended before it began."),
    N_("The text reports an end that lies before the beginning. A real report of a fault would not "
       "be sent out like that.")};

MbCheckList mb_body_date_checks = {&weekday_check, &no_such_day, &impossible_order, NULL};
