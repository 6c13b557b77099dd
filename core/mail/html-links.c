/* Where the tags of an HTML text lead to.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-reader.h"
#include "html-entities.h"

#define MAX_BASE   4096 /* a longer one would be copied in front of each of 10,000 links */
#define MAX_JOINED (4 * 1024 * 1024)

const char *mb_place_name(MbPlace place) {
  static const char *const names[] = {
      [MB_PLACE_TEXT] = "text",       [MB_PLACE_HREF] = "href",
      [MB_PLACE_AREA] = "area",       [MB_PLACE_SRC] = "src",
      [MB_PLACE_SRCSET] = "srcset",   [MB_PLACE_BACKGROUND] = "background",
      [MB_PLACE_ACTION] = "action",   [MB_PLACE_FORMACTION] = "formaction",
      [MB_PLACE_REFRESH] = "refresh", [MB_PLACE_BASE] = "base",
      [MB_PLACE_STYLE] = "style",     [MB_PLACE_QR] = "qr"};
  return (guint)place < G_N_ELEMENTS(names) ? names[place] : "text";
}

MbSlice mb_reader_value(MbHtmlReader *r, MbSlice raw) {
  if (!raw.len || !memchr(raw.data, '&', raw.len))
    return raw;
  g_string_truncate(r->scratch, 0);
  mb_html_decode_into(r->scratch, raw, TRUE);
  return mb_arena_slice(r->arena, mb_slice(r->scratch->str, r->scratch->len));
}

/* Browsers trim C0 controls and blanks at both ends (URL standard 4.4). */
static MbSlice trim_url(MbSlice s) {
  while (s.len && (guchar)s.data[0] <= ' ')
    s.data++, s.len--;
  while (s.len && (guchar)s.data[s.len - 1] <= ' ')
    s.len--;
  return s;
}

/* Returns the link's index, -1 when it was not kept. raw: the place in the source. */
static int add_link(MbHtmlReader *r, MbPlace place, MbSlice url, MbSlice raw, MbSlice text) {
  url = trim_url(url);
  if (!url.len)
    return -1;
  r->html->n_links++;
  if (r->html->links->len >= MB_MAX_LINKS_KEPT) {
    r->html->flags |= MB_HTML_CUT;
    return -1;
  }
  MbHtmlLink link = {.place = place,
                     .url = url,
                     .text = text,
                     .offset = raw.data - r->source.data,
                     .length = raw.len,
                     .hidden = r->links_only || mb_seen_hidden(mb_open_seen(&r->open))};
  g_array_append_val(r->html->links, link);
  return r->html->links->len - 1;
}

static int add_attr(MbHtmlReader *r, const MbToken *t, MbAttr attr, MbPlace place, MbSlice text) {
  if (!mb_token_has(t, attr) || !t->attr[attr].len)
    return -1;
  return add_link(r, place, mb_reader_value(r, t->attr[attr]), t->attr[attr], text);
}

/* One candidate of srcset (HTML 4.8.4.4.? "parse a srcset attribute"): an address up to a blank,
 * then descriptors up to a comma outside of brackets. */
static MbSlice next_candidate(MbSlice s, gsize *at) {
  while (*at < s.len && (mb_is_blank(s.data[*at]) || s.data[*at] == ','))
    ++*at;
  gsize start = *at, depth = 0;
  while (*at < s.len && !mb_is_blank(s.data[*at]))
    ++*at;
  gsize end = *at;
  if (end > start && s.data[end - 1] == ',') {
    while (end > start && s.data[end - 1] == ',')
      end--;
    return mb_slice(s.data + start, end - start);
  }
  for (; *at < s.len && (depth || s.data[*at] != ','); ++*at) {
    if (s.data[*at] == '(')
      depth = 1;
    else if (s.data[*at] == ')')
      depth = 0;
  }
  return mb_slice(s.data + start, end - start);
}

static void srcset_links(MbHtmlReader *r, MbSlice raw) {
  MbSlice value = mb_reader_value(r, raw);
  for (gsize at = 0; at < value.len;)
    add_link(r, MB_PLACE_SRCSET, next_candidate(value, &at), raw, MB_SLICE_NONE);
}

