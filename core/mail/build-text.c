/* From decoded bytes to text and links, for parts and for second views.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"
#include "charset.h"

static guint slice_hash(gconstpointer key) {
  const MbSlice *s = key;
  guint h = 5381;
  for (gsize i = 0; i < s->len; i++)
    h = h * 33 + (guchar)s->data[i];
  return h;
}

static gboolean slice_same(gconstpointer a, gconstpointer b) {
  return mb_slice_equal(*(const MbSlice *)a, *(const MbSlice *)b);
}

MbPart *mb_build_add_part(MbBuild *b, int *index) {
  MbPart part = {.parent = -1, .attachment = -1, .attached = -1, .type = "", .inline_part = TRUE};
  *index = b->m->parts->len;
  g_array_append_val(b->m->parts, part);
  return &g_array_index(b->m->parts, MbPart, *index);
}

/* Where links of a part stand: in the given bytes when its text is the received bytes themselves,
 * else at the whole part. */
typedef struct {
  gssize at, length;
  gboolean exact;
} Place;

static Place place_of(const MbBuild *b, const MbPart *part) {
  Place place = {-1, part->source.len, FALSE};
  if (part->source.data)
    place.at = mb_message_offset(b->m, part->source.data);
  place.exact = place.at >= 0 && mb_slice_equal(part->source, part->text);
  return place;
}

static void place_link(const MbBuild *b, const MbPart *part, Place place, MbLink *link,
                       const MbHtmlLink *found) {
  if (place.at < 0)
    return;
  link->offset =
      place.exact ? mb_message_offset(b->m, part->source.data + found->offset) : place.at;
  link->length = place.exact ? found->length : (gsize)place.length;
}

static void remember(MbBuild *b, const MbLink *link) {
  MbSlice *key = mb_arena_new0(b->m->arena, MbSlice);
  *key = link->url;
  g_hash_table_add(b->seen, key);
}

static void add_link(MbBuild *b, int index, Place place, const MbHtmlLink *found) {
  if (b->m->links->len >= MB_MAX_LINKS_KEPT) {
    b->m->skipped |= MB_SKIP_LINKS;
    return;
  }
  MbLink link = {.place = found->place,
                 .url = found->url,
                 .text = found->text,
                 .part = index,
                 .hidden = found->hidden};
  place_link(b, &g_array_index(b->m->parts, MbPart, index), place, &link, found);
  mb_link_read(b->m->arena, &link);
  g_array_append_val(b->m->links, link);
  if (b->m->links->len > MB_MAX_JUDGED)
    b->m->skipped |= MB_SKIP_LINKS;
  if (b->seen)
    remember(b, &link);
}

static void add_links(MbBuild *b, int index, const GArray *found) {
  if (!found->len)
    return;
  Place place = place_of(b, &g_array_index(b->m->parts, MbPart, index));
  for (guint i = 0; i < found->len; i++)
    add_link(b, index, place, &g_array_index(found, MbHtmlLink, i));
}

static gboolean contains(MbSlice s, const char *word) {
  return memmem(s.data, s.len, word, strlen(word)) != NULL;
}

/* OpenPGP written into the text itself. */
static void note_inline_pgp(MbBuild *b, MbSlice text) {
  if (!contains(text, "-----BEGIN PGP "))
    return;
  if (contains(text, "-----BEGIN PGP MESSAGE-----"))
    b->m->skipped |= MB_SKIP_ENCRYPTED;
  if (contains(text, "-----BEGIN PGP SIGNED MESSAGE-----"))
    b->m->skipped |= MB_SKIP_SIGNED;
}

static GArray *text_links(MbBuild *b, MbSlice utf8) {
  GArray *links = g_array_new(FALSE, FALSE, sizeof(MbHtmlLink));
  mb_text_find_links(b->m->arena, utf8, links);
  return links;
}

