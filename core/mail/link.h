/* What a URL means: its host in one spelling, and the tricks in it. Nothing is ever fetched.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "html.h"
#include "../base/ip.h"

typedef enum {
  MB_URL_USERINFO = 1 << 0,   /* user@host */
  MB_URL_IP_LITERAL = 1 << 1, /* any notation: dotted, decimal, hex, octal, IPv6 */
  MB_URL_PUNYCODE = 1 << 2,
  MB_URL_PORT = 1 << 3,   /* a port other than 80 and 443 */
  MB_URL_DATA = 1 << 4,   /* data: */
  MB_URL_SCRIPT = 1 << 5, /* javascript:, vbscript: */
  MB_URL_MAILTO = 1 << 6,
  MB_URL_CID = 1 << 7, /* cid:, mid: — inside the mail */
  MB_URL_RELATIVE = 1 << 8,
  MB_URL_FULLWIDTH = 1 << 9, /* full-width or ideographic characters folded in the host */
  MB_URL_BACKSLASH = 1 << 10,
  MB_URL_TEL = 1 << 11,
  MB_URL_BAD = 1 << 12,       /* no host could be read */
  MB_URL_UNWRAPPED = 1 << 13, /* a gateway's or redirector's wrapping was taken off; see target */
} MbUrlFlags;

typedef struct {
  MbPlace place;
  MbSlice url;           /* as found */
  MbSlice target;        /* what a click leads to when wrappings are taken off, else url */
  MbSlice text;          /* the visible text */
  const char *scheme;    /* lower-case, or "" */
  const char *host;      /* normalised, "192.0.2.1" for any notation of an address, or NULL */
  const char *domain;    /* organisation of host (pointer into it), or NULL */
  const char *wrapper;   /* host of the outermost gateway or redirector, or NULL; without
                            MB_URL_UNWRAPPED it keeps its target to itself (Mimecast) */
  const char *text_host; /* host of a URL or domain name shown as the visible text, or NULL */
  guint flags;           /* MbUrlFlags */
  int part;              /* index of the part, -1 = header */
  gsize offset,
      length; /* in the given bytes when the part is not encoded, else the part's own place */
  gboolean hidden;
} MbLink;

/* Fills everything but part, offset, length and hidden from place, url and text; strings live in
 * arena. Safe Links, Proofpoint, Mimecast, Barracuda and open redirectors (google.com/url,
 * translate.goog …) are unwrapped by pattern. */
void mb_link_read(MbArena *arena, MbLink *link);
