/* Declarations: split at ";", name and value at ":", each property that can hide text looked at.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-style.h"

#define OFF_PAGE -500 /* pixels to the left or above from which on nothing can be seen */

static gboolean contains(MbSlice s, const char *word) {
  gsize n = strlen(word);
  for (gsize i = 0; i + n <= s.len; i++)
    if (mb_ascii_same(s.data + i, word, n))
      return TRUE;
  return FALSE;
}

static gboolean starts(MbSlice s, const char *word) {
  return mb_slice_has_prefix(s, word);
}

/* A decimal number at the front; *unit is what follows. */
static gboolean read_length(MbSlice s, double *number, MbSlice *unit) {
  gsize i = 0;
  double value = 0, scale = 1;
  gboolean minus = s.len && s.data[0] == '-', digits = FALSE, point = FALSE;
  if (s.len && (s.data[0] == '-' || s.data[0] == '+'))
    i++;
  for (; i < s.len && i < 24; i++) {
    if (s.data[i] == '.' && !point) {
      point = TRUE;
    } else if (g_ascii_isdigit(s.data[i])) {
      digits = TRUE;
      value = value * 10 + (s.data[i] - '0');
      scale *= point ? 10 : 1;
    } else {
      break;
    }
  }
  *number = (minus ? -value : value) / scale;
  *unit = mb_slice_trim(mb_slice(s.data + i, s.len - i));
  return digits;
}

/* At most one pixel or point; of relative units only nothing at all. */
static gboolean is_tiny(MbSlice value) {
  double n;
  MbSlice unit;
  if (!read_length(value, &n, &unit))
    return FALSE;
  gboolean absolute = unit.len == 0 || starts(unit, "px") || starts(unit, "pt");
  return n <= (absolute ? 1.0 : 0.04);
}

static gboolean is_off_page(MbSlice value) {
  double n;
  MbSlice unit;
  return read_length(value, &n, &unit) && n <= OFF_PAGE;
}

static gboolean is_near_zero(MbSlice value) {
  double n;
  MbSlice unit;
  return read_length(value, &n, &unit) && n < (starts(unit, "%") ? 5 : 0.05);
}

static gint32 read_hex(MbSlice s) {
  gint32 v = 0;
  if (s.len == 4 || s.len == 8)
    s.len -= s.len / 4; /* with an alpha value, of which only 0 would matter */
  if (s.len != 3 && s.len != 6)
    return MB_COLOR_UNKNOWN;
  for (gsize i = 0; i < s.len; i++) {
    int d = g_ascii_xdigit_value(s.data[i]);
    if (d < 0)
      return MB_COLOR_UNKNOWN;
    v = s.len == 3 ? v << 8 | d * 17 : v << 4 | d;
  }
  return v;
}

/* rgb(255, 255, 255), rgba(0 0 0 / 0) */
static gint32 read_rgb(MbSlice s) {
  double n[4] = {0, 0, 0, 1};
  int count = 0;
  while (s.len && count < 4) {
    MbSlice rest;
    if (!read_length(s, &n[count], &rest)) {
      s.data++, s.len--;
      continue;
    }
    if (rest.len && rest.data[0] == '%' && count < 3)
      n[count] *= 2.55;
    count++;
    s = rest;
  }
  if (count < 3)
    return MB_COLOR_UNKNOWN;
  if (count == 4 && n[3] < 0.05)
    return MB_COLOR_CLEAR;
  return (gint32)CLAMP(n[0], 0, 255) << 16 | (gint32)CLAMP(n[1], 0, 255) << 8 |
         (gint32)CLAMP(n[2], 0, 255);
}

