/* The comparison form of names (data/brands/README.md, "Matching"): without blanks, middle dots,
 * hyphens and company forms, long-vowel marks unified; what was an edge is remembered, because
 * "東京 大学" and "東京大学" differ there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

#include "../base/text.h"

static const char *const company_forms[] = {"株式会社", "有限会社", "合同会社", "(株)", "(有)"};

/* Every form begins with 株, 有, 合 or "(". */
static gsize company_form_at(const char *p) {
  if (*p != '(' && (guchar)*p != 0xe6 && (guchar)*p != 0xe5)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS(company_forms); i++)
    if (g_str_has_prefix(p, company_forms[i]))
      return strlen(company_forms[i]);
  return 0;
}

static gboolean is_middle_dot(gunichar c) {
  return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x22C5 || c == 0x30FB;
}

static gboolean is_hyphen(gunichar c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500;
}

static gboolean is_katakana(gunichar c) {
  return mb_script_of(c) == MB_SCRIPT_KATAKANA || c == 0x30FC;
}

/* A mark that stands for the long vowel here: "サ‐バ" and "サーバ", also 一 (one) in its place. */
static gboolean is_long_mark(gunichar c, gunichar before, gunichar after) {
  if ((c != 0x4E00 && !is_hyphen(c)) || !is_katakana(before))
    return FALSE;
  return c == 0x4E00 ? mb_script_of(after) != MB_SCRIPT_HAN : is_katakana(after);
}

static void put(MbCompact *out, gunichar c, gboolean edge) {
  out->edge[out->len] = edge;
  out->len += g_unichar_to_utf8(c, out->text + out->len);
}

/* ASCII that needs no look around it: most of all text. The hyphen after katakana may be a long mark,
 * "(" may begin a company form. */
static gboolean is_simple(guchar c, gunichar before) {
  return c < 0x80 && c != '(' && (c != '-' || before < 0x80);
}

MbCompact mb_brand_compact(MbArena *arena, const char *folded) {
  gsize n = strlen(folded);
  /* a hyphen of one byte can become a mark of three */
  MbCompact out = {mb_arena_alloc(arena, 3 * n + 1), mb_arena_alloc(arena, 3 * n + 1), 0};
  gunichar before = 0;
  gboolean edge = TRUE;
  for (const char *p = folded; *p;) {
    if (is_simple((guchar)*p, before)) {
      if (g_ascii_isspace(*p) || *p == '-') {
        edge = TRUE;
      } else {
        out.edge[out.len] = edge;
        out.text[out.len++] = *p;
        edge = FALSE;
        before = (guchar)*p;
      }
      p++;
      continue;
    }
    gsize form = company_form_at(p);
    gunichar c = g_utf8_get_char(p);
    const char *next = form ? p + form : g_utf8_next_char(p);
    gunichar after = *next ? g_utf8_get_char(next) : 0;
    if (!form && is_long_mark(c, before, after))
      c = 0x30FC;
    if (form || (c < 0x3041 && g_unichar_isspace(c)) || is_middle_dot(c) || is_hyphen(c)) {
      edge = TRUE;
    } else {
      put(&out, c, edge);
      edge = FALSE;
      before = c;
    }
    p = next;
  }
  out.text[out.len] = '\0';
  out.edge[out.len] = TRUE;
  return out;
}
