/* Looks texts up in compiled catalogues (GNU .mo) that are part of the program, so no file, locale
 * or environment decides what is found. SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue.h"

#include <string.h>

#include "catalogue-data.h"

struct _MbCatalogue {
  const char *language;
  const guint8 *mo; /* NULL = the texts themselves */
  gsize len;
};

static const MbCatalogue english = {"en", NULL, 0};

/* The first two letters decide: regions of a language share its catalogue. */
const MbCatalogue *mb_catalogue_get(const char *locale) {
  static const MbCatalogue japanese = {"ja", mb_catalogue_ja, sizeof mb_catalogue_ja};
  if (locale && g_ascii_strncasecmp(locale, "ja", 2) == 0 && !g_ascii_isalpha(locale[2]))
    return &japanese;
  return &english;
}

const char *mb_catalogue_language(const MbCatalogue *catalogue) {
  return catalogue->language;
}

static guint32 word(const MbCatalogue *c, gsize at) {
  guint32 n = 0;
  if (at + 4 <= c->len)
    memcpy(&n, c->mo + at, 4);
  return GUINT32_FROM_LE(n);
}

/* msgfmt writes little-endian here (po/embed.py asks for it); the originals are sorted. */
static const char *text_at(const MbCatalogue *c, gsize table, guint32 i) {
  guint32 len = word(c, table + 8 * (gsize)i), at = word(c, table + 8 * (gsize)i + 4);
  return (gsize)at + len < c->len ? (const char *)c->mo + at : "";
}

const char *mb_tr(const MbCatalogue *catalogue, const char *text) {
  if (!catalogue || !catalogue->mo || !text || !*text)
    return text;
  guint32 low = 0, high = word(catalogue, 8);
  gsize originals = word(catalogue, 12), translations = word(catalogue, 16);
  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    int order = strcmp(text, text_at(catalogue, originals, middle));
    if (order == 0)
      return text_at(catalogue, translations, middle);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return text;
}
