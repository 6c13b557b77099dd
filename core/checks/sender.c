/* Checks of the sender family.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "families.h"

MbCheckList mb_sender_checks = {NULL};
