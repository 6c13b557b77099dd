/* Values out of registries' answers: all of it is text that somebody else wrote, so everything is
 * cut, cleaned and checked on the way in. DATA section 2, SECURITY row 35.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../facts/facts.h"

#define MB_REGISTRY_TEXT 300 /* characters of a name or an address */
#define MB_REGISTRY_LIST 20  /* statuses, name servers */

MbRegistration *mb_registration_new(MbRegStatus status, const char *key);
/* What thin does not know yet is taken from more (which stays the caller's). */
void mb_registration_merge(MbRegistration *thin, const MbRegistration *more);

/* One line without control, bidi and invisible characters; NULL when nothing is left. Free with
 * g_free. */
char *mb_registry_text(MbSlice raw);
/* A plain address ("abuse@example.jp") or NULL: no query part, no blanks, a real domain. */
char *mb_registry_email(MbSlice raw);
/* Seconds since 1970, 0 when it is no date between 1970 and 2100. zone: minutes east of UTC where
 * none is written. */
gint64 mb_registry_date(MbSlice raw, int zone);
/* The holder is a privacy or proxy service, or was blanked out. */
gboolean mb_registry_is_proxy(const char *text);
/* The text only says that there is nothing to see ("REDACTED FOR PRIVACY", "Not Disclosed"). */
gboolean mb_registry_is_blank(const char *text);
void mb_registry_add_status(MbRegistration *r, MbSlice raw);
void mb_registry_add_name_server(MbRegistration *r, MbSlice raw);
/* Sets *field when it is still NULL; takes value over. */
void mb_registry_set(char **field, char *value);
