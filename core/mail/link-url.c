/* What a browser would make of a URL: it drops tabs and line ends, takes "\" for "/", believes the
 * last "@", and reads numbers in any base as an address.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-url.h"

#include "../base/domain.h"

#define MAX_HOST 2048 /* bytes as written; whatever is longer is no host */

static gboolean is_one_of(char c, const char *set) {
  return c && strchr(set, c);
}

/* Without C0 controls and blanks at the ends, tabs and line ends anywhere (URL standard 4.4). */
static MbSlice clean(MbArena *arena, MbSlice s) {
  while (s.len && (guchar)s.data[0] <= ' ')
    s.data++, s.len--;
  while (s.len && (guchar)s.data[s.len - 1] <= ' ')
    s.len--;
  if (!s.len || (!memchr(s.data, '\n', s.len) && !memchr(s.data, '\r', s.len) &&
                 !memchr(s.data, '\t', s.len)))
    return s;
  char *copy = mb_arena_alloc(arena, s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++)
    if (!is_one_of(s.data[i], "\t\r\n"))
      copy[n++] = s.data[i];
  return mb_slice(copy, n);
}

MbSlice mb_url_unescape(MbArena *arena, MbSlice s) {
  if (!s.len || !memchr(s.data, '%', s.len))
    return s;
  char *copy = mb_arena_alloc(arena, s.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < s.len; i++) {
    int high = i + 2 < s.len && s.data[i] == '%' ? g_ascii_xdigit_value(s.data[i + 1]) : -1;
    int low = high >= 0 ? g_ascii_xdigit_value(s.data[i + 2]) : -1;
    copy[n++] = low >= 0 ? (char)(high * 16 + low) : s.data[i];
    if (low >= 0)
      i += 2;
  }
  return mb_slice(copy, n);
}

/* One number of an address: 0x hex, leading 0 octal, else decimal (3.5, "IPv4 number parser"). */
static gboolean read_number(MbSlice s, guint64 *value) {
  guint base = 10;
  *value = 0;
  if (s.len >= 2 && s.data[0] == '0' && (s.data[1] | 0x20) == 'x') {
    base = 16;
    s.data += 2, s.len -= 2;
  } else if (s.len >= 2 && s.data[0] == '0') {
    base = 8;
    s.data++, s.len--;
  } else if (!s.len) {
    return FALSE;
  }
  for (gsize i = 0; i < s.len; i++) {
    int digit = g_ascii_xdigit_value(s.data[i]);
    if (digit < 0 || digit >= (int)base)
      return FALSE;
    if (*value <= G_MAXUINT32)
      *value = *value * base + digit;
  }
  return TRUE;
}

static MbSlice last_label(MbSlice s) {
  if (s.len && s.data[s.len - 1] == '.')
    s.len--;
  gsize start = s.len;
  while (start && s.data[start - 1] != '.')
    start--;
  return mb_slice(s.data + start, s.len - start);
}

/* 3.5 "ends in a number checker" */
static gboolean ends_in_number(MbSlice s) {
  guint64 value;
  MbSlice label = last_label(s);
  gboolean digits = label.len > 0;
  for (gsize i = 0; i < label.len; i++)
    digits = digits && g_ascii_isdigit(label.data[i]);
  return digits || (mb_slice_has_prefix(label, "0x") && read_number(label, &value));
}

/* One to four numbers, the last fills what is left: 3221225985, 0xC0.0.02.1 … */
static const char *read_ipv4(MbArena *arena, MbSlice s) {
  guint64 part[4], address = 0;
  guint n = 0;
  if (s.len && s.data[s.len - 1] == '.')
    s.len--;
  for (gsize start = 0, i = 0; i <= s.len; i++) {
    if (i < s.len && s.data[i] != '.')
      continue;
    if (n == 4 || !read_number(mb_slice(s.data + start, i - start), &part[n++]))
      return NULL;
    start = i + 1;
  }
  for (guint i = 0; i + 1 < n; i++) {
    if (part[i] > 255)
      return NULL;
    address |= part[i] << (8 * (3 - i));
  }
  if (part[n - 1] >= (guint64)1 << (8 * (5 - n)))
    return NULL;
  address |= part[n - 1];
  MbIp ip = {.family = 4};
  for (guint i = 0; i < 4; i++)
    ip.bytes[i] = address >> (8 * (3 - i));
  char buf[46];
  mb_ip_format(&ip, buf);
  return mb_arena_strndup(arena, buf, strlen(buf));
}

