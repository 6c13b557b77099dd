/* Places of addresses that workers were told: the next worker is told them with its first mail, so that it need not ask
 * for what another one asked before. Only what this computer's own database answered.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include <glib.h>

/* Remembers the places among answers (facts.json form), up to a limit. */
void mb_told_add(const json_t *answers);
/* Those behind the first *n as facts.json, or NULL when there are none; *n becomes their number.
 * Free with g_free. */
char *mb_told_since(guint *n);
