/* Whom to tell: a draft to look at, copy, save, or open in the mail program. Never sent by us.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../page.h"

void mb_tell_show(MbPage *page);
