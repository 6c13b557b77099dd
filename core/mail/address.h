/* Address lists (From, To, Reply-To …) as the reader's mail program shows them, and where readers
 * disagree. The first reading is Thunderbird's (its own parser is the test oracle). Source: RFC
 * 5322 section 3.4, 4.4, RFC 6854; SECURITY rows 9 to 14. SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "header.h"

typedef struct {
  MbSlice name;    /* display name, decoded UTF-8, unquoted; may be empty */
  MbSlice address; /* local@domain as shown, decoded for view only; empty when there is none */
  MbSlice local;
  const char *domain; /* normalised A-label domain, or NULL when it is no domain */
  MbSlice source;     /* where it stands in the raw value */
} MbMailbox;

typedef enum {
  MB_ADDR_GROUP = 1 << 0,
  MB_ADDR_MANY = 1 << 1,    /* more than one mailbox */
  MB_ADDR_NONE = 1 << 2,    /* no address at all */
  MB_ADDR_ENCODED = 1 << 3, /* an encoded-word inside the addr-spec, or covering "@" */
  MB_ADDR_ROUTE = 1 << 4,   /* <@a,@b:c@d> */
  MB_ADDR_QUOTED_LOCAL = 1 << 5,
  MB_ADDR_TWO_ANGLES = 1 << 6, /* <a@x> <b@y> */
  MB_ADDR_TRAILING_DOT = 1 << 7,
  MB_ADDR_SYNTAX = 1 << 8,     /* needed guessing */
  MB_ADDR_IN_NAME = 1 << 9,    /* the display name holds an address */
  MB_ADDR_PADDED = 1 << 10,    /* runs of blanks or invisible characters in the name */
  MB_ADDR_INVISIBLE = 1 << 11, /* zero-width or bidi characters in name or address */
  MB_ADDR_CONTROL = 1 << 12,   /* control characters or NUL in name or address, raw or decoded */
  MB_ADDR_TOO_MANY = 1 << 13,  /* list cut at the limit */
  MB_ADDR_COMMENT = 1 << 14,   /* a comment inside the addr-spec or its angle brackets */
  MB_ADDR_DOMAIN_LITERAL = 1 << 15,
} MbAddrFlags;

typedef struct {
  GArray *mailboxes; /* MbMailbox */
  guint flags;       /* MbAddrFlags */
} MbAddressList;

#define MB_MAX_ADDRESSES     2000
#define MB_MAX_ADDRESS_FIELD (64 * 1024)
/* "g:g:g:…" kills GMime: more unquoted colons than this and the field is not handed on (SECURITY
 * section 0.4) */
#define MB_MAX_ADDRESS_COLONS 64

/* Thunderbird's reading of one field value. Lives in arena. */
MbAddressList *mb_address_parse(MbArena *arena, MbSlice value);

/* One way of reading who sent the mail. The ids:
 * thunderbird       the first From field and its first address, as Thunderbird shows them
 * thunderbird-list  a further address of the same field, shown next to the first
 * rfc5322           the grammar to the letter, routes and comments taken out
 * first-angle       programs that look for the first, or the last, <x@y>
 * last-angle
 * decoded           programs that decode encoded-words before they look for an address
 * decoded-cut       the same, ending at a decoded line end or NUL
 * nul-cut           C strings: the field ends at its first NUL
 * cr-is-blank       a bare CR does not end the field
 * bare-cr           a From field behind a bare CR
 * iso-2022-jp       raw ISO-2022-JP decoded before the field is taken apart
 * first-from, other-from, last-from   programs that take another one of several From fields
 * odd-from          a spelling (" From:") that only some take for a From field
 * sender, resent-from                 shown where there is no From field
 * name-only         the name is an address; programs that hide the real one show that */
#define MB_READER_NAME_ONLY "name-only"
typedef struct {
  const char *reader; /* static id, see above */
  MbMailbox mailbox;
  const MbHeader *header;
} MbSenderReading;

typedef struct {
  GArray *readings;   /* MbSenderReading; [0] is Thunderbird's first sender, when there is any */
  guint flags;        /* MbAddrFlags of all From fields together */
  guint n_from;       /* From fields, candidates included */
  gboolean ambiguous; /* two readings name different domains, or one finds a sender where another
                         finds none; "name-only" does not count: a name is no address, it has its
                         own sign */
} MbSenders;

/* Every reading of the sender over all From fields and candidates (and Sender or Resent-From where
 * From is missing, marked by its reader id). Lives in arena. */
MbSenders *mb_senders_read(MbArena *arena, const MbHeaders *headers);
