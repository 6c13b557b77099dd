/* The from clause of a Received line. Every server has its own way of writing whom it talked to;
 * what is common is that the first comment with an address is the server's own observation and
 * the word after "from" (or "HELO x") is the client's claim.
 *   postfix    from HELO (reverse|unknown [ip])
 *   sendmail   from HELO (ident@reverse [ip] (may be forged))      no reverse: ([ip])
 *   exim       from reverse ([ip]:port helo=HELO), [ip] (helo=HELO), HELO ([ip]) when equal
 *   qmail      from reverse|unknown (HELO HELO) (ident@ip)
 *   IronPort   from reverse (HELO HELO) ([ip])        Yahoo: from ip (EHLO HELO) (ip)
 *   Exchange   from HELO (ip)                         Gmail: from HELO (reverse. [ip])
 *   Courier    from HELO (reverse [::ffff:ip])        CommuniGate: from [ip] (account u HELO HELO)
 *   fetchmail  from server [ip]                       ZMailer: from reverse ([ip]:port "EHLO HELO" …)
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hop-parts.h"

#include "../base/domain.h"

const char *mb_hop_domain(MbArena *arena, MbSlice text) {
  g_autofree char *name = mb_domain_normalise(text);
  return name ? mb_arena_strndup(arena, name, strlen(name)) : NULL;
}

/* An address with what servers put around it: brackets, ":port", "%zone" of a link-local one. */
static gboolean read_ip(MbSlice s, MbIp *ip) {
  const char *open = s.len ? memchr(s.data, '[', s.len) : NULL, *close = NULL;
  if (open && !(close = memchr(open, ']', s.data + s.len - open)))
    return FALSE;
  if (open)
    s = mb_slice(open + 1, close - open - 1);
  else if (s.len && s.data[0] == '/') /* Oracle's "(/192.0.2.1)" */
    s.data++, s.len--;
  const char *zone = s.len ? memchr(s.data, '%', s.len) : NULL;
  if (zone)
    s.len = zone - s.data;
  if (mb_ip_parse(s, ip))
    return TRUE;
  const char *port = s.len ? memchr(s.data, ':', s.len) : NULL;
  return port && mb_ip_parse(mb_slice(s.data, port - s.data), ip);
}

static MbSlice next_word(MbSlice *rest) {
  *rest = mb_slice_trim(*rest);
  gsize n = 0;
  while (n < rest->len && !mb_is_blank(rest->data[n]))
    n++;
  MbSlice word = mb_slice(rest->data, n);
  rest->data += n, rest->len -= n;
  return word;
}

/* A server that found no name says so in one of these words. */
static gboolean is_no_name(MbSlice s) {
  static const char *const words[] = {"unknown", "nxdomain", "noname", "may", "dns", "?"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (mb_slice_is(s, words[i]))
      return TRUE;
  return FALSE;
}

static void set_reverse(MbArena *arena, MbSlice name, MbHop *hop) {
  const char *at = name.len ? memrchr(name.data, '@', name.len) : NULL; /* ident@reverse */
  if (at)
    name = mb_slice(at + 1, name.data + name.len - at - 1);
  MbIp ip;
  if (name.len == 0)
    return;
  if (is_no_name(name) || read_ip(name, &ip))
    hop->reverse_unknown = TRUE;
  else if (!hop->reverse)
    hop->reverse = mb_hop_domain(arena, name);
}

static gboolean take_helo(MbSlice word, MbSlice *rest, MbHop *hop) {
  if (word.len && word.data[0] == '"') /* ZMailer's "EHLO name" */
    word.data++, word.len--;
  if (mb_slice_has_prefix(word, "helo=") && word.len > 5) {
    hop->helo = mb_slice(word.data + 5, word.len - 5);
    return TRUE;
  }
  if (!mb_slice_is(word, "helo") && !mb_slice_is(word, "ehlo") && !mb_slice_is(word, "lhlo"))
    return FALSE;
  MbSlice name = next_word(rest);
  if (name.len && name.data[name.len - 1] == '"')
    name.len--;
  if (name.len)
    hop->helo = name;
  return TRUE;
}

/* "user@1.2.3.4" of qmail and "user@1.2.3.4 with login" of qmail with authentication. */
static gboolean read_ident_ip(MbSlice word, MbHop *hop) {
  const char *at = word.len ? memrchr(word.data, '@', word.len) : NULL;
  return at && read_ip(mb_slice(at + 1, word.data + word.len - at - 1), &hop->ip);
}

/* One comment of the clause; the first address wins, for it is the observed one. */
static void read_comment(MbArena *arena, MbSlice inside, MbHop *hop) {
  MbSlice rest = inside, before = MB_SLICE_NONE;
  guint n_before = 0;
  for (MbSlice word = next_word(&rest); word.len; word = next_word(&rest)) {
    MbIp ip;
    if (take_helo(word, &rest, hop))
      continue;
    if (!hop->ip.family && (read_ip(word, &ip) || (!before.len && read_ident_ip(word, hop)))) {
      if (!hop->ip.family)
        hop->ip = ip;
      /* a name is one word right before the address ("r.example[192.0.2.1]" too), no sentence */
      const char *open = memchr(word.data, '[', word.len);
      if (open > word.data && !n_before++)
        before = mb_slice(word.data, open - word.data);
      else if (open > word.data)
        n_before++;
      if (n_before == 1)
        set_reverse(arena, before, hop);
    } else if (!n_before++) {
      before = word;
    }
  }
  if (mb_slice_find(inside, "may be forged") >= 0)
    hop->reverse_unknown = TRUE;
  if (mb_slice_is(mb_slice_trim(inside), "unknown"))
    hop->reverse_unknown = TRUE;
}

/* Where the HELO stands in a comment, the word after "from" is what the server found out. */
static void name_is_observed(MbArena *arena, MbHop *hop) {
  MbIp ip;
  if (read_ip(hop->from_name, &ip)) {
    if (!hop->ip.family)
      hop->ip = ip;
    hop->reverse_unknown = TRUE;
  } else {
    set_reverse(arena, hop->from_name, hop);
  }
}

void mb_hop_read_from(MbArena *arena, const MbHopToken *tokens, guint n, MbHop *hop) {
  guint i = 0;
  MbIp ip;
  if (n && !tokens[0].comment)
    hop->from_name = tokens[i++].text;
  /* fetchmail writes the address as a second word */
  if (i < n && !tokens[i].comment && tokens[i].text.data[0] == '[' &&
      read_ip(tokens[i].text, &hop->ip))
    i++;
  for (; i < n; i++) {
    if (!tokens[i].comment)
      continue;
    read_comment(arena, tokens[i].text, hop);
    mb_hop_read_note(tokens[i].text, hop);
  }
  if (hop->helo.len) {
    name_is_observed(arena, hop);
    return;
  }
  hop->helo = hop->from_name;
  if (!hop->ip.family && read_ip(hop->from_name, &ip) && !hop->reverse_unknown)
    hop->ip = ip;
}
