/* Bytes of a named charset to UTF-8. Knows what iconv does not: ISO-2022-JP with NEC row 13 (①㈱),
 * CP932 for Shift_JIS, unlabelled 8-bit text. Converters are opened once, so that a locked process
 * still has them. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

/* Opens every converter the program names; call once, before any process lock. */
void mb_charset_preload(void);
/* Opens the few that most mails want; any other is missed from then on (base/full.h). */
void mb_charset_preload_common(void);

/* Text in UTF-8, always valid, in arena; undecodable bytes become U+FFFD and are counted in *bad
 * (may be NULL). label may be NULL, empty or unknown: then the charset is guessed (ESC $ →
 * ISO-2022-JP, valid UTF-8, CP932, EUC-JP …). *used, when given, gets the canonical name of the
 * charset that was used, a static string. */
MbSlice mb_charset_to_utf8(MbArena *arena, MbSlice bytes, const char *label, const char **used,
                           guint *bad);

/* TRUE when the label names a charset we can decode. */
gboolean mb_charset_is_known(MbSlice label);
