/* Transfer decoding: what GMime decodes, and a second, tolerant view where mail programs disagree.
 * Source: RFC 2045 section 6; SECURITY rows 27, 28. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_ENCODING_NONE,
  MB_ENCODING_BASE64,
  MB_ENCODING_QUOTED,
  MB_ENCODING_UU,
} MbEncoding;

/* What a Content-Transfer-Encoding value means; *odd when only a tolerant reader sees it so
 * ("base64;", "(c)base64", "base 64"). */
MbEncoding mb_encoding_read(MbSlice value, gboolean *odd);
/* The bytes look like base64 whatever the label says. */
gboolean mb_encoding_looks_base64(MbSlice bytes);
/* Has shapes that GMime and others decode differently: text behind an inner "=", or broken "=" of
 * quoted-printable. */
gboolean mb_encoding_is_broken(MbSlice bytes, MbEncoding encoding);

/* Appends the decoded bytes, at most max of them; TRUE when cut. */
gboolean mb_decode(GByteArray *out, MbSlice bytes, MbEncoding encoding, gsize max);
/* The same as a tolerant reader does it. variant 0: base64 pieces between "=" decoded each for
 * itself; 1: "=" simply left out. */
gboolean mb_decode_tolerant(GByteArray *out, MbSlice bytes, MbEncoding encoding, int variant,
                            gsize max);
