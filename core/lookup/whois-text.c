/* Which charset a WHOIS answer is in nobody says; its bytes do.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "whois.h"

/* glibc's ISO-2022-JP refuses NEC's row 13 ("㈱" in company names), its EUC-JP-MS knows it; between
 * the two lie only the escape sequences and the high bits. */
static char *from_iso2022jp(MbSlice s) {
  g_autofree char *euc = g_malloc(s.len + 1);
  gsize n = 0;
  gboolean wide = FALSE;
  for (gsize i = 0; i < s.len; i++) {
    guchar c = s.data[i];
    if (c == 0x1b && i + 2 < s.len) {
      wide = s.data[i + 1] == '$';
      i += wide && s.data[i + 2] == '(' ? 3 : 2;
    } else if (c == '\n') {
      wide = FALSE; /* every line begins in ASCII (RFC 1468) */
      euc[n++] = c;
    } else if (c) {
      euc[n++] = wide && c > 0x20 ? c | 0x80 : c & 0x7f;
    }
  }
  return g_convert_with_fallback(euc, n, "UTF-8", "EUC-JP-MS", "?", NULL, NULL, NULL);
}

char *mb_whois_text(MbSlice s) {
  s.len = MIN(s.len, MB_WHOIS_MAX);
  if (!s.len)
    return g_strdup("");
  char *text = NULL;
  if (memmem(s.data, s.len, "\x1b$", 2))
    text = from_iso2022jp(s);
  else if (g_utf8_validate(s.data, s.len, NULL))
    text = g_strndup(s.data, s.len);
  else
    text = g_convert_with_fallback(s.data, s.len, "UTF-8", "CP1252", "?", NULL, NULL, NULL);
  return text ? text : g_utf8_make_valid(s.data, s.len);
}
