/* A Received line as a whole: its clauses in order ("from … by … via … with … id … for …"), which
 * every dialect keeps, and what the line says of the server that wrote it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hop-parts.h"

typedef enum { NONE, FROM, BY, VIA, WITH, ID, FOR, OTHER } Clause;

static Clause clause_of(MbSlice word) {
  static const struct {
    const char *word;
    Clause clause;
  } words[] = {{"by", BY}, {"via", VIA}, {"with", WITH}, {"id", ID}, {"for", FOR}, {"tls", OTHER}};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (mb_slice_is(word, words[i].word))
      return words[i].clause;
  return NONE;
}

/* The end of the from clause: the first "by" that has something before it. A client may call
 * itself "by", so right after "from" the word counts as a name when another "by" follows. */
static guint from_end(const MbHopTokens *t) {
  guint found = t->n, other = t->n;
  for (guint i = t->n; i-- > 1;) {
    Clause clause = t->tokens[i].comment ? NONE : clause_of(t->tokens[i].text);
    if (clause == BY)
      found = i;
    else if (clause != NONE && i > 1)
      other = i;
  }
  if (found == t->n)
    return other; /* a line without "by" */
  if (found != 1)
    return found;
  for (guint i = 2; i < t->n; i++)
    if (!t->tokens[i].comment && mb_slice_is(t->tokens[i].text, "by"))
      return i;
  return found;
}

static MbSlice without_angles(MbSlice s) {
  if (s.len >= 2 && s.data[0] == '<' && s.data[s.len - 1] == '>')
    return mb_slice(s.data + 1, s.len - 2);
  return s;
}

static MbSlice joined(MbSlice a, MbSlice b) {
  return a.len ? mb_slice(a.data, b.data + b.len - a.data) : b;
}

/* Some servers forget the ";" before the date ("id ABC Thu, 05 Sep 2002 …"). */
static void date_after_id(const MbHopTokens *t, guint i, MbHop *hop) {
  const MbHopToken *last = &t->tokens[t->n - 1];
  const char *end = last->text.data + last->text.len;
  if (!hop->date.valid)
    hop->date = mb_date_parse(mb_slice(t->tokens[i].text.data, end - t->tokens[i].text.data));
}

static void read_clause_word(MbArena *arena, const MbHopTokens *t, guint i, Clause clause,
                             gboolean first, MbHop *hop) {
  MbSlice word = t->tokens[i].text;
  if (clause == BY && first)
    hop->by = mb_hop_domain(arena, word);
  else if (clause == WITH)
    hop->with = joined(hop->with, word);
  else if (clause == ID && first)
    hop->id = word;
  else if (clause == ID && !hop->date.valid)
    date_after_id(t, i, hop);
  else if (clause == FOR && first)
    hop->for_addr = without_angles(word);
}

static void read_clauses(MbArena *arena, const MbHopTokens *t, guint start, MbHop *hop) {
  Clause clause = NONE;
  gboolean first = FALSE, with_ended = FALSE;
  for (guint i = start; i < t->n; i++) {
    const MbHopToken *token = &t->tokens[i];
    if (token->comment) {
      mb_hop_read_note(token->text, hop);
      with_ended = with_ended || clause == WITH;
      continue;
    }
    /* the word right after a keyword is its value even when it looks like a keyword */
    Clause next = first ? NONE : clause_of(token->text);
    if (next != NONE) {
      clause = next;
      first = TRUE;
      continue;
    }
    if (clause != WITH || !with_ended)
      read_clause_word(arena, t, i, clause, first, hop);
    first = FALSE;
  }
}

