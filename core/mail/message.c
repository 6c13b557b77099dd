/* A mail from its bytes: undo, scan, structure, parts, second views. Each step works on what the
 * one before left, and a step that could not do its work says so in skipped.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"
#include "charset.h"
#include "../base/error.h"
#include "guard.h"
#include "rfc2047.h"

#include <gmime/gmime.h>

void mb_message_preload(void) {
  static gsize done = 0;
  if (!g_once_init_enter(&done))
    return;
  g_mime_init();
  g_once_init_leave(&done, 1);
}

static void read_headers(MbMessage *m) {
  m->headers = mb_headers_scan(m->received);
  if (m->undone & MB_UNDO_BOM)
    m->headers->odd |= MB_ODD_BOM;
  if (m->headers->odd & MB_ODD_CUT)
    m->skipped |= MB_SKIP_HEADER;
  for (guint i = 0; i < m->headers->fields->len; i++)
    if (mb_guard_bad_address(&g_array_index(m->headers->fields, MbHeader, i)))
      m->skipped |= MB_SKIP_ADDRESSES;
  const MbHeader *subject = mb_headers_get(m->headers, MB_HEADER_SUBJECT, 0);
  if (subject)
    m->subject = mb_rfc2047_decode(m->arena, mb_slice_trim(subject->value), &m->subject_flags,
                                   &m->subject_charset);
  gsize body = m->headers->body;
  m->body = mb_slice(m->received.data + body, m->received.len - body);
}

static MbMessage *new_message(MbSlice given) {
  MbMessage *m = g_new0(MbMessage, 1);
  m->arena = mb_arena_new();
  m->given = given;
  m->origin = mb_undo(m->arena, given);
  m->received = m->origin.received;
  m->undone = m->origin.undone;
  m->parts = g_array_new(FALSE, TRUE, sizeof(MbPart));
  m->links = g_array_new(FALSE, TRUE, sizeof(MbLink));
  m->attachments = g_array_new(FALSE, TRUE, sizeof(MbAttachment));
  m->attached = g_array_new(FALSE, TRUE, sizeof(MbAttached));
  return m;
}

static MbPartFields node_fields(MbBuild *b, const MbNode *node) {
  if (node->parent < 0)
    return mb_part_fields(b->m->arena, b->m->headers, &b->m->mime);
  g_autoptr(MbHeaders) headers = mb_headers_scan(node->header);
  return mb_part_fields(b->m->arena, headers, &b->m->mime);
}

/* Bytes between what the parts claim (row 29). */
static void read_gap(MbBuild *b, const char *from, const char *to) {
  if (to <= from)
    return;
  MbSlice gap = mb_slice(from, to - from);
  if (mb_linear_has_text(gap))
    mb_linear_view(b, gap, MB_MIME_STRAY_TEXT, FALSE);
}

static const char *node_start(const MbNode *node) {
  return node->header.data ? node->header.data : node->content.data;
}

static const char *node_end(const MbNode *node) {
  if (node->content.data)
    return node->content.data + node->content.len;
  return node->header.data ? node->header.data + node->header.len : NULL;
}

/* Attached mails claim everything up to the next part of the mail's own. */
static void read_gaps(MbBuild *b) {
  const char *at = b->m->body.data, *end = at + b->m->body.len;
  gboolean after_mail = FALSE;
  for (guint i = 0; i < b->tree.nodes->len; i++) {
    const MbNode *node = &g_array_index(b->tree.nodes, MbNode, i);
    const char *start = node_start(node);
    if (node->mail >= 0 || !start)
      continue;
    if (!after_mail)
      read_gap(b, at, start);
    at = MAX(at, node_end(node));
    after_mail = node->kind == MB_NODE_MAIL;
  }
  if (!after_mail)
    read_gap(b, at, end);
}

static void build_parts(MbBuild *b) {
  const GArray *nodes = b->tree.nodes;
  g_autofree int *part_of = g_new(int, nodes->len + 1);
  for (guint i = 0; i < nodes->len; i++) {
    const MbNode *node = &g_array_index(nodes, MbNode, i);
    part_of[i] = -1;
    if (node->mail >= 0)
      continue;
    MbPartFields fields = node_fields(b, node);
    part_of[i] = mb_build_part(b, node, node->parent < 0 ? -1 : part_of[node->parent], &fields);
    if (node->kind == MB_NODE_MAIL && node->content.data)
      mb_build_attached(b, part_of[i], node->content, nodes, i);
    if (node->parent < 0 && strcmp(node->type, "multipart/report") == 0) {
      MbSlice type = mb_params_get(b->m->arena, fields.type, "report-type");
      b->m->report_type = type.len ? mb_arena_strndup(b->m->arena, type.data, type.len) : NULL;
    }
  }
}

