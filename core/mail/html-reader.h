/* What html.c and html-links.c share while one HTML text is read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "html.h"
#include "html-open.h"
#include "html-sink.h"

/* An element whose text belongs to a link: <a>, <button>. */
typedef struct {
  int link; /* index into links, -1 = none is open */
  gsize visible, hidden;
} MbLinkText;

/* Mail repeats the same style on every cell: the last ones are kept. */
typedef struct {
  MbSlice css;
  MbStyle style;
} MbKnownStyle;

#define MB_KNOWN_STYLES 64

typedef struct {
  MbArena *arena;
  MbHtml *html;
  MbSlice source;
  MbTextSink visible, hidden;
  GString *scratch;
  MbOpenElements open;
  MbStyleSheet *sheet; /* NULL until the first <style> */
  MbLinkText anchor, button;
  MbSlice base;
  MbKnownStyle known[MB_KNOWN_STYLES];
  gboolean links_only; /* inside a conditional comment */
  gsize hidden_letters, last_hidden_at;
} MbHtmlReader;

/* The attribute's text with references decoded; lives in arena or in the source. */
MbSlice mb_reader_value(MbHtmlReader *r, MbSlice raw);
/* Every address in the tag's attributes. */
void mb_reader_tag_links(MbHtmlReader *r, const MbToken *token);
void mb_reader_css_links(MbHtmlReader *r, MbSlice css, gboolean decode);
/* The text of an open <a> or <button> ends here. */
void mb_reader_end_link_text(MbHtmlReader *r, MbLinkText *open);
/* At the end: joins relative addresses with <base>. */
void mb_reader_join_base(MbHtmlReader *r);
