/* GMime's decoder for the ordinary case; the tolerant views are ours because GMime stops at the
 * first inner "=" and keeps broken quoted-printable breaks as text.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode.h"

#include <gmime/gmime.h>

static MbEncoding by_name(const char *name) {
  static const struct {
    const char *name;
    MbEncoding encoding;
  } names[] = {
      {"base64", MB_ENCODING_BASE64}, {"quoted-printable", MB_ENCODING_QUOTED},
      {"x-uuencode", MB_ENCODING_UU}, {"uuencode", MB_ENCODING_UU},
      {"x-uue", MB_ENCODING_UU},
  };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(name, names[i].name) == 0)
      return names[i].encoding;
  return MB_ENCODING_NONE;
}

/* Letters, digits and inner hyphens, without comments, quotes and anything else. */
static void bare_name(MbSlice value, char *out, gsize size) {
  gsize n = 0;
  int depth = 0;
  for (gsize i = 0; i < value.len && n + 1 < size; i++) {
    char c = value.data[i];
    if (c == '(')
      depth++;
    else if (c == ')' && depth)
      depth--;
    else if (!depth && (g_ascii_isalnum(c) || c == '-' || c == '_'))
      out[n++] = c == '_' ? '-' : g_ascii_tolower(c);
  }
  out[n] = 0;
}

MbEncoding mb_encoding_read(MbSlice value, gboolean *odd) {
  char strict[24] = "", bare[256];
  MbSlice trimmed = mb_slice_trim(value);
  *odd = FALSE;
  for (gsize i = 0; i < trimmed.len && trimmed.len < sizeof strict; i++)
    strict[i] = g_ascii_tolower(trimmed.data[i]);
  MbEncoding encoding = by_name(strict);
  if (encoding != MB_ENCODING_NONE)
    return encoding;
  bare_name(value, bare, sizeof bare);
  encoding = strstr(bare, "base64") || strstr(bare, "base-64") ? MB_ENCODING_BASE64
             : strstr(bare, "quoted")                          ? MB_ENCODING_QUOTED
             : strstr(bare, "uue")                             ? MB_ENCODING_UU
                                                               : MB_ENCODING_NONE;
  *odd = encoding != MB_ENCODING_NONE;
  return encoding;
}

static gboolean is_base64_char(guchar c) {
  return g_ascii_isalnum(c) || c == '+' || c == '/';
}

gboolean mb_encoding_looks_base64(MbSlice bytes) {
  guint n = 0, upper = 0, other = 0;
  for (gsize i = 0; i < bytes.len && n < 256; i++) {
    guchar c = bytes.data[i];
    if (c == '\r' || c == '\n')
      continue;
    if (c == '=' && n >= 24)
      break;
    if (!is_base64_char(c))
      return FALSE;
    n++;
    upper += g_ascii_isupper(c);
    other += !g_ascii_isupper(c);
  }
  return n >= 24 && upper >= n / 16 && other >= n / 16;
}

static gboolean has_inner_pad(MbSlice b) {
  const char *pad = memchr(b.data, '=', b.len), *end = b.data + b.len;
  for (; pad && pad < end; pad++)
    if (is_base64_char(*pad))
      return TRUE;
  return FALSE;
}

/* "=" must be followed by two hex digits or a line end. */
static gboolean has_broken_quote(MbSlice b) {
  const char *p = b.data, *end = b.data + b.len;
  while ((p = memchr(p, '=', end - p))) {
    gsize left = end - ++p;
    if (left >= 2 && g_ascii_isxdigit(p[0]) && g_ascii_isxdigit(p[1]))
      continue;
    if ((left >= 1 && p[0] == '\n') || (left >= 2 && p[0] == '\r' && p[1] == '\n'))
      continue;
    if (left)
      return TRUE;
  }
  return FALSE;
}

gboolean mb_encoding_is_broken(MbSlice bytes, MbEncoding encoding) {
  if (encoding == MB_ENCODING_BASE64)
    return has_inner_pad(bytes);
  return encoding == MB_ENCODING_QUOTED && has_broken_quote(bytes);
}

static GMimeContentEncoding gmime_encoding(MbEncoding encoding) {
  switch (encoding) {
  case MB_ENCODING_BASE64:
    return GMIME_CONTENT_ENCODING_BASE64;
  case MB_ENCODING_QUOTED:
    return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
  case MB_ENCODING_UU:
    return GMIME_CONTENT_ENCODING_UUENCODE;
  default:
    return GMIME_CONTENT_ENCODING_8BIT;
  }
}

