/* Tells "https://www.a.example/login" and "a.example" from words: only what a reader takes for an
 * address can mislead him about where he goes. SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-text.h"

#include "../base/domain.h"

#define MAX_TEXT 512 /* longer text is no address on a button */

static gboolean is_dropped(gunichar c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/* What an eye sees: compatibility forms folded, invisible characters gone, brackets around it. */
static MbSlice visible_form(MbArena *arena, MbSlice text) {
  g_autofree char *nfkc = g_utf8_normalize(text.data, text.len, G_NORMALIZE_NFKC);
  if (!nfkc)
    return MB_SLICE_NONE;
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = nfkc; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_dropped(c))
      g_string_append_unichar(out, c == 0x3002 ? '.' : c == 0x2026 ? '.' : c);
  }
  static const char *const marks[] = {"<",  ">",  "[", "]", "(", ")", "\"", "'",  "「", "」",
                                      "【", "】", "▶", "►", "→", "≫", "»",  "・", "●",  "■"};
  MbSlice s = mb_slice_trim(mb_slice(out->str, out->len));
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    gsize n = strlen(marks[i]);
    if (s.len >= n && memcmp(s.data, marks[i], n) == 0) {
      s = mb_slice_trim(mb_slice(s.data + n, s.len - n));
      i = -1;
    } else if (s.len >= n && memcmp(s.data + s.len - n, marks[i], n) == 0) {
      s = mb_slice_trim(mb_slice(s.data, s.len - n));
      i = -1;
    }
  }
  return mb_arena_slice(arena, s);
}

/* "http:// www.…": a blank behind the slashes fools programs, not people. */
static MbSlice without_gap(MbSlice s) {
  const char *mark = s.data ? memmem(s.data, MIN(s.len, 12), "://", 3) : NULL;
  char *p = (char *)(mark ? mark + 3 : s.data);
  gsize gap = 0;
  while (mark && p + gap < s.data + s.len && p[gap] == ' ')
    gap++;
  if (gap) {
    memmove(p, p + gap, s.data + s.len - p - gap);
    s.len -= gap;
  }
  return s;
}

static gboolean has_blank(MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if ((guchar)s.data[i] <= ' ')
      return TRUE;
  return FALSE;
}

/* "example.com...": the end of the host is not shown. */
static gboolean host_is_cut(MbSlice s) {
  gsize start = mb_slice_has_prefix(s, "http") ? 8 : 0;
  for (gsize i = MIN(start, s.len); i < s.len && !strchr("/?#", s.data[i]); i++)
    if (s.data[i] == '.' && i + 1 < s.len && s.data[i + 1] == '.')
      return TRUE;
  return FALSE;
}

/* "report.zip" and "ASP.NET" are names of files and products, though they could be domains. */
static gboolean is_file_or_product(MbSlice s) {
  static const char *const endings[] = {".zip", ".mov", ".md", ".py", ".sh",
                                        ".pl",  ".rs",  ".ps", ".ai"};
  const char *dot = memchr(s.data, '.', s.len);
  if (!dot || memchr(dot + 1, '.', s.data + s.len - dot - 1))
    return FALSE;
  MbSlice ending = mb_slice(dot, s.data + s.len - dot);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (mb_slice_is(ending, endings[i]))
      return TRUE;
  return ending.len == 4 && memcmp(ending.data, ".NET", 4) == 0;
}

/* A dot of any width; without one there is no domain, and no need to look closer. */
static gboolean has_dot(MbSlice s) {
  return s.data && (memchr(s.data, '.', s.len) || memmem(s.data, s.len, "．", 3) ||
                    memmem(s.data, s.len, "。", 3) || memmem(s.data, s.len, "｡", 3));
}

const char *mb_link_text_host(MbArena *arena, MbSlice text) {
  if (text.len < 4 || text.len > MAX_TEXT || !has_dot(text))
    return NULL;
  MbSlice s = without_gap(visible_form(arena, text));
  if (!s.data || s.len < 4 || has_blank(s) || host_is_cut(s))
    return NULL;
  MbUrl url;
  gboolean written = mb_slice_has_prefix(s, "http://") || mb_slice_has_prefix(s, "https://") ||
                     mb_slice_has_prefix(s, "ftp://");
  if (written) {
    mb_url_read(arena, s, &url);
    return url.host;
  }
  if (memchr(s.data, '@', s.len) || is_file_or_product(s))
    return NULL;
  g_autofree char *full = g_strdup_printf("http://%.*s", MB_SLICE_ARG(s));
  mb_url_read(arena, mb_slice_str(full), &url);
  return url.host && mb_domain_registrable(url.host) ? url.host : NULL;
}
