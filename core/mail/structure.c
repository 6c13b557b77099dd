/* GMime gets a reduced header block (content fields only) and the body. Address fields of the mail
 * itself therefore never reach its recursive group parser; those of attached mails are blanked when
 * the guard says so. Offsets of GMime's ranges are mapped back to the original bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure.h"
#include "guard.h"
#include "message.h"

#include <gmime/gmime.h>

typedef struct {
  MbArena *arena;
  MbStructure *out;
  MbSlice body;
  GByteArray *fed;
  gsize body_at; /* where the body begins in fed */
} Reader;

typedef struct {
  GMimeObject *object;
  int parent, depth, mail;
} Task;

static void on_warning(gint64 offset, GMimeParserWarning code, const gchar *item, gpointer data) {
  MbStructure *out = data;
  switch ((guint)code) {
  case GMIME_CRIT_CONFLICTING_HEADER:
    /* Content-Length conflicts fill real mail boxes and mean nothing. */
    if (!item || g_ascii_strncasecmp(item, "content-length", 14) != 0)
      out->mime |= MB_MIME_CONFLICT_HEADER;
    break;
  case GMIME_CRIT_CONFLICTING_PARAMETER:
    out->mime |= MB_MIME_CONFLICT_PARAMETER;
    break;
  case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
    out->mime |= MB_MIME_NO_BOUNDARY;
    break;
  case GMIME_CRIT_NESTING_OVERFLOW:
    out->skipped |= MB_SKIP_DEPTH;
    break;
  default:
    break;
  }
}

static void feed(Reader *r, const char *data, gsize len) {
  g_byte_array_append(r->fed, (const guint8 *)data, len);
}

static void feed_field(Reader *r, const MbHeader *h) {
  if (h->odd & MB_ODD_CUT) {
    r->out->skipped |= MB_SKIP_HEADER;
    return;
  }
  feed(r, h->name.data, h->name.len);
  feed(r, ":", 1);
  feed(r, h->value.data, h->value.len);
  feed(r, "\r\n", 2);
}

static gboolean is_content_field(const MbHeader *h) {
  return h->id == MB_HEADER_CONTENT_TYPE || h->id == MB_HEADER_CONTENT_TRANSFER_ENCODING ||
         mb_slice_is(h->name, "content-disposition");
}

/* Odd spellings ("Content-Type : x") are fed only where there is no proper field. */
static void feed_headers(Reader *r, const MbHeaders *headers) {
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (!is_content_field(h))
      continue;
    if (h->candidate)
      r->out->mime |= MB_MIME_CONFLICT_HEADER;
    if (!h->candidate || !mb_headers_count(headers, h->id))
      feed_field(r, h);
  }
  feed(r, "\r\n", 2);
}

static void feed_body(Reader *r, const MbGuard *guard) {
  r->body_at = r->fed->len;
  if (guard->flood) {
    r->out->skipped |= MB_SKIP_STRUCTURE;
    return;
  }
  feed(r, r->body.data, r->body.len);
  for (guint i = 0; guard->blank && i < guard->blank->len; i++) {
    MbSlice field = g_array_index(guard->blank, MbSlice, i);
    guint8 *p = r->fed->data + r->body_at + (field.data - r->body.data);
    /* one long word without a colon problem: "X-----: …" keeps length and line structure */
    for (gsize k = 0; k < field.len; k++)
      if (!mb_is_blank(p[k]))
        p[k] = '-';
    p[0] = 'X';
    if (field.len > 1)
      p[1] = ':';
  }
}

static GMimeObject *parse(Reader *r) {
  GMimeParserOptions *options = g_mime_parser_options_new();
  g_mime_parser_options_set_warning_callback(options, on_warning, r->out);
  GMimeStream *stream = g_mime_stream_mem_new();
  g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), r->fed);
  /* the byte array stays ours: the stream only borrows it, and so do the parts */
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeObject *top = g_mime_parser_construct_part(parser, options);
  g_object_unref(parser);
  g_object_unref(stream);
  g_mime_parser_options_free(options);
  return top;
}

/* A range of fed as the same range of the body; empty when it lies in the reduced headers. */
static MbSlice to_body(const Reader *r, gint64 from, gint64 to) {
  if (from < (gint64)r->body_at || to < from || to > (gint64)r->fed->len)
    return MB_SLICE_NONE;
  return mb_slice(r->body.data + (from - r->body_at), to - from);
}

static gint64 first_offset(GMimeObject *object) {
  GMimeHeaderList *list = g_mime_object_get_header_list(object);
  gint64 first = -1;
  for (int i = 0, n = MIN(g_mime_header_list_get_count(list), 3); i < n; i++) {
    gint64 at = g_mime_header_get_offset(g_mime_header_list_get_header_at(list, i));
    if (at >= 0 && (first < 0 || at < first))
      first = at;
  }
  return first;
}

static MbSlice content_range(const Reader *r, GMimeObject *object) {
  GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(object));
  GMimeStream *stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
  if (!stream)
    return MB_SLICE_NONE;
  gint64 end = stream->bound_end < 0 ? (gint64)r->fed->len : stream->bound_end;
  return to_body(r, stream->bound_start, end);
}

