/* A WHOIS answer as keys and values, whatever the style of its labels.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef struct {
  MbSlice key;           /* "Registrant Organization", "登録者名", "nserver" */
  MbSlice value;         /* trimmed; may be empty */
  gboolean continuation; /* an indented line that goes on with the value before; key is empty */
  gboolean bracketed;    /* [Key]  value */
} MbWhoisLine;

/* The next line that is a field; *rest moves on. FALSE at the end. Comments and prose are passed
 * over. */
gboolean mb_whois_next(MbSlice *rest, MbWhoisLine *line);