/* Lines in the header block that are no fields, and mails whose only line ends are bare CRs. */
static void read_header_text(MbBuild *b) {
  const MbMessage *m = b->m;
  if (m->headers->garbage < m->headers->body)
    mb_linear_view(
        b, mb_slice(m->received.data + m->headers->garbage, m->headers->body - m->headers->garbage),
        MB_MIME_STRAY_TEXT, FALSE);
  else if (!m->body.len && m->headers->odd & MB_ODD_BARE_CR)
    mb_linear_view(b, m->received, MB_MIME_STRAY_TEXT, FALSE);
}

static void read_body(MbBuild *b) {
  b->tree = mb_structure_read(b->m->arena, b->m->headers, b->m->body);
  b->m->skipped |= b->tree.skipped;
  b->m->mime |= b->tree.mime;
  build_parts(b);
  const guint lost = MB_SKIP_STRUCTURE | MB_SKIP_GMIME;
  const guint unsure = MB_MIME_CONFLICT_HEADER | MB_MIME_CONFLICT_PARAMETER | MB_MIME_NO_BOUNDARY;
  if (b->m->skipped & lost)
    mb_linear_view(b, b->m->body, 0, TRUE);
  else if (b->m->mime & unsure || b->m->skipped & (MB_SKIP_HEADER | MB_SKIP_DEPTH | MB_SKIP_PARTS))
    mb_linear_view(b, b->m->body, 0, FALSE);
  else
    read_gaps(b);
  read_header_text(b);
}

/* Of alternatives that have an HTML form, the plain one is not shown. */
static void mark_alternatives(const GArray *parts, gboolean *has_html) {
  for (guint i = 0; i < parts->len; i++) {
    const MbPart *part = &g_array_index(parts, MbPart, i);
    for (int up = part->kind == MB_PART_HTML ? part->parent : -1; up >= 0;
         up = g_array_index(parts, MbPart, up).parent)
      has_html[up] = TRUE;
  }
}

static MbSlice shown(const GArray *parts, const MbPart *part, const gboolean *has_html) {
  if (part->kind == MB_PART_HTML && part->html)
    return part->html->text;
  if (part->kind == MB_PART_STRAY)
    return part->html ? part->html->text : part->text;
  if (part->kind != MB_PART_PLAIN)
    return MB_SLICE_NONE;
  gboolean hidden =
      part->parent >= 0 && has_html[part->parent] &&
      strcmp(g_array_index(parts, MbPart, part->parent).type, "multipart/alternative") == 0;
  return hidden ? MB_SLICE_NONE : part->text;
}

static void join_text(MbMessage *m) {
  g_autofree gboolean *has_html = g_new0(gboolean, m->parts->len + 1);
  mark_alternatives(m->parts, has_html);
  MbSlice only = MB_SLICE_NONE;
  gsize total = 0;
  guint n = 0;
  for (guint i = 0; i < m->parts->len; i++) {
    MbSlice s = shown(m->parts, &g_array_index(m->parts, MbPart, i), has_html);
    if (!s.len)
      continue;
    only = s;
    total += s.len + 1;
    n++;
  }
  m->text = only;
  if (n < 2)
    return;
  char *text = mb_arena_alloc(m->arena, total + 1), *w = text;
  for (guint i = 0; i < m->parts->len; i++) {
    MbSlice s = shown(m->parts, &g_array_index(m->parts, MbPart, i), has_html);
    if (!s.len)
      continue;
    memcpy(w, s.data, s.len);
    w += s.len;
    *w++ = '\n';
  }
  m->text = mb_slice(text, total);
}

MbMessage *mb_message_parse(MbSlice given, gboolean headers_only, GError **error) {
  mb_message_preload();
  MbMessage *m = new_message(given);
  read_headers(m);
  if (!m->headers->fields->len) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_NOT_A_MAIL, "no header field");
    mb_message_free(m);
    return NULL;
  }
  if (given.len > MB_MAX_MESSAGE)
    m->skipped |= MB_SKIP_SIZE;
  if (headers_only)
    m->skipped |= MB_SKIP_GMIME;
  if (headers_only || m->skipped & MB_SKIP_SIZE)
    return m;
  MbBuild b = {.m = m, .scratch = g_byte_array_new()};
  read_body(&b);
  join_text(m);
  g_byte_array_unref(b.scratch);
  g_clear_pointer(&b.seen, g_hash_table_unref);
  return m;
}

void mb_message_free(MbMessage *m) {
  if (!m)
    return;
  mb_headers_free(m->headers);
  g_array_unref(m->parts);
  g_array_unref(m->links);
  g_array_unref(m->attachments);
  g_array_unref(m->attached);
  mb_arena_free(m->arena);
  g_free(m);
}

gssize mb_message_offset(const MbMessage *m, const char *place) {
  if (!place || place < m->received.data || place > m->received.data + m->received.len)
    return -1;
  return mb_undone_offset(&m->origin, place - m->received.data);
}