void mb_build_text(MbBuild *b, MbPart *part, int index, MbSlice decoded) {
  part->text = mb_charset_to_utf8(b->m->arena, decoded, part->charset, NULL, &part->bad_chars);
  if (part->kind == MB_PART_HTML) {
    part->html = mb_html_read(b->m->arena, part->text);
    b->m->html_flags |= part->html->flags;
    if (part->html->n_links > MB_MAX_LINKS_KEPT)
      b->m->skipped |= MB_SKIP_LINKS;
    add_links(b, index, part->html->links);
    return;
  }
  if (mb_type_is_calendar(part->type))
    part->text = mb_calendar_text(b->m->arena, part->text);
  note_inline_pgp(b, part->text);
  g_autoptr(GArray) links = text_links(b, part->text);
  add_links(b, index, links);
}

static void start_seen(MbBuild *b) {
  if (b->seen)
    return;
  b->seen = g_hash_table_new(slice_hash, slice_same);
  for (guint i = 0; i < b->m->links->len; i++)
    remember(b, &g_array_index(b->m->links, MbLink, i));
}

static gboolean looks_html(MbSlice text) {
  const char *p = text.data, *end = text.data + text.len;
  while ((p = memchr(p, '<', end - p)) && ++p < end)
    if (g_ascii_isalpha(*p) || *p == '!')
      return TRUE;
  return FALSE;
}

static void keep_new(MbBuild *b, GArray *fresh, const GArray *found) {
  for (guint i = 0; i < found->len; i++) {
    MbHtmlLink *link = &g_array_index(found, MbHtmlLink, i);
    if (link->url.len && !g_hash_table_contains(b->seen, &link->url))
      g_array_append_val(fresh, *link);
  }
}

/* All links of a view, read as HTML and as plain text. */
static GArray *view_links(MbBuild *b, MbPart *part) {
  GArray *fresh = g_array_new(FALSE, FALSE, sizeof(MbHtmlLink));
  g_autoptr(GArray) plain = text_links(b, part->text);
  if (looks_html(part->text)) {
    part->html = mb_html_read(b->m->arena, part->text);
    keep_new(b, fresh, part->html->links);
    /* in HTML source the plain reading only counts where the tags give nothing */
    if (part->html->links->len)
      return fresh;
  }
  keep_new(b, fresh, plain);
  return fresh;
}

static void add_view_part(MbBuild *b, const MbPart *view, const GArray *fresh, guint flag) {
  int index;
  MbPart *part = mb_build_add_part(b, &index);
  *part = *view;
  b->m->mime |= flag;
  if (fresh->len)
    b->m->mime |= MB_MIME_VIEWS_DIFFER;
  if (view->html)
    b->m->html_flags |= view->html->flags;
  add_links(b, index, fresh);
}

void mb_build_view(MbBuild *b, MbSlice decoded, const char *charset, MbSlice source, guint flag,
                   gboolean keep) {
  gsize room = MB_MAX_TEXT_MAIL - MIN(b->text_bytes, MB_MAX_TEXT_MAIL);
  gsize max = MIN(room, MB_MAX_TEXT_PART);
  if (decoded.len > max) {
    b->m->skipped |= MB_SKIP_TEXT;
    decoded.len = max;
  }
  if (!decoded.len)
    return;
  b->text_bytes += decoded.len;
  if (b->m->parts->len >= MB_MAX_PARTS) {
    b->m->skipped |= MB_SKIP_PARTS;
    return;
  }
  start_seen(b);
  MbPart view = {.kind = MB_PART_STRAY,
                 .parent = -1,
                 .type = "",
                 .charset = charset,
                 .source = source,
                 .attachment = -1,
                 .attached = -1,
                 .inline_part = TRUE};
  view.text = mb_charset_to_utf8(b->m->arena, decoded, charset, NULL, &view.bad_chars);
  g_autoptr(GArray) fresh = view_links(b, &view);
  if (fresh->len || keep)
    add_view_part(b, &view, fresh, flag);
}
