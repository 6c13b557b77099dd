/* Ctrl-C and the like: what is done is reported, then the program ends; a second one ends it at once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void mb_stop_listen(void);
gboolean mb_stop_asked(void);
/* Waits until fd can be read (TRUE) or somebody wants to stop (FALSE). */
gboolean mb_stop_wait_for(int fd);
