/* Every piece is found through a hash of its first bytes (one kana, three letters), so that most
 * places of a text cost one table look-up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase-scan.h"

#include "heads.h"

#include "../base/text.h"
#include "../base/utf8.h"

#define KEY_BYTES 3
#define BUCKETS   4096

typedef struct {
  const char *text;
  guint16 len, chars;
  gint16 next; /* in the same bucket, -1 = last */
  gint16 rule; /* first rule that this piece completes, -1 = none */
  char last;   /* byte of text: most others of a bucket differ there */
  guint8 open_end;
} Piece;

typedef struct {
  MbPhraseGroup group;
  int first; /* piece before, -1 = the completing piece alone */
  guint gap;
  int next; /* rule with the same completing piece */
} Rule;

typedef struct {
  GArray *pieces, *rules;
  gint16 buckets[BUCKETS];
  MbHeads heads;
} Index;

/* --- text ------------------------------------------------------------------------------------- */

/* Lines that the mail quotes are somebody else's words. */
static GString *without_quotes(MbSlice s) {
  GString *out = g_string_sized_new(s.len + 1);
  while (s.len) {
    const char *nl = memchr(s.data, '\n', s.len);
    gsize n = nl ? (gsize)(nl - s.data) + 1 : s.len;
    gsize i = 0;
    while (i < n && (s.data[i] == ' ' || s.data[i] == '\t'))
      i++;
    if (i == n || s.data[i] != '>')
      g_string_append_len(out, s.data, n);
    s.data += n;
    s.len -= n;
  }
  return out;
}

static gboolean is_wide(gunichar c) {
  return c >= 0x2e80 || (c >= 0x2010 && c <= 0x2bff);
}

/* A blank between Latin words stays, one that stands beside Japanese only spreads the letters. The
 * result is never longer than the folded text. */
char *mb_phrase_text(MbSlice utf8) {
  utf8.len = MIN(utf8.len, MB_PHRASE_TEXT_MAX);
  gboolean quotes = utf8.len && memchr(utf8.data, '>', utf8.len);
  g_autoptr(GString) own = quotes ? without_quotes(utf8) : NULL;
  g_autofree char *folded = mb_text_fold(own ? mb_slice(own->str, own->len) : utf8);
  MbSlice s = mb_slice_str(folded);
  char *out = g_malloc(s.len + 1), *w = out;
  gunichar before = 0x3000;
  gboolean blank = FALSE;
  while (s.len) {
    const char *at = s.data;
    gunichar c = (guchar)*at;
    if (c - '!' < 0x5e) {
      if (blank && !is_wide(before))
        *w++ = ' ';
      while (s.len && (guchar)(*s.data - '!') < 0x5e)
        *w++ = *s.data++, s.len--;
      blank = FALSE;
      before = 'a';
      continue;
    }
    c = mb_utf8_next(&s);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
        (c > 0x7f && c < 0x3041 && g_unichar_isspace(c))) {
      blank = TRUE;
      continue;
    }
    if (blank && !is_wide(before) && !is_wide(c))
      *w++ = ' ';
    blank = FALSE;
    if (c == 0x2019)
      *w++ = '\'';
    else
      for (; at < s.data; at++)
        *w++ = *at;
    before = c;
  }
  *w = 0;
  return out;
}

/* --- index ------------------------------------------------------------------------------------ */

