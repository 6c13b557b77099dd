/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include "document.h"

/* The policy allows this style sheet by its hash and nothing else at all. */
static const char style[] =
    "body{font-family:sans-serif;line-height:1.6;max-width:50em;margin:2em auto;padding:0 1em;"
    "overflow-wrap:anywhere;color:#000;background:#fff}"
    "h1{font-size:1.6em;margin:0;padding:.4em .6em;border-inline-start:.4em solid}"
    "h2{font-size:1.1em;margin:1.6em 0 .4em;border-bottom:1px solid #999}"
    ".sentence{font-weight:bold}.item{font-weight:bold;margin:.8em 0 0}.text{margin:.2em 0}"
    ".lines{white-space:pre-line}"
    "dl{display:grid;grid-template-columns:11em 1fr;margin:.2em 0;gap:0 1em}dt{color:#555}"
    "dd{margin:0}@media print{body{margin:0;max-width:none}}"
    ".map{width:100%;background:#eef3f8;margin:.4em 0}.map-sea{fill:none}.map-land{fill:#c4c9cf}"
    ".map-route{stroke:#333;stroke-width:2.5}.map-pointer{stroke:#333;stroke-width:1}"
    ".map-sign{fill:#1a5fb4;stroke:#fff;stroke-width:2}"
    ".map-sign.map-claimed{fill:#fff;stroke:#1a5fb4;stroke-dasharray:4 3}"
    ".map-number{fill:#fff;font:bold 18px sans-serif}.map-number.map-claimed{fill:#000}"
    ".c-error,.c-spoofed{color:#c01c28}.c-legitimate{color:#1b7f4b}.c-genuine{color:#1a5fb4}"
    ".c-unknown{color:#5e5c64}.c-suspicious{color:#7a5c00}.c-hijacked{color:#c64600}";

void mb_html_append_text(GString *html, const char *text) {
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char_validated(p, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2)
      return (void)g_string_append(html, "\uFFFD"); /* never: reports are UTF-8 */
    if (c == '&')
      g_string_append(html, "&amp;");
    else if (c == '<')
      g_string_append(html, "&lt;");
    else if (c == '>')
      g_string_append(html, "&gt;");
    else if (c == '"')
      g_string_append(html, "&quot;");
    else if (c == '\'')
      g_string_append(html, "&#39;");
    else if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0))
      g_string_append(html, "\uFFFD");
    else
      g_string_append_unichar(html, c);
  }
}

/* open and close are literals of this file. */
static void put(GString *html, const char *open, const char *text, const char *close) {
  g_string_append(html, open);
  mb_html_append_text(html, text);
  g_string_append(html, close);
}

static void put_row(GString *html, const MbBlock *block) {
  put(html, "<dl><dt>", block->label, "</dt>");
  put(html, "<dd><bdi>", block->text, "</bdi></dd></dl>\n");
}

static void put_map(GString *html, const MbReport *report, const MbBlock *block,
                    const MbCatalogue *words) {
  g_autofree char *svg = mb_map_svg(report, words);
  g_string_append(html, svg ? svg : "");
  put(html, "<p class=\"text lines\">", block->text, "</p>\n");
}

static void put_block(GString *html, const MbBlock *block) {
  static const struct {
    const char *open, *close;
  } tags[] = {
      [MB_BLOCK_SENTENCE] = {"<p class=\"sentence\">", "</p>\n"},
      [MB_BLOCK_HEADING] = {"<h2>", "</h2>\n"},
      [MB_BLOCK_ITEM] = {"<p class=\"item\"><bdi>", "</bdi></p>\n"},
      [MB_BLOCK_TEXT] = {"<p class=\"text\"><bdi>", "</bdi></p>\n"},
  };
  if (block->kind == MB_BLOCK_ROW)
    put_row(html, block);
  else
    put(html, tags[block->kind].open, block->text, tags[block->kind].close);
}

static void put_head(GString *html, const MbReport *report, const MbCatalogue *words) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n = sizeof digest;
  g_checksum_update(sum, (const guchar *)style, strlen(style));
  g_checksum_get_digest(sum, digest, &n);
  g_autofree char *hash = g_base64_encode(digest, n);
  g_string_append_printf(
      html,
      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'sha256-%s'; form-action 'none'; base-uri 'none'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"format-detection\" content=\"telephone=no,address=no,email=no,url=no\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n",
      mb_catalogue_language(words), hash);
  put(html, "<title>", mb_verdict_label(report, words), "</title>\n<style>");
  g_string_append(html, style);
  g_string_append(html, "</style>\n</head>\n<body>\n");
}

char *mb_html_new(const MbReport *report, const MbCatalogue *words, gsize *len) {
  GString *html = g_string_sized_new(16384);
  g_autoptr(GPtrArray) blocks = mb_document_new(report, words);
  put_head(html, report, words);
  for (guint i = 0; i < blocks->len; i++) {
    const MbBlock *block = blocks->pdata[i];
    if (block->kind == MB_BLOCK_VERDICT) {
      g_string_append_printf(html, "<h1 class=\"c-%s\">", mb_verdict_name(report->verdict));
      put(html, "", block->text, "</h1>\n");
    } else if (block->kind == MB_BLOCK_MAP) {
      put_map(html, report, block, words);
    } else {
      put_block(html, block);
    }
  }
  g_string_append(html, "</body>\n</html>\n");
  *len = html->len;
  return g_string_free(html, FALSE);
}
