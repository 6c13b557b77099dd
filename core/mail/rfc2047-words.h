/* Encoded-words inside text that is already UTF-8: for the address parser, which finds them between
 * its own tokens. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rfc2047.h"

typedef struct {
  MbSlice charset, text; /* the charset still with its RFC 2231 language */
  char encoding;         /* 'b' or 'q' */
  gsize len;             /* of the whole word, "=?" to "?=" */
} MbEncodedWord;

/* The encoded-word that begins at s.data + at; FALSE when there is none. */
gboolean mb_rfc2047_word_at(MbSlice s, gsize at, MbEncodedWord *word);
/* Appends utf8 with its words decoded, controls and all; flags are added to *flags. *charset, when
 * given and still NULL, gets the first word's charset in arena. */
void mb_rfc2047_words(MbArena *arena, MbSlice utf8, GString *out, guint *flags,
                      const char **charset);
