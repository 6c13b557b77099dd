/* How a verdict looks: icon and colours; text always goes with them (VERDICT).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

const char *mb_look_icon(const MbReport *report);  /* symbolic icon name */
const char *mb_look_class(const MbReport *report); /* style class */
const char *mb_look_color(const MbReport *report); /* "#rrggbb", for paper */
const char *mb_look_leaning_icon(const char *leaning);
const char *mb_look_leaning_word(const char *leaning); /* in the window's language */
