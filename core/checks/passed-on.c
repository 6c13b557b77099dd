/* Signs that a mail was forwarded or came by a list. A sender can write them himself, so they only
 * ever excuse a failure, never prove anything.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

gboolean mb_case_is_list(const MbCase *c) {
  return strcmp(c->kind, "list") == 0;
}

/* SRS0=… and SRS1=… rewrite MAIL FROM at a forwarder. */
static gboolean has_srs(const MbCase *c) {
  return c->return_path &&
         (g_str_has_prefix(c->return_path, "srs0") || g_str_has_prefix(c->return_path, "srs1"));
}

/* Delivered-To is written at each final delivery: two different ones mean that the first passed it
 * on. */
static gboolean has_delivered_chain(const MbCase *c) {
  guint n = mb_headers_count(c->message->headers, MB_HEADER_DELIVERED_TO);
  if (n < 2)
    return FALSE;
  MbSlice first =
      mb_header_unfold(mb_headers_get(c->message->headers, MB_HEADER_DELIVERED_TO, 0), c->arena);
  for (guint i = 1; i < n; i++) {
    MbSlice other =
        mb_header_unfold(mb_headers_get(c->message->headers, MB_HEADER_DELIVERED_TO, i), c->arena);
    if (!mb_slice_equal(first, other))
      return TRUE;
  }
  return FALSE;
}

gboolean mb_case_is_forwarded(const MbCase *c) {
  static const char *const names[] = {"Resent-From", "Resent-To", "Resent-Date", "X-Forwarded-To",
                                      "X-Forwarded-For"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (mb_headers_get_named(c->message->headers, names[i], 0))
      return TRUE;
  return has_srs(c) || has_delivered_chain(c);
}

const char *mb_case_confirmed_name(const MbCase *c) {
  const MbHop *boundary = mb_case_boundary(c);
  if (!boundary || mb_ip_scope(&boundary->ip) != MB_IP_PUBLIC || !boundary->ip.family)
    return NULL;
  g_autofree char *reverse = mb_ip_reverse_name(&boundary->ip, NULL);
  const MbDnsAnswer *ptr = mb_facts_dns(c->facts, MB_DNS_PTR, reverse, "route.reverse-name");
  MbDnsType type = boundary->ip.family == 4 ? MB_DNS_A : MB_DNS_AAAA;
  for (guint i = 0; ptr->names && i < MIN(ptr->names->len, 3); i++) {
    const char *name = g_ptr_array_index(ptr->names, i);
    const MbDnsAnswer *ips = mb_facts_dns(c->facts, type, name, "route.reverse-name");
    for (guint j = 0; ips->ips && j < ips->ips->len; j++)
      if (mb_ip_equal(&g_array_index(ips->ips, MbIp, j), &boundary->ip))
        return name;
  }
  return NULL;
}
