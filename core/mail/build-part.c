/* One leaf of the mail: its kind, its text or its attachment.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"
#include "build.h"
#include "charset.h"
#include "decode.h"
#include "rfc2047.h"

/* Several fields of one name: the last counts, as for GMime; that there are several is a sign. */
static const MbHeader *last_field(const MbHeaders *headers, const char *name, guint *mime) {
  const MbHeader *last = NULL;
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (!mb_slice_is(h->name, name) || (h->candidate && last && !last->candidate))
      continue;
    if (h->candidate ||
        (last && !mb_slice_equal(mb_slice_trim(last->value), mb_slice_trim(h->value))))
      *mime |= MB_MIME_CONFLICT_HEADER;
    last = h;
  }
  return last;
}

MbPartFields mb_part_fields(MbArena *arena, const MbHeaders *headers, guint *mime) {
  MbPartFields f = {0};
  const MbHeader *type = last_field(headers, "content-type", mime);
  const MbHeader *disposition = last_field(headers, "content-disposition", mime);
  const MbHeader *encoding = last_field(headers, "content-transfer-encoding", mime);
  f.type = mb_params_parse(arena, type ? type->value : MB_SLICE_NONE);
  f.disposition = mb_params_parse(arena, disposition ? disposition->value : MB_SLICE_NONE);
  f.encoding = encoding ? encoding->value : MB_SLICE_NONE;
  for (guint i = 0; type && i < f.type->params->len; i++) {
    MbSlice name = g_array_index(f.type->params, MbParam, i).name;
    if (mb_slice_has_prefix(name, "boundary*"))
      *mime |= MB_MIME_CONFLICT_PARAMETER;
  }
  if (mb_params_count(f.type, "boundary") > 1 || mb_params_count(f.type, "charset") > 1)
    *mime |= MB_MIME_CONFLICT_PARAMETER;
  return f;
}

gboolean mb_type_is_text(const char *type) {
  return g_str_has_prefix(type, "text/") || strcmp(type, "application/xhtml+xml") == 0 ||
         (g_str_has_prefix(type, "message/") && strcmp(type, "message/rfc822") != 0 &&
          strcmp(type, "message/external-body") != 0 && strcmp(type, "message/partial") != 0);
}

#define RUNS (MB_ATT_EXECUTABLE | MB_ATT_SCRIPT | MB_ATT_SHORTCUT | MB_ATT_DISK_IMAGE | MB_ATT_HTML)

/* A name of that parameter under which the file would run, where there are several. */
static MbSlice running_name(const MbParams *params, const char *parameter) {
  for (guint i = 0; i < params->params->len; i++) {
    const MbParam *p = &g_array_index(params->params, MbParam, i);
    if (mb_slice_is(p->name, parameter) && mb_kind_of_name(p->value).flags & RUNS)
      return p->value;
  }
  return MB_SLICE_NONE;
}

/* Programs choose differently where a part has several names: then the one that runs counts. */
static MbSlice file_name(MbArena *arena, const MbPartFields *f) {
  MbSlice name = mb_params_get(arena, f->disposition, "filename");
  MbSlice other = mb_params_get(arena, f->type, "name");
  if (!name.len || mb_kind_of_name(name).flags & RUNS)
    return name.len ? name : other;
  if (other.len && mb_kind_of_name(other).flags & RUNS)
    return other;
  MbSlice again = running_name(f->disposition, "filename");
  return again.len ? again : name;
}

static const char *lower_charset(MbArena *arena, const MbPartFields *f) {
  MbSlice value = MB_SLICE_NONE;
  if (f->type->params->len)
    value = mb_slice_trim(mb_params_get(arena, f->type, "charset"));
  if (!value.len)
    return NULL;
  char *copy = mb_arena_strndup(arena, value.data, MIN(value.len, 64));
  for (char *p = copy; *p; p++)
    *p = g_ascii_tolower(*p);
  return copy;
}

