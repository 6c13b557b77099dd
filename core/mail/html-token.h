/* HTML cut into tags and text by the WHATWG tokenization states (13.2.5), without a tree. Needs no
 * memory beyond one token, so neither depth nor the number of attributes can hurt.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

/* Elements that mean something to us. The last column: MbTagFlags. */
#define MB_TAGS(X)                                                                                 \
  X(A, "a", MB_TAG_FORMATTING)                                                                     \
  X(ADDRESS, "address", MB_TAG_BLOCK)                                                              \
  X(AREA, "area", MB_TAG_VOID)                                                                     \
  X(ARTICLE, "article", MB_TAG_BLOCK)                                                              \
  X(ASIDE, "aside", MB_TAG_BLOCK)                                                                  \
  X(B, "b", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                   \
  X(BASE, "base", MB_TAG_VOID)                                                                     \
  X(BIG, "big", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                               \
  X(BLOCKQUOTE, "blockquote", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                      \
  X(BODY, "body", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                  \
  X(BR, "br", MB_TAG_VOID | MB_TAG_BREAKOUT)                                                       \
  X(BUTTON, "button", 0)                                                                           \
  X(CAPTION, "caption", MB_TAG_BLOCK)                                                              \
  X(CENTER, "center", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                              \
  X(CODE, "code", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                             \
  X(COL, "col", MB_TAG_VOID)                                                                       \
  X(DD, "dd", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(DIV, "div", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                    \
  X(DL, "dl", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(DT, "dt", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(EM, "em", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                 \
  X(EMBED, "embed", MB_TAG_VOID | MB_TAG_BREAKOUT)                                                 \
  X(FIELDSET, "fieldset", MB_TAG_BLOCK)                                                            \
  X(FIGURE, "figure", MB_TAG_BLOCK)                                                                \
  X(FONT, "font", MB_TAG_FORMATTING)                                                               \
  X(FOOTER, "footer", MB_TAG_BLOCK)                                                                \
  X(FOREIGNOBJECT, "foreignobject", 0)                                                             \
  X(FORM, "form", MB_TAG_BLOCK)                                                                    \
  X(FRAME, "frame", MB_TAG_VOID)                                                                   \
  X(H1, "h1", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(H2, "h2", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(H3, "h3", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(H4, "h4", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(H5, "h5", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(H6, "h6", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(HEAD, "head", MB_TAG_BREAKOUT)                                                                 \
  X(HEADER, "header", MB_TAG_BLOCK)                                                                \
  X(HR, "hr", MB_TAG_VOID | MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                        \
  X(HTML, "html", 0)                                                                               \
  X(I, "i", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                   \
  X(IFRAME, "iframe", MB_TAG_RAW)                                                                  \
  X(IMG, "img", MB_TAG_VOID | MB_TAG_BREAKOUT)                                                     \
  X(INPUT, "input", MB_TAG_VOID)                                                                   \
  X(LI, "li", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(LINK, "link", MB_TAG_VOID)                                                                     \
  X(MAIN, "main", MB_TAG_BLOCK)                                                                    \
  X(MATH, "math", 0)                                                                               \
  X(META, "meta", MB_TAG_VOID | MB_TAG_BREAKOUT)                                                   \
  X(NAV, "nav", MB_TAG_BLOCK)                                                                      \
  X(NOBR, "nobr", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                             \
  X(NOEMBED, "noembed", MB_TAG_RAW)                                                                \
  X(NOFRAMES, "noframes", MB_TAG_RAW)                                                              \
  X(OBJECT, "object", 0)                                                                           \
  X(OL, "ol", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(OPTION, "option", 0)                                                                           \
  X(P, "p", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                        \
  X(PARAM, "param", MB_TAG_VOID)                                                                   \
  X(PLAINTEXT, "plaintext", MB_TAG_BLOCK)                                                          \
  X(PRE, "pre", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                    \
  X(S, "s", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                   \
  X(SCRIPT, "script", MB_TAG_RAW)                                                                  \
  X(SECTION, "section", MB_TAG_BLOCK)                                                              \
  X(SMALL, "small", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                           \
  X(SOURCE, "source", MB_TAG_VOID)                                                                 \
  X(SPAN, "span", MB_TAG_BREAKOUT)                                                                 \
  X(STRIKE, "strike", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                         \
  X(STRONG, "strong", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                         \
  X(STYLE, "style", MB_TAG_RAW)                                                                    \
  X(SUB, "sub", MB_TAG_BREAKOUT)                                                                   \
  X(SUP, "sup", MB_TAG_BREAKOUT)                                                                   \
  X(SVG, "svg", 0)                                                                                 \
  X(TABLE, "table", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                \
  X(TBODY, "tbody", MB_TAG_BLOCK)                                                                  \
  X(TD, "td", MB_TAG_BLOCK)                                                                        \
  X(TEMPLATE, "template", 0)                                                                       \
  X(TEXTAREA, "textarea", MB_TAG_RAW | MB_TAG_REFERENCES)                                          \
  X(TH, "th", MB_TAG_BLOCK)                                                                        \
  X(TITLE, "title", MB_TAG_RAW | MB_TAG_REFERENCES)                                                \
  X(TR, "tr", MB_TAG_BLOCK)                                                                        \
  X(TRACK, "track", MB_TAG_VOID)                                                                   \
  X(TT, "tt", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                 \
  X(U, "u", MB_TAG_FORMATTING | MB_TAG_BREAKOUT)                                                   \
  X(UL, "ul", MB_TAG_BLOCK | MB_TAG_BREAKOUT)                                                      \
  X(WBR, "wbr", MB_TAG_VOID)                                                                       \
  X(XMP, "xmp", MB_TAG_RAW | MB_TAG_BLOCK)

typedef enum {
#define X(id, name, flags) MB_TAG_##id,
  MB_TAGS(X)
#undef X
      MB_N_TAGS,
  MB_TAG_OTHER = MB_N_TAGS, /* unknown names share 32 numbers from here, by a hash of the name */
  MB_TAG_ALL = MB_TAG_OTHER + 32,
} MbTag;

typedef enum {
  MB_TAG_VOID = 1 << 0,       /* never has an end tag */
  MB_TAG_BLOCK = 1 << 1,      /* stands on a line of its own; closes an open <p> */
  MB_TAG_RAW = 1 << 2,        /* content is text up to its end tag */
  MB_TAG_REFERENCES = 1 << 3, /* … in which character references count */
  MB_TAG_FORMATTING = 1 << 4,
  MB_TAG_BREAKOUT = 1 << 5, /* ends <svg> and <math> (13.2.6.5) */
} MbTagFlags;

#define MB_ATTRS(X)                                                                                \
  X(ACTION, "action")                                                                              \
  X(ALT, "alt")                                                                                    \
  X(BACKGROUND, "background")                                                                      \
  X(BGCOLOR, "bgcolor")                                                                            \
  X(CLASS, "class")                                                                                \
  X(COLOR, "color")                                                                                \
  X(CONTENT, "content")                                                                            \
  X(DATA, "data")                                                                                  \
  X(DOWNLOAD, "download")                                                                          \
  X(DYNSRC, "dynsrc")                                                                              \
  X(FACE, "face")                                                                                  \
  X(FORMACTION, "formaction")                                                                      \
  X(HIDDEN, "hidden")                                                                              \
  X(HREF, "href")                                                                                  \
  X(HTTP_EQUIV, "http-equiv")                                                                      \
  X(ID, "id")                                                                                      \
  X(LANG, "lang")                                                                                  \
  X(LOWSRC, "lowsrc")                                                                              \
  X(POSTER, "poster")                                                                              \
  X(SRC, "src")                                                                                    \
  X(SRCSET, "srcset")                                                                              \
  X(STYLE, "style")                                                                                \
  X(TEXT, "text")                                                                                  \
  X(TYPE, "type")                                                                                  \
  X(VALUE, "value")                                                                                \
  X(XLINK_HREF, "xlink:href")                                                                      \
  X(XML_LANG, "xml:lang")

typedef enum {
#define X(id, name) MB_ATTR_##id,
  MB_ATTRS(X)
#undef X
      MB_N_ATTRS,
} MbAttr;

typedef enum {
  MB_TOKEN_TEXT,    /* text: bytes as they stand; references: they count in it */
  MB_TOKEN_START,   /* tag, attributes */
  MB_TOKEN_END,     /* tag */
  MB_TOKEN_RAW,     /* text inside the raw element tag */
  MB_TOKEN_COMMENT, /* text between the comment's marks */
  MB_TOKEN_CDATA,   /* text of a CDATA section inside <svg> or <math> */
} MbTokenKind;

typedef struct {
  MbTokenKind kind;
  guint tag; /* MbTag, or 0 … 31 above MB_TAG_OTHER */
  gboolean self_closing, references;
  MbSlice text;
  guint32 present; /* bits of the attributes that are there; of a doubled one the first counts */
  MbSlice attr[MB_N_ATTRS];
} MbToken;

typedef struct {
  const char *p, *end;
  int raw;          /* the raw element we stand in, -1 = none */
  guint svg, math;  /* depth of both: no raw elements in there */
  guint outer_svg;  /* … around an open <foreignObject>, whose content is HTML again */
  gboolean in_math; /* the innermost of them is <math> */
  MbToken token;
} MbTokenizer;

void mb_tokenizer_init(MbTokenizer *t, MbSlice html);
/* FALSE at the end; a tag cut off by it is dropped, as a browser does. */
gboolean mb_tokenizer_next(MbTokenizer *t);
guint mb_tag_flags(guint tag);

static inline gboolean mb_token_has(const MbToken *t, MbAttr attr) {
  return (t->present >> attr) & 1;
}

/* The value as it stands, empty when the attribute is missing. */
static inline MbSlice mb_token_attr(const MbToken *t, MbAttr attr) {
  return mb_token_has(t, attr) ? t->attr[attr] : MB_SLICE_NONE;
}
