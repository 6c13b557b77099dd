/* Checks of the route family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_route_checks = {NULL};
