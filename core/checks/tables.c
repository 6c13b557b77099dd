/* Look-up in the embedded lists.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include "suffix-set.h"

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

static const MbSuffixSet *sets(void) {
  static MbSuffixSet built[MB_N_TABLES];
  static gsize once = 0;
  if (g_once_init_enter(&once)) {
    for (guint i = 0; i < MB_N_TABLES; i++)
      mb_suffix_set_build(&built[i], tables[i].rows, sizeof tables[i].rows[0], tables[i].n);
    g_once_init_leave(&once, 1);
  }
  return built;
}

const char *mb_table_find(MbTable table, const char *host) {
  int row = mb_suffix_set_find(&sets()[table], host);
  return row < 0 ? NULL : tables[table].rows[row];
}

gboolean mb_is_simplified_only(gunichar c) {
  return c >= 0x4e00 && c <= 0x9fff && simplified_only[(c - 0x4e00) / 8] >> c % 8 & 1;
}
