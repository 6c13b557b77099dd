/* Remarks of a Received line: how the connection was protected and who had logged in.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hop-parts.h"

static const char *const tls_words[] = {"TLSv", "TLS1",   "TLS_",     "=TLS",
                                        "SSLv", "cipher", "encrypted"};
/* The user's name follows these directly. */
static const char *const user_words[] = {
    "Authenticated sender:", "authenticated user ", "smtp-auth username ", "authenticated as ",
    "AUTH: LOGIN ",          "AUTH: PLAIN ",        "AUTH: CRAM-MD5 ",     "account "};

static MbSlice first_word(MbSlice s) {
  s = mb_slice_trim(s);
  gsize n = 0;
  while (n < s.len && !mb_is_blank(s.data[n]) && s.data[n] != ',' && s.data[n] != ')')
    n++;
  return mb_slice(s.data, n);
}

static void read_user(MbSlice s, MbHop *hop) {
  for (guint i = 0; i < G_N_ELEMENTS(user_words); i++) {
    gssize at = mb_slice_find(s, user_words[i]);
    gsize skip = strlen(user_words[i]);
    if (at < 0 || (at > 0 && !mb_is_blank(s.data[at - 1])))
      continue;
    hop->authenticated = TRUE;
    hop->user = first_word(mb_slice(s.data + at + skip, s.len - at - skip));
    return;
  }
}

/* "user@1.2.3.4 with login": the part before the last "@" is the account. */
static void read_with_login(MbSlice s, MbHop *hop) {
  static const char *const ways[] = {" with login", " with plain", " with cram-md5",
                                     " with xymcookie"};
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    gssize at = mb_slice_find(s, ways[i]);
    if (at < 0)
      continue;
    hop->authenticated = TRUE;
    const char *sign = memrchr(s.data, '@', at);
    hop->user = sign ? mb_slice(s.data, sign - s.data) : MB_SLICE_NONE;
    return;
  }
}

void mb_hop_read_note(MbSlice comment, MbHop *hop) {
  MbSlice s = mb_slice_trim(comment);
  for (guint i = 0; i < G_N_ELEMENTS(tls_words) && !hop->tls; i++)
    hop->tls = mb_slice_find(s, tls_words[i]) >= 0;
  if (mb_slice_is(s, "TLS") || mb_slice_is(s, "using TLS"))
    hop->tls = TRUE;
  if (hop->user.len)
    return;
  if (mb_slice_has_prefix(s, "authenticated") || mb_slice_find(s, "encrypted, authenticated") >= 0)
    hop->authenticated = TRUE;
  read_user(s, hop);
  if (!hop->user.len)
    read_with_login(s, hop);
}
