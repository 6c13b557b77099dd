/* Brings name, declared type and content of an attachment together.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment.h"

#include "attachment-kind.h"
#include "html.h"

#define MAX_HTML (8 * 1024 * 1024)

/* HTML as valid UTF-8: UTF-16 loses its zeros, which keeps every letter a script needs. */
static MbSlice as_utf8(MbArena *arena, MbSlice bytes) {
  bytes.len = MIN(bytes.len, MAX_HTML);
  if (bytes.len && memchr(bytes.data, 0, MIN(bytes.len, 64))) {
    char *copy = mb_arena_alloc(arena, bytes.len + 1);
    gsize n = 0;
    for (gsize i = 0; i < bytes.len; i++)
      if (bytes.data[i])
        copy[n++] = bytes.data[i];
    bytes = mb_slice(copy, n);
  }
  if (g_utf8_validate(bytes.data, bytes.len, NULL))
    return bytes;
  g_autofree char *valid = g_utf8_make_valid(bytes.data, bytes.len);
  return mb_arena_slice(arena, mb_slice_str(valid));
}

static gboolean has_place(const MbHtml *html, MbPlace place) {
  for (guint i = 0; i < html->links->len; i++)
    if (g_array_index(html->links, MbHtmlLink, i).place == place)
      return TRUE;
  return FALSE;
}

static gboolean leads_on(const MbHtml *html) {
  return has_place(html, MB_PLACE_REFRESH);
}

static gboolean has_anchor(const MbHtml *html) {
  return has_place(html, MB_PLACE_HREF);
}

static void read_html(MbArena *arena, MbAttachment *att, MbSlice bytes, gboolean svg) {
  MbHtml *html = mb_html_read(arena, as_utf8(arena, bytes));
  if (html->flags & MB_HTML_SMUGGLING)
    att->flags |= MB_ATT_SMUGGLING;
  if (html->flags & MB_HTML_PASSWORD)
    att->flags |= MB_ATT_PASSWORD_FORM;
  if (svg && html->flags & MB_HTML_SCRIPT) /* a picture that runs is a page */
    att->flags |= MB_ATT_HTML | MB_ATT_SCRIPT;
  if (html->flags & MB_HTML_SCRIPT || leads_on(html))
    att->flags |= MB_ATT_PAGE_ACTS;
  if (svg && has_anchor(html)) /* and so is one to click on */
    att->flags |= MB_ATT_HTML | MB_ATT_PAGE_ACTS;
}

/* Spreadsheets and documents exported as HTML under .xls and .doc are an old habit, and every
 * Office program opens the other's files: only a name that promises something inert while the
 * content acts is a lie. */
static gboolean contradicts(MbKind name, MbKind content) {
  gboolean inert = name == MB_KIND_PICTURE || name == MB_KIND_PDF;
  gboolean acts = content == MB_KIND_EXECUTABLE || content == MB_KIND_SHORTCUT ||
                  content == MB_KIND_DISK || content == MB_KIND_ONENOTE;
  if (inert)
    return acts || content == MB_KIND_HTML || content == MB_KIND_ARCHIVE ||
           content == MB_KIND_PACKED || content == MB_KIND_SCRIPT;
  if (name == MB_KIND_ARCHIVE || name == MB_KIND_PACKED)
    return content == MB_KIND_EXECUTABLE || content == MB_KIND_HTML ||
           content == MB_KIND_SHORTCUT || content == MB_KIND_ONENOTE;
  return (name == MB_KIND_DOCUMENT || name == MB_KIND_TEXT || name == MB_KIND_HTML) && acts;
}

static gboolean says_html(const char *declared) {
  return declared &&
         (g_str_equal(declared, "text/html") || g_str_equal(declared, "application/xhtml+xml"));
}

/* A text file that quotes HTML is not HTML; a nameless one, or one called .html, is opened as such.
 */
static gboolean is_opened_as_html(MbKind name, MbKind content, const char *declared) {
  if (name == MB_KIND_HTML)
    return content == MB_KIND_HTML || content == MB_KIND_NONE || content == MB_KIND_SVG ||
           content == MB_KIND_SCRIPT;
  return name == MB_KIND_NONE && (content == MB_KIND_HTML || says_html(declared));
}

void mb_attachment_read(MbArena *arena, MbAttachment *attachment, MbSlice bytes) {
  MbFileKind name = mb_kind_of_name(attachment->name), content = mb_kind_of_bytes(bytes);
  const char *type = content.type;
  attachment->size = bytes.len;
  attachment->entries = NULL;
  attachment->bad_entry = NULL;
  attachment->flags = name.flags | content.flags;
  if (content.kind == MB_KIND_SCRIPT && (name.kind == MB_KIND_TEXT || name.kind == MB_KIND_NONE))
    attachment->flags &= ~(guint)MB_ATT_SCRIPT; /* without its name it does not run */
  if (content.kind == MB_KIND_OLE)
    attachment->flags |= mb_ole_read(bytes, &type);
  /* anything may stand in front of a zip, which is read from its end */
  if (name.kind == MB_KIND_ARCHIVE && content.kind == MB_KIND_NONE && bytes.len)
    mb_archive_read(arena, attachment, bytes, MB_KIND_ARCHIVE, &type);
  else if (content.kind == MB_KIND_ARCHIVE || content.kind == MB_KIND_PACKED ||
           (content.kind == MB_KIND_DISK && g_str_equal(type, "application/x-iso9660-image")))
    mb_archive_read(arena, attachment, bytes, content.kind, &type);
  if (contradicts(name.kind, content.kind))
    attachment->flags |= MB_ATT_TYPE_MISMATCH;
  if (is_opened_as_html(name.kind, content.kind, attachment->declared)) {
    attachment->flags |= MB_ATT_HTML;
    read_html(arena, attachment, bytes, FALSE);
  } else if (content.kind == MB_KIND_SVG) {
    read_html(arena, attachment, bytes, TRUE);
  }
  attachment->detected = type;
}
