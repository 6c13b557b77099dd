/* Names that no name server or registry of the Internet can know. Asking for them only tells
 * strangers how a network at home is built. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

/* May this normalised name be asked at all? No single labels, no special-use names (RFC 6761, 2606,
 * 6762 with its appendix G, 7686, 8375, 9476), no reverse names of private addresses. Of
 * "_dmarc.NAME" and its like NAME counts; "_dmarc.jp" is asked by the walk of RFC 9989. bench: names
 * reserved for examples may be asked, since the server asked was named by hand (RFC 6761 section
 * 6.5). */
gboolean mb_name_may_be_asked(const char *name, gboolean bench);