static const char *read_ipv6(MbArena *arena, MbSlice s) {
  MbIp ip;
  char buf[46];
  if (s.len < 4 || s.data[s.len - 1] != ']' || !mb_ip_parse(mb_slice(s.data + 1, s.len - 2), &ip))
    return NULL;
  mb_ip_format(&ip, buf);
  return mb_arena_strndup(arena, buf, strlen(buf));
}

static gboolean is_ascii(MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if (s.data[i] & 0x80)
      return FALSE;
  return TRUE;
}

/* Full-width letters, circled letters, ideographic dots … as the plain ones IDNA takes them for. */
static MbSlice fold_wide(MbArena *arena, MbSlice s, guint *flags) {
  if (is_ascii(s) || !g_utf8_validate(s.data, s.len, NULL))
    return s;
  g_autofree char *nfkc = g_utf8_normalize(s.data, s.len, G_NORMALIZE_NFKC);
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = nfkc; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(out, c == 0x3002 ? '.' : c);
  }
  MbSlice folded = mb_slice(out->str, out->len);
  for (gsize i = 0; i < s.len; i = g_utf8_next_char(s.data + i) - s.data) {
    gunichar c = g_utf8_get_char(s.data + i);
    if (c == 0x3002 || c == 0xFF0E || c == 0xFF61 || (c >= 0xFF01 && c <= 0xFF5E))
      *flags |= MB_URL_FULLWIDTH;
  }
  return mb_arena_slice(arena, folded);
}

const char *mb_url_read_host(MbArena *arena, MbSlice text, guint *flags) {
  if (!text.len || text.len > MAX_HOST)
    return NULL;
  const char *host = NULL;
  if (text.data[0] == '[') {
    host = read_ipv6(arena, text);
    *flags |= host ? MB_URL_IP_LITERAL : 0;
    return host;
  }
  MbSlice raw = mb_url_unescape(arena, text), plain = fold_wide(arena, raw, flags);
  if (ends_in_number(plain)) {
    host = read_ipv4(arena, plain);
    *flags |= host ? MB_URL_IP_LITERAL : 0;
    return host;
  }
  g_autofree char *name = mb_domain_normalise(plain);
  if (!name)
    return NULL;
  if (g_str_has_prefix(name, "xn--") || strstr(name, ".xn--"))
    *flags |= MB_URL_PUNYCODE;
  else if (!is_ascii(raw)) /* all of it folds into plain letters */
    *flags |= MB_URL_FULLWIDTH;
  return mb_arena_strndup(arena, name, strlen(name));
}

/* Splits ":port" off. A colon inside [ ] belongs to the address. */
static MbSlice without_port(MbSlice s, MbUrl *url) {
  gsize i = s.len;
  guint port = 0;
  while (i && g_ascii_isdigit(s.data[i - 1]))
    i--;
  if (!i || s.data[i - 1] != ':' || (s.data[0] == '[' && s.data[i - 2 + (i < 2)] != ']'))
    return s;
  for (gsize j = i; j < s.len; j++)
    port = MIN(port * 10 + (s.data[j] - '0'), 100000);
  if (i < s.len && port != 80 && port != 443)
    url->flags |= MB_URL_PORT;
  return mb_slice(s.data, i - 1);
}

