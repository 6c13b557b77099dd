/* The report as one HTML file: nothing in it loads, runs or can be clicked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

/* Free with g_free. */
char *mb_html_new(const MbReport *report, const MbCatalogue *words, gsize *len);
/* The only way by which text gets into the file. */
void mb_html_append_text(GString *html, const char *text);
