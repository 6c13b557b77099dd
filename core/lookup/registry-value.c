/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry-value.h"

#include "../base/domain.h"
#include "../base/text.h"

MbRegistration *mb_registration_new(MbRegStatus status, const char *key) {
  MbRegistration *r = g_new0(MbRegistration, 1);
  r->status = status;
  r->key = g_strdup(key);
  r->statuses = g_ptr_array_new_with_free_func(g_free);
  r->name_servers = g_ptr_array_new_with_free_func(g_free);
  return r;
}

void mb_registry_set(char **field, char *value) {
  if (*field)
    g_free(value);
  else
    *field = value;
}

static void merge_list(GPtrArray *into, const GPtrArray *from) {
  gboolean empty = into->len == 0;
  for (guint i = 0; empty && from && i < from->len; i++)
    g_ptr_array_add(into, g_strdup(from->pdata[i]));
}

void mb_registration_merge(MbRegistration *thin, const MbRegistration *more) {
  static const gsize texts[] = {
      G_STRUCT_OFFSET(MbRegistration, registrant),
      G_STRUCT_OFFSET(MbRegistration, registrant_en),
      G_STRUCT_OFFSET(MbRegistration, registrar),
      G_STRUCT_OFFSET(MbRegistration, country),
      G_STRUCT_OFFSET(MbRegistration, address),
      G_STRUCT_OFFSET(MbRegistration, abuse),
      G_STRUCT_OFFSET(MbRegistration, registrar_abuse),
      G_STRUCT_OFFSET(MbRegistration, network),
      G_STRUCT_OFFSET(MbRegistration, range),
  };
  if (more->status != MB_REG_FOUND)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    mb_registry_set(&G_STRUCT_MEMBER(char *, thin, texts[i]),
                    g_strdup(G_STRUCT_MEMBER(char *, more, texts[i])));
  if (!thin->created)
    thin->created = more->created;
  if (!thin->expires)
    thin->expires = more->expires;
  thin->by_proxy = thin->by_proxy || more->by_proxy;
  merge_list(thin->statuses, more->statuses);
  merge_list(thin->name_servers, more->name_servers);
}

char *mb_registry_text(MbSlice raw) {
  g_autofree char *valid = raw.len ? g_utf8_make_valid(raw.data, MIN(raw.len, 16 * 1024)) : NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  guint n = 0;
  for (const char *p = valid; p && *p && n < MB_REGISTRY_TEXT; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (mb_is_bidi_control(c) || mb_is_invisible(c) ||
        (g_unichar_iscntrl(c) && c != '\t' && c != '\n'))
      continue;
    g_string_append_unichar(out, c);
    n++;
  }
  char *squeezed = mb_text_squeeze(mb_slice(out->str, out->len));
  if (!*squeezed)
    g_clear_pointer(&squeezed, g_free);
  return squeezed;
}

char *mb_registry_email(MbSlice raw) {
  raw = mb_slice_trim(raw);
  const char *at = raw.len && raw.len <= 254 ? memchr(raw.data, '@', raw.len) : NULL;
  if (!at || at == raw.data)
    return NULL;
  for (const char *p = raw.data; p < at; p++)
    if (!g_ascii_isalnum(*p) && !(*p && strchr("._+-=", *p)))
      return NULL;
  MbSlice host = mb_slice(at + 1, raw.data + raw.len - at - 1);
  g_autofree char *domain = mb_domain_normalise(host);
  if (!domain || !strchr(domain, '.'))
    return NULL;
  g_autofree char *local = g_strndup(raw.data, at - raw.data);
  return g_strconcat(local, "@", domain, NULL);
}

/* Up to max digits; -1 when there is none. */
static int digits(const char **p, const char *end, guint max) {
  int n = 0;
  guint count = 0;
  for (; *p < end && count < max && g_ascii_isdigit(**p); (*p)++, count++)
    n = n * 10 + (**p - '0');
  return count ? n : -1;
}

static int month_name(const char *p, const char *end) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  for (guint i = 0; end - p >= 3 && i < 12; i++)
    if (g_ascii_strncasecmp(p, names + i * 3, 3) == 0)
      return i + 1;
  return -1;
}

