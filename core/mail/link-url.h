/* A URL taken apart as browsers do it (WHATWG URL standard), as far as its host is concerned.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link.h"

typedef struct {
  const char *scheme; /* lower-case, "" = none */
  const char *host;   /* normalised, or NULL */
  MbSlice path;       /* from the first "/" on, without query */
  MbSlice query;      /* without "?" */
  guint flags;        /* MbUrlFlags */
} MbUrl;

/* Strings live in arena or in text. */
void mb_url_read(MbArena *arena, MbSlice text, MbUrl *url);
/* The host part alone, with its tricks: percent signs, full-width forms, numbers. NULL = none. */
const char *mb_url_read_host(MbArena *arena, MbSlice text, guint *flags);
/* %41 → A; a copy in arena. */
MbSlice mb_url_unescape(MbArena *arena, MbSlice text);
