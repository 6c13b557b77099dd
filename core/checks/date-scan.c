/* Finds dates in text: 2021年10月14日(木), 2021/10/14, 2021-10-14, 令和3年10月14日, R3.10.14,
 * 10月14日 (without a year); full-width digits and brackets; a weekday and a time right behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "../base/utf8.h"

#define MAX_LABEL 60

typedef struct {
  const char *p, *end;
} Cursor;

/* A digit, also full-width; -1 = none. */
static int digit(Cursor *c) {
  if (c->p < c->end && g_ascii_isdigit(*c->p))
    return *c->p++ - '0';
  if (c->end - c->p >= 3 && (guchar)c->p[0] == 0xef && (guchar)c->p[1] == 0xbc &&
      (guchar)c->p[2] >= 0x90 && (guchar)c->p[2] <= 0x99) {
    c->p += 3;
    return (guchar)c->p[-1] - 0x90;
  }
  return -1;
}

static void blanks(Cursor *c) {
  for (;;)
    if (c->p < c->end && (*c->p == ' ' || *c->p == '\t'))
      c->p++;
    else if (c->end - c->p >= 3 && memcmp(c->p, "\u3000", 3) == 0)
      c->p += 3;
    else
      return;
}

static gboolean word(Cursor *c, const char *text) {
  gsize n = strlen(text);
  if ((gsize)(c->end - c->p) < n || g_ascii_strncasecmp(c->p, text, n) != 0)
    return FALSE;
  c->p += n;
  return TRUE;
}

/* A number of min to max digits that is not part of a longer one; -1 = none. */
static int number(Cursor *c, int min, int max) {
  Cursor at = *c;
  int value = 0, n = 0;
  for (int d; n <= max && (d = digit(&at)) >= 0; n++)
    value = value * 10 + d;
  if (n < min || n > max)
    return -1;
  *c = at;
  return value;
}

static const char *const weekdays[][4] = {
    {"月", "Mon", "Monday", NULL},    {"火", "Tue", "Tuesday", NULL},
    {"水", "Wed", "Wednesday", NULL}, {"木", "Thu", "Thursday", NULL},
    {"金", "Fri", "Friday", NULL},    {"土", "Sat", "Saturday", NULL},
    {"日", "Sun", "Sunday", NULL},
};

/* "(木)", "（木）", "[木]", "木曜", "(Thu)": a bare 日 or 月 means something else, so brackets or
 * 曜 are needed. */
static int weekday(Cursor *c) {
  Cursor at = *c;
  blanks(&at);
  gboolean bracket = word(&at, "(") || word(&at, "（") || word(&at, "[") || word(&at, "【");
  for (int day = 0; day < 7; day++)
    for (int form = 2; form >= 0; form--) {
      Cursor rest = at;
      if (!word(&rest, weekdays[day][form]))
        continue;
      gboolean closed = word(&rest, "曜日") || word(&rest, "曜");
      if (bracket) {
        word(&rest, "・祝");
        closed = word(&rest, ")") || word(&rest, "）") || word(&rest, "]") || word(&rest, "】");
      }
      if (!closed)
        continue;
      *c = rest;
      return day + 1;
    }
  return 0;
}

/* "00:00", "8時10分", "午後3時"; minutes since midnight or -1. */
static int clock_time(Cursor *c) {
  Cursor at = *c;
  blanks(&at);
  gboolean afternoon = word(&at, "午後");
  if (!afternoon)
    word(&at, "午前");
  int hour = number(&at, 1, 2), minute = 0;
  if (hour < 0 || hour > 24)
    return -1;
  if (word(&at, "時"))
    minute = MAX(number(&at, 1, 2), 0);
  else if (word(&at, ":") || word(&at, "："))
    minute = number(&at, 2, 2);
  else
    return -1;
  if (minute < 0 || minute > 59)
    return -1;
  *c = at;
  return (hour + (afternoon && hour < 12 ? 12 : 0)) * 60 + minute;
}

/* An era's year as a year; 0 = not one of its years. */
static int era_year(Cursor *c) {
  static const struct {
    const char *name;
    int zero, last;
  } eras[] = {
      {"令和", 2018, 99}, {"平成", 1988, 31}, {"昭和", 1925, 64}, {"R", 2018, 99}, {"H", 1988, 31}};
  for (guint i = 0; i < G_N_ELEMENTS(eras); i++) {
    Cursor at = *c;
    if (!word(&at, eras[i].name))
      continue;
    int year = word(&at, "元") ? 1 : number(&at, 1, 2);
    if (year < 1 || year > eras[i].last)
      return 0;
    *c = at;
    return eras[i].zero + year;
  }
  return 0;
}

