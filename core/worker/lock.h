/* Takes everything from this process that reading a mail does not need. For good.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum {
  MB_LOCK_LIMITS = 1 << 0, /* rlimits */
  MB_LOCK_NO_PRIVILEGES = 1 << 1,
  MB_LOCK_NOT_DUMPABLE = 1 << 2, /* no core, nobody of this user may look inside */
  MB_LOCK_DIES = 1 << 3,         /* together with its parent */
  MB_LOCK_LANDLOCK = 1 << 4,
  MB_LOCK_SECCOMP = 1 << 5,
  MB_LOCK_ALL = (1 << 6) - 1,
} MbLockBits;

/* Called first in a new process: no descriptor but 0, 1, 2 and keep; signals; dies with parent (its
 * process id). FALSE when the parent is gone already. */
gboolean mb_lock_prepare(int keep, int parent);
/* The lock itself. Whatever is to be loaded must have been loaded. Returns what could be had. */
guint mb_lock_close(int keep);