gint32 mb_color_read(MbSlice text) {
  static const struct {
    const char *name;
    gint32 color;
  } names[] = {{"white", 0xffffff},  {"black", 0},           {"red", 0xff0000},
               {"gray", 0x808080},   {"grey", 0x808080},     {"silver", 0xc0c0c0},
               {"blue", 0x0000ff},   {"green", 0x008000},    {"yellow", 0xffff00},
               {"navy", 0x000080},   {"snow", 0xfffafa},     {"whitesmoke", 0xf5f5f5},
               {"ivory", 0xfffff0},  {"orange", 0xffa500},   {"transparent", MB_COLOR_CLEAR},
               {"window", 0xffffff}, {"lightgray", 0xd3d3d3}};
  text = mb_slice_trim(text);
  gsize n = 0;
  if (text.len && text.data[0] == '#') {
    while (n + 1 < text.len && g_ascii_isxdigit(text.data[n + 1]))
      n++;
    return read_hex(mb_slice(text.data + 1, n));
  }
  if (starts(text, "rgb"))
    return read_rgb(mb_slice(text.data + 3, MIN(text.len - 3, 64)));
  while (n < text.len && g_ascii_isalpha(text.data[n]))
    n++;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (mb_slice_is(mb_slice(text.data, n), names[i].name))
      return names[i].color;
  return read_hex(text); /* bgcolor=ffffff */
}

gboolean mb_style_is_cn_font(MbSlice families) {
  static const char *const fonts[] = {
      "simsun", "simhei", "microsoft yahei", "fangsong", "kaiti", "dengxian", "pingfang sc",
      "宋体",   "黑体",   "微软雅黑",        "仿宋",     "楷体"};
  for (gsize i = 0; i < families.len; i++) {
    char c = mb_ascii_lower(families.data[i]);
    if (!(c & 0x80) && c != 's' && c != 'm' && c != 'f' && c != 'k' && c != 'd' && c != 'p')
      continue;
    for (guint j = 0; j < G_N_ELEMENTS(fonts); j++)
      if (fonts[j][0] == c &&
          mb_slice_has_prefix(mb_slice(families.data + i, families.len - i), fonts[j]))
        return TRUE;
  }
  return FALSE;
}

static void set(MbStyle *style, guint on, guint off) {
  style->bits = (style->bits & ~off) | on;
}

static void read_color(MbStyle *style, MbSlice value) {
  style->color = mb_color_read(value);
  set(style, MB_STYLE_COLOR, 0);
}

/* background: a list in any order; only a lone colour is known for sure. */
static void read_back(MbStyle *style, MbSlice value) {
  gint32 color = mb_color_read(value);
  if (color == MB_COLOR_CLEAR || mb_slice_is(value, "none") || starts(value, "inherit"))
    return;
  if (contains(value, "url(") || contains(value, "gradient"))
    color = MB_COLOR_UNKNOWN;
  style->back = color;
  set(style, MB_STYLE_BACK, 0);
}

static void read_size(MbStyle *style, MbSlice value) {
  if (is_tiny(value))
    set(style, MB_STYLE_NO_SIZE, 0);
}

static void read_display(MbStyle *style, MbSlice value) {
  if (starts(value, "none"))
    set(style, MB_STYLE_NONE, MB_STYLE_SHOWN);
  else
    set(style, MB_STYLE_SHOWN, MB_STYLE_NONE);
}

static void read_font(MbStyle *style, MbSlice value) {
  if (mb_style_is_cn_font(value))
    set(style, MB_STYLE_CN_FONT, 0);
}

static void read_font_size(MbStyle *style, MbSlice value) {
  if (is_tiny(value))
    set(style, MB_STYLE_TINY, MB_STYLE_SIZED);
  else if (!starts(value, "inherit"))
    set(style, MB_STYLE_SIZED, MB_STYLE_TINY);
}

static void read_visibility(MbStyle *style, MbSlice value) {
  if (starts(value, "hidden") || starts(value, "collapse"))
    set(style, MB_STYLE_INVISIBLE, MB_STYLE_VISIBLE);
  else if (starts(value, "visible"))
    set(style, MB_STYLE_VISIBLE, MB_STYLE_INVISIBLE);
}

static void read_overflow(MbStyle *style, MbSlice value) {
  if (starts(value, "hidden"))
    set(style, MB_STYLE_CUT, 0);
}

static void read_opacity(MbStyle *style, MbSlice value) {
  if (is_near_zero(value))
    set(style, MB_STYLE_NONE, 0);
}

