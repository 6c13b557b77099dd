/* Checks of the authentication family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_authentication_checks = {NULL};
