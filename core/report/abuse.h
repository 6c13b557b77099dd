/* Whom to tell: drafts of a report to the network, the registrar, Japan's councils or the company
 * named. A draft is text to look at, copy, or open in a mail program; nothing here sends it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-text.h"

typedef enum {
  MB_TELL_NETWORK,   /* abuse contact of the network that the mail was sent from */
  MB_TELL_REGISTRAR, /* that of the registrar of the link's, else of the sender's own domain */
  MB_TELL_COUNCIL,   /* Council of Anti-Phishing Japan */
  MB_TELL_CENTRE,    /* Japan's consultation centre for junk mail */
  MB_TELL_BRAND,     /* the company whose name was used */
  MB_N_TELL
} MbTell;
/* "network", "registrar", "council", "centre", "brand"; FALSE on another word. */
gboolean mb_tell_parse(const char *word, MbTell *whom);

typedef struct {
  gboolean mask;        /* the recipient's addresses in the quoted header become *** */
  gboolean feedback;    /* .eml with a machine-readable report (ARF, RFC 5965) */
  const GPtrArray *own; /* char* own addresses, or NULL */
} MbDraftChoice;

typedef struct {
  char *to;             /* a checked address, or NULL: none is known */
  char *hint;           /* what to do when there is none, or NULL */
  char *subject, *body; /* UTF-8 */
  char *eml;            /* a whole mail, ASCII, X-Unsent: 1, CR LF */
} MbDraft;

/* mail: the bytes that the report is about; only its header is quoted, as it stands. Never NULL. */
MbDraft *mb_draft_new(const MbReport *report, MbSlice mail, MbTell whom, MbDraftChoice choice,
                      const MbCatalogue *catalogue);
void mb_draft_free(MbDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbDraft, mb_draft_free)

/* A plain address that can stand in a header or mailto: link: no quoting, no comment, one "@", a
 * domain with a dot. Registries' contacts are hostile text. */
gboolean mb_is_plain_address(const char *address);