static void read_offset(MbStyle *style, MbSlice value) {
  if (is_off_page(value))
    set(style, MB_STYLE_NONE, 0);
}

/* mso-hide is left out on purpose: it hides from Outlook what everybody else sees. */
static const struct {
  const char *name;
  void (*read)(MbStyle *style, MbSlice value);
} properties[] = {
    {"display", read_display},     {"visibility", read_visibility}, {"color", read_color},
    {"background", read_back},     {"background-color", read_back}, {"background-image", read_back},
    {"font-size", read_font_size}, {"font-family", read_font},      {"font", read_font},
    {"opacity", read_opacity},     {"height", read_size},           {"width", read_size},
    {"max-height", read_size},     {"max-width", read_size},        {"overflow", read_overflow},
    {"text-indent", read_offset},  {"left", read_offset},           {"top", read_offset},
    {"margin-left", read_offset},
};

static void read_declaration(MbSlice d, MbStyle *style) {
  const char *colon = memchr(d.data, ':', d.len);
  if (!colon)
    return;
  MbSlice name = mb_slice_trim(mb_slice(d.data, colon - d.data));
  MbSlice value = mb_slice_trim(mb_slice(colon + 1, d.len - (colon + 1 - d.data)));
  char first = name.len ? mb_ascii_lower(name.data[0]) : 0;
  if (name.len < 3 || name.len > 16)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
    if (properties[i].name[0] == first && mb_slice_is(name, properties[i].name)) {
      properties[i].read(style, mb_slice(value.data, MIN(value.len, 1024)));
      return;
    }
}

void mb_style_read(MbSlice declarations, MbStyle *style) {
  while (declarations.len) {
    const char *stop = memchr(declarations.data, ';', declarations.len);
    gsize n = stop ? (gsize)(stop - declarations.data) : declarations.len;
    read_declaration(mb_slice(declarations.data, n), style);
    n += stop ? 1 : 0;
    declarations = mb_slice(declarations.data + n, declarations.len - n);
  }
  guint both = MB_STYLE_NO_SIZE | MB_STYLE_CUT;
  if ((style->bits & both) == both)
    set(style, MB_STYLE_NONE, 0);
}

void mb_style_merge(MbStyle *style, const MbStyle *add) {
  static const guint pairs[] = {MB_STYLE_NONE | MB_STYLE_SHOWN,
                                MB_STYLE_INVISIBLE | MB_STYLE_VISIBLE,
                                MB_STYLE_TINY | MB_STYLE_SIZED};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (add->bits & pairs[i])
      style->bits &= ~pairs[i];
  style->bits |= add->bits;
  if (add->bits & MB_STYLE_COLOR)
    style->color = add->color;
  if (add->bits & MB_STYLE_BACK)
    style->back = add->back;
}

/* Behind "url(": quoted, or up to the closing bracket; data NULL when it is never closed. */
static MbSlice css_address(MbSlice rest) {
  while (rest.len && mb_is_blank(rest.data[0]))
    rest.data++, rest.len--;
  if (rest.len && (rest.data[0] == '"' || rest.data[0] == '\'')) {
    const char *end = memchr(rest.data + 1, rest.data[0], rest.len - 1);
    if (end)
      return mb_slice_trim(mb_slice(rest.data + 1, end - rest.data - 1));
  }
  const char *end = rest.len ? memchr(rest.data, ')', rest.len) : NULL;
  return end ? mb_slice_trim(mb_slice(rest.data, end - rest.data)) : MB_SLICE_NONE;
}

gboolean mb_css_next_url(MbSlice css, gsize *at, MbSlice *url) {
  while (*at < css.len) {
    const char *p = memchr(css.data + *at, '(', css.len - *at);
    if (!p)
      break;
    *at = p + 1 - css.data;
    if (p - css.data < 3 || !mb_ascii_same(p - 3, "url", 3))
      continue;
    *url = css_address(mb_slice(p + 1, css.len - *at));
    if (!url->data)
      break; /* no bracket closes: nothing behind it can be an address either */
    *at = url->data + url->len - css.data;
    if (url->len)
      return TRUE;
  }
  *at = css.len;
  return FALSE;
}
