/* The rules of <style>: only selectors of one class, id or element.class are understood; whatever
 * stands inside @media is taken as "for small screens". SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html-style.h"

#define MAX_RULES     2000
#define MAX_SELECTORS 64 /* in one rule */

struct _MbStyleSheet {
  GHashTable *rules; /* ".name" or "#name" → MbStyle */
  GHashTable *shown; /* the same keys, shown by a rule in @media */
  gboolean unsure, cn_font;
};

MbStyleSheet *mb_style_sheet_new(void) {
  MbStyleSheet *sheet = g_new0(MbStyleSheet, 1);
  sheet->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  sheet->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return sheet;
}

void mb_style_sheet_free(MbStyleSheet *sheet) {
  if (!sheet)
    return;
  g_hash_table_unref(sheet->rules);
  g_hash_table_unref(sheet->shown);
  g_free(sheet);
}

static gboolean is_name_char(char c) {
  return g_ascii_isalnum(c) || c == '-' || c == '_' || (c & 0x80);
}

/* ".name", "#name", "div.name" → ".name"; NULL for anything richer. */
static char *simple_key(MbSlice selector) {
  selector = mb_slice_trim(selector);
  gsize i = 0;
  while (i < selector.len && g_ascii_isalnum(selector.data[i]))
    i++;
  if (i == selector.len || selector.len > 80 || !strchr(".#", selector.data[i]))
    return NULL;
  for (gsize j = i + 1; j < selector.len; j++)
    if (!is_name_char(selector.data[j]))
      return NULL;
  return g_strndup(selector.data + i, selector.len - i);
}

static void add_rule(MbStyleSheet *sheet, MbSlice selector, const MbStyle *style, gboolean media) {
  g_autofree char *key = simple_key(selector);
  if (!key) {
    if (style->bits & (MB_STYLE_BACK | MB_STYLE_COLOR))
      sheet->unsure = TRUE;
    return;
  }
  if (media) {
    if (style->bits & (MB_STYLE_SHOWN | MB_STYLE_VISIBLE | MB_STYLE_SIZED) &&
        g_hash_table_size(sheet->shown) < MAX_RULES)
      g_hash_table_add(sheet->shown, g_steal_pointer(&key));
    return;
  }
  if (g_hash_table_size(sheet->rules) >= MAX_RULES)
    return;
  MbStyle *old = g_hash_table_lookup(sheet->rules, key);
  if (!old)
    g_hash_table_insert(sheet->rules, g_steal_pointer(&key), g_memdup2(style, sizeof *style));
  else
    *old = *style;
}

static void read_rule(MbStyleSheet *sheet, MbSlice selectors, MbSlice body, gboolean media) {
  MbStyle style = {0};
  mb_style_read(body, &style);
  if (style.bits & MB_STYLE_CN_FONT)
    sheet->cn_font = TRUE;
  if (!(style.bits & ~(guint)MB_STYLE_CN_FONT))
    return;
  for (guint n = 0; selectors.len && n < MAX_SELECTORS; n++) {
    const char *comma = memchr(selectors.data, ',', selectors.len);
    gsize len = comma ? (gsize)(comma - selectors.data) : selectors.len;
    add_rule(sheet, mb_slice(selectors.data, len), &style, media);
    len += comma ? 1 : 0;
    selectors = mb_slice(selectors.data + len, selectors.len - len);
  }
}

/* Comments and the marks that old mail puts around its CSS, as blanks. */
static char *without_comments(MbSlice css) {
  char *out = g_strndup(css.data, css.len);
  char *p = out, *end = out + css.len;
  while ((p = memmem(p, end - p, "/*", 2))) {
    char *close = memmem(p + 2, end - p - 2, "*/", 2);
    char *stop = close ? close + 2 : end;
    memset(p, ' ', stop - p);
    p = stop;
  }
  for (p = out; (p = memmem(p, end - p, "<!--", 4)); p += 4)
    memset(p, ' ', 4);
  return out;
}

void mb_style_sheet_read(MbStyleSheet *sheet, MbSlice css) {
  g_autofree char *copy = without_comments(css);
  const char *p = copy, *end = copy + css.len, *start = copy;
  gboolean media = FALSE;
  for (; p < end; p++) {
    if (*p == ';') {
      start = p + 1; /* @import …; */
    } else if (*p == '}') {
      media = FALSE;
      start = p + 1;
    } else if (*p == '{') {
      MbSlice selectors = mb_slice_trim(mb_slice(start, p - start));
      if (mb_slice_has_prefix(selectors, "@") && !mb_slice_has_prefix(selectors, "@font")) {
        media = TRUE; /* its rules follow; they are read like any other */
        start = p + 1;
        continue;
      }
      const char *close = memchr(p, '}', end - p);
      if (!close)
        close = end;
      if (!mb_slice_has_prefix(selectors, "@")) /* @font-face only lists what is installed */
        read_rule(sheet, selectors, mb_slice(p + 1, close - p - 1), media);
      p = close;
      start = close + 1;
    }
  }
}

static gboolean apply_key(const MbStyleSheet *sheet, char mark, MbSlice name, MbStyle *style) {
  char key[82];
  if (!name.len || name.len > 79)
    return FALSE;
  key[0] = mark;
  memcpy(key + 1, name.data, name.len);
  key[name.len + 1] = 0;
  const MbStyle *rule = g_hash_table_lookup(sheet->rules, key);
  if (rule)
    mb_style_merge(style, rule);
  return g_hash_table_contains(sheet->shown, key);
}

gboolean mb_style_sheet_apply(const MbStyleSheet *sheet, MbSlice classes, MbSlice id,
                              MbStyle *style) {
  gboolean shown = apply_key(sheet, '#', mb_slice_trim(id), style);
  classes = mb_slice_trim(mb_slice(classes.data, MIN(classes.len, 400)));
  while (classes.len) {
    gsize n = 0;
    while (n < classes.len && !mb_is_blank(classes.data[n]))
      n++;
    shown |= apply_key(sheet, '.', mb_slice(classes.data, n), style);
    classes = mb_slice_trim(mb_slice(classes.data + n, classes.len - n));
  }
  return shown;
}

gboolean mb_style_sheet_unsure(const MbStyleSheet *sheet) {
  return sheet->unsure;
}

gboolean mb_style_sheet_cn_font(const MbStyleSheet *sheet) {
  return sheet->cn_font;
}
