/* Checks of the reputation family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_reputation_checks = {NULL};
