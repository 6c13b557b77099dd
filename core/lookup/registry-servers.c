/* Whom to ask: RDAP by the bootstrap's longest match, WHOIS by tables. All of it is built in, so
 * that no file can send a question astray. SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdap.h"
#include "whois.h"

#include "../base/domain.h"

#include "registries-data.h"

static const char *find(const Pair *pairs, guint n, const char *key) {
  guint low = 0, high = n;
  while (low < high) {
    guint middle = (low + high) / 2;
    int order = strcmp(key, pairs[middle].key);
    if (order == 0)
      return pairs[middle].value;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static const char *top_level(const char *domain) {
  const char *dot = strrchr(domain, '.');
  return dot ? dot + 1 : domain;
}

static const char *rdap_base_of(const MbIp *ip) {
  for (guint i = 0; i < G_N_ELEMENTS(rdap_networks); i++)
    if (mb_ip_in_cidr(ip, mb_slice_str(rdap_networks[i].key)))
      return rdap_networks[i].value;
  return NULL;
}

char *mb_rdap_url(const char *key) {
  MbIp ip;
  char text[46];
  if (mb_ip_parse(mb_slice_str(key), &ip)) {
    const char *base = mb_ip_is_special_purpose(&ip) ? NULL : rdap_base_of(&ip);
    return base ? g_strconcat(base, "ip/", mb_ip_format(&ip, text), NULL) : NULL;
  }
  const char *base = mb_domain_is_valid(mb_slice_str(key))
                         ? find(rdap_domains, G_N_ELEMENTS(rdap_domains), top_level(key))
                         : NULL;
  return base ? g_strconcat(base, "domain/", key, NULL) : NULL;
}

/* The registry of an address, known by its RDAP host. */
static const char *whois_of_network(const MbIp *ip) {
  static const Pair hosts[] = {{"afrinic", "whois.afrinic.net"},
                               {"apnic", "whois.apnic.net"},
                               {"arin", "whois.arin.net"},
                               {"lacnic", "whois.lacnic.net"},
                               {"ripe", "whois.ripe.net"}};
  const char *base = mb_ip_is_special_purpose(ip) ? NULL : rdap_base_of(ip);
  for (guint i = 0; base && i < G_N_ELEMENTS(hosts); i++)
    if (strstr(base, hosts[i].key))
      return hosts[i].value;
  return NULL;
}

static const char *whois_of_domain(const char *domain) {
  const char *top = top_level(domain);
  if (strcmp(top, "com") == 0 || strcmp(top, "net") == 0) /* only when RDAP does not answer */
    return "whois.verisign-grs.com";
  const char *server = find(whois_servers, G_N_ELEMENTS(whois_servers), top);
  return server ? server : "whois.iana.org";
}

char *mb_whois_query(const char *server, const char *key) {
  if (strcmp(server, "whois.verisign-grs.com") == 0)
    return g_strconcat("domain ", key, NULL);
  if (strcmp(server, "whois.arin.net") == 0)
    return g_strconcat("n + ", key, NULL);
  if (strcmp(server, "whois.iana.org") == 0)
    return g_strdup(top_level(key));
  return g_strdup(key);
}

gboolean mb_whois_server(const char *key, char **server, char **query) {
  MbIp ip;
  const char *found = NULL;
  if (mb_ip_parse(mb_slice_str(key), &ip))
    found = whois_of_network(&ip);
  else if (mb_domain_is_valid(mb_slice_str(key)) && strchr(key, '.'))
    found = whois_of_domain(key);
  if (!found)
    return FALSE;
  *server = g_strdup(found);
  *query = mb_whois_query(found, key);
  return TRUE;
}

gboolean mb_rdap_url_is_safe(const char *url, char **host) {
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
  *host = NULL;
  if (!uri || g_strcmp0(g_uri_get_scheme(uri), "https") != 0 || g_uri_get_userinfo(uri) ||
      (g_uri_get_port(uri) != -1 && g_uri_get_port(uri) != 443) || !g_uri_get_host(uri))
    return FALSE;
  *host = mb_domain_normalise(mb_slice_str(g_uri_get_host(uri)));
  if (*host && strchr(*host, '.'))
    return TRUE;
  g_clear_pointer(host, g_free);
  return FALSE;
}
