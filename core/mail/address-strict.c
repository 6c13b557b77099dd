/* The reading of a program that follows RFC 5322 to the letter: address-list with groups, routes,
 * comments and quoted-pairs, and nothing that the grammar does not have. Source: RFC 5322 section
 * 3.4, 4.4; RFC 6532 for 8-bit text. SPDX-License-Identifier: GPL-3.0-or-later */
#include "address-list.h"

typedef struct {
  const char *p, *end;
  MbMailbox *first; /* filled by the first mailbox */
  MbArena *arena;
  gboolean found;
} Cursor;

static gboolean is_atext(char c) {
  return (c & 0x80) || g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static gboolean skip_comment(Cursor *c) {
  guint depth = 0;
  for (; c->p < c->end; c->p++) {
    if (*c->p == '\\' && c->p + 1 < c->end)
      c->p++;
    else if (*c->p == '(')
      depth++;
    else if (*c->p == ')' && --depth == 0) {
      c->p++;
      return TRUE;
    }
  }
  return FALSE;
}

/* Blanks and comments. */
static gboolean skip_cfws(Cursor *c) {
  while (c->p < c->end && (mb_is_blank(*c->p) || *c->p == '('))
    if (*c->p != '(')
      c->p++;
    else if (!skip_comment(c))
      return FALSE;
  return TRUE;
}

static gboolean take(Cursor *c, char want) {
  if (!skip_cfws(c) || c->p >= c->end || *c->p != want)
    return FALSE;
  c->p++;
  return TRUE;
}

/* An atom or a quoted string, appended without quotes; dots are atoms' characters when dotted. */
static gboolean take_word(Cursor *c, GString *out, gboolean dotted) {
  if (!skip_cfws(c) || c->p >= c->end)
    return FALSE;
  if (*c->p == '"') {
    for (c->p++; c->p < c->end && *c->p != '"'; c->p++) {
      if (*c->p == '\\' && ++c->p == c->end)
        return FALSE;
      g_string_append_c(out, *c->p);
    }
    return c->p++ < c->end;
  }
  const char *start = c->p;
  while (c->p < c->end && (is_atext(*c->p) || (dotted && *c->p == '.')))
    c->p++;
  g_string_append_len(out, start, c->p - start);
  return c->p > start;
}

/* word *("." word): a local part or a domain, with the blanks and comments of the obsolete forms.
 */
static gboolean take_dotted(Cursor *c, GString *out) {
  if (!take_word(c, out, FALSE))
    return FALSE;
  while (take(c, '.')) {
    g_string_append_c(out, '.');
    if (!take_word(c, out, FALSE))
      return FALSE;
  }
  return TRUE;
}

static gboolean take_domain(Cursor *c, GString *out) {
  if (!skip_cfws(c) || c->p >= c->end || *c->p == '"')
    return FALSE;
  if (*c->p != '[')
    return take_dotted(c, out);
  const char *close = memchr(c->p, ']', c->end - c->p);
  if (!close)
    return FALSE;
  g_string_append_len(out, c->p, close + 1 - c->p);
  c->p = close + 1;
  return TRUE;
}

static gboolean take_addr_spec(Cursor *c, GString *out) {
  if (!take_dotted(c, out) || !take(c, '@'))
    return FALSE;
  g_string_append_c(out, '@');
  return take_domain(c, out);
}

/* "@a,@b:" in front of an addr-spec. */
static gboolean take_route(Cursor *c) {
  g_autoptr(GString) ignored = g_string_new(NULL);
  while (take(c, '@') && take_domain(c, ignored)) {
    if (take(c, ':'))
      return TRUE;
    while (take(c, ','))
      ;
  }
  return FALSE;
}

static gboolean take_angle(Cursor *c, GString *address) {
  if (!take(c, '<') || !skip_cfws(c))
    return FALSE;
  if (c->p < c->end && *c->p == '@' && !take_route(c))
    return FALSE;
  return take_addr_spec(c, address) && take(c, '>');
}

static gboolean take_phrase(Cursor *c, GString *out) {
  gboolean any = FALSE;
  while (skip_cfws(c) && c->p < c->end && (*c->p == '"' || *c->p == '.' || is_atext(*c->p))) {
    if (any)
      g_string_append_c(out, ' ');
    any = TRUE;
    if (!take_word(c, out, TRUE))
      return FALSE;
  }
  return any;
}

static void keep(Cursor *c, const GString *name, const GString *address) {
  if (c->found)
    return;
  guint flags = 0;
  c->found = TRUE;
  c->first->name = mb_arena_slice(c->arena, mb_slice(name->str, name->len));
  mb_mailbox_set_address(c->arena, c->first,
                         mb_arena_slice(c->arena, mb_slice(address->str, address->len)), &flags);
}

static gboolean take_mailbox(Cursor *c) {
  g_autoptr(GString) name = g_string_new(NULL), address = g_string_new(NULL);
  const char *start = c->p;
  if (!take_addr_spec(c, address)) {
    c->p = start;
    g_string_truncate(address, 0);
    take_phrase(c, name);
    if (!take_angle(c, address))
      return FALSE;
  }
  keep(c, name, address);
  return skip_cfws(c);
}

/* Empty elements between commas are obsolete, but grammar. */
static gboolean take_list(Cursor *c, char stop) {
  while (skip_cfws(c)) {
    if (c->p >= c->end || *c->p == stop)
      return TRUE;
    if (*c->p == ',')
      c->p++;
    else if (!take_mailbox(c) || (c->p < c->end && *c->p != ',' && *c->p != stop))
      return FALSE;
  }
  return FALSE;
}

/* "name:" in front of a group; leaves the cursor alone when there is none. */
static gboolean take_group_name(Cursor *c) {
  g_autoptr(GString) name = g_string_new(NULL);
  const char *start = c->p;
  if (take_phrase(c, name) && take(c, ':'))
    return TRUE;
  c->p = start;
  return FALSE;
}

gboolean mb_address_strict(MbArena *arena, MbSlice value, MbMailbox *mailbox) {
  Cursor c = {.p = value.data, .end = value.data + value.len, .first = mailbox, .arena = arena};
  memset(mailbox, 0, sizeof *mailbox);
  while (c.p < c.end) {
    if (take_group_name(&c)) {
      if (!take_list(&c, ';') || !take(&c, ';'))
        return FALSE;
    } else if (!skip_cfws(&c)) {
      return FALSE;
    } else if (c.p < c.end && *c.p != ',' && !take_mailbox(&c)) {
      return FALSE;
    }
    if (!skip_cfws(&c))
      return FALSE;
    if (c.p < c.end && *c.p++ != ',')
      return FALSE;
  }
  return c.found;
}
