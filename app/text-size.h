/* The size of all text in the app, by keys, kept. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void mb_text_size_start(void);
/* One step up (1), down (-1), back to normal (0). */
void mb_text_size_change(int step);
