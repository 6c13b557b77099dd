/* One table row a service: host, path, and how it packs the address.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-unwrap.h"

#include "../base/domain.h"

typedef MbSlice Unpack(MbArena *arena, const MbUrl *url, const char *name);

/* The value of a query parameter, unescaped; "amp;" is left over where HTML was escaped twice. */
static MbSlice parameter(MbArena *arena, const MbUrl *url, const char *name) {
  MbSlice q = url->query;
  gsize n = strlen(name);
  while (q.len) {
    const char *stop = memchr(q.data, '&', q.len);
    MbSlice pair = mb_slice(q.data, stop ? (gsize)(stop - q.data) : q.len);
    q = stop ? mb_slice(stop + 1, q.len - pair.len - 1) : MB_SLICE_NONE;
    if (mb_slice_has_prefix(pair, "amp;"))
      pair = mb_slice(pair.data + 4, pair.len - 4);
    if (pair.len > n && pair.data[n] == '=' && mb_slice_has_prefix(pair, name))
      return mb_url_unescape(arena, mb_slice(pair.data + n + 1, pair.len - n - 1));
  }
  return MB_SLICE_NONE;
}

static MbSlice decode_base64(MbArena *arena, MbSlice s) {
  char *copy = mb_arena_strndup(arena, s.data, s.len);
  gint state = 0;
  guint save = 0;
  for (gsize i = 0; i < s.len; i++)
    copy[i] = copy[i] == '-' ? '+' : copy[i] == '_' ? '/' : copy[i];
  guchar *out = mb_arena_alloc(arena, s.len + 4);
  gsize n = g_base64_decode_step(copy, s.len, out, &state, &save);
  n += g_base64_decode_step("===", (4 - s.len % 4) % 4, out + n, &state, &save);
  return mb_slice((char *)out, n);
}

static MbSlice base64_parameter(MbArena *arena, const MbUrl *url, const char *name) {
  return decode_base64(arena, parameter(arena, url, name));
}

/* bing.com/ck/a: "a1" and base64url */
static MbSlice bing(MbArena *arena, const MbUrl *url, const char *name) {
  MbSlice value = parameter(arena, url, name);
  if (!mb_slice_has_prefix(value, "a1"))
    return MB_SLICE_NONE;
  return decode_base64(arena, mb_slice(value.data + 2, value.len - 2));
}

/* Proofpoint v2: "-" stands for "%", "_" for "/". */
static MbSlice proofpoint_v2(MbArena *arena, const MbUrl *url, const char *name) {
  MbSlice value = parameter(arena, url, name);
  char *copy = mb_arena_strndup(arena, value.data, value.len);
  for (gsize i = 0; i < value.len; i++)
    copy[i] = copy[i] == '-' ? '%' : copy[i] == '_' ? '/' : copy[i];
  return mb_url_unescape(arena, mb_slice(copy, value.len));
}

/* How many bytes a "**x" of Proofpoint v3 stands for. */
static gsize run_length(char c) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const char *p = c ? strchr(digits, c) : NULL;
  return p ? (gsize)(p - digits) + 2 : 0;
}

/* Proofpoint v3: /v3/__URL__;BASE64!!…; each "*" is one byte of the decoded list, "**x" a run. */
static MbSlice proofpoint_v3(MbArena *arena, const MbUrl *url, const char *name) {
  MbSlice all =
      mb_slice(url->path.data, url->path.len + (url->query.data ? url->query.len + 1 : 0));
  const char *start = memmem(all.data, all.len, "__", 2), *end = all.data + all.len;
  const char *stop = start ? memmem(start + 2, end - start - 2, "__;", 3) : NULL;
  if (!stop)
    return MB_SLICE_NONE;
  const char *mark = memchr(stop + 3, '!', end - stop - 3);
  MbSlice bytes = decode_base64(arena, mb_slice(stop + 3, (mark ? mark : end) - stop - 3));
  char *out = mb_arena_alloc(arena, stop - start + bytes.len + 1);
  gsize n = 0, used = 0;
  for (const char *p = start + 2; p < stop; p++) {
    gsize run = 1;
    if (*p != '*') {
      out[n++] = *p;
      continue;
    }
    if (stop - p > 2 && p[1] == '*') {
      run = run_length(p[2]);
      p += 2;
    }
    run = MIN(run, bytes.len - used);
    memcpy(out + n, bytes.data + used, run);
    n += run;
    used += run;
  }
  return mb_slice(out, n);
}

