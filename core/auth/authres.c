/* Authentication-Results, RFC 8601 section 2.2, and the dialects of real servers: Microsoft's
 * without authserv-id, properties without a type, unquoted base64, a ";" at the end. What departs
 * from the grammar is read and marked; a header whose parentheses or quotes do not close, or of
 * an unknown version, yields nothing. SPDX-License-Identifier: GPL-3.0-or-later */
#include "authres-lex.h"
#include "authres.h"

static gboolean is_token(MbSlice s) {
  for (gsize i = 0; i < s.len; i++) {
    char c = s.data[i];
    if (c <= ' ' || c == 0x7f || strchr("()<>@,;:\\\"/[]?=", c))
      return FALSE;
  }
  return s.len > 0;
}

/* pvalue of RFC 8601: a token, a quoted string, or [local] "@" domain. */
static gboolean is_pvalue(MbSlice s) {
  const char *at = s.len ? memrchr(s.data, '@', s.len) : NULL;
  if (!at)
    return is_token(s);
  MbSlice local = mb_slice(s.data, at - s.data), domain = mb_slice(at + 1, s.data + s.len - at - 1);
  gboolean quoted = local.len >= 2 && local.data[0] == '"' && local.data[local.len - 1] == '"';
  return is_token(domain) && (local.len == 0 || quoted || is_token(local));
}

static void read_value(MbArena *arena, MbAuthLex *lex, MbAuthHeader *h, MbSlice *value) {
  gboolean quoted;
  mb_auth_lex_skip(lex);
  /* "smtp.mailfrom= smtp.helo=x": the value is empty, the next word is a property of its own */
  if (lex->skipped) {
    MbAuthLex ahead = *lex;
    MbSlice word = mb_auth_lex_word(&ahead, "\"");
    const char *equals = word.len ? memchr(word.data, '=', word.len) : NULL;
    if (equals && equals + 1 < word.data + word.len) {
      h->valid = FALSE;
      *value = MB_SLICE_NONE;
      return;
    }
  }
  *value = mb_auth_lex_value(arena, lex, &quoted);
  h->valid = h->valid && (quoted || is_pvalue(*value));
}

/* ptype "." property with comments anywhere between, or a name without type. */
static MbSlice read_name(MbArena *arena, MbAuthLex *lex, MbAuthHeader *h) {
  MbSlice type = mb_auth_lex_word(lex, "=.");
  mb_auth_lex_skip(lex);
  if (!mb_auth_lex_take(lex, '.')) {
    h->valid = h->valid && mb_slice_is(type, "reason");
    return mb_auth_lower(arena, type);
  }
  mb_auth_lex_skip(lex);
  MbSlice property = mb_auth_lex_word(lex, "=");
  h->valid = h->valid && is_token(type) && is_token(property);
  g_autofree char *name = g_strdup_printf("%.*s.%.*s", MB_SLICE_ARG(type), MB_SLICE_ARG(property));
  return mb_auth_lower(arena, mb_slice_str(name));
}

static void read_props(MbArena *arena, MbAuthLex *lex, MbAuthHeader *h, MbAuthResult *result) {
  for (char c; (mb_auth_lex_skip(lex), c = mb_auth_lex_peek(lex)) && c != ';';) {
    MbAuthProp prop;
    prop.name = read_name(arena, lex, h);
    mb_auth_lex_skip(lex);
    if (!mb_auth_lex_take(lex, '=')) {
      h->valid = FALSE;
      /* a stray word is passed over; a stray character must be, or the loop would stand still */
      if (!prop.name.len && !lex->broken)
        lex->rest.data++, lex->rest.len--;
      continue;
    }
    read_value(arena, lex, h, &prop.value);
    if (mb_slice_is(prop.name, "reason"))
      result->reason = prop.value;
    else if (result->props->len < MB_MAX_AUTHRES_PROPS)
      g_array_append_val(result->props, prop);
    else
      lex->broken = TRUE;
  }
}

static void read_result(MbArena *arena, MbAuthLex *lex, MbAuthHeader *h) {
  MbAuthResult result = {0};
  result.method = mb_auth_lower(arena, mb_auth_lex_word(lex, "=/"));
  mb_auth_lex_skip(lex);
  if (mb_auth_lex_take(lex, '/')) {
    mb_auth_lex_skip(lex);
    mb_auth_lex_word(lex, "=");
    mb_auth_lex_skip(lex);
  }
  if (!mb_auth_lex_take(lex, '=')) {
    if (!mb_slice_is(result.method, "none") || h->results->len)
      h->valid = FALSE;
    mb_auth_lex_to_semicolon(lex);
    return;
  }
  mb_auth_lex_skip(lex);
  result.result = mb_auth_lower(arena, mb_auth_lex_word(lex, ""));
  h->valid = h->valid && is_token(result.method) && is_token(result.result);
  result.props = mb_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(MbAuthProp)),
                              (GDestroyNotify)g_array_unref);
  read_props(arena, lex, h, &result);
  if (h->results->len >= MB_MAX_AUTHRES_RESULTS)
    lex->broken = TRUE;
  g_array_append_val(h->results, result);
}

/* "example.org 1" up to the first ";". Microsoft begins with the first result instead. Gives FALSE
 * when the rest must not be read. */
static gboolean read_id(MbArena *arena, MbAuthLex *lex, MbAuthHeader *h) {
  gboolean quoted;
  mb_auth_lex_skip(lex);
  MbAuthLex start = *lex;
  MbSlice id = mb_auth_lex_value(arena, lex, &quoted);
  gboolean encoded = !quoted && mb_slice_has_prefix(id, "=?");
  gboolean equals = !quoted && id.len && memchr(id.data, '=', id.len) != NULL;
  mb_auth_lex_skip(lex);
  if (!quoted && !encoded && (equals || mb_auth_lex_peek(lex) == '=')) {
    *lex = start;
    h->valid = FALSE;
    return TRUE;
  }
  h->authserv_id = id;
  h->valid = !encoded && (quoted || is_pvalue(id));
  if (encoded) /* destroyed by a program that encodes whole headers; decoding would be guessing */
    return FALSE;
  char c = mb_auth_lex_peek(lex);
  if (c && c != ';') {
    MbSlice version = mb_auth_lex_word(lex, "");
    mb_auth_lex_skip(lex);
    if (!mb_slice_is(version, "1"))
      return FALSE;
  }
  return mb_auth_lex_take(lex, ';');
}

MbAuthHeader *mb_authres_parse(MbArena *arena, MbSlice value) {
  MbAuthHeader *h = mb_arena_new0(arena, MbAuthHeader);
  MbAuthLex lex = {value, value.len > MB_MAX_AUTHRES, FALSE};
  h->valid = value.len && !lex.broken;
  h->results = mb_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(MbAuthResult)),
                            (GDestroyNotify)g_array_unref);
  if (h->valid && read_id(arena, &lex, h)) {
    h->parsed = TRUE;
    for (gboolean more = TRUE; more && !lex.broken;) {
      mb_auth_lex_skip(&lex);
      if (!mb_auth_lex_peek(&lex) || mb_auth_lex_peek(&lex) == ';')
        h->valid = FALSE; /* an empty result */
      else
        read_result(arena, &lex, h);
      more = mb_auth_lex_take(&lex, ';');
    }
  }
  if (lex.broken) {
    h->valid = h->parsed = FALSE;
    g_array_set_size(h->results, 0);
  }
  return h;
}
