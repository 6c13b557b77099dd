/* The host a link shows to the reader. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link-url.h"

/* The host when the visible text is a URL or a bare domain name, not a sentence that holds one;
 * else NULL. Lives in arena. */
const char *mb_link_text_host(MbArena *arena, MbSlice text);
