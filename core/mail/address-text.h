/* The text and the tokens of an address field, as Thunderbird makes them before it looks for
 * addresses. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "address.h"

typedef struct {
  MbSlice raw;       /* the field's value as far as this reader reads it */
  MbSlice text;      /* valid UTF-8 in one line, cleaned */
  const guint32 *at; /* for each byte of text and its end: offset in raw */
  guint flags;       /* MB_ADDR_CONTROL, MB_ADDR_INVISIBLE, MB_ADDR_TOO_MANY */
} MbAddressText;

typedef enum {
  MB_TOKEN_ATOM,
  MB_TOKEN_QUOTED,
  MB_TOKEN_LITERAL, /* [domain literal], brackets included */
  MB_TOKEN_WORDS,   /* encoded-words, decoded */
  MB_TOKEN_DELIMITER,
} MbTokenKind;

typedef struct {
  MbTokenKind kind;
  char delimiter;   /* one of ":,;<>@()" */
  MbSlice text;     /* unquoted, decoded, cleaned */
  gsize start, end; /* in MbAddressText.text */
  gboolean encoded; /* an encoded-word stood in it */
  guint word_flags; /* MbWordFlags */
} MbToken;

/* Bare CR ends the value for this reader, as it does for Thunderbird, when cut_at_cr; otherwise it
 * is a blank. */
MbAddressText mb_address_text(MbArena *arena, MbSlice value, gboolean cut_at_cr);
/* GArray of MbToken; *flags gets what was seen (MbAddrFlags). Free with g_array_unref. */
GArray *mb_address_tokens(MbArena *arena, MbSlice text, guint *flags);
/* Blank-like characters to blanks, invisible and control characters out, as Thunderbird does. */
MbSlice mb_address_clean(MbArena *arena, MbSlice utf8);
/* MB_ADDR_PADDED, _INVISIBLE, _CONTROL of text before it is cleaned. */
guint mb_address_look(MbSlice utf8);
