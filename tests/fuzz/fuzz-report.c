/* The wire reader against any bytes: what it takes, the writer writes back unchanged. Input that
 * does not begin with "[" is read as changes (place, byte) to a whole report, so that the fuzzer
 * keeps reaching deep whatever the field table is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "report/report-text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *whole_report(gsize *len) {
  g_autoptr(MbReport) r = mb_report_new_error("a.eml", "error.io", "\"detail\"\\ 見破り");
  MbReportFinding *f = mb_report_add_finding(r, "link.x", "link", "strong");
  mb_report_add_evidence(r, f, "Leads to", mb_slice_str("https://a.example/"), 12, 34);
  mb_report_add_not_checked(r, "question:TXT a.example");
  MbReportHop hop = {.ip = "192.0.2.1", .time = 1, .delay = G_MININT64, .offset = -1};
  g_array_append_val(r->hops, hop);
  MbReportLink link = {.url = "https://a.example/", .place = "href"};
  g_array_append_val(r->links, link);
  MbReportAttachment attachment = {.name = "a.zip", .entries = g_ptr_array_new()};
  g_ptr_array_add(attachment.entries, (gpointer) "a.js");
  g_array_append_val(r->attachments, attachment);
  MbReportAuth auth = {.result = "pass", .by = "here"};
  g_array_append_val(r->dkim, auth);
  return mb_report_to_wire(r, len);
}

static void read_wire(const char *data, gsize size) {
  g_autoptr(MbReport) report = mb_report_from_wire(data, size, NULL);
  if (!report)
    return;
  gsize len;
  g_autofree char *wire = mb_report_to_wire(report, &len);
  g_autoptr(MbReport) again = mb_report_from_wire(wire, len, NULL);
  if (!again || !mb_report_equal(report, again))
    abort();
  g_autofree char *json = mb_report_to_json(report, mb_catalogue_get("ja"), NULL);
  g_autofree char *text = mb_report_to_text(report, mb_catalogue_get("en"), TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size && data[0] == '[') {
    read_wire((const char *)data, size);
    return 0;
  }
  gsize len;
  g_autofree char *wire = whole_report(&len);
  for (; size >= 3; data += 3, size -= 3)
    wire[(data[0] << 8 | data[1]) % len] = data[2];
  read_wire(wire, len);
  return 0;
}
