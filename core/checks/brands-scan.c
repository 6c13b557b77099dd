/* Which brands a short text names: longest name first, with the edge rules that keep 京都大学 out
 * of 東京都大学野球連盟.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

#include "../base/text.h"

/* Words that follow a brand without making it another name ("メルカリサポート", "Amazon Support").
 * Folded. */
static const char *const generic_words[] = {
    "サポート",
    "カスタマー",
    "センター",
    "サービス",
    "オンライン",
    "ショッピング",
    "アカウント",
    "カード",
    "ジャパン",
    "グループ",
    "セキュリティ",
    "チーム",
    "ポイント",
    "メール",
    "事務局",
    "お客様",
    "お客さま",
    "公式",
    "運営",
    "会員",
    "通知",
    "株式会社",
    "窓口",
    "お知らせ",
    "インフォ",
    "ログイン",
    "プライム",
    "から",
    "より",
    "をご利用",
    "ご利用",
    "アラート",
    "support",
    "team",
    "customer",
    "service",
    "security",
    "account",
    "notification",
    "notice",
    "official",
    "info",
    "noreply",
    "no.reply",
    "alert",
    "admin",
    "help",
    "billing",
    "online",
    "inc",
    "japan",
    "ltd",
    "llc",
    "corporation",
    "rewards",
    "care",
    "center",
    "centre",
    "update",
    "via",
    "verification",
    "payment",
    "delivery",
    "partner",
    "member",
    "winner",
    "wallet",
    "store",
    "shop",
    "bank",
    "order",
    "invoice",
    "express",
    /* other languages of the world's mail */
    "kunden",
    "konto",
    "sicherheit",
    "gewinn",
    "suporte",
    "atendimento",
    "aviso",
    "cliente",
    "oficial",
    "equipe",
    "encomendas",
    "client",
    "équipe",
    "klanten",
    "klant",
    "soporte",
    "assistenza",
    "refund",
    "tax",
    "rimborso",
    "rembours",
};

/* What follows a name as the end of its domain: "Amazon.jp". */
static const char *const endings[] = {".co.jp", ".jp", ".com", ".net", ".de",
                                      ".fr",    ".es", ".nl",  ".it"};

static gboolean followed_by_ending(const MbCompact *t, gsize at) {
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_prefix(t->text + at, endings[i]) &&
        !g_ascii_isalnum(t->text[at + strlen(endings[i])]))
      return TRUE;
  return FALSE;
}

/* Is what follows in text a generic word, or nothing but signs? */
static gboolean followed_by_nothing_own(const MbCompact *t, gsize at) {
  if (followed_by_ending(t, at))
    return TRUE;
  while (at < t->len && !g_unichar_isalnum(g_utf8_get_char(t->text + at)))
    at += g_utf8_next_char(t->text + at) - (t->text + at);
  if (at >= t->len)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(generic_words); i++)
    if (g_str_has_prefix(t->text + at, generic_words[i]))
      return TRUE;
  return FALSE;
}

typedef enum { KIND_OTHER, KIND_WORD, KIND_KATAKANA, KIND_HAN } Kind;

static Kind kind_at(const char *p) {
  gunichar c = g_utf8_get_char(p);
  if (c < 0x80)
    return g_ascii_isalnum(c) ? KIND_WORD : KIND_OTHER;
  if (c == 0x30FC)
    return KIND_KATAKANA;
  switch (mb_script_of(c)) {
  case MB_SCRIPT_KATAKANA:
    return KIND_KATAKANA;
  case MB_SCRIPT_HAN:
    return KIND_HAN;
  case MB_SCRIPT_LATIN:
  case MB_SCRIPT_CYRILLIC:
  case MB_SCRIPT_GREEK:
    return KIND_WORD;
  default:
    return KIND_OTHER;
  }
}

/* Two characters of one kind without an edge between them are one word. */
static gboolean edges_hold(const MbCompact *t, gsize start, gsize end) {
  if (start > 0 && !t->edge[start]) {
    Kind kind = kind_at(t->text + start);
    if (kind != KIND_OTHER && kind == kind_at(g_utf8_prev_char(t->text + start)))
      return FALSE;
  }
  if (end >= t->len || t->edge[end])
    return TRUE;
  Kind last = kind_at(g_utf8_prev_char(t->text + end)), next = kind_at(t->text + end);
  if (last == KIND_WORD)
    return next != KIND_WORD;
  return last != KIND_KATAKANA || next != KIND_KATAKANA || followed_by_nothing_own(t, end);
}

