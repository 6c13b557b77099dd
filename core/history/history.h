/* What earlier mails of a sender looked like, and whom the user knows: kept on this computer only,
 * by the user's leave, erasable (CONTRACT "Places", VERDICT "Known"). Thread-safe. A file that is
 * broken, locked or read-only is no error: then there is no history.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "../base/error.h"
#include "../facts/facts.h"

/* The answer to a MB_ASK_HISTORY question; NULL = there is no history to be had. Free with g_free. */
MbHistory *mb_history_ask(const MbQuestion *question);
/* A mail whose address was proven and that nothing speaks against. day: of arrival, days since 1970.
 * It only removes "first contact" and shows how the sender signs; nobody becomes known by it. */
void mb_history_received(const char *address, const char *const *signers, gint64 day);
/* The user said that he knows this address (or does not); wrote: he wrote to it. MB_ERROR_IO when
 * that could not be kept, MB_ERROR_BAD_REQUEST when it is no address. */
gboolean mb_history_know(const char *address, gboolean wrote, gboolean known, GError **error);
/* Everything, for all programs. MB_ERROR_IO when the file could not be emptied. */
gboolean mb_history_clear(GError **error);