/* The rest of the path behind a mark: Cisco (/KEY/https%3A%2F%2F…), Avanan (/___https://…___.) */
static MbSlice after_mark(MbArena *arena, const MbUrl *url, const char *name) {
  MbSlice all =
      mb_slice(url->path.data, url->path.len + (url->query.data ? url->query.len + 1 : 0));
  gsize n = strlen(name);
  const char *mark = all.len ? memmem(all.data, all.len, name, n) : NULL;
  if (!mark)
    return MB_SLICE_NONE;
  gsize skip = g_str_has_suffix(name, "http") ? n - 4 : n;
  MbSlice rest = mb_slice(mark + skip, all.data + all.len - mark - skip);
  const char *stop =
      rest.len && g_str_equal(name, "___") ? memmem(rest.data, rest.len, "___", 3) : NULL;
  if (stop)
    rest.len = stop - rest.data;
  return mb_url_unescape(arena, rest);
}

/* The whole query is the address: href.li/?https://… */
static MbSlice whole_query(MbArena *arena, const MbUrl *url, const char *name) {
  return mb_url_unescape(arena, url->query);
}

/* www-a--b-example.translate.goog → www.a-b.example */
static MbSlice translate_goog(MbArena *arena, const MbUrl *url, const char *name) {
  gsize n = strlen(url->host) - strlen(".translate.goog");
  GString *s = g_string_new("https://");
  for (gsize i = 0; i < n; i++) {
    gboolean twice = url->host[i] == '-' && i + 1 < n && url->host[i + 1] == '-';
    g_string_append_c(s, url->host[i] == '-' && !twice ? '.' : url->host[i]);
    i += twice;
  }
  g_string_append_len(s, url->path.data, url->path.len);
  MbSlice target = mb_arena_slice(arena, mb_slice(s->str, s->len));
  g_string_free(s, TRUE);
  return target;
}

/* host: itself or anything below; "google.*" any public suffix; "*.x" only what lies below. */
static const struct {
  const char *host, *path; /* the path begins with it, case ignored */
  Unpack *unpack;          /* NULL = opaque */
  const char *name;
} services[] = {
    /* gateways */
    {"safelinks.protection.outlook.com", "/", parameter, "url"},
    {"safelinks.protection.office365.us", "/", parameter, "url"},
    {"statics.teams.cdn.office.net", "/evergreen-assets/safelinks", parameter, "url"},
    {"urldefense.proofpoint.com", "/v1/url", parameter, "u"},
    {"urldefense.proofpoint.com", "/v2/url", proofpoint_v2, "u"},
    {"urldefense.proofpoint.com", "/v3/", proofpoint_v3, NULL},
    {"urldefense.com", "/v3/", proofpoint_v3, NULL},
    {"urldefense.us", "/v3/", proofpoint_v3, NULL},
    {"linkprotect.cudasvc.com", "/url", parameter, "a"},
    {"mimecast.com", "/s/", NULL, NULL},
    {"mimecastprotect.com", "/", NULL, NULL},
    {"secure-web.cisco.com", "/", after_mark, "/http"},
    {"protection.sophos.com", "/", base64_parameter, "u"},
    {"protect2.fireeye.com", "/", parameter, "u"},
    {"trendmicro.com", "/wis/clicktime/", parameter, "url"},
    {"clicktime.symantec.com", "/", parameter, "u"},
    {"linklock.titanhq.com", "/", parameter, "url"},
    {"urlsand.esvalabs.com", "/", parameter, "u"},
    {"link.edgepilot.com", "/s/", parameter, "u"},
    {"url.avanan.click", "/", after_mark, "___"},
    {"protect.checkpoint.com", "/", after_mark, "___"},
    /* redirectors open to anybody */
    {"google.*", "/url", parameter, "q"},
    {"google.*", "/url", parameter, "url"},
    {"google.*", "/imgres", parameter, "imgrefurl"},
    {"google.*", "/amp/s/", after_mark, "/amp/s/"},
    {"google.*", "/amp/", after_mark, "/amp/"},
    {"translate.google.*", "/translate", parameter, "u"},
    {"*.translate.goog", "/", translate_goog, NULL},
    {"googleadservices.com", "/pagead/aclk", parameter, "adurl"},
    {"doubleclick.net", "/", parameter, "adurl"},
    {"doubleclick.net", "/", after_mark, "?http"},
    {"bing.com", "/ck/a", bing, "u"},
    {"bing.com", "/aclick", base64_parameter, "u"},
    {"youtube.com", "/redirect", parameter, "q"},
    {"facebook.com", "/l.php", parameter, "u"},
    {"facebook.com", "/flx/warn", parameter, "u"},
    {"l.instagram.com", "/", parameter, "u"},
    {"l.messenger.com", "/l.php", parameter, "u"},
    {"linkedin.com", "/redir/", parameter, "url"},
    {"linkedin.com", "/safety/go", parameter, "url"},
    {"linkedin.com", "/slink", NULL, NULL},
    {"mail.adobe.com", "/r/", parameter, "p1"},
    {"slack-redir.net", "/link", parameter, "url"},
    {"steamcommunity.com", "/linkfilter", parameter, "url"},
    {"steamcommunity.com", "/linkfilter", parameter, "u"},
    {"t.umblr.com", "/redirect", parameter, "z"},
    {"out.reddit.com", "/", parameter, "url"},
    {"vk.com", "/away.php", parameter, "to"},
    {"duckduckgo.com", "/l/", parameter, "uddg"},
    {"r.search.yahoo.com", "/", after_mark, "/RU=http"},
    {"ard.yahoo.co.jp", "/", after_mark, "/*http"},
    {"amazon.*", "/gp/r.html", parameter, "U"},
    {"web.archive.org", "/web/", after_mark, "/http"},
    {"href.li", "/", whole_query, NULL},
    {"baidu.com", "/link", NULL, NULL},
};

