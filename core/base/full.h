/* What few mails need and every start would pay for (libarchive, GnuTLS, rare charset converters) is in
 * the full worker only. Where it is missed, that is said here; what was made without it is then to be
 * thrown away, and the mail read in a full worker. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* From now on this process misses something: only the worker, which has one thread, ever calls it. */
void mb_full_miss(void);
/* Whether anything was missed since the last call. */
gboolean mb_full_take_missed(void);
