/* Text without a label: which charset is it in? Each candidate reads the bytes, pays for what its
 * own coding does not allow and earns for characters its language really uses. Works on the first
 * few kilobytes only. SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset-names.h"

#include "../base/utf8.h"

#define SAMPLE  4096
#define ILLEGAL (-20)

/* Takes one character at p; sets *len to its bytes and returns what it is worth. */
typedef int (*Judge)(const guchar *p, gsize n, gsize *len);

static gboolean in(guint v, guint low, guint high) {
  return v >= low && v <= high;
}

static int judge_cp932(const guchar *p, gsize n, gsize *len) {
  if (in(p[0], 0xa1, 0xdf)) /* half-width katakana: real, but what any other charset looks like */
    return 0;
  if (n < 2 || !(in(p[0], 0x81, 0x9f) || in(p[0], 0xe0, 0xfc)) || p[1] < 0x40 || p[1] == 0x7f ||
      p[1] > 0xfc)
    return ILLEGAL;
  *len = 2;
  if ((p[0] == 0x82 && p[1] >= 0x9f) || (p[0] == 0x83 && p[1] <= 0x96))
    return 4;
  if (in(p[0], 0x81, 0x82) || in(p[0], 0x87, 0x97))
    return 2;
  return p[0] == 0x98 ? 1 : -2; /* second-level kanji are rare */
}

static gboolean is_94x94(const guchar *p, gsize n) {
  return n >= 2 && in(p[0], 0xa1, 0xfe) && in(p[1], 0xa1, 0xfe);
}

static int judge_euc_jp(const guchar *p, gsize n, gsize *len) {
  if (n >= 2 && p[0] == 0x8e && in(p[1], 0xa1, 0xdf)) {
    *len = 2;
    return 1;
  }
  if (n >= 3 && p[0] == 0x8f && is_94x94(p + 1, n - 1)) {
    *len = 3;
    return 0;
  }
  if (!is_94x94(p, n))
    return ILLEGAL;
  *len = 2;
  if (in(p[0], 0xa4, 0xa5))
    return p[1] <= 0xf6 ? 4 : ILLEGAL;
  if (in(p[0], 0xa1, 0xa3) || p[0] == 0xad || in(p[0], 0xb0, 0xcf))
    return 2;
  return in(p[0], 0xd0, 0xf4) ? -2 : -4;
}

/* 的一是了在有人不我您公司中国们请 */
static gboolean is_common_gb(guint c) {
  static const guint16 common[] = {0xb5c4, 0xd2bb, 0xcac7, 0xc1cb, 0xd4da, 0xd3d0, 0xc8cb, 0xb2bb,
                                   0xced2, 0xc4fa, 0xb9ab, 0xcbbe, 0xd6d0, 0xb9fa, 0xc3c7, 0xc7eb};
  for (guint i = 0; i < G_N_ELEMENTS(common); i++)
    if (common[i] == c)
      return TRUE;
  return FALSE;
}

static int judge_gb18030(const guchar *p, gsize n, gsize *len) {
  if (n >= 4 && in(p[0], 0x81, 0xfe) && in(p[1], 0x30, 0x39) && in(p[2], 0x81, 0xfe) &&
      in(p[3], 0x30, 0x39)) {
    *len = 4;
    return 0;
  }
  if (n < 2 || !in(p[0], 0x81, 0xfe) || p[1] < 0x40 || p[1] == 0x7f || p[1] == 0xff)
    return ILLEGAL;
  *len = 2;
  if (p[1] < 0xa1 || p[0] < 0xa1)
    return -2; /* outside GB 2312 */
  if (is_common_gb(p[0] << 8 | p[1]))
    return 4;
  if (in(p[0], 0xa1, 0xa3))
    return 2;
  return in(p[0], 0xb0, 0xd7) ? 2 : -2;
}

static int judge_big5(const guchar *p, gsize n, gsize *len) {
  if (n < 2 || !in(p[0], 0x81, 0xfe) || !(in(p[1], 0x40, 0x7e) || in(p[1], 0xa1, 0xfe)))
    return ILLEGAL;
  *len = 2;
  if (in(p[0], 0xa1, 0xc6))
    return p[0] == 0xc6 && p[1] > 0x7e ? -2 : 2;
  return in(p[0], 0xc9, 0xf9) ? -1 : -4;
}

/* 이다는의에을가하고니로기사 */
static gboolean is_common_hangul(guint c) {
  static const guint16 common[] = {0xc0cc, 0xb4d9, 0xb4c2, 0xc0c7, 0xbfa1, 0xc0bb, 0xb0a1,
                                   0xc7cf, 0xb0ed, 0xb4cf, 0xb7ce, 0xb1e2, 0xbbe7};
  for (guint i = 0; i < G_N_ELEMENTS(common); i++)
    if (common[i] == c)
      return TRUE;
  return FALSE;
}

