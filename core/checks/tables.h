/* Small shipped lists (data/tables), embedded at build time, looked up by whole domain suffix.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_TABLE_FREEMAIL,    /* anybody can get an address here */
  MB_TABLE_ISP_MAIL,    /* mailboxes of Japanese carriers and providers */
  MB_TABLE_DYNAMIC_DNS, /* open hosting: dynamic DNS names */
  MB_TABLE_HOSTING,     /* open hosting: pages, files, forms, tunnels, redirectors */
  MB_TABLE_SHORTENER,
  MB_TABLE_DELIVERY_SERVICE, /* sends for others and counts their clicks */
  MB_N_TABLES
} MbTable;

/* The entry that host equals or lies below, or NULL. host normalised or NULL. */
const char *mb_table_find(MbTable table, const char *host);
/* A simplified Han character that no Japanese standard has. */
gboolean mb_is_simplified_only(gunichar c);
