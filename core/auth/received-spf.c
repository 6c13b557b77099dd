/* Received-SPF, RFC 7208 section 9.1: a result, comments, then key=value pairs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "authres-lex.h"
#include "authres.h"

static void read_pair(MbArena *arena, MbAuthLex *lex, MbReceivedSpf *spf) {
  const struct {
    const char *key;
    MbSlice *value;
  } keys[] = {{"client-ip", &spf->client_ip},
              {"envelope-from", &spf->envelope_from},
              {"helo", &spf->helo},
              {"receiver", &spf->receiver},
              {"identity", &spf->identity}};
  gboolean quoted;
  MbSlice key = mb_auth_lex_word(lex, "=");
  mb_auth_lex_skip(lex);
  if (!mb_auth_lex_take(lex, '=')) {
    if (!key.len && !mb_auth_lex_take(lex, ';') && lex->rest.len && !lex->broken)
      lex->rest.data++, lex->rest.len--;
    return;
  }
  mb_auth_lex_skip(lex);
  MbSlice value = mb_auth_lex_value(arena, lex, &quoted);
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (mb_slice_is(key, keys[i].key) && !keys[i].value->len)
      *keys[i].value = value;
}

/* Google and Microsoft name themselves in front of the comment: "(google.com: domain of …)". */
static MbSlice comment_server(MbSlice rest) {
  rest = mb_slice_trim(rest);
  if (rest.len < 2 || rest.data[0] != '(')
    return MB_SLICE_NONE;
  gsize n = 1;
  while (n < rest.len &&
         (g_ascii_isalnum(rest.data[n]) || rest.data[n] == '.' || rest.data[n] == '-'))
    n++;
  return n < rest.len && rest.data[n] == ':' ? mb_slice(rest.data + 1, n - 1) : MB_SLICE_NONE;
}

MbReceivedSpf *mb_received_spf_parse(MbArena *arena, MbSlice value) {
  MbReceivedSpf *spf = mb_arena_new0(arena, MbReceivedSpf);
  MbAuthLex lex = {value, value.len > MB_MAX_AUTHRES, FALSE};
  spf->result = MB_RESULT_NONE;
  if (!value.len)
    return spf;
  mb_auth_lex_skip(&lex);
  MbSlice word = mb_auth_lex_word(&lex, "");
  MbSlice server = comment_server(lex.rest);
  while (mb_auth_lex_skip(&lex), mb_auth_lex_peek(&lex))
    read_pair(arena, &lex, spf);
  if (lex.broken) {
    *spf = (MbReceivedSpf){.result = MB_RESULT_NONE};
    return spf;
  }
  spf->result = mb_result_from_name(word);
  if (!spf->receiver.len)
    spf->receiver = server;
  return spf;
}
