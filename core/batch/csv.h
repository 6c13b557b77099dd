/* Lines of a spreadsheet. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "batch.h"

#define MB_CSV_COLUMNS 12

/* Free with g_free. */
char *mb_csv_line(const char *const cells[MB_CSV_COLUMNS]);
