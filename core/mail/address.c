/* Thunderbird's reading of an address field: one pass over the tokens with a handful of switches,
 * no grammar, so every text has a reading. The switches and their order follow jsmime's
 * parseAddressingHeader, because showing what the reader sees is the point; the flags along the way
 * are ours. Source: RFC 5322 section 3.4 and 4.4. SPDX-License-Identifier: GPL-3.0-or-later */
#include "address-list.h"

#include "../base/domain.h"
#include "../base/utf8.h"
#include "address-text.h"

/* Longer names and comments are cut: stray parentheses make a name grow with the square of the
 * field. */
#define MAX_NAME    (32 * 1024)
#define MAX_COMMENT (4 * 1024)

typedef struct {
  MbArena *arena;
  const MbAddressText *text;
  MbAddressList *list;
  GString *name, *local, *address, *comment, *last_comment;
  gboolean in_angle, bracketed, in_comment, needs_space, after_address, space_before_comment;
  gboolean comment_closed, route;
  guint local_flags; /* of the text that is a local part if "@" follows */
  gboolean started;
  gsize from, to; /* of the mailbox, in text */
} Parser;

static gboolean is_space(gunichar c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x2028 || c == 0x2029;
}

/* Runs of blanks to one, NUL out, trimmed. */
static MbSlice squeeze(MbArena *arena, MbSlice s) {
  char *out = mb_arena_alloc(arena, s.len + 1);
  gsize n = 0;
  gboolean blank = FALSE;
  while (s.len) {
    const char *at = s.data;
    gunichar c = mb_utf8_next(&s);
    if (is_space(c)) {
      blank = n > 0;
    } else if (c) {
      if (blank)
        out[n++] = ' ';
      blank = FALSE;
      memcpy(out + n, at, s.data - at);
      n += s.data - at;
    }
  }
  return mb_slice(out, n);
}

/* "x@y.z" somewhere in the text. */
static gboolean holds_address(MbSlice s) {
  for (const char *p = s.data, *end = s.data + s.len; (p = memchr(p, '@', end - p)); p++) {
    if (p == s.data || mb_is_blank(p[-1]) || p + 1 == end || !g_ascii_isalnum(p[1]))
      continue;
    const char *q = p + 1;
    while (q < end && (g_ascii_isalnum(*q) || *q == '-' || (*q & 0x80)))
      q++;
    if (q + 1 < end && *q == '.' && (g_ascii_isalnum(q[1]) || (q[1] & 0x80)))
      return TRUE;
  }
  return FALSE;
}

static const char *last_at(MbSlice s) {
  return s.len ? memrchr(s.data, '@', s.len) : NULL;
}

/* The local part in quotes when it needs them. */
static void quote_local(GString *address) {
  const char *at = last_at(mb_slice(address->str, address->len));
  gsize n = at ? (gsize)(at - address->str) : 0, needy = strcspn(address->str, " !()<>[]:;@\\,\"");
  if (needy >= n)
    return;
  g_autoptr(GString) quoted = g_string_new("\"");
  for (gsize i = 0; i < n; i++) {
    if (address->str[i] == '"' || address->str[i] == '\\')
      g_string_append_c(quoted, '\\');
    g_string_append_c(quoted, address->str[i]);
  }
  g_string_append_c(quoted, '"');
  g_string_append_len(quoted, at, address->len - n);
  g_string_assign(address, quoted->str);
}

void mb_mailbox_set_address(MbArena *arena, MbMailbox *mailbox, MbSlice address, guint *flags) {
  mailbox->address = address;
  const char *at = last_at(address);
  if (!at) {
    *flags |= address.len ? MB_ADDR_SYNTAX : 0;
    return;
  }
  mailbox->local = mb_slice(address.data, at - address.data);
  MbSlice domain = mb_slice(at + 1, address.data + address.len - at - 1);
  g_autofree char *normal = mb_domain_normalise(domain);
  if (normal)
    mailbox->domain = mb_arena_strndup(arena, normal, strlen(normal));
  else
    *flags |= domain.len && domain.data[0] == '[' ? MB_ADDR_DOMAIN_LITERAL : MB_ADDR_SYNTAX;
  if (domain.len && domain.data[domain.len - 1] == '.')
    *flags |= MB_ADDR_TRAILING_DOT;
  if (mailbox->local.len == 0)
    *flags |= MB_ADDR_SYNTAX;
}

