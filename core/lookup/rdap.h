/* RDAP answers (RFC 9083), bytes in, a registration out; and the bootstrap that says whom to ask
 * (RFC 9224). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry-value.h"

#define MB_RDAP_MAX       (256 * 1024)
#define MB_RDAP_MAX_DEPTH 32

/* Never NULL. What is no RDAP object is MB_REG_FAILED; an error object is what its code says.
 * *related, when not NULL, gets the registrar's own address for a thin answer (https, to be freed),
 * or NULL. */
MbRegistration *mb_rdap_parse(MbSlice bytes, const char *key, char **related);
/* What an HTTP status alone says: 404 not found, 403 and 429 refused, else failed. */
MbRegStatus mb_rdap_status(guint http);

/* "https://rdap.example/domain/example.com", or NULL when no server is known. Free with g_free. */
char *mb_rdap_url(const char *key);
/* https, no user-info, port 443, a host name that is none of our own network: may be asked. *host
 * (to be freed) gets the normalised name. */
gboolean mb_rdap_url_is_safe(const char *url, char **host);