/* <meta http-equiv=refresh content="0; url=…"> (HTML 4.2.5.3). */
static MbSlice refresh_url(MbSlice s) {
  gsize i = 0;
  while (i < s.len && (mb_is_blank(s.data[i]) || g_ascii_isdigit(s.data[i]) || s.data[i] == '.'))
    i++;
  if (i == s.len)
    return MB_SLICE_NONE;
  while (i < s.len && (mb_is_blank(s.data[i]) || s.data[i] == ';' || s.data[i] == ','))
    i++;
  MbSlice rest = mb_slice(s.data + i, s.len - i);
  if (mb_slice_has_prefix(rest, "url")) {
    MbSlice value = mb_slice_trim(mb_slice(rest.data + 3, rest.len - 3));
    if (value.len && value.data[0] == '=')
      rest = mb_slice_trim(mb_slice(value.data + 1, value.len - 1));
  }
  if (rest.len && (rest.data[0] == '"' || rest.data[0] == '\'')) {
    const char *close = memchr(rest.data + 1, rest.data[0], rest.len - 1);
    rest = mb_slice(rest.data + 1, close ? (gsize)(close - rest.data - 1) : rest.len - 1);
  }
  return rest;
}

void mb_reader_css_links(MbHtmlReader *r, MbSlice css, gboolean decode) {
  MbSlice value = decode ? mb_reader_value(r, css) : css, url;
  for (gsize at = 0; mb_css_next_url(value, &at, &url);)
    add_link(r, MB_PLACE_STYLE, url, value.data == css.data ? url : css, MB_SLICE_NONE);
}

void mb_reader_end_link_text(MbHtmlReader *r, MbLinkText *open) {
  if (open->link < 0)
    return;
  MbHtmlLink *link = &g_array_index(r->html->links, MbHtmlLink, open->link);
  MbSlice text = mb_sink_copy(&r->visible, r->arena, open->visible);
  if (!text.len) {
    text = mb_sink_copy(&r->hidden, r->arena, open->hidden);
    if (text.len)
      link->hidden = TRUE;
  }
  if (text.len)
    link->text = text;
  open->link = -1;
}

static void start_link_text(MbHtmlReader *r, MbLinkText *open, int link) {
  if (!r->links_only)
    *open = (MbLinkText){link, r->visible.text->len, r->hidden.text->len};
}

static void href_link(MbHtmlReader *r, const MbToken *t, MbAttr attr) {
  if (t->tag == MB_TAG_A) {
    int link = add_attr(r, t, attr, MB_PLACE_HREF, MB_SLICE_NONE);
    if (link >= 0)
      start_link_text(r, &r->anchor, link);
  } else if (t->tag == MB_TAG_BASE) {
    int link = add_attr(r, t, attr, MB_PLACE_BASE, MB_SLICE_NONE);
    if (link >= 0 && !r->base.len && !r->links_only)
      r->base = g_array_index(r->html->links, MbHtmlLink, link).url;
  } else if (t->tag == MB_TAG_AREA) {
    MbSlice alt = mb_slice_trim(mb_reader_value(r, mb_token_attr(t, MB_ATTR_ALT)));
    add_attr(r, t, attr, MB_PLACE_AREA, alt);
  } else { /* <link> and SVG's <image> load something, all else is a link to click */
    gboolean loads = t->tag == MB_TAG_LINK || attr == MB_ATTR_XLINK_HREF;
    add_attr(r, t, attr, loads ? MB_PLACE_SRC : MB_PLACE_HREF, MB_SLICE_NONE);
  }
}

static void form_links(MbHtmlReader *r, const MbToken *t) {
  MbSlice value = mb_slice_trim(mb_reader_value(r, mb_token_attr(t, MB_ATTR_VALUE)));
  if (mb_token_has(t, MB_ATTR_ACTION))
    add_attr(r, t, MB_ATTR_ACTION, MB_PLACE_ACTION, MB_SLICE_NONE);
  int link = add_attr(r, t, MB_ATTR_FORMACTION, MB_PLACE_FORMACTION, value);
  if (link >= 0 && t->tag == MB_TAG_BUTTON)
    start_link_text(r, &r->button, link);
}

static void source_links(MbHtmlReader *r, const MbToken *t) {
  static const MbAttr loading[] = {MB_ATTR_SRC, MB_ATTR_LOWSRC, MB_ATTR_DYNSRC, MB_ATTR_POSTER};
  MbSlice alt = t->tag == MB_TAG_IMG && mb_token_has(t, MB_ATTR_SRC)
                    ? mb_slice_trim(mb_reader_value(r, mb_token_attr(t, MB_ATTR_ALT)))
                    : MB_SLICE_NONE;
  for (guint i = 0; i < G_N_ELEMENTS(loading); i++)
    add_attr(r, t, loading[i], MB_PLACE_SRC, alt);
  if (t->tag == MB_TAG_OBJECT)
    add_attr(r, t, MB_ATTR_DATA, MB_PLACE_SRC, MB_SLICE_NONE);
  add_attr(r, t, MB_ATTR_BACKGROUND, MB_PLACE_BACKGROUND, MB_SLICE_NONE);
  if (mb_token_has(t, MB_ATTR_SRCSET))
    srcset_links(r, t->attr[MB_ATTR_SRCSET]);
}