/* "addr (Name)": the comment is the name when there is no other. */
static MbSlice name_of(Parser *p) {
  MbSlice name = squeeze(p->arena, mb_slice(p->name->str, p->name->len));
  if (name.len || !p->last_comment->len)
    return name;
  MbSlice c = mb_slice(p->last_comment->str, p->last_comment->len);
  gsize skip = c.data[0] == ' ' ? 2 : 1;
  return c.len > skip ? mb_arena_slice(p->arena, mb_slice(c.data + skip, c.len - skip - 1)) : name;
}

static MbSlice source_of(const Parser *p) {
  gsize from = p->text->at[p->from], to = p->text->at[p->to];
  return mb_slice(p->text->raw.data + from, to > from ? to - from : 0);
}

static void reset(Parser *p) {
  g_string_truncate(p->name, 0);
  g_string_truncate(p->local, 0);
  g_string_truncate(p->address, 0);
  g_string_truncate(p->last_comment, 0);
  p->in_angle = p->bracketed = p->in_comment = p->needs_space = p->after_address = FALSE;
  p->route = p->started = FALSE;
  p->local_flags = 0;
}

static void add_mailbox(Parser *p) {
  guint flags = p->bracketed && p->in_angle ? MB_ADDR_SYNTAX : 0;
  if (strpbrk(p->address->str, " !()<>[]:;@\\,\""))
    quote_local(p->address);
  MbMailbox m = {.name = name_of(p)};
  MbSlice address = mb_slice(p->address->str, p->address->len);
  if (m.name.len || address.len) {
    mb_mailbox_set_address(p->arena, &m, mb_arena_slice(p->arena, address), &flags);
    m.source = source_of(p);
    flags |= holds_address(m.name) ? MB_ADDR_IN_NAME : 0;
    /* a name that is one encoded address and nothing else stands for one */
    if (address.len == 0 && (p->local_flags & MB_ADDR_ENCODED) && (flags & MB_ADDR_IN_NAME))
      flags |= MB_ADDR_ENCODED;
    if (p->list->mailboxes->len < MB_MAX_ADDRESSES)
      g_array_append_val(p->list->mailboxes, m);
    else
      flags |= MB_ADDR_TOO_MANY;
  }
  p->list->flags |= flags;
  reset(p);
}

static void open_angle(Parser *p) {
  if (p->after_address && !p->in_angle) {
    /* of several <addresses> the last one counts; the ones before become part of the name */
    if (p->name->len + p->address->len < MAX_NAME)
      g_string_append_printf(p->name, " <%s>", p->address->str);
    g_string_truncate(p->local, 0);
    g_string_truncate(p->address, 0);
    p->after_address = FALSE;
    p->list->flags |= MB_ADDR_TWO_ANGLES;
  }
  if (p->in_angle) {
    if (p->address->len)
      g_string_assign(p->name, p->address->str);
    g_string_truncate(p->local, 0);
    g_string_truncate(p->address, 0);
    p->list->flags |= MB_ADDR_SYNTAX;
  }
  p->in_angle = p->bracketed = TRUE;
}

static void close_angle(Parser *p) {
  if (!p->in_angle)
    p->list->flags |= MB_ADDR_SYNTAX;
  p->in_angle = FALSE;
  p->after_address = TRUE;
  g_string_truncate(p->last_comment, 0);
}

static void open_comment(Parser *p) {
  p->in_comment = TRUE;
  p->space_before_comment = p->needs_space;
  if (!p->needs_space)
    p->needs_space = p->name->len && p->name->str[p->name->len - 1] != ' ';
  g_string_assign(p->comment, p->needs_space ? " (" : "(");
  p->comment_closed = FALSE;
  if (p->in_angle && p->bracketed)
    p->list->flags |= MB_ADDR_COMMENT;
}

static void close_comment(Parser *p) {
  p->in_comment = FALSE;
  if (p->comment->len < MAX_COMMENT)
    g_string_append_c(p->comment, ')');
  g_string_assign(p->last_comment, p->comment->str);
  if (p->in_angle) {
    p->needs_space = p->space_before_comment;
  } else {
    if (p->name->len < MAX_NAME)
      g_string_append(p->name, p->comment->str);
    p->needs_space = TRUE;
  }
  p->comment_closed = TRUE;
}

static void at_sign(Parser *p) {
  if (p->after_address) {
    p->list->flags |= MB_ADDR_SYNTAX;
    return;
  }
  if (!p->in_angle) {
    g_string_assign(p->address, p->local->str);
    g_string_truncate(p->name, 0);
    g_string_truncate(p->local, 0);
    p->in_angle = TRUE;
    p->list->flags |= p->local_flags;
  }
  if (p->bracketed && p->address->len == 0)
    p->route = TRUE;
  if (memchr(p->address->str, '@', p->address->len))
    p->list->flags |= MB_ADDR_SYNTAX;
  g_string_append_c(p->address, '@');
}