static const char *type_of(Reader *r, GMimeObject *object) {
  GMimeContentType *type = g_mime_object_get_content_type(object);
  const char *media = type ? g_mime_content_type_get_media_type(type) : NULL;
  const char *sub = type ? g_mime_content_type_get_media_subtype(type) : NULL;
  g_autofree char *joined = g_strconcat(media ? media : "text", "/", sub ? sub : "plain", NULL);
  g_autofree char *lower = g_ascii_strdown(joined, -1);
  return mb_arena_strndup(r->arena, lower, strlen(lower));
}

/* From a header's first byte to its end; the end is made exact when all nodes are known. */
static MbSlice open_header(const Reader *r, gint64 from) {
  if (from < 0)
    return MB_SLICE_NONE;
  return to_body(r, from, MIN(from + MB_MAX_PART_HEADER, (gint64)r->fed->len));
}

static void push(GArray *stack, GMimeObject *object, int parent, int depth, int mail) {
  Task task = {object, parent, depth, mail};
  if (object)
    g_array_append_val(stack, task);
}

/* The attached mail: its own fields and those of its top part are one block. */
static void enter_mail(Reader *r, GArray *stack, MbNode *node, int index, GMimeObject *object) {
  GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
  if (!inner)
    return;
  GMimeObject *top = g_mime_message_get_mime_part(inner);
  gint64 at = first_offset(GMIME_OBJECT(inner)), part_at = top ? first_offset(top) : -1;
  if (part_at >= 0 && (at < 0 || part_at < at))
    at = part_at;
  if (at >= 0)
    node->content = open_header(r, at);
  push(stack, top, index, node->depth + 1, index);
}

static void add_node(Reader *r, GArray *stack, Task task) {
  MbNode node = {.parent = task.parent, .depth = task.depth, .mail = task.mail};
  int index = r->out->nodes->len;
  node.type = type_of(r, task.object);
  /* the top part of an attached mail has its fields among those of the mail */
  gboolean top_of_mail = task.mail >= 0 && task.parent == task.mail;
  if (!top_of_mail)
    node.header = open_header(r, first_offset(task.object));
  gboolean deeper = task.depth + 1 < MB_MAX_DEPTH;
  if (GMIME_IS_MULTIPART(task.object))
    node.kind = MB_NODE_MULTIPART;
  else if (GMIME_IS_MESSAGE_PART(task.object))
    node.kind = MB_NODE_MAIL;
  else if (GMIME_IS_PART(task.object))
    node.content = content_range(r, task.object);
  if (node.kind == MB_NODE_MULTIPART && deeper) {
    GMimeMultipart *multipart = GMIME_MULTIPART(task.object);
    for (int i = g_mime_multipart_get_count(multipart) - 1; i >= 0; i--)
      push(stack, g_mime_multipart_get_part(multipart, i), index, task.depth + 1, task.mail);
  } else if (node.kind == MB_NODE_MAIL && deeper)
    enter_mail(r, stack, &node, index, task.object);
  if (node.kind != MB_NODE_LEAF && !deeper)
    r->out->skipped |= MB_SKIP_DEPTH;
  g_array_append_val(r->out->nodes, node);
}

static void walk(Reader *r, GMimeObject *top) {
  GArray *stack = g_array_new(FALSE, FALSE, sizeof(Task));
  push(stack, top, -1, 0, -1);
  while (stack->len) {
    Task task = g_array_index(stack, Task, stack->len - 1);
    g_array_set_size(stack, stack->len - 1);
    if (r->out->nodes->len == MB_MAX_PARTS) {
      r->out->skipped |= MB_SKIP_PARTS;
      break;
    }
    add_node(r, stack, task);
  }
  g_array_unref(stack);
}

/* Where a header block stops: at its own empty line, and never beyond the next part. */
static void close_header(MbNode *node, const char *next) {
  if (!node->header.data)
    return;
  gsize room = next > node->header.data ? (gsize)(next - node->header.data) : node->header.len;
  MbSlice block = mb_slice(node->header.data, MIN(room, node->header.len));
  if (node->kind == MB_NODE_LEAF && node->content.data > block.data) {
    node->header.len = node->content.data - block.data;
    return;
  }
  g_autoptr(MbHeaders) headers = mb_headers_scan(block);
  node->header.len = headers->body;
}

static void close_headers(GArray *nodes, const char *end) {
  const char *next = end;
  for (guint i = nodes->len; i-- > 0;) {
    MbNode *node = &g_array_index(nodes, MbNode, i);
    close_header(node,
                 node->kind == MB_NODE_MAIL && node->content.data ? node->content.data : next);
    if (node->header.data)
      next = node->header.data;
    else if (node->content.data)
      next = node->content.data;
  }
}

MbStructure mb_structure_read(MbArena *arena, const MbHeaders *headers, MbSlice body) {
  MbStructure out = {.nodes = g_array_new(FALSE, FALSE, sizeof(MbNode))};
  mb_arena_own(arena, out.nodes, (GDestroyNotify)g_array_unref);
  MbGuard guard = mb_guard_scan(arena, headers, body);
  Reader r = {.arena = arena, .out = &out, .body = body};
  r.fed = g_byte_array_sized_new(body.len + 1024);
  if (guard.bad_addresses)
    out.skipped |= MB_SKIP_ADDRESSES;
  feed_headers(&r, headers);
  feed_body(&r, &guard);
  GMimeObject *top = guard.flood ? NULL : parse(&r);
  if (top) {
    walk(&r, top);
    g_object_unref(top);
  } else if (!guard.flood)
    out.skipped |= MB_SKIP_GMIME;
  close_headers(out.nodes, body.data + body.len);
  g_byte_array_unref(r.fed);
  return out;
}
