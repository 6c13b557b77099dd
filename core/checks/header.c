/* Checks of the header family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_header_checks = {NULL};