static void note_protection(MbBuild *b, const char *type, const MbPartFields *f) {
  if (strcmp(type, "multipart/signed") == 0)
    b->m->skipped |= MB_SKIP_SIGNED;
  else if (strcmp(type, "multipart/encrypted") == 0 ||
           strcmp(type, "application/pgp-encrypted") == 0)
    b->m->skipped |= MB_SKIP_ENCRYPTED;
  else if (strcmp(type, "application/pkcs7-mime") == 0 ||
           strcmp(type, "application/x-pkcs7-mime") == 0) {
    MbSlice kind = mb_params_get(b->m->arena, f->type, "smime-type");
    /* an opaque signature wraps the text; it is not unpacked here, so it was not read either */
    if (mb_slice_is(kind, "signed-data"))
      b->m->skipped |= MB_SKIP_SIGNED;
    if (!mb_slice_is(kind, "certs-only"))
      b->m->skipped |= MB_SKIP_ENCRYPTED;
  }
}

static int add_attachment(MbBuild *b, int part, const char *type, const MbPartFields *f,
                          MbSlice name, MbSlice bytes) {
  MbAttachment a = {.name = name, .declared = type, .size = bytes.len, .part = part};
  mb_attachment_read(b->m->arena, &a, bytes);
  if (a.flags & (MB_ATT_LIST_CUT | MB_ATT_BROKEN))
    b->m->skipped |= MB_SKIP_ARCHIVE;
  g_array_append_val(b->m->attachments, a);
  return b->m->attachments->len - 1;
}

/* Decoded bytes in scratch, valid until the next part. */
static MbSlice decode(MbBuild *b, MbSlice content, MbEncoding encoding, gsize max) {
  if (encoding == MB_ENCODING_NONE) {
    if (content.len > max)
      b->m->skipped |= MB_SKIP_TEXT;
    return mb_slice(content.data, MIN(content.len, max));
  }
  g_byte_array_set_size(b->scratch, 0);
  if (mb_decode(b->scratch, content, encoding, max))
    b->m->skipped |= MB_SKIP_TEXT;
  return mb_slice((const char *)b->scratch->data, b->scratch->len);
}

/* Rows 27 and 28: where readers decode differently, each reading is looked at. */
static void second_views(MbBuild *b, MbSlice content, MbEncoding encoding, gboolean odd,
                         const char *charset) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  if (mb_encoding_is_broken(content, encoding)) {
    guint flag = encoding == MB_ENCODING_BASE64 ? MB_MIME_BASE64_TAIL : MB_MIME_ODD_ENCODING;
    b->m->mime |= flag;
    for (int variant = 0; variant < (encoding == MB_ENCODING_BASE64 ? 2 : 1); variant++) {
      g_byte_array_set_size(bytes, 0);
      mb_decode_tolerant(bytes, content, encoding, variant, MB_MAX_TEXT_PART);
      mb_build_view(b, mb_slice((char *)bytes->data, bytes->len), charset, content, flag, FALSE);
    }
  }
  if (odd) {
    b->m->mime |= MB_MIME_ODD_ENCODING;
    mb_build_view(b, content, charset, content, 0, FALSE);
  }
  if (encoding != MB_ENCODING_NONE || !mb_encoding_looks_base64(content))
    return;
  mb_decode_tolerant(bytes, content, MB_ENCODING_BASE64, 1, MB_MAX_TEXT_PART);
  mb_build_view(b, mb_slice((char *)bytes->data, bytes->len), charset, content,
                MB_MIME_ODD_ENCODING, FALSE);
}

static MbSlice content_of(const MbNode *node) {
  return node->content.data ? node->content : mb_slice("", 0);
}

static MbPartKind kind_of(const char *type, const MbPartFields *f) {
  if (mb_type_is_calendar(type)) /* shown with the mail, attached or not */
    return MB_PART_OTHER_TEXT;
  if (strcmp(f->disposition->type, "attachment") == 0 || !mb_type_is_text(type))
    return MB_PART_ATTACHMENT;
  if (strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0)
    return MB_PART_HTML;
  return strcmp(type, "text/plain") == 0 ? MB_PART_PLAIN : MB_PART_OTHER_TEXT;
}

/* A label nobody knows ("html", "text") with HTML inside is shown as HTML by some. */
static gboolean sniff_html(const char *type, MbSlice text) {
  MbSlice s = mb_slice_trim(text);
  return strcmp(type, "text/html") != 0 && strcmp(type, "text/plain") == 0 &&
         (mb_slice_has_prefix(s, "<html") || mb_slice_has_prefix(s, "<!doctype html"));
}

