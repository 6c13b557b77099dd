/* A draft as bytes. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "abuse.h"

/* The mail's header as text: inert, lines ended CR LF, at most 64 KiB. Free with g_free. */
char *mb_abuse_header(MbSlice mail);
/* header: quoted once more as a part of its own beside a feedback report, NULL = plain text. */
char *mb_abuse_eml(const MbReport *report, const MbDraft *draft, const char *header);
