/* Checks of the identity family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_identity_checks = {NULL};
