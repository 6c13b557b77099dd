/* SPF macros (RFC 7208 section 7). Every byte goes through one bounded writer and no length is ever
 * subtracted: this is where other libraries were broken (CVE-2021-20314, CVE-2023-42118).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>

#include "spf.h"

typedef struct {
  char letter;    /* lower-case, 0 = a literal */
  gboolean upper; /* URL-escape */
  guint keep;     /* right-hand parts kept, 0 = all */
  gboolean reverse;
  const char *delimiters; /* NUL-terminated, "." when none are given */
  char delimiter_text[8];
  MbSlice literal;
} Token;

typedef struct {
  char *data;
  gsize len;
  gboolean overflow;
} Writer;

static void put(Writer *w, const char *data, gsize len) {
  if (w->overflow || len > MB_MAX_SPF_EXPANSION - w->len) {
    w->overflow = TRUE;
    return;
  }
  memcpy(w->data + w->len, data, len);
  w->len += len;
}

/* ---- reading ---- */

static gboolean is_delimiter(char c) {
  return c && strchr(".-+,/_=", c);
}

/* "{" has been eaten: letter transformers *delimiter "}" */
static gboolean read_macro(const char **p, const char *end, gboolean is_exp, Token *t) {
  const char *s = *p;
  if (s == end)
    return FALSE;
  t->letter = g_ascii_tolower(*s);
  t->upper = g_ascii_isupper(*s);
  if (!t->letter || !strchr(is_exp ? "slodiphcrtv" : "slodiphv", t->letter))
    return FALSE;
  gboolean digits = ++s < end && g_ascii_isdigit(*s);
  for (; s < end && g_ascii_isdigit(*s); s++)
    t->keep = MIN(t->keep * 10 + (guint)(*s - '0'), 1000);
  if (digits && t->keep == 0) /* section 7.3: DIGIT rules out 0 */
    return FALSE;
  if (s < end && g_ascii_tolower(*s) == 'r') {
    t->reverse = TRUE;
    s++;
  }
  gsize n = 0;
  for (; s < end && is_delimiter(*s); s++)
    if (!memchr(t->delimiter_text, *s, n)) /* n ≤ 7: there are seven of them */
      t->delimiter_text[n++] = *s;
  t->delimiters = n ? t->delimiter_text : ".";
  *p = s + 1;
  return s < end && *s == '}';
}

static gboolean is_literal(char c, gboolean is_exp) {
  return c != '%' && ((c >= 0x21 && c <= 0x7e) || (is_exp && c == ' '));
}

/* The next piece of text; FALSE on a syntax error. */
static gboolean next_token(const char **p, const char *end, gboolean is_exp, Token *t) {
  memset(t, 0, sizeof *t);
  if (**p != '%') {
    const char *start = *p;
    while (*p < end && is_literal(**p, is_exp))
      (*p)++;
    t->literal = mb_slice(start, (gsize)(*p - start));
    return *p > start;
  }
  if (++*p == end)
    return FALSE;
  char c = *(*p)++;
  switch (c) {
  case '%':
    t->literal = MB_SLICE_LIT("%");
    return TRUE;
  case '_':
    t->literal = MB_SLICE_LIT(" ");
    return TRUE;
  case '-':
    t->literal = MB_SLICE_LIT("%20");
    return TRUE;
  case '{':
    return read_macro(p, end, is_exp, t);
  default:
    return FALSE;
  }
}

gboolean mb_spf_macro_valid(MbSlice text, gboolean is_exp) {
  const char *p = text.data, *end = p + text.len;
  Token t;
  while (p < end) {
    if (!next_token(&p, end, is_exp, &t))
      return FALSE;
  }
  return TRUE;
}

guint32 mb_spf_macro_letters(MbSlice text) {
  const char *p = text.data, *end = p + text.len;
  guint32 letters = 0;
  Token t;
  while (p < end && next_token(&p, end, TRUE, &t))
    if (t.letter)
      letters |= 1u << (t.letter - 'a');
  return letters;
}

