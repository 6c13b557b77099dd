/* Walks over the tokens of an HTML text and sorts what it holds: text that is seen, text that is
 * not, links, and the few other things a judge wants to know.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-reader.h"
#include "html-entities.h"

#define MANY_LETTERS  40   /* of hidden text, from which on it is worth a word */
#define PREHEADER_TOP 200  /* bytes of visible text that may stand above a preheader */
#define PREHEADER_MAX 1500 /* letters of the longest preheader that passes as one */
#define MAX_CSS       (1024 * 1024)

static gboolean contains(MbSlice s, const char *word) {
  return s.data && s.len && memmem(s.data, s.len, word, strlen(word)) != NULL;
}

/* A script that builds a file out of its own text: the reader saves what no filter saw. */
static gboolean is_smuggling(MbSlice script) {
  if (contains(script, "msSaveBlob") || contains(script, "msSaveOrOpenBlob"))
    return TRUE;
  gboolean built = contains(script, "Blob(") || contains(script, "createObjectURL") ||
                   contains(script, "new File(");
  gboolean decoded = contains(script, "atob(") || contains(script, "fromCharCode") ||
                     contains(script, "Uint8Array") || contains(script, ";base64,");
  gboolean saved = contains(script, ".download") || contains(script, "\"download\"") ||
                   contains(script, "'download'") || contains(script, ".click(") ||
                   contains(script, "location");
  return (built && (decoded || saved)) ||
         (contains(script, ";base64,") && saved && decoded && contains(script, "data:application"));
}

static void count_hidden(MbHtmlReader *r, MbSlice text) {
  gsize letters = 0;
  for (gsize i = 0; i < text.len; i = g_utf8_next_char(text.data + i) - text.data)
    if (g_unichar_isalnum(g_utf8_get_char(text.data + i)))
      letters++;
  if (letters)
    r->last_hidden_at = r->visible.text->len;
  r->hidden_letters += letters;
}

static void add_text(MbHtmlReader *r, MbSlice text, gboolean references) {
  const MbSeen *seen = mb_open_seen(&r->open);
  gboolean hidden = mb_seen_hidden(seen);
  if (references && memchr(text.data, '&', text.len)) {
    g_string_truncate(r->scratch, 0);
    mb_html_decode_into(r->scratch, text, FALSE);
    text = mb_slice(r->scratch->str, r->scratch->len);
  }
  mb_sink_add(hidden ? &r->hidden : &r->visible, text);
  if (hidden && !seen->responsive)
    count_hidden(r, text);
}

static void gap(MbHtmlReader *r, guint tag) {
  MbGap kind = tag == MB_TAG_TD || tag == MB_TAG_TH      ? MB_GAP_BLANK
               : mb_tag_flags(tag) & MB_TAG_BLOCK        ? MB_GAP_LINE
               : tag == MB_TAG_BR || tag == MB_TAG_TITLE ? MB_GAP_LINE
                                                         : MB_GAP_NONE;
  mb_sink_gap(&r->visible, kind);
  mb_sink_gap(&r->hidden, kind);
}

static void old_attributes(const MbToken *t, MbStyle *style) {
  if (mb_token_has(t, MB_ATTR_BGCOLOR)) {
    style->bits |= MB_STYLE_BACK;
    style->back = mb_color_read(t->attr[MB_ATTR_BGCOLOR]);
  }
  if (mb_token_has(t, MB_ATTR_BACKGROUND)) {
    style->bits |= MB_STYLE_BACK;
    style->back = MB_COLOR_UNKNOWN;
  }
  MbAttr color = t->tag == MB_TAG_BODY ? MB_ATTR_TEXT : MB_ATTR_COLOR;
  if (mb_token_has(t, color) && (t->tag == MB_TAG_BODY || t->tag == MB_TAG_FONT)) {
    style->bits |= MB_STYLE_COLOR;
    style->color = mb_color_read(t->attr[color]);
  }
  if (t->tag == MB_TAG_A) { /* a link has its own colour, which we do not know */
    style->bits |= MB_STYLE_COLOR;
    style->color = MB_COLOR_UNKNOWN;
  }
  if (mb_token_has(t, MB_ATTR_HIDDEN) || t->tag == MB_TAG_TEMPLATE)
    style->bits |= MB_STYLE_NONE;
}

static const MbStyle *inline_style(MbHtmlReader *r, MbSlice css) {
  guint hash = css.len * 31;
  if (css.len)
    hash += (guchar)css.data[css.len / 2] * 7 + (guchar)css.data[css.len - 1 - css.len / 8];
  MbKnownStyle *known = &r->known[hash % MB_KNOWN_STYLES];
  if (known->css.data && mb_slice_equal(known->css, css))
    return &known->style;
  known->css = css;
  known->style = (MbStyle){0};
  mb_style_read(mb_reader_value(r, css), &known->style);
  return &known->style;
}

