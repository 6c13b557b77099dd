/* Puts the fuzzer in a worker's place: whatever the parent starts greets well, then says the given bytes
 * and is gone. What the parent says to it goes nowhere. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* data: pieces as they come out of one call of recv, each behind one byte with its length (0 = this
 * worker dies here, the next one says the rest; 255 = all that is left). The caller's. */
void hostile_worker_says(const guint8 *data, gsize len);
