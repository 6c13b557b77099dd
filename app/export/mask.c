/* Masked on the report's wire form: every text of every sink comes from there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mask.h"

#include <string.h>

#define MASK "***@***"

static gboolean is_address_char(char c) {
  return g_ascii_isalnum(c) || (c && strchr(".!#$&*+-=?^_`{|}~", c));
}

/* Only plain ones: they are the same in JSON, and quoting cannot be broken by taking them out. */
static void add_address(GPtrArray *list, const char *text, gsize len) {
  const char *at = memchr(text, '@', len);
  if (!at || at == text || at + 1 == text + len)
    return;
  for (gsize i = 0; i < len; i++)
    if (text + i != at && !is_address_char(text[i]))
      return;
  g_ptr_array_add(list, g_strndup(text, len));
}

static void add_addresses(GPtrArray *list, const char *text) {
  gsize len;
  for (text = text ? text : ""; *text; text += len) {
    text += strcspn(text, "@") == strlen(text) ? strlen(text) : strspn(text, " <>,;:\"()");
    len = strcspn(text, " <>,;:\"()");
    add_address(list, text, len);
  }
}

/* "user@host" or "user%40host" here, not as the tail of a longer address? Its length, else 0. */
static gsize found_at(const char *p, const char *start, const char *address) {
  const char *at = strchr(address, '@');
  gsize local = at - address, domain = strlen(at + 1), sign;
  if (p > start && is_address_char(p[-1]) && p[-1] != '=' && p[-1] != '?' && p[-1] != '&' &&
      p[-1] != '#')
    return 0;
  if (g_ascii_strncasecmp(p, address, local) != 0)
    return 0;
  sign = p[local] == '@' ? 1 : strncmp(p + local, "%40", 3) == 0 ? 3 : 0;
  if (!sign || g_ascii_strncasecmp(p + local + sign, at + 1, domain) != 0)
    return 0;
  const char *end = p + local + sign + domain;
  return g_ascii_isalnum(*end) || *end == '-' || (*end == '.' && g_ascii_isalnum(end[1]))
             ? 0
             : (gsize)(end - p);
}

static char *masked(const char *text, const GPtrArray *list) {
  GString *out = g_string_sized_new(strlen(text) + 1);
  for (const char *p = text; *p;) {
    gsize len = 0;
    for (guint i = 0; i < list->len && !len; i++)
      len = found_at(p, text, list->pdata[i]);
    if (len)
      g_string_append(out, MASK);
    else
      g_string_append_c(out, *p);
    p += len ? len : 1;
  }
  return g_string_free(out, FALSE);
}

/* The sender's address is what the report is about, unless it is the user's own. */
static void drop_sender(GPtrArray *list, const MbReport *report) {
  for (guint s = 0; s < report->senders->len; s++) {
    const char *address = g_array_index(report->senders, MbReportSender, s).address;
    for (guint i = list->len; address && i-- > 0;)
      if (g_ascii_strcasecmp(list->pdata[i], address) == 0)
        g_ptr_array_remove_index(list, i);
  }
}

MbReport *mb_mask_report(const MbReport *report, const GPtrArray *own_addresses) {
  gsize len;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
  add_addresses(list, report->to);
  for (guint i = 0; i < report->hops->len; i++)
    add_addresses(list, g_array_index(report->hops, MbReportHop, i).for_addr);
  drop_sender(list, report);
  for (guint i = 0; own_addresses && i < own_addresses->len; i++)
    add_addresses(list, own_addresses->pdata[i]);
  g_autofree char *wire = mb_report_to_wire(report, &len);
  g_autofree char *text = masked(wire, list);
  MbReport *copy = mb_report_from_wire(text, strlen(text), NULL);
  g_autofree char *file = report->file ? masked(report->file, list) : NULL;
  if (copy && file)
    copy->file = mb_report_str(copy, file);
  return copy;
}
