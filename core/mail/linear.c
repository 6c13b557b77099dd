/* Reading without believing in a structure: the range is cut at every line that looks like a
 * delimiter, and each piece is read raw and by every decoding it looks like. This is what stands
 * when GMime gave nothing, when boundaries conflict, and for bytes no part claims. Source: SECURITY
 * rows 26, 29; draft-chen-email-mime-ambiguity-defense (union of views).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"
#include "decode.h"
#include "guard.h"

static gboolean is_delimiter(const char *p, const char *end) {
  return end - p > 2 && p[0] == '-' && p[1] == '-' && !mb_is_blank(p[2]);
}

/* Rules of dashes are taken as well: cutting once too often costs nothing. */
static const char *next_delimiter(const char *from, const char *end) {
  for (const char *p = from; (p = memmem(p, end - p, "\n--", 3)); p++)
    if (is_delimiter(p + 1, end))
      return p + 1;
  return end;
}

static void view_as(MbBuild *b, MbSlice bytes, MbEncoding encoding, int variant,
                    const char *charset, guint flag) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  mb_decode_tolerant(out, bytes, encoding, variant, MB_MAX_TEXT_PART);
  mb_build_view(b, mb_slice((char *)out->data, out->len), charset, bytes, flag, FALSE);
}

static gboolean looks_quoted(MbSlice s) {
  return memmem(s.data, s.len, "=3D", 3) || memmem(s.data, s.len, "=3d", 3) ||
         memmem(s.data, s.len, "=\r\n", 3) || memmem(s.data, s.len, "=\n", 2);
}

static gboolean labelled_base64(const MbHeaders *headers) {
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    gboolean odd;
    if (h->id == MB_HEADER_CONTENT_TRANSFER_ENCODING &&
        mb_encoding_read(h->value, &odd) == MB_ENCODING_BASE64)
      return TRUE;
  }
  return FALSE;
}

/* One piece: the part's fields, if it begins with some, and its bytes. */
static void read_piece(MbBuild *b, MbSlice piece, guint flag, gboolean keep) {
  g_autoptr(MbHeaders) headers =
      mb_headers_scan(mb_slice(piece.data, MIN(piece.len, MB_MAX_PART_HEADER)));
  MbSlice body = piece;
  const char *charset = NULL;
  gboolean has_type = mb_headers_count(headers, MB_HEADER_CONTENT_TYPE) ||
                      mb_headers_count(headers, MB_HEADER_CONTENT_TRANSFER_ENCODING);
  if (has_type) {
    guint mime = 0;
    MbPartFields f = mb_part_fields(b->m->arena, headers, &mime);
    MbSlice label = mb_params_get(b->m->arena, f.type, "charset");
    charset = label.len ? mb_arena_strndup(b->m->arena, label.data, label.len) : NULL;
    body = mb_slice(piece.data + headers->body, piece.len - headers->body);
  }
  if (!mb_slice_trim(body).len)
    return;
  gboolean base64 = labelled_base64(headers) || mb_encoding_looks_base64(mb_slice_trim(body));
  mb_build_view(b, body, charset, body, flag, keep && !base64);
  if (base64) {
    view_as(b, body, MB_ENCODING_BASE64, 0, charset, flag);
    view_as(b, body, MB_ENCODING_BASE64, 1, charset, flag);
  }
  if (looks_quoted(body))
    view_as(b, body, MB_ENCODING_QUOTED, 0, charset, flag);
}

void mb_linear_view(MbBuild *b, MbSlice range, guint flag, gboolean keep) {
  const char *p = range.data, *end = range.data + range.len;
  for (guint n = 0; p < end; n++) {
    if (is_delimiter(p, end)) {
      const char *nl = memchr(p, '\n', end - p);
      p = nl ? nl + 1 : end;
    }
    /* after that many pieces the rest is one piece */
    const char *cut = n < MB_MAX_PARTS ? next_delimiter(p, end) : end;
    if (is_delimiter(p, end) && n < MB_MAX_PARTS)
      continue;
    if (cut > p)
      read_piece(b, mb_slice(p, cut - p), flag, keep);
    p = cut;
  }
}

/* More than delimiter lines and blanks. */
gboolean mb_linear_has_text(MbSlice range) {
  const char *p = range.data, *end = range.data + range.len;
  while (p < end) {
    const char *nl = memchr(p, '\n', end - p), *stop = nl ? nl + 1 : end;
    MbSlice line = mb_slice_trim(mb_slice(p, stop - p));
    if (line.len && !mb_slice_has_prefix(line, "--"))
      return TRUE;
    p = stop;
  }
  return FALSE;
}