/* RFC 3848: "…A" is authenticated, "…S" protected; "asmtp" is Exim's older word. */
static void read_protocol(MbHop *hop) {
  MbSlice w = hop->with;
  gssize slash = mb_slice_find(w, "/");
  if (slash >= 0 && mb_slice_find(w, "/tls") == slash)
    hop->tls = TRUE;
  if (mb_slice_has_prefix(w, "https") || mb_slice_find(w, "encrypted smtp") >= 0)
    hop->tls = TRUE;
  gsize n = 0;
  while (n < w.len && g_ascii_isalnum(w.data[n]))
    n++;
  if (mb_slice_is(mb_slice(w.data, n), "asmtp"))
    hop->authenticated = TRUE;
  if (n < 5 || (mb_slice_find(mb_slice(w.data, n), "smtp") < 0 &&
                mb_slice_find(mb_slice(w.data, n), "lmtp") < 0))
    return;
  char last = g_ascii_tolower(w.data[n - 1]), before = g_ascii_tolower(w.data[n - 2]);
  hop->authenticated = hop->authenticated || last == 'a';
  hop->tls = hop->tls || last == 's' || (last == 'a' && before == 's');
}

/* Marks of the program in the comment behind the host: "(Postfix)", "(8.14.4/8.14.4)", "(Exim 4)".
 */
static MbHopWriter find_writer(const MbHopTokens *t, guint start) {
  static const struct {
    const char *mark;
    MbHopWriter writer;
  } marks[] = {{"Postfix", MB_WRITER_POSTFIX},
               {"Exim", MB_WRITER_EXIM},
               {"Haraka", MB_WRITER_HARAKA},
               {"fetchmail", MB_WRITER_FETCHMAIL},
               {"Coremail", MB_WRITER_COREMAIL}};
  for (guint i = start; i < t->n; i++) {
    MbSlice s = t->tokens[i].text;
    if (!t->tokens[i].comment)
      continue;
    for (guint k = 0; k < G_N_ELEMENTS(marks); k++)
      if (mb_slice_has_prefix(s, marks[k].mark))
        return marks[k].writer;
    if (s.len > 4 && g_ascii_isdigit(s.data[0]) && s.data[1] == '.' && memchr(s.data, '/', s.len))
      return MB_WRITER_SENDMAIL;
  }
  return MB_WRITER_OTHER;
}

/* Programs that leave the name out when the address has none, or give a checked one as the word
 * after "from". */
static void settle_reverse(MbArena *arena, MbHop *hop) {
  gboolean google = hop->by && g_str_has_suffix(hop->by, "google.com");
  if (!hop->ip.family || hop->reverse || hop->reverse_unknown)
    return;
  if (hop->writer == MB_WRITER_EXIM)
    hop->reverse = mb_hop_domain(arena, hop->from_name);
  else if (hop->writer == MB_WRITER_SENDMAIL || google)
    hop->reverse_unknown = TRUE;
}

static gboolean is_local(const MbHop *hop, MbSlice value, gboolean from) {
  if (hop->ip.family)
    return FALSE;
  return mb_slice_has_prefix(value, "(qmail") || mb_slice_has_prefix(value, "(from ") ||
         mb_slice_has_prefix(hop->with, "local") ||
         (!from && mb_slice_find(value, ", from userid ") >= 0) ||
         mb_slice_has_prefix(value, "from mail pickup service");
}

gboolean mb_hop_parse(MbArena *arena, const MbHeader *header, MbHop *hop) {
  MbHopTokens t;
  MbSlice value = mb_slice_trim(header->value);
  memset(hop, 0, sizeof *hop);
  hop->header = header;
  hop->delay = G_MININT64;
  mb_hop_tokenize(value, &t);
  hop->date = mb_date_parse(t.date);
  if (t.n == 0)
    return FALSE;
  guint start = 0;
  gboolean from = !t.tokens[0].comment && mb_slice_is(t.tokens[0].text, "from");
  if (from) {
    start = from_end(&t);
    mb_hop_read_from(arena, t.tokens + 1, start - 1, hop);
  }
  read_clauses(arena, &t, start, hop);
  read_protocol(hop);
  hop->writer = find_writer(&t, start);
  settle_reverse(arena, hop);
  hop->local = is_local(hop, value, from);
  return hop->from_name.len || hop->by || hop->ip.family || hop->local || hop->with.len ||
         hop->id.len;
}