static int judge_euc_kr(const guchar *p, gsize n, gsize *len) {
  if (n < 2 || !in(p[0], 0x81, 0xfe) ||
      !(in(p[1], 0x41, 0x5a) || in(p[1], 0x61, 0x7a) || p[1] > 0x80))
    return ILLEGAL;
  *len = 2;
  if (is_common_hangul(p[0] << 8 | p[1]))
    return 5;
  if (in(p[0], 0xb0, 0xc8) && p[1] >= 0xa1)
    return 2;
  return p[0] == 0xa1 ? 1 : -2;
}

/* Cyrillic: letters stand next to letters, small ones after small ones or a capital. */
static int judge_cyrillic(const guchar *p, gsize n, guint small_low, guint small_high) {
  if (p[0] < 0xc0)
    return -1;
  if (n < 2 || p[1] < 0x80)
    return in(p[0], small_low, small_high) ? 1 : 0;
  if (p[1] < 0xc0)
    return -1;
  if (!in(p[1], small_low, small_high))
    return in(p[0], small_low, small_high) ? -3 : 0;
  return 1;
}

static int judge_windows_1251(const guchar *p, gsize n, gsize *len) {
  return judge_cyrillic(p, n, 0xe0, 0xff);
}

static int judge_koi8_r(const guchar *p, gsize n, gsize *len) {
  return judge_cyrillic(p, n, 0xc0, 0xdf);
}

/* Western text: single accented letters and signs among ASCII. */
static int judge_windows_1252(const guchar *p, gsize n, gsize *len) {
  if (p[0] == 0x81 || p[0] == 0x8d || p[0] == 0x8f || p[0] == 0x90 || p[0] == 0x9d)
    return ILLEGAL;
  if (n >= 2 && p[1] >= 0x80)
    return -3;
  return 2;
}

/* Equal marks go to the earlier one: Japanese before its neighbours. */
static const struct {
  const char *name;
  Judge judge;
} candidates[] = {
    {"shift_jis", judge_cp932},
    {"euc-jp", judge_euc_jp},
    {"gb18030", judge_gb18030},
    {"big5", judge_big5},
    {"euc-kr", judge_euc_kr},
    {"windows-1252", judge_windows_1252},
    {"windows-1251", judge_windows_1251},
    {"koi8-r", judge_koi8_r},
};

static int mark(Judge judge, MbSlice s) {
  int total = 0;
  for (gsize i = 0, len; i < s.len; i += len) {
    len = 1;
    const guchar *p = (const guchar *)s.data + i;
    if (*p < 0x80)
      continue;
    int worth = judge(p, s.len - i, &len);
    if (worth == ILLEGAL && s.len - i < 4 && s.len == SAMPLE)
      break; /* cut by the sample, not broken */
    total += worth;
  }
  return total;
}

static gboolean looks_like_jis(MbSlice s) {
  for (const char *p = memchr(s.data, 033, s.len), *end = s.data + s.len; p && end - p >= 3;
       p = memchr(p + 1, 033, end - p - 1))
    if ((p[1] == '$' && (p[2] == 'B' || p[2] == '@' || p[2] == '(')) ||
        (p[1] == '(' && p[2] == 'I'))
      return TRUE;
  return FALSE;
}

static gboolean is_utf8(MbSlice s) {
  const char *end = NULL;
  while (s.len && !g_utf8_validate_len(s.data, s.len, &end)) {
    if (*end != 0)
      return FALSE;
    s.len -= end + 1 - s.data; /* only GLib minds a NUL */
    s.data = end + 1;
  }
  return TRUE;
}

const MbCharset *mb_charset_guess(MbSlice bytes) {
  if (bytes.len && looks_like_jis(bytes))
    return mb_charset_find(MB_SLICE_LIT("iso-2022-jp"));
  gsize ascii = mb_ascii_run(bytes.data, bytes.len);
  MbSlice sample = mb_slice(bytes.data + ascii, bytes.len - ascii);
  if (sample.len == 0 || is_utf8(sample))
    return mb_charset_find(MB_SLICE_LIT("utf-8"));
  sample.len = MIN(sample.len, SAMPLE);
  int best = G_MININT;
  const char *name = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
    int m = mark(candidates[i].judge, sample);
    if (m > best) {
      best = m;
      name = candidates[i].name;
    }
  }
  return mb_charset_find(mb_slice_str(name));
}
