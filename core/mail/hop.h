/* One Received line = one hop, in the dialects of postfix, sendmail, exim, qmail, Exchange, Gmail,
 * Courier, fetchmail and others; and the boundary, the first hop that a server the user trusts
 * recorded from outside. Source: RFC 5321 section 4.4; VERDICT "The boundary, by default".
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "address.h"
#include "dates.h"
#include "../base/ip.h"
#include "../base/options.h"

/* The program that wrote the line, as far as it names itself. */
typedef enum {
  MB_WRITER_OTHER,
  MB_WRITER_POSTFIX,
  MB_WRITER_SENDMAIL,
  MB_WRITER_EXIM,
  MB_WRITER_HARAKA,
  MB_WRITER_FETCHMAIL, /* from is the mailbox server that the user's own program asked */
  MB_WRITER_COREMAIL,
} MbHopWriter;

typedef struct {
  const MbHeader *header;
  MbHopWriter writer;
  MbSlice from_name;        /* the word after "from" */
  MbSlice helo;             /* what the client said of itself */
  MbIp ip;                  /* connecting address as the server saw it; family 0 = not recorded */
  const char *reverse;      /* reverse name as recorded, normalised, or NULL */
  gboolean reverse_unknown; /* the server wrote "unknown" or "may be forged" */
  const char *by;           /* host that wrote the line, normalised, or NULL */
  MbSlice with, id, for_addr;
  MbSlice user;           /* authenticated user, or empty */
  gboolean authenticated; /* ESMTPA, ESMTPSA, "Authenticated sender" … */
  gboolean tls;
  MbDate date;
  gint64 delay; /* seconds since the hop below, G_MININT64 = not known */
  gboolean
      local; /* no connection: qmail "invoked by", exim "local", sendmail "(from user@localhost)" */
} MbHop;

typedef struct {
  GArray *hops;     /* MbHop, top (newest) to bottom, at most MB_MAX_HOPS */
  guint n_received; /* all Received fields, also those beyond */
  int boundary;     /* index into hops, -1 = no outside hop */
  gboolean assumed; /* the boundary's "by" was taken on trust, no trust-server named it */
  int first;        /* the first hop of all (bottom, forgeable), -1 = none */
} MbRoute;

#define MB_MAX_HOPS 100

/* FALSE when nothing of a Received line could be read; *hop is then empty but for header and date.
 */
gboolean mb_hop_parse(MbArena *arena, const MbHeader *header, MbHop *hop);
/* host (normalised) is one of the trust servers by name. */
gboolean mb_route_is_trusted_name(const MbOptions *options, const char *host);
/* options may be NULL: no server is named. Lives in arena. */
MbRoute *mb_route_read(MbArena *arena, const MbHeaders *headers, const MbOptions *options);