/* What the element is like, from weak to strong: old attributes, rules, its own style. */
static MbSeen look_of(MbHtmlReader *r, const MbToken *t) {
  const MbSeen *outer = mb_open_seen(&r->open);
  guint32 matters = 1u << MB_ATTR_STYLE | 1u << MB_ATTR_CLASS | 1u << MB_ATTR_ID |
                    1u << MB_ATTR_HIDDEN | 1u << MB_ATTR_BGCOLOR | 1u << MB_ATTR_BACKGROUND |
                    1u << MB_ATTR_COLOR | 1u << MB_ATTR_TEXT;
  if (!(t->present & matters) && t->tag != MB_TAG_A && t->tag != MB_TAG_TEMPLATE)
    return *outer;
  MbStyle style = {0};
  gboolean responsive = FALSE;
  old_attributes(t, &style);
  if (r->sheet)
    responsive = mb_style_sheet_apply(r->sheet, mb_token_attr(t, MB_ATTR_CLASS),
                                      mb_token_attr(t, MB_ATTR_ID), &style);
  if (mb_token_has(t, MB_ATTR_STYLE))
    mb_style_merge(&style, inline_style(r, t->attr[MB_ATTR_STYLE]));
  if (style.bits & MB_STYLE_CN_FONT)
    r->html->flags |= MB_HTML_CJK_FONT_CN;
  MbSeen seen = mb_seen_under(outer, &style, r->sheet && mb_style_sheet_unsure(r->sheet));
  if (responsive && !mb_seen_hidden(outer))
    seen.responsive = 1;
  return seen;
}

static gboolean is_data_script(const MbToken *t) {
  MbSlice type = mb_token_attr(t, MB_ATTR_TYPE);
  return contains(type, "json");
}

static void note_flags(MbHtmlReader *r, const MbToken *t) {
  guint *flags = &r->html->flags;
  if (t->tag == MB_TAG_FORM)
    *flags |= MB_HTML_FORM;
  if (t->tag == MB_TAG_INPUT &&
      mb_slice_is(mb_slice_trim(mb_token_attr(t, MB_ATTR_TYPE)), "password"))
    *flags |= MB_HTML_PASSWORD;
  if (t->tag == MB_TAG_SCRIPT && !is_data_script(t))
    *flags |= MB_HTML_SCRIPT;
  if (mb_token_has(t, MB_ATTR_FACE) && mb_style_is_cn_font(t->attr[MB_ATTR_FACE]))
    *flags |= MB_HTML_CJK_FONT_CN;
  if (mb_slice_has_prefix(mb_token_attr(t, MB_ATTR_LANG), "zh") ||
      mb_slice_has_prefix(mb_token_attr(t, MB_ATTR_XML_LANG), "zh"))
    *flags |= MB_HTML_LANG_ZH;
  if (mb_token_has(t, MB_ATTR_DOWNLOAD) &&
      mb_slice_has_prefix(mb_slice_trim(mb_token_attr(t, MB_ATTR_HREF)), "data:"))
    *flags |= MB_HTML_SMUGGLING;
}

/* What a picture or a button of a form shows as text. */
static void replacement_text(MbHtmlReader *r, const MbToken *t) {
  MbSlice type = mb_slice_trim(mb_token_attr(t, MB_ATTR_TYPE));
  MbSlice text = MB_SLICE_NONE;
  if (t->tag == MB_TAG_IMG)
    text = mb_token_attr(t, MB_ATTR_ALT);
  else if (t->tag == MB_TAG_INPUT && (mb_slice_is(type, "submit") || mb_slice_is(type, "button")))
    text = mb_token_attr(t, MB_ATTR_VALUE);
  if (!text.len)
    return;
  mb_sink_gap(&r->visible, MB_GAP_BLANK);
  add_text(r, text, TRUE);
  mb_sink_gap(&r->visible, MB_GAP_BLANK);
}

static void on_start(MbHtmlReader *r, const MbToken *t) {
  if (t->tag == MB_TAG_A || t->tag == MB_TAG_TD || t->tag == MB_TAG_TH)
    mb_reader_end_link_text(r, &r->anchor); /* links do not nest, nor reach into the next cell */
  if (t->tag == MB_TAG_BUTTON)
    mb_reader_end_link_text(r, &r->button);
  mb_open_imply_end(&r->open, t->tag);
  MbSeen seen = look_of(r, t);
  gap(r, t->tag);
  note_flags(r, t);
  mb_open_push(&r->open, t->tag, seen);
  mb_reader_tag_links(r, t);
  replacement_text(r, t);
  if (mb_tag_flags(t->tag) & MB_TAG_VOID)
    mb_open_pop(&r->open, t->tag);
}

static void on_end(MbHtmlReader *r, const MbToken *t) {
  if (t->tag == MB_TAG_A || t->tag == MB_TAG_TD || t->tag == MB_TAG_TH || t->tag == MB_TAG_TABLE)
    mb_reader_end_link_text(r, &r->anchor);
  if (t->tag == MB_TAG_BUTTON)
    mb_reader_end_link_text(r, &r->button);
  gap(r, t->tag);
  mb_open_pop(&r->open, t->tag);
}