static void colon(Parser *p) {
  p->list->flags |= p->route ? MB_ADDR_ROUTE : MB_ADDR_GROUP;
  reset(p);
}

static void append(GString *to, const MbToken *token, gboolean space, gsize limit) {
  if (to->len >= limit)
    return;
  if (space)
    g_string_append_c(to, ' ');
  g_string_append_len(to, token->text.data, token->text.len);
}

/* A word, a quoted string, a literal or what stands in a comment. */
static void text_token(Parser *p, const MbToken *t) {
  gboolean dot = t->text.len && t->text.data[0] == '.';
  gboolean space = p->needs_space && t->text.len && !dot;
  guint flags = t->encoded ? MB_ADDR_ENCODED : 0;
  if (t->kind == MB_TOKEN_QUOTED)
    flags |= MB_ADDR_QUOTED_LOCAL;
  if (p->in_comment) {
    append(p->comment, t, space, MAX_COMMENT);
  } else if (p->in_angle) {
    append(p->address, t, space, G_MAXSIZE);
    p->list->flags |= flags | (space ? MB_ADDR_SYNTAX : 0);
    if (p->comment_closed && !p->bracketed)
      p->list->flags |= MB_ADDR_COMMENT;
  } else {
    if (p->after_address)
      p->list->flags |= MB_ADDR_SYNTAX;
    else
      append(p->name, t, space, MAX_NAME);
    append(p->local, t, space && !p->comment_closed, G_MAXSIZE);
    p->local_flags |= flags;
    p->comment_closed = FALSE;
  }
  p->needs_space = t->text.len && !dot;
}

static void take_delimiter(Parser *p, char c) {
  switch (c) {
  case ':':
    colon(p);
    break;
  case '<':
    open_angle(p);
    break;
  case '>':
    if (!p->after_address)
      close_angle(p);
    break;
  case '(':
    open_comment(p);
    break;
  case ')':
    close_comment(p);
    return; /* keeps its blank */
  case '@':
    if (p->after_address) {
      at_sign(p);
      return;
    }
    at_sign(p);
    break;
  default: {
    gboolean route = p->route && c == ','; /* "<@a,@b:c@d>" goes on */
    add_mailbox(p);
    p->route = route;
  }
  }
  p->needs_space = FALSE;
}

static void take(Parser *p, const MbToken *t) {
  if (!p->started)
    p->from = t->start;
  gboolean ends = t->kind == MB_TOKEN_DELIMITER && strchr(",;:", t->delimiter);
  p->started = TRUE;
  if (!ends)
    p->to = t->end;
  if (t->kind == MB_TOKEN_DELIMITER)
    take_delimiter(p, t->delimiter);
  else
    text_token(p, t);
}

static void summarise(MbAddressList *list) {
  gboolean any = FALSE;
  for (guint i = 0; i < list->mailboxes->len; i++)
    any |= g_array_index(list->mailboxes, MbMailbox, i).address.len > 0;
  if (!any)
    list->flags |= MB_ADDR_NONE;
  if (list->mailboxes->len > 1)
    list->flags |= MB_ADDR_MANY;
}

MbAddressList *mb_address_parse_text(MbArena *arena, const MbAddressText *text) {
  MbAddressList *list = mb_arena_new0(arena, MbAddressList);
  GArray *mailboxes = g_array_new(FALSE, FALSE, sizeof(MbMailbox));
  list->mailboxes = mb_arena_own(arena, mailboxes, (GDestroyNotify)g_array_unref);
  list->flags = text->flags;
  g_autoptr(GString) name = g_string_new(NULL), local = g_string_new(NULL);
  g_autoptr(GString) address = g_string_new(NULL), comment = g_string_new(NULL);
  g_autoptr(GString) last_comment = g_string_new(NULL);
  Parser p = {.arena = arena,
              .text = text,
              .list = list,
              .name = name,
              .local = local,
              .address = address,
              .comment = comment,
              .last_comment = last_comment};
  g_autoptr(GArray) tokens = mb_address_tokens(arena, text->text, &list->flags);
  for (guint i = 0; i < tokens->len; i++)
    take(&p, &g_array_index(tokens, MbToken, i));
  add_mailbox(&p);
  summarise(list);
  return list;
}

MbAddressList *mb_address_parse(MbArena *arena, MbSlice value) {
  MbAddressText text = mb_address_text(arena, value, TRUE);
  return mb_address_parse_text(arena, &text);
}
