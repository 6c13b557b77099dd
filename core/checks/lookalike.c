/* Checks of the lookalike family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_lookalike_checks = {NULL};
