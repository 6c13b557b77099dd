/* Dates as mail programs really write them: RFC 5322, its obsolete forms, C's ctime, ISO 8601 and
 * zone names. The reader classifies each token by its shape, so that the order does not matter.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates.h"

#define MAX_TEXT   256
#define MAX_TOKENS 16

typedef struct {
  int year, month, day, hour, minute, second; /* -1 = not seen */
  int zone, weekday;
  gboolean zone_known, pm, am;
} Fields;

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};
static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const struct {
  const char *name;
  int minutes;
} zones[] = {
    {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300}, {"edt", -240},
    {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"jst", 540},  {"kst", 540},  {"hkt", 480},  {"cet", 60},   {"cest", 120}, {"met", 60},
    {"mest", 120}, {"bst", 60},   {"eet", 120},  {"eest", 180}, {"msk", 180},  {"aest", 600},
    {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"wet", 0},    {"west", 60},
};

/* Reads digits at *at; -1 when there are none or more than max. */
static int digits(MbSlice s, gsize *at, guint max) {
  int n = 0;
  gsize start = *at;
  while (*at < s.len && g_ascii_isdigit(s.data[*at]) && *at - start <= max)
    n = n * 10 + (s.data[(*at)++] - '0');
  return *at == start || *at - start > max ? -1 : n;
}

static gboolean at_char(MbSlice s, gsize at, const char *set) {
  return at < s.len && strchr(set, s.data[at]) && s.data[at];
}

/* "6:12", "06:12:40", "06.12.40", "23:38:28.842"; a zone may stick to it ("12:00:00+0900"). */
static gsize read_time(MbSlice s, Fields *f) {
  gsize at = 0;
  int h = digits(s, &at, 2), sec = 0;
  if (h < 0 || !at_char(s, at, ":."))
    return 0;
  at++;
  int m = digits(s, &at, 2);
  if (m < 0)
    return 0;
  if (at_char(s, at, ":.")) {
    at++;
    sec = digits(s, &at, 2);
    if (sec < 0)
      return 0;
    if (at_char(s, at, ".,"))
      for (at++; at < s.len && g_ascii_isdigit(s.data[at]);)
        at++;
  }
  f->hour = h, f->minute = m, f->second = sec;
  return at;
}

static gboolean read_offset(MbSlice s, Fields *f) {
  if (s.len < 3 || s.len > 6 || (s.data[0] != '+' && s.data[0] != '-'))
    return FALSE;
  gsize at = 1;
  int n = digits(s, &at, 4), minutes = 0;
  if (n < 0)
    return FALSE;
  if (at_char(s, at, ":")) {
    at++;
    minutes = digits(s, &at, 2);
  } else if (at > 3) {
    minutes = n % 100;
    n /= 100;
  }
  if (at != s.len || minutes < 0 || minutes > 59 || n > 14)
    return FALSE;
  gboolean minus = s.data[0] == '-';
  f->zone = minus ? -(n * 60 + minutes) : n * 60 + minutes;
  /* RFC 5322 section 3.3: "-0000" says the local zone is not told */
  f->zone_known = !minus || f->zone != 0;
  return TRUE;
}

static int find_name(const char *const *names, guint n, MbSlice s) {
  for (guint i = 0; i < n; i++)
    if (s.len >= 3 && g_ascii_strncasecmp(s.data, names[i], 3) == 0)
      return i + 1;
  return 0;
}

static gboolean read_zone_name(MbSlice s, Fields *f) {
  for (guint i = 0; i < G_N_ELEMENTS(zones); i++)
    if (mb_slice_is(s, zones[i].name)) {
      f->zone = zones[i].minutes;
      f->zone_known = TRUE;
      return TRUE;
    }
  /* "GMT+0900" and "UTC+09:00" */
  return s.len > 4 && (mb_slice_has_prefix(s, "gmt") || mb_slice_has_prefix(s, "utc")) &&
         read_offset(mb_slice(s.data + 3, s.len - 3), f);
}

static void read_word(MbSlice s, Fields *f) {
  int n;
  if (mb_slice_is(s, "pm"))
    f->pm = TRUE;
  else if (mb_slice_is(s, "am"))
    f->am = TRUE;
  else if (f->hour >= 0 && !f->zone_known && read_zone_name(s, f))
    return;
  else if (f->month < 0 && (n = find_name(months, G_N_ELEMENTS(months), s)))
    f->month = n;
  else if (!f->weekday && (n = find_name(weekdays, G_N_ELEMENTS(weekdays), s)))
    f->weekday = n;
}

/* RFC 5322 section 4.3 */
static int full_year(int n, gsize len) {
  if (len == 2)
    return n < 50 ? 2000 + n : 1900 + n;
  return len == 3 ? 1900 + n : n;
}

