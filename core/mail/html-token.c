/* The tokenizer: a pull parser over the bytes, one memchr after the other.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-token.h"

#define SLOTS      512
#define NAME_BYTES 16

typedef struct {
  guint64 low, high; /* the name, lower-case, zero-filled */
} Key;

typedef struct {
  Key key;
  int id;
} Slot;

static const struct {
  const char *name;
  guint8 flags;
} tags[] = {
#define X(id, name, flags) {name, flags},
    MB_TAGS(X)
#undef X
};

static const char *const attrs[] = {
#define X(id, name) name,
    MB_ATTRS(X)
#undef X
};

G_STATIC_ASSERT(MB_N_ATTRS <= 32);

static Slot tag_slots[SLOTS], attr_slots[SLOTS];

/* Sets bit 0x20 in each byte: lower case for letters; digits, "-" and ":" have it anyway. */
static Key make_key(const char *name, gsize len) {
  char bytes[NAME_BYTES] = {0};
  Key key;
  memcpy(bytes, name, MIN(len, NAME_BYTES));
  for (gsize i = 0; i < MIN(len, NAME_BYTES); i++)
    bytes[i] |= 0x20;
  memcpy(&key.low, bytes, 8);
  memcpy(&key.high, bytes + 8, 8);
  return key;
}