static gboolean plausible(const MbBodyDate *date) {
  return date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31 &&
         (date->year == 0 || (date->year >= 1926 && date->year <= 2100));
}

/* 年月日, also without the year. */
static gboolean read_kanji(Cursor *c, MbBodyDate *date) {
  Cursor at = *c;
  date->year = era_year(&at);
  if (!date->year) {
    Cursor year = at;
    int n = number(&year, 4, 4);
    if (n > 0 && (blanks(&year), word(&year, "年"))) {
      date->year = n;
      at = year;
    }
  } else if (!word(&at, "年")) {
    return FALSE;
  }
  blanks(&at);
  date->month = number(&at, 1, 2);
  blanks(&at);
  if (date->month < 0 || !word(&at, "月"))
    return FALSE;
  blanks(&at);
  date->day = number(&at, 1, 2);
  blanks(&at);
  if (date->day < 0 || !word(&at, "日") || !plausible(date))
    return FALSE;
  *c = at;
  return TRUE;
}

/* 2021/10/14, 2021-10-14, R3.10.14 */
static gboolean read_numeric(Cursor *c, MbBodyDate *date) {
  static const char *const marks[] = {"/", "-", ".", "／"};
  Cursor at = *c;
  date->year = era_year(&at);
  if (!date->year)
    date->year = number(&at, 4, 4);
  if (date->year < 1926)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    Cursor rest = at;
    if (!word(&rest, marks[i]) || (date->month = number(&rest, 1, 2)) < 0 ||
        !word(&rest, marks[i]) || (date->day = number(&rest, 1, 2)) < 0 || !plausible(date))
      continue;
    *c = rest;
    return TRUE;
  }
  return FALSE;
}

static void read_behind(Cursor *c, MbBodyDate *date) {
  date->weekday = weekday(c);
  Cursor at = *c;
  date->minutes = clock_time(&at);
}

static gboolean starts_word(MbSlice text, gsize at) {
  if (at == 0)
    return TRUE;
  char before = text.data[at - 1];
  return !g_ascii_isalnum(before) && before != '.' && before != '/' && before != '-';
}

static MbSlice label_before(MbSlice text, gsize at) {
  gsize start = at;
  while (start > 0 && at - start < MAX_LABEL && text.data[start - 1] != '\n')
    start--;
  return mb_slice(text.data + start, at - start);
}

/* Cheap test of the first byte: a digit, an era's letter or a full-width or Han lead byte. */
static gboolean may_start(const guchar *p, gsize left) {
  if (g_ascii_isdigit(p[0]) || p[0] == 'R' || p[0] == 'H')
    return TRUE;
  if (left < 6)
    return FALSE;
  return (p[0] == 0xef && p[1] == 0xbc && p[2] >= 0x90 && p[2] <= 0x99) ||
         (p[0] == 0xe4 && p[1] == 0xbb && p[2] == 0xa4) ||
         (p[0] == 0xe5 && p[1] == 0xb9 && p[2] == 0xb3) ||
         (p[0] == 0xe6 && p[1] == 0x98 && p[2] == 0xad);
}

GArray *mb_body_dates(MbSlice text) {
  GArray *dates = g_array_new(FALSE, TRUE, sizeof(MbBodyDate));
  text.len = MIN(text.len, MB_PHRASE_TEXT_MAX);
  for (gsize at = 0; at < text.len && dates->len < MB_MAX_BODY_DATES;) {
    Cursor c = {text.data + at, text.data + text.len};
    if (!may_start((const guchar *)c.p, text.len - at)) {
      at++;
      continue;
    }
    MbBodyDate date = {.minutes = -1};
    if (!starts_word(text, at) || !(read_kanji(&c, &date) || read_numeric(&c, &date))) {
      /* the digits of a number that was no date are not looked at one by one */
      gsize skip = 1;
      while (g_ascii_isdigit(text.data[at]) && at + skip < text.len &&
             g_ascii_isdigit(text.data[at + skip]))
        skip++;
      at += skip;
      continue;
    }
    read_behind(&c, &date);
    date.source = mb_slice(text.data + at, c.p - text.data - at);
    date.label = label_before(text, at);
    g_array_append_val(dates, date);
    at = c.p - text.data;
  }
  return dates;
}

int mb_weekday_of(int year, int month, int day) {
  if (!g_date_valid_dmy((GDateDay)CLAMP(day, 0, 32), (GDateMonth)CLAMP(month, 0, 13),
                        (GDateYear)CLAMP(year, 0, 9999)))
    return 0;
  GDate date;
  g_date_set_dmy((g_date_clear(&date, 1), &date), (GDateDay)day, (GDateMonth)month,
                 (GDateYear)year);
  return (int)g_date_get_weekday(&date);
}