static void on_style(MbHtmlReader *r, MbSlice css) {
  mb_reader_css_links(r, css, FALSE);
  if (!r->sheet)
    r->sheet = mb_style_sheet_new();
  mb_style_sheet_read(r->sheet, mb_slice(css.data, MIN(css.len, MAX_CSS)));
  if (mb_style_sheet_cn_font(r->sheet))
    r->html->flags |= MB_HTML_CJK_FONT_CN;
}

static void on_raw(MbHtmlReader *r, const MbToken *t) {
  switch (t->tag) {
  case MB_TAG_STYLE:
    on_style(r, t->text);
    break;
  case MB_TAG_SCRIPT:
    if (is_smuggling(t->text))
      r->html->flags |= MB_HTML_SMUGGLING;
    break;
  case MB_TAG_TITLE:
    if (!r->html->title.data)
      r->html->title = mb_slice_trim(mb_reader_value(r, t->text));
    break;
  case MB_TAG_TEXTAREA:
  case MB_TAG_XMP:
  case MB_TAG_PLAINTEXT:
    add_text(r, t->text, t->references);
    break;
  default: /* iframe, noembed, noframes: shown by nobody */
    break;
  }
}

static void read_links_only(MbHtmlReader *r, MbSlice html) {
  MbTokenizer tokens;
  mb_tokenizer_init(&tokens, html);
  r->links_only = TRUE;
  while (mb_tokenizer_next(&tokens))
    if (tokens.token.kind == MB_TOKEN_START)
      mb_reader_tag_links(r, &tokens.token);
  r->links_only = FALSE;
}

/* "<!--[if mso]> … <![endif]-->" is markup to Outlook and nothing to anybody else. */
static void on_comment(MbHtmlReader *r, MbSlice comment) {
  if (!mb_slice_has_prefix(comment, "[if"))
    return;
  const char *body = memmem(comment.data, comment.len, "]>", 2);
  if (body)
    read_links_only(r, mb_slice(body + 2, comment.data + comment.len - body - 2));
}

/* Mere text to a browser, and markup behind the first ">" to a reader without SVG. */
static void on_cdata(MbHtmlReader *r, MbSlice text) {
  const char *close = text.len ? memchr(text.data, '>', text.len) : NULL;
  add_text(r, text, FALSE);
  if (close)
    read_links_only(r, mb_slice(close + 1, text.data + text.len - close - 1));
}

static void read_all(MbHtmlReader *r) {
  MbTokenizer tokens;
  mb_tokenizer_init(&tokens, r->source);
  while (mb_tokenizer_next(&tokens)) {
    const MbToken *t = &tokens.token;
    switch (t->kind) {
    case MB_TOKEN_TEXT:
      add_text(r, t->text, t->references);
      break;
    case MB_TOKEN_START:
      on_start(r, t);
      break;
    case MB_TOKEN_END:
      on_end(r, t);
      break;
    case MB_TOKEN_RAW:
      on_raw(r, t);
      break;
    case MB_TOKEN_COMMENT:
      on_comment(r, t->text);
      break;
    case MB_TOKEN_CDATA:
      on_cdata(r, t->text);
      break;
    }
  }
  mb_reader_end_link_text(r, &r->anchor);
  mb_reader_end_link_text(r, &r->button);
}

static void finish(MbHtmlReader *r) {
  MbHtml *html = r->html;
  html->text = mb_arena_slice(r->arena, mb_slice(r->visible.text->str, r->visible.text->len));
  html->hidden = mb_arena_slice(r->arena, mb_slice(r->hidden.text->str, r->hidden.text->len));
  if (r->hidden_letters > MANY_LETTERS) {
    html->flags |= MB_HTML_HIDDEN_TEXT;
    if (r->last_hidden_at <= PREHEADER_TOP && r->hidden_letters <= PREHEADER_MAX)
      html->flags |= MB_HTML_PREHEADER;
  }
  mb_reader_join_base(r);
  g_string_free(r->visible.text, TRUE);
  g_string_free(r->hidden.text, TRUE);
  g_string_free(r->scratch, TRUE);
  mb_open_clear(&r->open);
  mb_style_sheet_free(r->sheet);
}

static void free_array(gpointer array) {
  g_array_unref(array);
}

MbHtml *mb_html_read(MbArena *arena, MbSlice utf8) {
  MbHtmlReader r = {.arena = arena,
                    .html = mb_arena_new0(arena, MbHtml),
                    .source = utf8,
                    .visible.text = g_string_sized_new(MIN(utf8.len / 4, 65536)),
                    .hidden.text = g_string_new(NULL),
                    .scratch = g_string_new(NULL),
                    .anchor.link = -1,
                    .button.link = -1};
  r.html->links = mb_arena_own(arena, g_array_new(FALSE, FALSE, sizeof(MbHtmlLink)), free_array);
  mb_open_init(&r.open);
  if (utf8.len)
    read_all(&r);
  finish(&r);
  return r.html;
}
