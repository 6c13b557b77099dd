/* Decodes character references in one pass: every "&" costs at most a handful of binary searches,
 * so a text made of nothing but ampersands stays linear.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-entities.h"

#define LONGEST_NAME   32 /* with the semicolon; the longest of the list has 32 */
#define LONGEST_LEGACY 6  /* of the names that count without one */

typedef struct {
  const char *name;
  const char *text;
  guint8 name_len, text_len;
} Entity;

static const Entity entities[] = {
#include "html-entities-table.h"
};

static const Entity *find_entity(const char *name, gsize len) {
  gsize low = 0, high = G_N_ELEMENTS(entities);
  while (low < high) {
    gsize mid = (low + high) / 2;
    const Entity *e = &entities[mid];
    int order = memcmp(name, e->name, MIN(len, e->name_len));
    if (order == 0 && len == e->name_len)
      return e;
    if (order < 0 || (order == 0 && len < e->name_len))
      high = mid;
    else
      low = mid + 1;
  }
  return NULL;
}

/* The longest name that text (behind the "&") begins with: the whole run with its semicolon, else
 * an old name that needs none. */
static const Entity *match_entity(const char *text, gsize len) {
  gsize run = 0;
  while (run < len && run < LONGEST_NAME && g_ascii_isalnum(text[run]))
    run++;
  if (run < len && run < LONGEST_NAME && text[run] == ';') {
    const Entity *e = find_entity(text, run + 1);
    if (e)
      return e;
  }
  for (gsize n = MIN(run, LONGEST_LEGACY); n >= 2; n--) {
    const Entity *e = find_entity(text, n);
    if (e)
      return e;
  }
  return NULL;
}

/* What stands for a numeric reference (WHATWG 13.2.5.80): 80-9F are read as windows-1252. */
static gunichar numeric_char(guint32 n) {
  static const guint16 c1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                 0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (n >= 0x80 && n < 0xA0)
    return c1[n - 0x80];
  return n == 0 || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000) ? 0xFFFD : n;
}

/* text begins behind "&#"; returns how much of it is the number, 0 = none. */
static gsize read_number(const char *text, gsize len, gunichar *c) {
  gsize i = 0;
  gboolean hex = len && (text[0] | 0x20) == 'x';
  guint32 n = 0;
  if (hex)
    i++;
  gsize first = i;
  for (; i < len; i++) {
    int digit = hex ? g_ascii_xdigit_value(text[i]) : g_ascii_digit_value(text[i]);
    if (digit < 0)
      break;
    if (n <= 0x10FFFF)
      n = n * (hex ? 16 : 10) + digit;
  }
  if (i == first)
    return 0;
  *c = numeric_char(n);
  return i < len && text[i] == ';' ? i + 1 : i;
}

/* text begins behind "&"; appends what it stands for and returns the bytes used, 0 = no reference.
 */
static gsize decode_one(GString *out, const char *text, gsize len, gboolean attribute) {
  if (len && text[0] == '#') {
    gunichar c = 0;
    gsize n = read_number(text + 1, len - 1, &c);
    if (!n)
      return 0;
    g_string_append_unichar(out, c);
    return n + 1;
  }
  const Entity *e = match_entity(text, len);
  if (!e)
    return 0;
  if (attribute && e->name[e->name_len - 1] != ';' && e->name_len < len &&
      (text[e->name_len] == '=' || g_ascii_isalnum(text[e->name_len])))
    return 0;
  g_string_append_len(out, e->text, e->text_len);
  return e->name_len;
}

void mb_html_decode_into(GString *out, MbSlice raw, gboolean attribute) {
  const char *p = raw.data, *end = raw.data + raw.len;
  while (p < end) {
    const char *amp = memchr(p, '&', end - p);
    if (!amp)
      amp = end;
    g_string_append_len(out, p, amp - p);
    if (amp == end)
      return;
    gsize used = decode_one(out, amp + 1, end - amp - 1, attribute);
    if (!used)
      g_string_append_c(out, '&');
    p = amp + 1 + used;
  }
}
