/* What the mail says: parsed once, immutable, everything in one arena. The only module that knows
 * GMime, which is used for structure and transfer decoding alone. Banned GMime calls: SECURITY
 * section 3. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "attachment.h"
#include "header.h"
#include "link.h"
#include "undo.h"

/* Where the mail as received begins inside the given bytes, and what had to be undone. */
typedef enum {
  MB_UNDO_MOZILLA = 1 << 0, /* leading X-Mozilla-*, X-Account-Key, X-UIDL lines dropped */
  MB_UNDO_MBOX = 1 << 1,    /* "From " separator dropped, ">From " unquoted */
  MB_UNDO_BOM = 1 << 2,
} MbUndo;

/* Why a part of the mail was not looked at; each is named in the report (not_checked). */
typedef enum {
  MB_SKIP_SIZE = 1 << 0,      /* over 50 MiB: headers only */
  MB_SKIP_HEADER = 1 << 1,    /* header block, field or line limit */
  MB_SKIP_DEPTH = 1 << 2,     /* more than 50 levels */
  MB_SKIP_PARTS = 1 << 3,     /* more than 1,000 parts */
  MB_SKIP_TEXT = 1 << 4,      /* more than 8 MiB in a part or 32 MiB in the mail */
  MB_SKIP_LINKS = 1 << 5,     /* more than 1,000 links: the rest listed only */
  MB_SKIP_STRUCTURE = 1 << 6, /* boundary flood: body read by the linear view */
  MB_SKIP_GMIME = 1 << 7,     /* GMime gave nothing: raw scanner's view only */
  MB_SKIP_ADDRESSES = 1 << 8,
  MB_SKIP_ARCHIVE = 1 << 9,
  MB_SKIP_ENCRYPTED = 1 << 10, /* S/MIME or OpenPGP encrypted: cannot be read */
  MB_SKIP_SIGNED = 1 << 11,    /* S/MIME or OpenPGP signature present, not checked here */
} MbSkip;

typedef enum {
  MB_MIME_CONFLICT_HEADER =
      1 << 0, /* two Content-Type, two encodings … (GMime warning 10, not Content-Length) */
  MB_MIME_CONFLICT_PARAMETER = 1 << 1,
  MB_MIME_NO_BOUNDARY = 1 << 2,
  MB_MIME_BASE64_TAIL = 1 << 3, /* text after an inner "=" that some readers show and some do not */
  MB_MIME_ODD_ENCODING = 1 << 4, /* transfer encoding spelled oddly, yet the body decodes */
  MB_MIME_STRAY_TEXT = 1 << 5,   /* links in preamble, epilogue or unclaimed ranges */
  MB_MIME_VIEWS_DIFFER = 1 << 6, /* a link that only one of the views shows */
} MbMimeFlags;

typedef enum {
  MB_PART_PLAIN,
  MB_PART_HTML,
  MB_PART_OTHER_TEXT, /* text/calendar, message/delivery-status, text/rfc822-headers … */
  MB_PART_ATTACHMENT,
  MB_PART_MESSAGE, /* message/rfc822: kept apart, judged only as "attached mail" */
  MB_PART_CONTAINER,
  MB_PART_STRAY, /* preamble, epilogue, unclaimed range, second view */
} MbPartKind;

typedef struct {
  MbPartKind kind;
  int parent; /* index, -1 = top */
  int depth;
  const char *type;    /* "text/html", lower-case, static or arena */
  const char *charset; /* as declared, lower-case, or NULL */
  MbSlice text;        /* decoded UTF-8 of text kinds; for HTML the source */
  MbHtml *html;        /* MB_PART_HTML (or sniffed as such), else NULL */
  MbSlice source;      /* encoded bytes inside the given bytes when known, else empty */
  int encoding;        /* MbEncoding of source (decode.h) */
  guint bad_chars;
  int attachment;       /* index into attachments, -1 */
  int attached;         /* index into attached mails, -1 */
  gboolean inline_part; /* not marked as attachment */
} MbPart;

typedef struct {
  MbHeaders *headers; /* of the attached mail; its bytes live in the arena */
  MbSlice text;       /* its first text, decoded, visible */
  int part;
} MbAttached;

typedef struct _MbMessage MbMessage;
struct _MbMessage {
  MbArena *arena;
  MbSlice given;    /* the bytes as given; not owned, must outlive the message */
  MbSlice received; /* the bytes as received: inside given, or in the arena where mbox quoting was
                       undone */
  MbUndone origin;  /* how received came out of given */
  guint undone, skipped, mime; /* MbUndo, MbSkip, MbMimeFlags */
  MbHeaders *headers;
  MbSlice body;              /* raw, inside received */
  GArray *parts;             /* MbPart */
  GArray *links;             /* MbLink, text and HTML, first 10,000 */
  GArray *attachments;       /* MbAttachment */
  GArray *attached;          /* MbAttached */
  guint first_code, n_codes; /* links[] that QR codes gave (checks/pictures.h) */
  guint pictures_left;       /* pictures that were not searched for QR codes, so far */
  MbSlice subject;           /* decoded */
  guint subject_flags;       /* MbWordFlags */
  const char *subject_charset;
  MbSlice text;     /* all visible text of the mail's own parts: plain, or HTML as seen, joined */
  guint html_flags; /* MbHtmlFlags of all own HTML parts */
  const char *report_type; /* multipart/report's report-type, or NULL */
};

#define MB_MAX_MESSAGE (50 * 1024 * 1024)

/* g_mime_init, once a process. Before a lock also mb_charset_preload: converters are loaded when first
 * needed. */
void mb_message_preload(void);
/* An invitation: its text is shown with the mail, attached or not. */
gboolean mb_type_is_calendar(const char *type);

/* NULL with MB_ERROR_NOT_A_MAIL only when not a single header field is there. headers_only is the
 * retry after a crash: nothing but the raw scanner runs. Free with mb_message_free. */
MbMessage *mb_message_parse(MbSlice given, gboolean headers_only, GError **error);
void mb_message_free(MbMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbMessage, mb_message_free)

/* Offset in the given bytes of a place inside message->received (or its header slices); -1 = not in
 * there. */
gssize mb_message_offset(const MbMessage *message, const char *place);
