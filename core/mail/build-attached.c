/* Mails inside the mail: their fields, their first text, their attachments. They never mix with the
 * mail itself (SECURITY row 32). SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"

static MbAttached *add(MbBuild *b, int part, MbSlice content) {
  if (b->m->attached->len >= MB_MAX_ATTACHED) {
    b->m->skipped |= MB_SKIP_PARTS;
    return NULL;
  }
  MbAttached attached = {.headers = mb_headers_scan(content), .part = part};
  mb_arena_own(b->m->arena, attached.headers, (GDestroyNotify)mb_headers_free);
  g_array_index(b->m->parts, MbPart, part).attached = b->m->attached->len;
  g_array_append_val(b->m->attached, attached);
  return &g_array_index(b->m->attached, MbAttached, b->m->attached->len - 1);
}

void mb_build_attached_headers(MbBuild *b, int part, MbSlice content) {
  add(b, part, content);
}

/* Fields of a node: its own block, or the attached mail's when it is that mail's top part. */
static MbPartFields fields_of(MbBuild *b, const MbNode *node, const MbHeaders *mail) {
  guint ignored = 0;
  if (!node->header.len)
    return mb_part_fields(b->m->arena, mail, &ignored);
  g_autoptr(MbHeaders) headers = mb_headers_scan(node->header);
  return mb_part_fields(b->m->arena, headers, &ignored);
}

void mb_build_attached(MbBuild *b, int part, MbSlice content, const GArray *nodes, int mail) {
  MbAttached *attached = add(b, part, content);
  if (!attached)
    return;
  MbHeaders *headers = attached->headers;
  int index = b->m->attached->len - 1;
  guint first = mail + 1;
  MbStructure own;
  if (!nodes) {
    MbSlice body = mb_slice(content.data + headers->body, content.len - headers->body);
    own = mb_structure_read(b->m->arena, headers, body);
    b->m->skipped |= own.skipped;
    nodes = own.nodes;
    first = 0;
    mail = -1;
  }
  gboolean has_text = FALSE;
  for (guint i = first; i < nodes->len; i++) {
    const MbNode *node = &g_array_index(nodes, MbNode, i);
    if (node->depth == 0 && i > first)
      break;
    if (node->mail != mail || node->kind != MB_NODE_LEAF)
      continue;
    MbPartFields fields = fields_of(b, node, headers);
    if (!mb_type_is_text(node->type))
      mb_build_inner_attachment(b, node, part, &fields);
    else if (!has_text) {
      has_text = TRUE;
      g_array_index(b->m->attached, MbAttached, index).text = mb_build_visible(b, node, &fields);
    }
  }
}