static gboolean ends_in_labels(MbSlice host, const char *labels, gsize n) {
  return host.len >= n && host.data[host.len - n] == labels[0] &&
         memcmp(host.data + host.len - n, labels, n) == 0 &&
         (host.len == n || host.data[host.len - n - 1] == '.');
}

/* before: the host without its public suffix, empty where it has none. Every link is held against
 * every row, so there is no look-up in here. */
static gboolean host_matches(MbSlice host, MbSlice before, const char *pattern) {
  gsize n = strlen(pattern);
  if (pattern[0] == '*')
    return host.len >= n - 1 && memcmp(host.data + host.len - (n - 1), pattern + 1, n - 1) == 0;
  if (pattern[n - 1] == '*')
    return ends_in_labels(before, pattern, n - 2);
  return ends_in_labels(host, pattern, n);
}

static MbSlice before_suffix(const char *host) {
  const char *domain = mb_domain_registrable(host), *dot = domain ? strchr(domain, '.') : NULL;
  return dot ? mb_slice(host, dot - host) : mb_slice(host, 0);
}

static gboolean path_matches(MbSlice path, const char *prefix) {
  return g_str_equal(prefix, "/") || mb_slice_has_prefix(path, prefix);
}

/* Something a browser would go to; a bare host is completed. */
static gboolean is_address(MbArena *arena, MbSlice *target) {
  MbUrl url;
  *target = mb_slice_trim(*target);
  if (target->len < 4 || !g_utf8_validate(target->data, target->len, NULL))
    return FALSE;
  mb_url_read(arena, *target, &url);
  if (url.host && (g_str_equal(url.scheme, "http") || g_str_equal(url.scheme, "https")))
    return TRUE;
  if (*url.scheme && !strchr(url.scheme, '.'))
    return FALSE;
  g_autofree char *full =
      g_strdup_printf("http://%.*s", (int)MIN(target->len, 65536), target->data);
  mb_url_read(arena, mb_slice_str(full), &url);
  if (!url.host || !mb_domain_registrable(url.host))
    return FALSE;
  *target = mb_arena_slice(arena, mb_slice_str(full));
  return TRUE;
}

MbWrap mb_link_unwrap(MbArena *arena, const MbUrl *url, MbSlice *target) {
  if (!url->host)
    return MB_WRAP_NONE;
  MbSlice host = mb_slice_str(url->host), before = before_suffix(url->host);
  for (guint i = 0; i < G_N_ELEMENTS(services); i++) {
    if (!host_matches(host, before, services[i].host) || !path_matches(url->path, services[i].path))
      continue;
    if (!services[i].unpack)
      return MB_WRAP_OPAQUE;
    *target = services[i].unpack(arena, url, services[i].name);
    if (is_address(arena, target))
      return MB_WRAP_OPEN;
  }
  return MB_WRAP_NONE;
}
