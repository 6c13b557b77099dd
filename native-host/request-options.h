/* What one check request brings along, over the user's settings.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

#include <jansson.h>

/* Settings plus the request's identities, contacts, trusted results and locale; consent comes from
 * the settings alone. NULL when a field has the wrong type or too many entries. *locale is the
 * caller's (may stay NULL). */
MbOptions *mb_request_options(json_t *request, char **locale);
/* Adds only the contacts that the request brings along; FALSE as above. */
gboolean mb_request_contacts(json_t *request, MbOptions *options);