/* s begins behind the slashes. */
static void read_authority(MbArena *arena, MbSlice s, gboolean special, MbUrl *url) {
  gsize end = 0, start = 0;
  while (end < s.len && !is_one_of(s.data[end], special ? "/\\?#" : "/?#"))
    end++;
  if (end < s.len && s.data[end] == '\\')
    url->flags |= MB_URL_BACKSLASH;
  for (gsize i = end; i > 0 && !start; i--)
    if (s.data[i - 1] == '@')
      start = i;
  if (start)
    url->flags |= MB_URL_USERINFO;
  url->host = mb_url_read_host(arena, without_port(mb_slice(s.data + start, end - start), url),
                               &url->flags);
  MbSlice rest = mb_slice(s.data + end, s.len - end);
  gsize n = 0;
  while (n < rest.len && rest.data[n] != '?' && rest.data[n] != '#')
    n++;
  url->path = mb_slice(rest.data, n);
  if (n < rest.len && rest.data[n] == '?') {
    const char *hash = memchr(rest.data + n, '#', rest.len - n);
    url->query =
        mb_slice(rest.data + n + 1, (hash ? hash : rest.data + rest.len) - rest.data - n - 1);
  }
}

static gsize scheme_end(MbSlice s) {
  gsize i = 0;
  if (!s.len || !g_ascii_isalpha(s.data[0]))
    return 0;
  while (i < s.len && (g_ascii_isalnum(s.data[i]) || is_one_of(s.data[i], "+-.")))
    i++;
  return i < s.len && s.data[i] == ':' ? i : 0;
}

static guint scheme_flags(const char *scheme) {
  static const struct {
    const char *scheme;
    guint flags;
  } known[] = {
      {"data", MB_URL_DATA},     {"javascript", MB_URL_SCRIPT}, {"vbscript", MB_URL_SCRIPT},
      {"mailto", MB_URL_MAILTO}, {"cid", MB_URL_CID},           {"mid", MB_URL_CID},
      {"tel", MB_URL_TEL},       {"sms", MB_URL_TEL},           {"callto", MB_URL_TEL}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (g_str_equal(scheme, known[i].scheme))
      return known[i].flags;
  return 0;
}

static gboolean is_special(const char *scheme) {
  static const char *const special[] = {"http", "https", "ftp", "ws", "wss", "file", NULL};
  return g_strv_contains(special, scheme);
}

/* "http:host", "http:/host" and "http:\\\\host" all mean http://host. */
static void read_special(MbArena *arena, MbSlice s, MbUrl *url) {
  gsize i = 0;
  while (i < s.len && is_one_of(s.data[i], "/\\")) {
    if (s.data[i] == '\\')
      url->flags |= MB_URL_BACKSLASH;
    i++;
  }
  read_authority(arena, mb_slice(s.data + i, s.len - i), TRUE, url);
  if (!url->host)
    url->flags |= MB_URL_BAD;
}

static void read_relative(MbArena *arena, MbSlice s, MbUrl *url) {
  gboolean network = s.len > 2 && is_one_of(s.data[0], "/\\") && is_one_of(s.data[1], "/\\");
  url->flags |= MB_URL_RELATIVE;
  if (network)
    read_special(arena, s, url);
  else if (mb_slice_has_prefix(s, "www.")) /* relative to browsers; mail programs know better */
    read_authority(arena, s, TRUE, url);
}

void mb_url_read(MbArena *arena, MbSlice text, MbUrl *url) {
  MbSlice s = clean(arena, text);
  gsize n = scheme_end(s);
  *url = (MbUrl){.scheme = "", .path = MB_SLICE_LIT("")};
  if (!n) {
    read_relative(arena, s, url);
    return;
  }
  char *scheme = mb_arena_strndup(arena, s.data, MIN(n, 32));
  for (char *p = scheme; *p; p++)
    *p = g_ascii_tolower(*p);
  url->scheme = scheme;
  url->flags |= scheme_flags(scheme);
  MbSlice rest = mb_slice(s.data + n + 1, s.len - n - 1);
  if (is_special(scheme))
    read_special(arena, rest, url);
  else if (rest.len > 2 && memcmp(rest.data, "//", 2) == 0 && !url->flags)
    read_authority(arena, mb_slice(rest.data + 2, rest.len - 2), FALSE, url);
}
