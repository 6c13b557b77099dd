/* A new process that inherits nothing but one socket. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

/* *fd: our end of the socket, closed on exec. FALSE with MB_ERROR_WORKER. */
gboolean mb_worker_spawn(const char *program, pid_t *pid, int *fd, GError **error);
/* The worker of this name in this installation, or in the build tree this program runs from. Free with
 * g_free. */
char *mb_worker_find_program(const char *name);
