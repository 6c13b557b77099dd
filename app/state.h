/* What the window remembers about itself: app.ini beside settings.ini, which holds the user's
 * decisions and is not ours alone. Without a place to write, it lasts as long as the process.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

int mb_state_get_int(const char *group, const char *key, int otherwise);
void mb_state_set_int(const char *group, const char *key, int value);
/* Free with g_free, g_strfreev; NULL when not set. */
char *mb_state_get_string(const char *group, const char *key);
void mb_state_set_string(const char *group, const char *key, const char *value);
char **mb_state_get_list(const char *group, const char *key);
void mb_state_set_list(const char *group, const char *key, const char *const *list);