/* First of all, or right after a bracket or another sign: 【楽天カード】, "Re: Amazon". */
static gboolean begins_at(const MbCompact *t, gsize start) {
  return start == 0 || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(t->text + start)));
}

static gsize first_letter(const MbCompact *t) {
  gsize at = 0;
  while (at < t->len && !g_unichar_isalnum(g_utf8_get_char(t->text + at)))
    at = g_utf8_next_char(t->text + at) - t->text;
  return at;
}

static gboolean counts(const MbCompact *t, gsize start, gsize end, gboolean weak, MbBrandScan scan,
                       gsize first) {
  if (!edges_hold(t, start, end))
    return FALSE;
  return !weak || (scan == MB_SCAN_NAME && (start == first || begins_at(t, start)) &&
                   followed_by_nothing_own(t, end));
}

/* The longest name at start that counts there, -1 = none. */
static int name_at(const MbNameIndex *index, const MbCompact *t, gsize start, MbBrandScan scan,
                   gsize first) {
  int row = mb_name_index_longest(index, t->text + start, t->len - start);
  while (row >= 0 &&
         !counts(t, start, start + index->length[row], index->rows[row].weak, scan, first))
    row = index->parent[row];
  return row;
}

static gboolean already(const GArray *hits, const MbBrand *brand) {
  for (guint i = 0; i < hits->len; i++)
    if (g_array_index(hits, MbBrandHit, i).brand == brand)
      return TRUE;
  return FALSE;
}

/* Inside a Latin word no name can begin (edges_hold says the same, later). */
static gboolean is_inside_word(const MbCompact *t, gsize at) {
  return at > 0 && !t->edge[at] && g_ascii_isalnum(t->text[at]) && g_ascii_isalnum(t->text[at - 1]);
}

static void scan_with(const MbNameIndex *index, const MbCompact *t, MbBrandScan scan,
                      gboolean lookalike, GArray *hits) {
  const MbBrandTable *table = mb_brand_table();
  gsize first = first_letter(t);
  for (gsize at = 0; at < t->len;) {
    int row = is_inside_word(t, at) ? -1 : name_at(index, t, at, scan, first);
    if (row < 0) {
      at = g_utf8_next_char(t->text + at) - t->text;
      continue;
    }
    gsize end = at + index->length[row];
    MbBrandHit hit = {&table->brands[index->rows[row].brand],
                      mb_slice(t->text + at, end - at),
                      index->rows[row].weak,
                      begins_at(t, at),
                      FALSE,
                      lookalike};
    hit.whole = hit.begins && followed_by_nothing_own(t, end);
    if (!already(hits, hit.brand))
      g_array_append_val(hits, hit);
    at = end;
  }
}

/* Folding would turn "McAfee™" into "mcafeetm". */
static char *fold_without_marks(MbSlice utf8) {
  static const char *const marks[] = {"™", "®", "©", "℠"};
  if (!memchr(utf8.data, 0xc2, utf8.len) && !memchr(utf8.data, 0xe2, utf8.len))
    return mb_text_fold(utf8); /* none of their first bytes */
  g_autoptr(GString) text = g_string_new_len(utf8.data, utf8.len);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    g_string_replace(text, marks[i], " ", 0);
  return mb_text_fold(mb_slice(text->str, text->len));
}

GArray *mb_brands_scan(MbArena *arena, MbSlice utf8, MbBrandScan scan) {
  GArray *hits = g_array_new(FALSE, TRUE, sizeof(MbBrandHit));
  if (utf8.len == 0)
    return hits;
  const MbBrandTable *table = mb_brand_table();
  g_autofree char *folded = fold_without_marks(utf8);
  MbCompact text = mb_brand_compact(arena, folded);
  scan_with(&table->names, &text, scan, FALSE, hits);
  g_autofree char *skeleton = mb_text_skeleton(folded);
  if (strcmp(skeleton, folded) != 0) {
    MbCompact alike = mb_brand_compact(arena, skeleton);
    scan_with(&table->skeletons, &alike, scan, TRUE, hits);
  }
  return hits;
}
