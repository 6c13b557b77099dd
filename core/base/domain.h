/* Domain names: one spelling for comparison, strict syntax, and the registrable domain (libpsl).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

/* Loads the suffix list (Debian's publicsuffix, libpsl's own as fallback); call once before any
 * process lock. */
void mb_domain_preload(void);
/* Lower-case A-label form without final dot ("Ｋａｇｏｙａ．com" → "kagoya.com", "日本.jp" →
 * "xn--wgv71a.jp"), or NULL when the text is no domain name: empty, label > 63, total > 253,
 * anything outside LDH and "_" after IDNA, an IP literal. Free with g_free. */
char *mb_domain_normalise(MbSlice text);
/* Human form of an A-label name; the A-label form itself when it does not decode. Free with g_free.
 */
char *mb_domain_display(const char *ascii);
/* The registrable domain ("www.a.co.jp" → "a.co.jp") as pointer into host, or NULL when host is
 * itself a public suffix or has no known one. host must be normalised. */
const char *mb_domain_registrable(const char *host);
/* Registrable domain or, where there is none, the last two labels: for grouping and comparing
 * organisations. */
const char *mb_domain_organisation(const char *host);
/* host equals domain or ends in "." + domain; both normalised. */
gboolean mb_domain_is_under(const char *host, const char *domain);
/* Both names have the same organisation. NULL never equals anything. */
gboolean mb_domain_same_organisation(const char *a, const char *b);
/* Strict A-label syntax check of already lower-case text (LDH and "_"), as needed for names from
 * signatures. */
gboolean mb_domain_is_valid(MbSlice text);
