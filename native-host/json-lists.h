/* Lists of short texts in requests and settings, checked before they are taken.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

#define MB_MAX_LIST  200
#define MB_MAX_ENTRY 320

/* Appends copies of the texts of an array; an absent one is an empty one. FALSE when it is no list
 * of at most MB_MAX_LIST texts of at most MB_MAX_ENTRY bytes without control characters. */
gboolean mb_json_list(json_t *array, GPtrArray *into);
json_t *mb_json_from_list(const GPtrArray *list);
