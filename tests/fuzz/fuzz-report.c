/* The wire reader against any bytes: what it takes, the writer writes back unchanged.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "report/report-text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(MbReport) report = mb_report_from_wire((const char *)data, size, NULL);
  if (!report)
    return 0;
  gsize len;
  g_autofree char *wire = mb_report_to_wire(report, &len);
  g_autoptr(MbReport) again = mb_report_from_wire(wire, len, NULL);
  if (!again || !mb_report_equal(report, again))
    abort();
  g_autofree char *json = mb_report_to_json(report, mb_catalogue_get("ja"), NULL);
  g_autofree char *text = mb_report_to_text(report, mb_catalogue_get("en"), TRUE);
  return 0;
}
