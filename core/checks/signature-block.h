/* The lines at the end of a mail in which a company names itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

/* MbSlice of each of the last lines that holds a company form or a copyright mark, without what
 * stands before the name ("© 2024", "発行元："); quoted lines and quoted mails left out. Free the
 * array only. */
GArray *mb_signature_lines(MbSlice text);
