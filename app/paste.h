/* A mail's source, or only its headers, from the clipboard; also files copied in a file manager.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

void mb_paste(MbWindow *window);
