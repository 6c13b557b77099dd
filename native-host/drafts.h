/* Drafts of a report to whom it concerns, from a finished check. Nothing here sends anything.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks.h"

typedef struct {
  MbTell whom;
  const char *locale;
  gboolean mask, feedback; /* as in MbDraftChoice */
} MbDraftWish;

/* The answer to a "draft" request, within one frame: the quoted header is shortened where it would
 * not fit. The caller's (g_free). */
char *mb_draft_answer(gint64 id, const MbFinished *finished, const MbDraftWish *wish);