static guint bucket_of(const char *p) {
  guint64 key = 0;
  memcpy(&key, p, KEY_BYTES);
  return (guint)((key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 52);
}

/* The tables hold comparison form already (a test sees to it), so that starting costs little. */
static int piece_of(Index *index, GHashTable *known, const char *text) {
  gpointer found = NULL;
  if (g_hash_table_lookup_extended(known, text, NULL, &found))
    return GPOINTER_TO_INT(found);
  gsize len = strlen(text);
  gboolean open_end = len && text[len - 1] == '*';
  gint16 *head = &index->buckets[bucket_of(text)];
  Piece piece = {.text = text,
                 .len = len - open_end,
                 .chars = g_utf8_strlen(text, -1) - open_end,
                 .last = text[len - open_end - 1],
                 .open_end = open_end,
                 .next = *head,
                 .rule = -1};
  g_assert(index->pieces->len < G_MAXINT16);
  *head = (gint16)index->pieces->len;
  g_array_append_val(index->pieces, piece);
  mb_heads_add(&index->heads, text, piece.len);
  g_hash_table_insert(known, (gpointer)text, GINT_TO_POINTER(*head));
  return *head;
}

static void add_table(Index *index, GHashTable *known, const MbPhraseTable *table) {
  for (gsize i = 0; i < table->n; i++) {
    const MbPhrase *phrase = &table->phrases[i];
    int first = piece_of(index, known, phrase->first);
    int last = phrase->then ? piece_of(index, known, phrase->then) : first;
    Piece *piece = &g_array_index(index->pieces, Piece, last);
    Rule rule = {phrase->group, phrase->then ? first : -1, phrase->gap, piece->rule};
    piece->rule = (gint16)index->rules->len;
    g_array_append_val(index->rules, rule);
  }
}

/* Built once and kept for the life of the process. */
static const Index *get_index(void) {
  static gsize once = 0;
  static Index index;
  if (g_once_init_enter(&once)) {
    index.pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    index.rules = g_array_new(FALSE, FALSE, sizeof(Rule));
    memset(index.buckets, 0xff, sizeof index.buckets);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    add_table(&index, known, &mb_phrases_ja);
    add_table(&index, known, &mb_phrases_en);
    add_table(&index, known, &mb_phrases_european);
    add_table(&index, known, &mb_phrases_office);
    add_table(&index, known, &mb_phrases_lures);
    add_table(&index, known, &mb_phrases_notices);
    add_table(&index, known, &mb_phrases_asian);
    g_once_init_leave(&once, 1);
  }
  return &index;
}

/* --- scan ------------------------------------------------------------------------------------- */

typedef struct {
  guint start, end; /* characters */
  gsize byte;
} Seen;

typedef struct {
  const Index *index;
  MbSlice text;
  Seen *seen;      /* last place of each piece */
  guint8 *is_seen; /* by piece: has one (the places themselves are not cleared for every text) */
  guint8 *counted; /* by rule */
  MbPhraseResult *result;
} Scan;

static gboolean is_word_byte(char c) {
  return g_ascii_isalnum(c) || (guchar)c >= 0xc3;
}

/* Latin pieces are whole words; in Japanese there are none to see. */
static gboolean stands_alone(const Scan *scan, gsize at, const Piece *piece) {
  const char *p = scan->text.data;
  gsize end = at + piece->len;
  if (g_ascii_isalnum(p[at]) && at > 0 && g_ascii_isalnum(p[at - 1]))
    return FALSE;
  return piece->open_end || !g_ascii_isalnum(p[end - 1]) || end >= scan->text.len ||
         !(g_ascii_isalnum(p[end]) || ((guchar)p[end] == 0xc3 && is_word_byte(p[end])));
}

static void count(Scan *scan, int number, gsize from, gsize to) {
  if (scan->counted[number])
    return;
  scan->counted[number] = 1;
  MbPhraseHits *hits = &scan->result->groups[g_array_index(scan->index->rules, Rule, number).group];
  if (hits->n < MB_PHRASES_SHOWN)
    hits->shown[hits->n] = mb_slice(scan->text.data + from, to - from);
  hits->n++;
}

static void found(Scan *scan, int number, gsize at, guint chars) {
  const Piece *piece = &g_array_index(scan->index->pieces, Piece, number);
  for (int r = piece->rule; r >= 0;) {
    const Rule *rule = &g_array_index(scan->index->rules, Rule, r);
    const Seen *before = rule->first < 0 ? NULL : &scan->seen[rule->first];
    if (!before)
      count(scan, r, at, at + piece->len);
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): is_seen says that it was set */
    else if (scan->is_seen[rule->first] && before->end <= chars && chars - before->end <= rule->gap)
      count(scan, r, before->byte, at + piece->len);
    r = rule->next;
  }
  scan->is_seen[number] = 1;
  scan->seen[number] = (Seen){chars, chars + (guint)piece->chars, at};
}

void mb_phrases_scan(MbSlice text, MbPhraseResult *result) {
  const Index *index = get_index();
  memset(result, 0, sizeof *result);
  g_autofree Seen *seen = g_new(Seen, index->pieces->len);
  g_autofree guint8 *counted = g_new0(guint8, index->rules->len);
  g_autofree guint8 *is_seen = g_new0(guint8, index->pieces->len);
  Scan scan = {index, text, seen, is_seen, counted, result};
  guint chars = 0;
  for (gsize at = 0; at + KEY_BYTES <= text.len; at++) {
    if (((guchar)text.data[at] & 0xc0) == 0x80)
      continue;
    gboolean may_begin = mb_heads_may_begin(&index->heads, text.data + at, text.len - at);
    for (int i = may_begin ? index->buckets[bucket_of(text.data + at)] : -1; i >= 0;) {
      const Piece *piece = &g_array_index(index->pieces, Piece, i);
      if (piece->len <= text.len - at && piece->last == text.data[at + piece->len - 1] &&
          memcmp(piece->text, text.data + at, piece->len) == 0 && stands_alone(&scan, at, piece))
        found(&scan, i, at, chars);
      i = piece->next;
    }
    chars++;
    /* inside a Latin word no piece stands alone */
    while (g_ascii_isalnum(text.data[at]) && at + 1 < text.len &&
           g_ascii_isalnum(text.data[at + 1]))
      at++, chars++;
  }
}
