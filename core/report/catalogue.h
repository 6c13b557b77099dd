/* Our own reader of the compiled message catalogue, so that every request can have its own
 * language: gettext answers English on minimal systems and is stale inside a process (CONTRACT,
 * "Report and JSON"). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct _MbCatalogue MbCatalogue;

/* locale: "ja", "ja_JP.UTF-8", "ja-JP", "en" … Unknown languages give English. The result is shared
 * and static. */
const MbCatalogue *mb_catalogue_get(const char *locale);
const char *mb_catalogue_language(const MbCatalogue *catalogue); /* "en", "ja" */
/* The translation, or text itself. */
const char *mb_tr(const MbCatalogue *catalogue, const char *text);
