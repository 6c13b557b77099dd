/* Has the pictures of a mail searched for QR codes, in a worker of their own that is treated as
 * hostile as the pictures. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

/* Of one mail; the judge asks for no more. */
#define MB_MAX_PICTURES 16

/* names: what MB_ASK_PICTURE questions name (facts.h), from the judge's hostile side. Returns
 * {name: {"status": …, "texts": […]}}, facts.json's "pictures": every name gets an answer. deadline:
 * g_get_monotonic_time. require_lock as for mail. */
json_t *mb_pictures_read(GBytes *mail, const GPtrArray *names, gboolean require_lock,
                         gint64 deadline, GCancellable *cancellable);
/* For tests: another program. */
void mb_pictures_set_program(const char *path);
/* Ends the idle worker. */
void mb_pictures_shut_down(void);