/* toplabel: letters, digits and inner hyphens, at least one that is no digit (section 7.1) */
static gboolean is_toplabel(const char *label, gsize len) {
  gboolean other = FALSE;
  if (len == 0 || label[0] == '-' || label[len - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < len; i++) {
    if (!g_ascii_isalnum(label[i]) && label[i] != '-')
      return FALSE;
    other |= !g_ascii_isdigit(label[i]);
  }
  return other;
}

gboolean mb_spf_domain_spec_valid(MbSlice text) {
  const char *p = text.data, *end = p + text.len;
  Token t = {0};
  if (text.len == 0)
    return FALSE;
  while (p < end) {
    if (!next_token(&p, end, FALSE, &t))
      return FALSE;
  }
  if (t.letter) /* domain-end = macro-expand */
    return TRUE;
  MbSlice last = t.literal;
  if (last.data < text.data || last.data >= end) /* "%%", "%_", "%-" are macro-expand as well */
    return TRUE;
  if (last.data[last.len - 1] == '.')
    last.len--;
  const char *dot = last.len ? memrchr(last.data, '.', last.len) : NULL;
  return dot && is_toplabel(dot + 1, (gsize)(last.data + last.len - dot - 1));
}

/* ---- writing ---- */

static const char *ip_text(const MbIp *ip, char buffer[static 80], gboolean readable) {
  if (ip->family == 4 || readable)
    return inet_ntop(ip->family == 4 ? AF_INET : AF_INET6, ip->bytes, buffer, 80);
  static const char hex[] = "0123456789ABCDEF";
  for (int i = 0; i < 16; i++) { /* nibbles with dots (section 7.3) */
    buffer[i * 4] = hex[ip->bytes[i] >> 4];
    buffer[i * 4 + 2] = hex[ip->bytes[i] & 15];
    buffer[i * 4 + 1] = buffer[i * 4 + 3] = '.';
  }
  buffer[63] = 0;
  return buffer;
}

/* buffer holds what has to be made up. */
static const char *macro_value(const MbSpfMacros *m, char letter, char buffer[static 80],
                               MbArena *arena) {
  switch (letter) {
  case 's': {
    g_autofree char *joined = g_strconcat(m->local, "@", m->sender_domain, NULL);
    return mb_arena_strndup(arena, joined, strlen(joined));
  }
  case 'l':
    return m->local;
  case 'o':
    return m->sender_domain;
  case 'd':
    return m->domain;
  case 'i':
    return ip_text(&m->query->ip, buffer, FALSE);
  case 'c':
    return ip_text(&m->query->ip, buffer, TRUE);
  case 'p':
    return m->validated ? m->validated : "unknown";
  case 'v':
    return m->query->ip.family == 6 ? "ip6" : "in-addr";
  case 'h':
    return m->query->helo ? m->query->helo : "unknown";
  case 'r':
    return m->query->receiver ? m->query->receiver : "unknown";
  default: /* t */
    g_snprintf(buffer, 80, "%" G_GINT64_FORMAT, m->query->now);
    return buffer;
  }
}

static void put_part(Writer *w, MbSlice part, gboolean escape) {
  for (gsize i = 0; i < part.len; i++) {
    char c = part.data[i], hex[4];
    if (!escape || g_ascii_isalnum(c) || (c && strchr("-._~", c))) {
      put(w, &c, 1);
    } else {
      g_snprintf(hex, sizeof hex, "%%%02X", (guchar)c);
      put(w, hex, 3);
    }
  }
}

#define MAX_PARTS 256

static void put_macro(Writer *w, const Token *t, const char *value) {
  MbSlice parts[MAX_PARTS];
  guint n = 0;
  for (const char *p = value;; p++) {
    gsize len = strcspn(p, t->delimiters);
    if (n == MAX_PARTS) {
      w->overflow = TRUE;
      return;
    }
    parts[n++] = mb_slice(p, len);
    p += len;
    if (!*p)
      break;
  }
  guint keep = t->keep && t->keep < n ? t->keep : n;
  for (guint i = n - keep; i < n; i++) {
    if (i > n - keep)
      put(w, ".", 1);
    put_part(w, parts[t->reverse ? n - 1 - i : i], t->upper);
  }
}

char *mb_spf_expand(MbArena *arena, const MbSpfMacros *macros, MbSlice text, gboolean is_exp) {
  char data[MB_MAX_SPF_EXPANSION], buffer[80];
  const char *p = text.data, *end = p + text.len;
  Writer w = {data, 0, FALSE};
  Token t;
  while (p < end && !w.overflow) {
    if (!next_token(&p, end, is_exp, &t))
      return NULL;
    if (t.letter)
      put_macro(&w, &t, macro_value(macros, t.letter, buffer, arena));
    else
      put(&w, t.literal.data, t.literal.len);
  }
  return w.overflow ? NULL : mb_arena_strndup(arena, data, w.len);
}

char *mb_spf_expand_domain(MbArena *arena, const MbSpfMacros *macros, MbSlice text) {
  char *name = mb_spf_expand(arena, macros, text, FALSE);
  if (!name)
    return NULL;
  gsize len = strlen(name);
  if (len && name[len - 1] == '.')
    name[--len] = 0;
  while (strlen(name) > 253) { /* section 7.3 */
    const char *dot = strchr(name, '.');
    if (!dot)
      return NULL;
    name += dot + 1 - name;
  }
  return name;
}