static gboolean limit(GByteArray *out, gsize start, gsize max) {
  if (out->len - start <= max)
    return FALSE;
  g_byte_array_set_size(out, start + max);
  return TRUE;
}

gboolean mb_decode(GByteArray *out, MbSlice bytes, MbEncoding encoding, gsize max) {
  gsize start = out->len;
  if (encoding == MB_ENCODING_NONE) {
    g_byte_array_append(out, (const guint8 *)bytes.data, MIN(bytes.len, max));
    return bytes.len > max;
  }
  /* quoted-printable may shrink to a third; more input than that cannot matter */
  MbSlice in = mb_slice(bytes.data, MIN(bytes.len, max * 3 + 4));
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, gmime_encoding(encoding));
  g_byte_array_set_size(out, start + g_mime_encoding_outlen(&state, in.len) + 16);
  gsize n = g_mime_encoding_flush(&state, in.data, in.len, (char *)out->data + start);
  g_byte_array_set_size(out, start + n);
  return limit(out, start, max) || in.len < bytes.len;
}

static void base64_pieces(GByteArray *out, MbSlice b) {
  const char *p = b.data, *end = b.data + b.len;
  while (p < end) {
    const char *pad = memchr(p, '=', end - p), *stop = pad ? pad : end;
    while (stop < end && *stop == '=')
      stop++;
    mb_decode(out, mb_slice(p, stop - p), MB_ENCODING_BASE64, G_MAXSIZE / 8);
    p = stop;
  }
}

static void base64_without_pads(GByteArray *out, MbSlice b) {
  g_autofree char *kept = g_malloc(b.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < b.len; i++)
    if (b.data[i] != '=')
      kept[n++] = b.data[i] == '-' ? '+' : b.data[i] == '_' ? '/' : b.data[i];
  mb_decode(out, mb_slice(kept, n), MB_ENCODING_BASE64, G_MAXSIZE / 8);
}

/* Behind a "=": how many bytes a soft line break takes, blanks and bare CR included; 0 = none. */
static gsize soft_break(MbSlice b, gsize at) {
  gsize i = at;
  while (i < b.len && (b.data[i] == ' ' || b.data[i] == '\t'))
    i++;
  if (i == b.len)
    return i - at;
  if (b.data[i] != '\r' && b.data[i] != '\n')
    return 0;
  while (i < b.len && b.data[i] == '\r')
    i++;
  if (i < b.len && b.data[i] == '\n')
    i++;
  return i - at;
}

static void quoted_tolerant(GByteArray *out, MbSlice b) {
  g_autofree char *buf = g_malloc(b.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < b.len;) {
    const char *pad = memchr(b.data + i, '=', b.len - i);
    gsize run = (pad ? (gsize)(pad - b.data) : b.len) - i;
    memcpy(buf + n, b.data + i, run);
    n += run;
    i += run;
    if (i >= b.len)
      break;
    i++;
    if (i + 1 < b.len && g_ascii_isxdigit(b.data[i]) && g_ascii_isxdigit(b.data[i + 1])) {
      buf[n++] = g_ascii_xdigit_value(b.data[i]) << 4 | g_ascii_xdigit_value(b.data[i + 1]);
      i += 2;
    } else {
      gsize skip = soft_break(b, i);
      if (!skip)
        buf[n++] = '=';
      i += skip;
    }
  }
  g_byte_array_append(out, (const guint8 *)buf, n);
}

gboolean mb_decode_tolerant(GByteArray *out, MbSlice bytes, MbEncoding encoding, int variant,
                            gsize max) {
  gsize start = out->len;
  MbSlice in = mb_slice(bytes.data, MIN(bytes.len, max * 3));
  if (encoding == MB_ENCODING_QUOTED)
    quoted_tolerant(out, in);
  else if (encoding == MB_ENCODING_BASE64 && variant == 0)
    base64_pieces(out, in);
  else if (encoding == MB_ENCODING_BASE64)
    base64_without_pads(out, in);
  else
    return mb_decode(out, bytes, encoding, max);
  return limit(out, start, max) || in.len < bytes.len;
}
