/* What sort of mail it is beside its verdict: list, bounce, internal, sent, encrypted, or ordinary.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

/* Sets kind and list_id from route, senders, recorded results and structure. */
void mb_kind_detect(MbCase *c);
/* The text asks for money or a call. */
gboolean mb_text_demands(MbSlice text);
