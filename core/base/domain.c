/* Domain names for comparison. IDNA is GLib's, the public suffix list is libpsl's with the data of
 * Debian's publicsuffix package; only the strict syntax around them is ours.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain.h"

#include <libpsl.h>

#include "ip.h"

#define MAX_NAME  253
#define MAX_LABEL 63
#define MAX_TEXT  1024 /* UTF-8 before IDNA; longer text cannot become a name of 253 bytes */

static const psl_ctx_t *suffixes(void) {
  static gsize once;
  static psl_ctx_t *psl;
  if (g_once_init_enter(&once)) {
    psl = psl_latest(NULL);
    g_once_init_leave(&once, 1);
  }
  return psl ? psl : psl_builtin();
}

void mb_domain_preload(void) {
  suffixes();
}

static gboolean is_name_char(char c) {
  return g_ascii_islower(c) || g_ascii_isdigit(c) || c == '-' || c == '_';
}

gboolean mb_domain_is_valid(MbSlice text) {
  if (text.len == 0 || text.len > MAX_NAME)
    return FALSE;
  gsize label = 0;
  gboolean digits = TRUE;
  for (gsize i = 0; i < text.len; i++) {
    char c = text.data[i];
    if (c == '.') {
      if (label == 0)
        return FALSE;
      label = 0;
      digits = TRUE;
      continue;
    }
    if (!is_name_char(c) || ++label > MAX_LABEL)
      return FALSE;
    digits = digits && g_ascii_isdigit(c);
  }
  /* a last label of digits only is an address (RFC 3696 section 2), never a name */
  return label > 0 && !digits;
}

static char *finish(char *name) {
  gsize len = name ? strlen(name) : 0;
  if (len && name[len - 1] == '.')
    name[--len] = 0;
  if (name && mb_domain_is_valid(mb_slice(name, len)))
    return name;
  g_free(name);
  return NULL;
}

char *mb_domain_normalise(MbSlice text) {
  gboolean ascii = TRUE;
  if (text.len == 0 || text.len > MAX_TEXT)
    return NULL;
  for (gsize i = 0; i < text.len; i++) {
    ascii = ascii && (guchar)text.data[i] < 0x80;
    if (text.data[i] == 0)
      return NULL;
  }
  if (ascii)
    return finish(g_ascii_strdown(text.data, text.len));
  if (!g_utf8_validate(text.data, text.len, NULL))
    return NULL;
  g_autofree char *copy = g_strndup(text.data, text.len);
  g_autofree char *puny = g_hostname_to_ascii(copy);
  return puny ? finish(g_ascii_strdown(puny, -1)) : NULL;
}

char *mb_domain_display(const char *ascii) {
  if (!ascii || !strstr(ascii, "xn--"))
    return g_strdup(ascii);
  g_autofree char *unicode = g_hostname_to_unicode(ascii);
  g_autofree char *back = unicode ? g_hostname_to_ascii(unicode) : NULL;
  /* a label that does not come back the same would show a name other than the one meant */
  if (!back || g_ascii_strcasecmp(back, ascii) != 0)
    return g_strdup(ascii);
  return g_steal_pointer(&unicode);
}

/* The list's "*" rule makes every unknown top level a suffix; that is no knowledge. The same few top
 * levels stand in nearly all mail. */
static gboolean is_known_top(const psl_ctx_t *psl, const char *top) {
  static _Thread_local struct {
    char name[14];
    gboolean known;
  } seen[16];
  gsize len = strlen(top);
  if (!len || len >= sizeof seen[0].name)
    return psl_is_public_suffix2(psl, top, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
  guint slot = g_str_hash(top) % G_N_ELEMENTS(seen);
  if (strcmp(seen[slot].name, top) != 0) {
    seen[slot].known = psl_is_public_suffix2(psl, top, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
    memcpy(seen[slot].name, top, len + 1);
  }
  return seen[slot].known;
}

static const char *look_up_registrable(const char *host) {
  const psl_ctx_t *psl = suffixes();
  if (!psl)
    return NULL;
  const char *dot = strrchr(host, '.');
  if (!dot || !is_known_top(psl, dot + 1))
    return NULL;
  return psl_registrable_domain(psl, host);
}

/* libpsl takes microseconds a name, and one mail asks for the same few again and again. */
#define KNOWN_SLOTS 256

typedef struct {
  char host[94];
  gint16 offset; /* of the registrable domain, -1 = none */
} Known;

const char *mb_domain_registrable(const char *host) {
  static _Thread_local Known known[KNOWN_SLOTS];
  if (!host || !*host)
    return NULL;
  gsize len = strlen(host);
  if (len >= sizeof known[0].host)
    return look_up_registrable(host);
  Known *k = &known[g_str_hash(host) % KNOWN_SLOTS];
  if (strcmp(k->host, host) != 0) {
    const char *registrable = look_up_registrable(host);
    k->offset = registrable ? (gint16)(registrable - host) : -1;
    memcpy(k->host, host, len + 1);
  }
  return k->offset < 0 ? NULL : host + k->offset;
}

const char *mb_domain_organisation(const char *host) {
  const char *registrable = mb_domain_registrable(host);
  if (registrable || !host)
    return registrable;
  const char *last = strrchr(host, '.');
  for (const char *p = last; p && p > host;)
    if (*--p == '.')
      return p + 1;
  return host;
}

gboolean mb_domain_is_under(const char *host, const char *domain) {
  if (!host || !domain || !*domain)
    return FALSE;
  gsize h = strlen(host), d = strlen(domain);
  if (h < d || strcmp(host + h - d, domain) != 0)
    return FALSE;
  return h == d || host[h - d - 1] == '.';
}

gboolean mb_domain_same_organisation(const char *a, const char *b) {
  if (!a || !b)
    return FALSE;
  if (strcmp(a, b) == 0)
    return TRUE;
  /* the suffix list is asked only where the last labels agree */
  const char *last_a = strrchr(a, '.'), *last_b = strrchr(b, '.');
  if (g_strcmp0(last_a, last_b) != 0)
    return FALSE;
  return strcmp(mb_domain_organisation(a), mb_domain_organisation(b)) == 0;
}