/* "2021-09-27", "2021/09/27", with or without "T06:12:40Z" */
static gboolean read_iso(MbSlice s, Fields *f) {
  gsize at = 0;
  int y = digits(s, &at, 4);
  if (at != 4 || !at_char(s, at, "-/"))
    return FALSE;
  at++;
  int m = digits(s, &at, 2);
  if (m < 0 || !at_char(s, at, "-/"))
    return FALSE;
  at++;
  int d = digits(s, &at, 2);
  if (d < 0)
    return FALSE;
  f->year = y, f->month = m, f->day = d;
  if (!at_char(s, at, "Tt"))
    return at == s.len;
  MbSlice rest = mb_slice(s.data + at + 1, s.len - at - 1);
  gsize used = read_time(rest, f);
  rest.data += used, rest.len -= used;
  return used && (!rest.len || read_offset(rest, f) || read_zone_name(rest, f));
}

/* "27-Sep-2021" and "27/Sep/2021" */
static gboolean read_dashed(MbSlice s, Fields *f) {
  gsize at = 0;
  int d = digits(s, &at, 2);
  if (d < 0 || at + 5 >= s.len || !at_char(s, at, "-/"))
    return FALSE;
  int m = find_name(months, G_N_ELEMENTS(months), mb_slice(s.data + at + 1, 3));
  if (!m || !at_char(s, at + 4, "-/"))
    return FALSE;
  gsize start = at += 5;
  int y = digits(s, &at, 4);
  if (y < 0 || at != s.len)
    return FALSE;
  f->day = d, f->month = m, f->year = full_year(y, at - start);
  return TRUE;
}

static void read_token(MbSlice s, Fields *f) {
  gsize at = 0;
  if (g_ascii_isalpha(s.data[0])) {
    read_word(s, f);
    return;
  }
  if (f->hour >= 0 && !f->zone_known && read_offset(s, f))
    return;
  if (f->hour < 0 && (at = read_time(s, f)) > 0) {
    MbSlice rest = mb_slice(s.data + at, s.len - at);
    if (rest.len && !read_offset(rest, f))
      read_word(rest, f);
    return;
  }
  if (f->day < 0 && f->year < 0 && (read_iso(s, f) || read_dashed(s, f)))
    return;
  at = 0;
  int n = digits(s, &at, 4);
  if (n < 0 || at != s.len)
    return;
  if (f->day < 0 && at <= 2)
    f->day = n;
  else if (f->year < 0 && at >= 2)
    f->year = full_year(n, at);
}

static void read_tokens(MbSlice text, Fields *f) {
  guint depth = 0, n = 0;
  for (gsize i = 0; i < text.len && n < MAX_TOKENS;) {
    char c = text.data[i];
    if (c == '(' || (c == ')' && depth > 0)) {
      depth += c == '(' ? 1 : -1;
      i++;
    } else if (depth || mb_is_blank(c) || c == ',' || c == ')' || c == ';') {
      i++;
    } else {
      gsize start = i;
      while (i < text.len && !mb_is_blank(text.data[i]) && !strchr(",();", text.data[i]))
        i++;
      if (i == start) /* NUL, which strchr finds in any set */
        i++;
      else
        n++, read_token(mb_slice(text.data + start, i - start), f);
    }
  }
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
static gint64 days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  int yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int days_in_month(int y, int m) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  gboolean leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return m == 2 && leap ? 29 : days[m - 1];
}

static gboolean is_sane(const Fields *f) {
  return f->year >= 1900 && f->year <= 9999 && f->month >= 1 && f->month <= 12 && f->day >= 1 &&
         f->day <= days_in_month(f->year, f->month) && f->hour >= 0 && f->hour <= 23 &&
         f->minute <= 59 && f->second <= 60;
}

MbDate mb_date_parse(MbSlice text) {
  Fields f = {-1, -1, -1, -1, -1, -1, 0, 0, FALSE, FALSE, FALSE};
  MbDate date = {0};
  text.len = MIN(text.len, MAX_TEXT);
  read_tokens(text, &f);
  if (f.pm && f.hour < 12 && f.hour >= 0)
    f.hour += 12;
  else if (f.am && f.hour == 12)
    f.hour = 0;
  date.weekday = f.weekday;
  if (!is_sane(&f))
    return date;
  gint64 days = days_from_civil(f.year, f.month, f.day);
  date.valid = TRUE;
  date.zone = f.zone_known ? f.zone : 0;
  date.zone_known = f.zone_known;
  date.time = days * 86400 + f.hour * 3600 + f.minute * 60 + f.second - date.zone * 60;
  int actual = (int)((((days + 3) % 7) + 7) % 7) + 1;
  date.weekday_wrong = f.weekday && f.weekday != actual;
  return date;
}
