/* What leaves the window: the report on the clipboard, on paper and in files.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../page.h"

void mb_export_copy(MbPage *page);
void mb_export_show(MbPage *page); /* asks for format and language, then where to */
void mb_export_print(MbPage *page);
void mb_export_investigation(MbPage *page);