static void build_text_part(MbBuild *b, const MbNode *node, MbPart *part, int index,
                            const MbPartFields *f) {
  gboolean odd = FALSE;
  MbEncoding encoding = mb_encoding_read(f->encoding, &odd);
  if (odd && encoding == MB_ENCODING_BASE64 && !mb_encoding_looks_base64(content_of(node)))
    encoding = MB_ENCODING_NONE;
  gsize room = MB_MAX_TEXT_MAIL - MIN(b->text_bytes, MB_MAX_TEXT_MAIL);
  MbSlice decoded = decode(b, content_of(node), encoding, MIN(room, MB_MAX_TEXT_PART));
  b->text_bytes += decoded.len;
  if (part->kind == MB_PART_PLAIN && sniff_html(part->type, decoded))
    part->kind = MB_PART_HTML;
  mb_build_text(b, part, index, decoded);
  MbSlice name = file_name(b->m->arena, f);
  part = &g_array_index(b->m->parts, MbPart, index);
  if (name.len)
    part->attachment = add_attachment(b, index, node->type, f, name, decoded);
  const char *charset = part->charset;
  second_views(b, content_of(node), encoding, odd, charset);
}

static void build_attachment(MbBuild *b, const MbNode *node, MbPart *part, int index,
                             const MbPartFields *f) {
  gboolean odd = FALSE;
  MbEncoding encoding = mb_encoding_read(f->encoding, &odd);
  if (odd)
    b->m->mime |= MB_MIME_ODD_ENCODING;
  MbSlice decoded = decode(b, content_of(node), encoding, MB_MAX_MESSAGE);
  part->attachment = add_attachment(b, index, node->type, f, file_name(b->m->arena, f), decoded);
  if (strcmp(node->type, "message/rfc822") == 0 || strcmp(node->type, "message/global") == 0) {
    /* a transfer-encoded attached mail, which GMime leaves as it is */
    MbSlice copy = mb_arena_slice(b->m->arena, decoded);
    g_array_index(b->m->parts, MbPart, index).kind = MB_PART_MESSAGE;
    mb_build_attached(b, index, copy, NULL, -1);
  }
}

void mb_build_inner_attachment(MbBuild *b, const MbNode *node, int part, const MbPartFields *f) {
  gboolean odd;
  MbSlice decoded =
      decode(b, content_of(node), mb_encoding_read(f->encoding, &odd), MB_MAX_MESSAGE);
  add_attachment(b, part, node->type, f, file_name(b->m->arena, f), decoded);
}

MbSlice mb_build_visible(MbBuild *b, const MbNode *node, const MbPartFields *f) {
  gboolean odd;
  gsize room = MB_MAX_TEXT_MAIL - MIN(b->text_bytes, MB_MAX_TEXT_MAIL);
  MbSlice decoded =
      decode(b, content_of(node), mb_encoding_read(f->encoding, &odd), MIN(room, MB_MAX_TEXT_PART));
  b->text_bytes += decoded.len;
  MbSlice text =
      mb_charset_to_utf8(b->m->arena, decoded, lower_charset(b->m->arena, f), NULL, NULL);
  if (strcmp(node->type, "text/html") != 0)
    return text;
  return mb_html_read(b->m->arena, text)->text;
}

int mb_build_part(MbBuild *b, const MbNode *node, int parent, const MbPartFields *f) {
  int index;
  MbPart *part = mb_build_add_part(b, &index);
  part->parent = parent;
  part->depth = node->depth;
  part->type = node->type;
  part->source = node->content;
  note_protection(b, node->type, f);
  if (node->kind == MB_NODE_MULTIPART) {
    part->kind = MB_PART_CONTAINER;
    return index;
  }
  if (node->kind == MB_NODE_MAIL) {
    part->kind = MB_PART_MESSAGE;
    return index;
  }
  part->charset = lower_charset(b->m->arena, f);
  part->kind = kind_of(node->type, f);
  gboolean odd;
  part->encoding = mb_encoding_read(f->encoding, &odd);
  part->inline_part = strcmp(f->disposition->type, "attachment") != 0;
  if (part->kind == MB_PART_ATTACHMENT)
    build_attachment(b, node, part, index, f);
  else
    build_text_part(b, node, part, index, f);
  if (strcmp(node->type, "text/rfc822-headers") == 0 ||
      strcmp(node->type, "message/global-headers") == 0) { /* RFC 6533 */
    MbSlice text = g_array_index(b->m->parts, MbPart, index).text;
    mb_build_attached_headers(b, index, text);
  }
  return index;
}
