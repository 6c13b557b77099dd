/* The dialog that opens mails. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

void mb_open_dialog_show(MbWindow *window);
void mb_open_dialog_show_folder(MbWindow *window);
