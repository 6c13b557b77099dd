/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "special-names.h"

#include <stdlib.h>

#include "domain.h"
#include "ip.h"

static const char *const never[] = {"local",   "onion", "localhost", "internal",    "home.arpa",
                                    "invalid", "test",  "alt",       "localdomain", "intranet",
                                    "private", "corp",  "home",      "lan"};
static const char *const examples[] = {"example", "example.com", "example.net", "example.org"};

static gboolean is_below(const char *name, const char *const *domains, guint n) {
  for (guint i = 0; i < n; i++)
    if (mb_domain_is_under(name, domains[i]))
      return TRUE;
  return FALSE;
}

/* Octets of a name below in-addr.arpa; of ip6.arpa: fc00::/7, fe80::/10 and ::1. */
static gboolean is_private_reverse(const char *name) {
  if (!mb_domain_is_under(name, "in-addr.arpa"))
    return g_str_has_suffix(name, ".c.f.ip6.arpa") || g_str_has_suffix(name, ".d.f.ip6.arpa") ||
           g_str_has_suffix(name, ".e.f.ip6.arpa") || g_str_has_suffix(name, ".0.0.ip6.arpa");
  g_auto(GStrv) labels = g_strsplit(name, ".", -1);
  guint n = g_strv_length(labels);
  MbIp ip = {.family = 4};
  for (guint i = 0; i + 2 < n && i < 4; i++)
    ip.bytes[i] = (guint8)atoi(labels[n - 3 - i]);
  return mb_ip_scope(&ip) != MB_IP_PUBLIC;
}

/* "sel._domainkey.a.jp" → "a.jp": what stands behind the last label of a service. */
static const char *behind_services(const char *name) {
  for (const char *p = name; p; p = strchr(p, '.')) {
    p += *p == '.';
    if (*p == '_')
      name = strchr(p, '.') ? strchr(p, '.') + 1 : p;
  }
  return name;
}

static gboolean is_known_top(const char *label) {
  g_autofree char *below = g_strconcat("a.", label, NULL);
  return mb_domain_registrable(below) != NULL;
}

gboolean mb_name_may_be_asked(const char *name, gboolean bench) {
  if (!strchr(name, '.') || !mb_domain_is_valid(mb_slice_str(name)))
    return FALSE;
  const char *domain = behind_services(name);
  if (is_below(domain, never, G_N_ELEMENTS(never)))
    return FALSE;
  if (is_below(domain, examples, G_N_ELEMENTS(examples)))
    return bench;
  if (!strchr(domain, '.'))
    return domain == name + strlen("_dmarc.") && g_str_has_prefix(name, "_dmarc.") &&
           is_known_top(domain);
  return !g_str_has_suffix(domain, ".arpa") || !is_private_reverse(domain);
}
