/* ARC chains (RFC 8617) over facts. A chain only ever excuses a failure (VERDICT, "ARC").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dkim.h"

#define MB_MAX_ARC_SETS 50 /* section 4.2.1 */

/* result pass, fail, none, temperror or not checked. trusted: host names of the servers whose own
 * seals count; every sealer of the chain must belong to one of them. */
MbArc mb_arc_check(MbArena *arena, MbDkimMail *mail, const GPtrArray *trusted, MbFacts *facts);
