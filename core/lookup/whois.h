/* WHOIS answers, bytes in, a registration out. Knows the shapes of JPRS, JPNIC, RPSL (APNIC, RIPE,
 * AFRINIC), ARIN, KRNIC, LACNIC and registro.br, Verisign and the registrars behind it, CNNIC, TCI,
 * and what looks like one of them. DATA section 2. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry-value.h"

#define MB_WHOIS_MAX (64 * 1024)

/* Never NULL. A refusal is MB_REG_REFUSED, never "not found"; bytes nobody can read are
 * MB_REG_FAILED. *referral, when not NULL, gets the server that knows more (to be freed), or NULL. */
MbRegistration *mb_whois_parse(MbSlice bytes, const char *key, char **referral);
/* The bytes as UTF-8: ISO-2022-JP with NEC's row 13, UTF-8, or one byte a character. Free with
 * g_free. */
char *mb_whois_text(MbSlice bytes);

/* Where to ask about a domain or an address, and with which line (without CR LF). FALSE: nobody is
 * known. Free both with g_free. */
gboolean mb_whois_server(const char *key, char **server, char **query);
/* The line for a server that an answer or IANA named. Free with g_free. */
char *mb_whois_query(const char *server, const char *key);
