/* Encoded-words (RFC 2047, RFC 2231 language tags) as mail programs show them: adjacent words
 * joined before decoding, characters split over words kept, a wrong or missing padding tolerated,
 * raw 8-bit text guessed. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef enum {
  MB_WORD_ENCODED = 1 << 0, /* at least one encoded-word */
  MB_WORD_BROKEN = 1 << 1,  /* an encoded-word that did not decode cleanly */
  MB_WORD_CONTROL = 1 << 2, /* decoded text holds control characters, NUL or line ends */
  MB_WORD_RAW_8BIT = 1 << 3,
  MB_WORD_ADDRESS = 1 << 4, /* an encoded-word decodes to text with "@", "<" or ">" */
  MB_WORD_MIXED = 1 << 5,   /* words of different charsets in one value */
} MbWordFlags;

/* Decoded text of an unstructured value (Subject) or phrase, valid UTF-8 without NUL, line ends
 * folded away, in arena. *charset (may be NULL) gets the first encoded-word's charset, lower-case,
 * in arena, or NULL. */
MbSlice mb_rfc2047_decode(MbArena *arena, MbSlice value, guint *flags, const char **charset);
