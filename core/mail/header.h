/* The raw header scanner: every field of a header block in order, with exact slices and offsets,
 * and every odd spelling kept as a candidate instead of dropped. Works on the bytes alone, before
 * and without GMime. Source: RFC 5322 section 2.2, 4.5; SECURITY rows 6, 7, 17, 24, 25.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef enum {
  MB_HEADER_OTHER,
  MB_HEADER_ARC_AUTHENTICATION_RESULTS,
  MB_HEADER_ARC_MESSAGE_SIGNATURE,
  MB_HEADER_ARC_SEAL,
  MB_HEADER_AUTHENTICATION_RESULTS,
  MB_HEADER_AUTO_SUBMITTED,
  MB_HEADER_BCC,
  MB_HEADER_CC,
  MB_HEADER_CONTENT_TRANSFER_ENCODING,
  MB_HEADER_CONTENT_TYPE,
  MB_HEADER_DATE,
  MB_HEADER_DELIVERED_TO,
  MB_HEADER_DKIM_SIGNATURE,
  MB_HEADER_FROM,
  MB_HEADER_LIST_ID,
  MB_HEADER_LIST_POST,
  MB_HEADER_LIST_UNSUBSCRIBE,
  MB_HEADER_MESSAGE_ID,
  MB_HEADER_RECEIVED,
  MB_HEADER_RECEIVED_SPF,
  MB_HEADER_REPLY_TO,
  MB_HEADER_RESENT_FROM,
  MB_HEADER_RETURN_PATH,
  MB_HEADER_SENDER,
  MB_HEADER_SUBJECT,
  MB_HEADER_TO,
  MB_N_HEADERS
} MbHeaderId;

/* How a field or a block departs from RFC 5322. */
typedef enum {
  MB_ODD_BLANK_BEFORE_NAME =
      1 << 0, /* " From: x" that could not be a continuation, or was one and names a known field */
  MB_ODD_BLANK_BEFORE_COLON = 1 << 1, /* "From : x", "From\t: x" */
  MB_ODD_FOLD_BEFORE_COLON = 1 << 2,  /* "From\n : x" */
  MB_ODD_NUL = 1 << 3,
  MB_ODD_BARE_CR = 1 << 4,       /* a CR that some readers take for a line end */
  MB_ODD_EIGHT_BIT = 1 << 5,     /* bytes ≥ 0x80 */
  MB_ODD_CONTROL = 1 << 6,       /* other control bytes */
  MB_ODD_BOM = 1 << 7,           /* block only: a UTF-8 byte-order mark was stripped */
  MB_ODD_NO_BLANK_LINE = 1 << 8, /* block only: the body begins without an empty line */
  MB_ODD_GARBAGE_LINE = 1 << 9,  /* block only: lines that are no field */
  MB_ODD_CUT = 1 << 10,          /* a limit ended the field or the block here */
  MB_ODD_BLANK_FOLD = 1 << 11,   /* a folded line of blanks only inside the field */
  MB_ODD_AFTER_BARE_CR =
      1 << 12, /* this candidate exists only for readers that break lines at a bare CR */
} MbOdd;

typedef struct {
  MbHeaderId id;
  MbSlice name;       /* as spelled, without blanks around it */
  MbSlice value;      /* after the colon, folds and all, without the final line end */
  MbSlice raw;        /* the whole field with its final line end: what DKIM signs */
  guint odd;          /* MbOdd */
  gboolean candidate; /* not a field by RFC 5322, but some reader takes it for one */
} MbHeader;

typedef struct {
  MbSlice
      bytes;  /* the block, from its first field to the end of its last, without the empty line */
  gsize body; /* where the body begins, counted from the start of the scanned bytes */
  gsize garbage;  /* offset of the first line that is no field; G_MAXSIZE = none */
  GArray *fields; /* MbHeader, top to bottom, candidates in their place */
  guint n_lines;
  guint odd; /* MbOdd over the block and all fields */
} MbHeaders;

/* Limits (SECURITY section 3). Over them the block is marked MB_ODD_CUT and only
 * sender, recipient, subject, date and content fields are still kept; body is right all the same.
 */
#define MB_MAX_HEADER_BLOCK (1024 * 1024)
#define MB_MAX_HEADER_FIELD (256 * 1024)
#define MB_MAX_HEADER_LINES 2000

/* Scans the block at the start of bytes (which must outlive the result). Never fails: a text
 * without any field yields none. Free with mb_headers_free. */
MbHeaders *mb_headers_scan(MbSlice bytes);
void mb_headers_free(MbHeaders *headers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbHeaders, mb_headers_free)

/* The nth proper field (from the top, 0-based) of that name, candidates not counted; NULL when
 * there is none. */
const MbHeader *mb_headers_get(const MbHeaders *headers, MbHeaderId id, guint nth);
const MbHeader *mb_headers_get_named(const MbHeaders *headers, const char *name, guint nth);
guint mb_headers_count(const MbHeaders *headers, MbHeaderId id);
/* The value without its folds' line ends, trimmed; NUL bytes kept out. Lives in arena. */
MbSlice mb_header_unfold(const MbHeader *header, MbArena *arena);
