/* Nothing here looks into a picture: its bytes are named by their place in the mail, and a process
 * of its own reads them. SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "families.h"
#include "links.h"
#include "../base/data-picture.h"
#include "../mail/decode.h"

#define MIN_BYTES   100 /* a smaller picture has no room for a code */
#define MAX_ENCODED (24 * 1024 * 1024)
#define MAX_CODES   64 /* links taken from all pictures of a mail */

typedef struct {
  MbMessage *message;
  MbFacts *facts;
  GArray *links; /* MbLink */
  guint asked;
} Search;

/* In QR codes a whole address is often written in capitals, and anything else may stand as well. */
static MbSlice address_in(MbArena *arena, MbSlice text) {
  static const char *const schemes[] = {
      "http:", "https:", "ftp:", "mailto:", "tel:", "sms:", "intent:"};
  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (mb_slice_has_prefix(text, schemes[i]))
      return text;
  g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(MbHtmlLink));
  mb_text_find_links(arena, text, found);
  return found->len ? g_array_index(found, MbHtmlLink, 0).url : MB_SLICE_NONE;
}

static void add_code(Search *s, const char *text, int part, gsize offset, gsize length) {
  MbArena *arena = s->message->arena;
  MbSlice url = address_in(arena, mb_slice_trim(mb_arena_slice(arena, mb_slice_str(text))));
  if (!url.len || s->links->len >= MAX_CODES)
    return;
  for (guint i = 0; i < s->links->len; i++)
    if (mb_slice_equal(g_array_index(s->links, MbLink, i).url, url))
      return;
  MbLink link = {
      .place = MB_PLACE_QR, .url = url, .part = part, .offset = offset, .length = length};
  mb_link_read(arena, &link);
  g_array_append_val(s->links, link);
}

/* Where the part's bytes stand in the mail as given; length 0 = nowhere (a part out of another
 * encoded one). */
static gsize find_source(const MbMessage *m, const MbPart *part, gssize *offset) {
  gssize end = -1;
  *offset = part->source.len ? mb_message_offset(m, part->source.data) : -1;
  if (*offset >= 0)
    end = mb_message_offset(m, part->source.data + part->source.len - 1);
  return end > *offset ? end + 1 - *offset : 0;
}

static void ask_part(Search *s, int index, const char *kind) {
  const MbPart *part = &g_array_index(s->message->parts, MbPart, index);
  gssize offset;
  gsize length = find_source(s->message, part, &offset);
  gboolean base64 = part->encoding == MB_ENCODING_BASE64;
  if (!length || length > MAX_ENCODED || s->asked >= MB_MAX_PICTURES_ASKED ||
      !(base64 || part->encoding == MB_ENCODING_NONE)) {
    s->message->pictures_left++;
    return;
  }
  s->asked++;
  g_autofree char *name = g_strdup_printf("%" G_GSSIZE_FORMAT "+%" G_GSIZE_FORMAT " %s %s", offset,
                                          length, base64 ? "base64" : "plain", kind);
  const MbPicture *picture = mb_facts_picture(s->facts, name, "link.qr-code");
  if (picture->status != MB_PICTURE_IS_READ)
    s->message->pictures_left++;
  for (guint i = 0; picture->texts && i < picture->texts->len; i++)
    add_code(s, picture->texts->pdata[i], index, offset, length);
}

static gboolean is_picture(const MbAttachment *a) {
  return (a->detected && g_str_has_prefix(a->detected, "image/")) ||
         g_str_has_prefix(a->declared, "image/");
}

static gboolean is_readable(const MbAttachment *a) {
  return g_strcmp0(a->detected, "image/png") == 0 || g_strcmp0(a->detected, "image/jpeg") == 0;
}

/* Pictures of attached mails belong to those, like the links in them. */
static void search_attachments(Search *s) {
  for (guint i = 0; i < s->message->attachments->len; i++) {
    const MbAttachment *a = &g_array_index(s->message->attachments, MbAttachment, i);
    const MbPart *part = &g_array_index(s->message->parts, MbPart, a->part);
    if (!is_picture(a) || a->size < MIN_BYTES || part->kind == MB_PART_MESSAGE)
      continue;
    if (is_readable(a))
      ask_part(s, a->part, "picture");
    else
      s->message->pictures_left++;
  }
}

static void search_pages(Search *s) {
  for (guint i = 0; i < s->message->parts->len; i++) {
    const MbPart *part = &g_array_index(s->message->parts, MbPart, i);
    if (part->kind == MB_PART_HTML && part->text.len &&
        mb_data_picture_find(part->text.data, part->text.data + part->text.len))
      ask_part(s, i, "page");
  }
}

/* Among the first links, since only so many are judged. */
void mb_pictures_merge(MbMessage *message, MbFacts *facts) {
  Search s = {message, facts, g_array_new(FALSE, TRUE, sizeof(MbLink)), 0};
  if (message->n_codes)
    g_array_remove_range(message->links, message->first_code, message->n_codes);
  message->pictures_left = 0;
  search_attachments(&s);
  search_pages(&s);
  message->first_code = MIN(message->links->len, MB_LINKS_JUDGED - MAX_CODES);
  message->n_codes = s.links->len;
  if (s.links->len)
    g_array_insert_vals(message->links, message->first_code, s.links->data, s.links->len);
  g_array_unref(s.links);
}

/* Paper and tickets made codes ordinary; in a mail, where a link would do, they take the reader to a
 * telephone that shows him less. */
static void run_code(MbCase *c, const MbCheck *self) {
  MbFinding *f = NULL;
  for (guint i = 0; i < c->message->n_codes; i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, c->message->first_code + i);
    if (!f)
      f = mb_case_find(c, self);
    if (c->axis->state != MB_ADDRESS_GENUINE && mb_link_is_clickable(link) &&
        !mb_host_is_senders(c, link->host))
      f->leaning = MB_LEAN_WEAK;
    mb_finding_add_at(c, f, N_("The QR code leads to"), link->url, (gssize)link->offset,
                      link->length);
  }
}

static const MbCheck qr_code = {
    "link.qr-code",
    MB_FAMILY_LINK,
    MB_LEAN_INFO,
    run_code,
    N_("A picture in the mail holds a QR code that opens a web page."),
    N_("A QR code hides where it leads and is opened on a telephone, where less protects you. Read "
       "the address before you scan it.")};

MbCheckList mb_picture_checks = {&qr_code, NULL};
