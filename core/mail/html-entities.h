/* Character references of HTML (WHATWG 13.2.5.72 ff.): named, also without semicolon, and numeric.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

/* Appends raw to out with its references decoded. In an attribute a name without semicolon counts
 * only when neither "=" nor a letter or digit follows. */
void mb_html_decode_into(GString *out, MbSlice raw, gboolean attribute);