static guint hash_key(Key key) {
  return (guint)(((key.low ^ key.high * 31) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 55);
}

static void add_slot(Slot *slots, const char *name, int id) {
  Key key = make_key(name, strlen(name));
  guint i = hash_key(key);
  while (slots[i].key.low)
    i = (i + 1) % SLOTS;
  slots[i] = (Slot){key, id};
}

static int find_slot(const Slot *slots, const char *name, gsize len, Key *key) {
  *key = make_key(name, len);
  if (len > NAME_BYTES)
    return -1;
  for (guint i = hash_key(*key); slots[i].key.low; i = (i + 1) % SLOTS)
    if (slots[i].key.low == key->low && slots[i].key.high == key->high)
      return slots[i].id;
  return -1;
}

static void fill_tables(void) {
  static gsize once;
  if (!g_once_init_enter(&once))
    return;
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    add_slot(tag_slots, tags[i].name, i);
  for (guint i = 0; i < G_N_ELEMENTS(attrs); i++)
    add_slot(attr_slots, attrs[i], i);
  g_once_init_leave(&once, 1);
}

static guint tag_of(const char *name, gsize len) {
  Key key;
  int id = find_slot(tag_slots, name, len, &key);
  return id >= 0 ? (guint)id : MB_TAG_OTHER + hash_key(key) % (MB_TAG_ALL - MB_TAG_OTHER);
}

guint mb_tag_flags(guint tag) {
  return tag < MB_N_TAGS ? tags[tag].flags : 0;
}

void mb_tokenizer_init(MbTokenizer *t, MbSlice html) {
  fill_tables();
  t->p = html.data;
  t->end = html.data + html.len;
  t->raw = -1;
  t->svg = t->math = t->outer_svg = 0;
  t->in_math = FALSE;
}

static gboolean is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static gboolean ends_name(char c) {
  return is_space(c) || c == '/' || c == '>';
}

/* 13.2.5.33-34; "=" in front belongs to the name. */
static MbSlice read_attr_name(MbTokenizer *t) {
  const char *start = t->p++;
  while (t->p < t->end && !ends_name(*t->p) && *t->p != '=')
    t->p++;
  return mb_slice(start, t->p - start);
}

static void skip_spaces(MbTokenizer *t) {
  while (t->p < t->end && is_space(*t->p))
    t->p++;
}

/* 13.2.5.35-39, from the "=" on. */
static MbSlice read_attr_value(MbTokenizer *t) {
  t->p++;
  skip_spaces(t);
  if (t->p == t->end)
    return MB_SLICE_NONE;
  const char *start = t->p;
  if (*start == '"' || *start == '\'') {
    const char *close = memchr(start + 1, *start, t->end - start - 1);
    t->p = close ? close + 1 : t->end;
    return mb_slice(start + 1, (close ? close : t->end) - start - 1);
  }
  while (t->p < t->end && !is_space(*t->p) && *t->p != '>')
    t->p++;
  return mb_slice(start, t->p - start);
}

static void read_attr(MbTokenizer *t) {
  MbToken *token = &t->token;
  Key key;
  MbSlice name = read_attr_name(t), value = MB_SLICE_NONE;
  skip_spaces(t);
  if (t->p < t->end && *t->p == '=')
    value = read_attr_value(t);
  int id = find_slot(attr_slots, name.data, name.len, &key);
  if (id < 0 || mb_token_has(token, id))
    return;
  token->present |= 1u << id;
  token->attr[id] = value;
}

/* From the tag's name on; FALSE when the input ends inside the tag. */
static gboolean read_tag(MbTokenizer *t, MbTokenKind kind) {
  const char *name = t->p;
  while (t->p < t->end && !ends_name(*t->p))
    t->p++;
  t->token.kind = kind;
  t->token.tag = tag_of(name, t->p - name);
  t->token.self_closing = FALSE;
  t->token.present = 0;
  while (t->p < t->end && *t->p != '>') {
    if (is_space(*t->p)) {
      t->p++;
    } else if (*t->p == '/') {
      t->p++;
      t->token.self_closing = t->p < t->end && *t->p == '>';
    } else {
      read_attr(t);
    }
  }
  if (t->p == t->end)
    return FALSE;
  t->p++;
  return TRUE;
}

/* Content of <svg> and <math> has other rules: remember how deep we are in it, and which element's
 * content is mere text outside of it. */
static void after_tag(MbTokenizer *t) {
  guint tag = t->token.tag, flags = mb_tag_flags(tag);
  guint *island = tag == MB_TAG_SVG ? &t->svg : tag == MB_TAG_MATH ? &t->math : NULL;
  if (t->token.kind == MB_TOKEN_END) {
    if (island && *island)
      --*island;
    else if (tag == MB_TAG_FOREIGNOBJECT && t->outer_svg)
      t->svg = t->outer_svg;
    return;
  }
  if (island && !t->token.self_closing) {
    ++*island;
    t->in_math = tag == MB_TAG_MATH;
  } else if (tag == MB_TAG_FOREIGNOBJECT && t->svg && !t->in_math) {
    t->outer_svg = t->svg;
    t->svg = t->math = 0;
  } else if (flags & MB_TAG_BREAKOUT) {
    t->svg = t->math = 0;
  }
  if (!t->svg && !t->math && (flags & MB_TAG_RAW || tag == MB_TAG_PLAINTEXT))
    t->raw = tag;
}

/* Behind "<!--": the place behind the comment's end, *close where its end mark begins. */
static const char *comment_end(const char *p, const char *end, const char **close) {
  *close = p;
  if (p < end && *p == '>')
    return p + 1;
  if (end - p >= 2 && p[0] == '-' && p[1] == '>')
    return p + 2;
  for (; p < end && (p = memchr(p, '-', end - p)); p++) {
    *close = p;
    if (end - p > 2 && p[1] == '-' && p[2] == '>')
      return p + 3;
    if (end - p > 3 && p[1] == '-' && p[2] == '!' && p[3] == '>')
      return p + 4;
  }
  return *close = end;
}

/* 13.2.5.69, only in <svg> and <math>; elsewhere it is a comment up to the next ">". */
static gboolean read_cdata(MbTokenizer *t) {
  if ((!t->svg && !t->math) || t->end - t->p < 9 || memcmp(t->p, "<![CDATA[", 9) != 0)
    return FALSE;
  const char *start = t->p + 9, *stop = memmem(start, t->end - start, "]]>", 3);
  t->token.kind = MB_TOKEN_CDATA;
  t->token.text = mb_slice(start, (stop ? stop : t->end) - start);
  t->p = stop ? stop + 3 : t->end;
  return TRUE;
}

/* At "<!", "<?" or "</" without a letter. TRUE when a token came of it. */
static gboolean read_declaration(MbTokenizer *t) {
  if (t->end - t->p >= 4 && memcmp(t->p, "<!--", 4) == 0) {
    const char *close;
    t->token.kind = MB_TOKEN_COMMENT;
    t->token.text.data = t->p + 4;
    t->p = comment_end(t->p + 4, t->end, &close);
    t->token.text.len = close - t->token.text.data;
    return TRUE;
  }
  if (read_cdata(t))
    return TRUE;
  const char *close = memchr(t->p, '>', t->end - t->p);
  t->p = close ? close + 1 : t->end;
  return FALSE;
}

static gboolean is_end_tag(const char *p, const char *end, const char *name) {
  gsize n = strlen(name);
  return (gsize)(end - p) > n + 2 && p[1] == '/' && mb_ascii_same(p + 2, name, n) &&
         ends_name(p[n + 2]);
}

static gboolean is_script_start(const char *p, const char *end) {
  return end - p > 7 && mb_ascii_same(p + 1, "script", 6) && ends_name(p[7]);
}

/* 13.2.5.15-31: "<!--" then "<script" hide the next "</script" from the search. */
static const char *script_end(const char *p, const char *end) {
  enum { DATA, ESCAPED, DOUBLE } state = DATA;
  for (; p < end; p++) {
    if (*p == '-' && state != DATA && end - p >= 3 && memcmp(p, "-->", 3) == 0)
      state = DATA;
    if (*p != '<')
      continue;
    if (state == DATA && end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
      state = ESCAPED;
      p += 1; /* the dashes may already be part of the end, as in "<!-->" */
    } else if (state == ESCAPED && is_script_start(p, end)) {
      state = DOUBLE;
    } else if (is_end_tag(p, end, "script")) {
      if (state != DOUBLE)
        return p;
      state = ESCAPED;
    }
  }
  return end;
}

static const char *raw_end(const char *p, const char *end, int tag) {
  if (tag == MB_TAG_PLAINTEXT)
    return end;
  if (tag == MB_TAG_SCRIPT)
    return script_end(p, end);
  while (p < end && (p = memchr(p, '<', end - p))) {
    if (is_end_tag(p, end, tags[tag].name))
      return p;
    p++;
  }
  return end;
}

static void read_raw(MbTokenizer *t) {
  const char *stop = raw_end(t->p, t->end, t->raw);
  t->token.kind = MB_TOKEN_RAW;
  t->token.tag = t->raw;
  t->token.references = (mb_tag_flags(t->raw) & MB_TAG_REFERENCES) != 0;
  t->token.text = mb_slice(t->p, stop - t->p);
  t->p = stop;
  t->raw = -1;
}

static gboolean is_markup(const char *p, const char *end) {
  return end - p >= 2 &&
         (g_ascii_isalpha(p[1]) || p[1] == '!' || p[1] == '?' || (p[1] == '/' && end - p >= 3));
}

/* Text up to the next "<" that begins a tag; FALSE when one stands right here. */
static gboolean read_text(MbTokenizer *t) {
  const char *p = t->p;
  while (p < t->end) {
    p = memchr(p, '<', t->end - p);
    if (!p)
      p = t->end;
    else if (!is_markup(p, t->end))
      p++;
    else
      break;
  }
  if (p == t->p)
    return FALSE;
  t->token.kind = MB_TOKEN_TEXT;
  t->token.references = TRUE;
  t->token.text = mb_slice(t->p, p - t->p);
  t->p = p;
  return TRUE;
}

gboolean mb_tokenizer_next(MbTokenizer *t) {
  if (t->raw >= 0) {
    read_raw(t);
    return TRUE;
  }
  while (t->p < t->end) {
    if (read_text(t))
      return TRUE;
    gboolean closing = t->p[1] == '/';
    if (!g_ascii_isalpha(t->p[closing ? 2 : 1])) {
      if (read_declaration(t))
        return TRUE;
      continue;
    }
    t->p += closing ? 2 : 1;
    if (!read_tag(t, closing ? MB_TOKEN_END : MB_TOKEN_START))
      return FALSE;
    after_tag(t);
    return TRUE;
  }
  return FALSE;
}
