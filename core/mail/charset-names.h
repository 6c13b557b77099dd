/* Which charset a label means: the names mail programs write and the converter each one needs.
 * Labels follow the WHATWG Encoding standard (what browsers and Thunderbird do: "iso-8859-1" is
 * windows-1252), plus a few that only mail has. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_CS_UTF8,
  MB_CS_ASCII,
  MB_CS_SINGLE,      /* one byte a character, ASCII in the lower half */
  MB_CS_MULTI,       /* several bytes, first ≥ 0x80, bytes below 0x30 always stand alone */
  MB_CS_ISO_2022_JP, /* decoded by us, pieces through EUC-JP-MS */
  MB_CS_OPAQUE,      /* whatever else iconv reads: UTF-16, UTF-7, ISO-2022-KR … */
} MbCharsetKind;

typedef struct {
  const char *name;  /* canonical, lower-case */
  const char *iconv; /* glibc's name, NULL when none is needed */
  MbCharsetKind kind;
} MbCharset;

enum { MB_N_CHARSETS = 48 };
extern const MbCharset mb_charsets[MB_N_CHARSETS];

/* The charset a label means, ignoring case, blanks and quotes around it; NULL when unknown. */
const MbCharset *mb_charset_find(MbSlice label);
/* The charset that text without a (right) label is most likely in; never NULL. */
const MbCharset *mb_charset_guess(MbSlice bytes);
