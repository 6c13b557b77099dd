/* A date is either refused or a moment within the years the reader takes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "mail/dates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbDate d = mb_date_parse(mb_slice((const char *)data, size));
  if (d.valid && (d.time < -2300000000LL || d.time > 253500000000LL))
    abort();
  if (d.zone < -15 * 60 || d.zone > 15 * 60 || d.weekday < 0 || d.weekday > 7)
    abort();
  return 0;
}
