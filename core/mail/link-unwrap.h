/* Links that gateways and redirectors wrap around another link: told apart by pattern, nothing is
 * fetched. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link-url.h"

typedef enum {
  MB_WRAP_NONE,
  MB_WRAP_OPEN,   /* *target is what was inside */
  MB_WRAP_OPAQUE, /* wrapped, but the target is known to the gateway alone */
} MbWrap;

MbWrap mb_link_unwrap(MbArena *arena, const MbUrl *url, MbSlice *target);