/* "2022/09/30", "2022-09-30", "2022.09.30", "20220930", "30-Sep-2022". */
static const char *read_day(const char *p, const char *end, int *y, int *m, int *d) {
  const char *start = p;
  *y = digits(&p, end, 4);
  if (p - start == 4) {
    gboolean parted = p < end && strchr("/-.", *p);
    p += parted;
    *m = digits(&p, end, 2);
    p += parted && p < end && strchr("/-.", *p);
    *d = digits(&p, end, 2);
    return p;
  }
  *d = *y;
  if (p >= end || !strchr("- ", *p) || (*m = month_name(++p, end)) < 0 || end - (p += 3) < 5)
    return NULL;
  p++;
  *y = digits(&p, end, 4);
  return p;
}

static int read_zone(const char *p, const char *end, int zone) {
  while (p < end && (*p == ' ' || *p == '.' || g_ascii_isdigit(*p)))
    p++; /* fractions of a second */
  if (p < end && (*p == 'Z' || *p == 'z'))
    return 0;
  if (p >= end || (*p != '+' && *p != '-'))
    return zone;
  int sign = *p++ == '-' ? -1 : 1, h = digits(&p, end, 2);
  p += p < end && *p == ':';
  int m = digits(&p, end, 2);
  return h < 0 || h > 14 || m > 59 ? zone : sign * (h * 60 + MAX(m, 0));
}

gint64 mb_registry_date(MbSlice raw, int zone) {
  raw = mb_slice_trim(raw);
  if (!raw.len)
    return 0;
  const char *p = raw.data, *end = raw.data + MIN(raw.len, 64);
  int y, m, d, h = 0, min = 0, s = 0;
  if (memchr(p, 0, end - p) || !(p = read_day(p, end, &y, &m, &d)))
    return 0;
  if (p < end && (*p == 'T' || *p == 't' || *p == ' ') && p + 1 < end && g_ascii_isdigit(p[1])) {
    p++;
    h = digits(&p, end, 2);
    p += p < end && *p == ':';
    min = digits(&p, end, 2);
    p += p < end && *p == ':';
    s = digits(&p, end, 2);
    s = MAX(s, 0);
  }
  if (y < 1970 || y > 2100)
    return 0;
  g_autoptr(GDateTime) t = g_date_time_new_utc(y, m, d, h, min, s);
  return t ? g_date_time_to_unix(t) - read_zone(p, end, zone) * 60 : 0;
}

static gboolean has_word(const char *text, const char *const *words, guint n) {
  g_autofree char *folded = text ? g_utf8_casefold(text, -1) : NULL;
  for (guint i = 0; folded && i < n; i++)
    if (strstr(folded, words[i]))
      return TRUE;
  return FALSE;
}

gboolean mb_registry_is_blank(const char *text) {
  static const char *const words[] = {"redacted",
                                      "not disclosed",
                                      "withheld",
                                      "data protected",
                                      "not available from registry",
                                      "statutory masking",
                                      "gdpr",
                                      "non-public data",
                                      "private person"};
  return has_word(text, words, G_N_ELEMENTS(words));
}

gboolean mb_registry_is_proxy(const char *text) {
  static const char *const words[] = {
      "privacy",          "proxy",       "whoisguard",           "公開代行",
      "代理公開",         "情報公開",    "private registration", "registration private",
      "identity protect", "whois agent", "domain protection",    "protection service",
      "anonymize"};
  return mb_registry_is_blank(text) || has_word(text, words, G_N_ELEMENTS(words));
}

static void add_once(GPtrArray *list, char *value) {
  if (!value || list->len >= MB_REGISTRY_LIST ||
      g_ptr_array_find_with_equal_func(list, value, g_str_equal, NULL))
    g_free(value);
  else
    g_ptr_array_add(list, value);
}

/* EPP's own words ("clientHold https://icann.org/epp#clientHold", "client hold"): the address after
 * them says nothing. */
void mb_registry_add_status(MbRegistration *r, MbSlice raw) {
  for (gsize i = 0; i + 4 < raw.len; i++)
    if (g_ascii_strncasecmp(raw.data + i, "http", 4) == 0 && i && mb_is_blank(raw.data[i - 1]))
      raw.len = i;
  add_once(r->statuses, mb_registry_text(mb_slice(raw.data, MIN(raw.len, 80))));
}

void mb_registry_add_name_server(MbRegistration *r, MbSlice raw) {
  raw = mb_slice_trim(raw);
  gsize n = 0;
  while (n < raw.len && !mb_is_blank(raw.data[n]) && raw.data[n] != ',')
    n++;
  add_once(r->name_servers, mb_domain_normalise(mb_slice(raw.data, n)));
}