static void meta_links(MbHtmlReader *r, const MbToken *t) {
  MbSlice kind = mb_slice_trim(mb_token_attr(t, MB_ATTR_HTTP_EQUIV));
  MbSlice content = mb_token_attr(t, MB_ATTR_CONTENT);
  if (mb_slice_is(kind, "refresh"))
    add_link(r, MB_PLACE_REFRESH, refresh_url(mb_reader_value(r, content)), content, MB_SLICE_NONE);
}

void mb_reader_tag_links(MbHtmlReader *r, const MbToken *t) {
  guint32 interesting = 1u << MB_ATTR_SRC | 1u << MB_ATTR_LOWSRC | 1u << MB_ATTR_DYNSRC |
                        1u << MB_ATTR_POSTER | 1u << MB_ATTR_DATA | 1u << MB_ATTR_BACKGROUND |
                        1u << MB_ATTR_SRCSET;
  if (mb_token_has(t, MB_ATTR_HREF))
    href_link(r, t, MB_ATTR_HREF);
  else if (mb_token_has(t, MB_ATTR_XLINK_HREF))
    href_link(r, t, MB_ATTR_XLINK_HREF);
  if (t->present & interesting)
    source_links(r, t);
  if (t->present & (1u << MB_ATTR_ACTION | 1u << MB_ATTR_FORMACTION))
    form_links(r, t);
  if (t->tag == MB_TAG_META)
    meta_links(r, t);
  MbSlice style = mb_token_attr(t, MB_ATTR_STYLE);
  if (style.len && memchr(style.data, '(', style.len))
    mb_reader_css_links(r, style, TRUE);
}

static gsize scheme_length(MbSlice url) {
  gsize i = 0;
  while (i < url.len &&
         (g_ascii_isalnum(url.data[i]) || strchr("+-.", url.data[i] ? url.data[i] : ' ')))
    i++;
  return i && i < url.len && url.data[i] == ':' && g_ascii_isalpha(url.data[0]) ? i + 1 : 0;
}

/* How much of base stands in front of a relative address (RFC 3986 5.2, dot segments left alone).
 */
static gsize base_part(MbSlice base, char first, gboolean network) {
  gsize scheme = scheme_length(base), host = scheme;
  if (network)
    return scheme;
  while (host < base.len && host < scheme + 2 && strchr("/\\", base.data[host]))
    host++;
  while (host < base.len && !strchr("/\\?#", base.data[host]))
    host++;
  if (first == '/' || first == '\\')
    return host;
  gsize path = host;
  while (path < base.len && base.data[path] != '?' && base.data[path] != '#')
    path++;
  while (first != '?' && path > host && base.data[path - 1] != '/')
    path--;
  return path;
}

static MbSlice join(MbArena *arena, MbSlice base, MbSlice url) {
  gboolean slash = strchr("/\\", url.data[0]) != NULL;
  gsize n = base_part(base, url.data[0], slash && url.len > 1 && strchr("/\\", url.data[1]));
  gboolean gap = !slash && url.data[0] != '?' && n && base.data[n - 1] != '/';
  char *joined = mb_arena_alloc(arena, n + gap + url.len + 1);
  memcpy(joined, base.data, n);
  if (gap)
    joined[n] = '/';
  memcpy(joined + n + gap, url.data, url.len);
  return mb_slice(joined, n + gap + url.len);
}

void mb_reader_join_base(MbHtmlReader *r) {
  gsize budget = MAX_JOINED;
  if (!scheme_length(r->base))
    return;
  for (guint i = 0; i < r->html->links->len; i++) {
    MbHtmlLink *link = &g_array_index(r->html->links, MbHtmlLink, i);
    if (link->place == MB_PLACE_BASE || link->url.data[0] == '#' || scheme_length(link->url))
      continue;
    gsize cost = r->base.len + link->url.len;
    if (r->base.len > MAX_BASE || cost > budget) {
      r->html->flags |= MB_HTML_CUT;
      continue;
    }
    budget -= cost;
    link->url = join(r->arena, r->base, link->url);
  }
}
