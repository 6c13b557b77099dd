/* One linear pass over HTML by the WHATWG tokenization states, without a tree: what a reader sees,
 * what is hidden from him, and where every link leads. Linear in time and memory for any input.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef enum {
  MB_PLACE_TEXT, /* an address written out in plain text */
  MB_PLACE_HREF,
  MB_PLACE_AREA,
  MB_PLACE_SRC,
  MB_PLACE_SRCSET,
  MB_PLACE_BACKGROUND,
  MB_PLACE_ACTION,
  MB_PLACE_FORMACTION,
  MB_PLACE_REFRESH,
  MB_PLACE_BASE,
  MB_PLACE_STYLE, /* url() in CSS */
  MB_PLACE_QR,
} MbPlace;

/* Name used in JSON: "href", "text" … */
const char *mb_place_name(MbPlace place);

typedef struct {
  MbPlace place;
  MbSlice url; /* entities decoded, trimmed, joined with <base>; else as written */
  MbSlice
      text; /* visible text of the anchor or button, squeezed; alt text of images inside counts */
  gsize offset, length; /* of the attribute value in the HTML source */
  gboolean hidden;      /* not seen, or only in a comment meant for Outlook ("<!--[if mso]>") */
} MbHtmlLink;

typedef enum {
  MB_HTML_FORM = 1 << 0,
  MB_HTML_PASSWORD = 1 << 1, /* <input type=password> */
  MB_HTML_SCRIPT = 1 << 2,
  MB_HTML_SMUGGLING = 1 << 3, /* script that builds a file: Blob, msSaveBlob, atob + download … */
  MB_HTML_CJK_FONT_CN = 1 << 4, /* font-family SimSun, 宋体, 微软雅黑 … */
  MB_HTML_LANG_ZH = 1 << 5,
  MB_HTML_HIDDEN_TEXT = 1 << 6, /* more than 40 letters invisible */
  MB_HTML_PREHEADER = 1 << 7,   /* the only hidden text is one block at the top */
  MB_HTML_CUT = 1 << 8,         /* not every link was kept or joined with <base> */
} MbHtmlFlags;

typedef struct {
  MbSlice text;   /* visible text, block elements as line ends */
  MbSlice hidden; /* text that is there but not seen */
  GArray *links;  /* MbHtmlLink; freed with the arena */
  guint n_links;  /* found, also those beyond the kept ones */
  guint flags;
  MbSlice title;
} MbHtml;

#define MB_MAX_LINKS_KEPT 10000

/* utf8 must be valid UTF-8 (mb_charset_to_utf8). Lives in arena. */
MbHtml *mb_html_read(MbArena *arena, MbSlice utf8);
/* URLs written out in plain text (scheme or "www."), appended to links (MbHtmlLink, place
 * MB_PLACE_TEXT) up to MB_MAX_LINKS_KEPT. url and text point into utf8. */
void mb_text_find_links(MbArena *arena, MbSlice utf8, GArray *links);
