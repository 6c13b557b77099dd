/* What the parts of the text report share: a page in one language, with or without colours.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "terminal.h"
#include "words.h"

typedef struct {
  GString *out;
  const MbReport *report;
  const MbCatalogue *catalogue;
  gboolean colour;
} MbTextPage;

#define BOLD "1"
#define DIM  "2"

static inline const char *word(const MbTextPage *page, const char *text) {
  return mb_tr(page->catalogue, text);
}

static inline void colour(MbTextPage *page, const char *code) {
  if (page->colour)
    g_string_append_printf(page->out, "\x1b[%sm", code);
}

static inline void plain(MbTextPage *page) {
  colour(page, "0");
}

static inline void put(MbTextPage *page, const char *text) {
  mb_terminal_append(page->out, text);
}

static inline void put_taken(MbTextPage *page, char *text) {
  put(page, text);
  g_free(text);
}

#define COLUMNS 92

/* Sentences are laid out for people; in a pipe each stays one line. */
static inline void put_sentence(MbTextPage *page, const char *text, guint indent) {
  if (page->colour)
    mb_terminal_append_wrapped(page->out, text, indent, COLUMNS);
  else
    put(page, text);
}

static inline void line(MbTextPage *page) {
  g_string_append_c(page->out, '\n');
}

static inline void heading(MbTextPage *page, const char *text) {
  line(page);
  colour(page, BOLD);
  g_string_append(page->out, word(page, text));
  plain(page);
  line(page);
}

/* text-chain.c: who stands behind it. */
void mb_text_chain(MbTextPage *page);
