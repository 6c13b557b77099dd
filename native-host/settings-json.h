/* The user's settings as the add-on sees them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

#include <jansson.h>

/* The answer to settings-get; the caller's (g_free). */
char *mb_settings_answer(gint64 id);
/* Changes the fields that are given and keeps them. NULL, "bad-request" (nothing changed) or
 * "not-kept". */
const char *mb_settings_change(json_t *change);
