/* Look-up in the embedded lists: binary search for every suffix of the host, longest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include "tables-data.h"

static const struct {
  const char *const *rows;
  gsize n;
} tables[MB_N_TABLES] = {
    [MB_TABLE_FREEMAIL] = {freemail, G_N_ELEMENTS(freemail)},
    [MB_TABLE_ISP_MAIL] = {isp_mail, G_N_ELEMENTS(isp_mail)},
    [MB_TABLE_DYNAMIC_DNS] = {dynamic_dns, G_N_ELEMENTS(dynamic_dns)},
    [MB_TABLE_HOSTING] = {hosting, G_N_ELEMENTS(hosting)},
    [MB_TABLE_SHORTENER] = {shorteners, G_N_ELEMENTS(shorteners)},
    [MB_TABLE_DELIVERY_SERVICE] = {delivery_services, G_N_ELEMENTS(delivery_services)},
};

static int compare_rows(const void *key, const void *row) {
  return strcmp(key, *(const char *const *)row);
}

const char *mb_table_find(MbTable table, const char *host) {
  for (const char *suffix = host; suffix && *suffix;) {
    const char *const *row =
        bsearch(suffix, tables[table].rows, tables[table].n, sizeof(char *), compare_rows);
    if (row)
      return *row;
    suffix = strchr(suffix, '.');
    suffix = suffix ? suffix + 1 : NULL;
  }
  return NULL;
}

gboolean mb_is_simplified_only(gunichar c) {
  return c >= 0x4e00 && c <= 0x9fff && simplified_only[(c - 0x4e00) / 8] >> c % 8 & 1;
}
