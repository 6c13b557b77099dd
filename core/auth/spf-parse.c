/* The SPF record's grammar (RFC 7208 section 12), whole: one wrong term makes the record wrong.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>

#include "spf.h"

gboolean mb_spf_is_record(MbSlice text) {
  return mb_slice_has_prefix(text, "v=spf1") && (text.len == 6 || text.data[6] == ' ');
}

static MbSlice after(MbSlice s, gsize n) {
  return mb_slice(s.data + n, s.len - n);
}

/* "/" ("0" / %x31-39 0*2DIGIT) at the end of *s, taken off. FALSE on a number out of range; what is
 * no number stays for the caller to refuse. */
static gboolean take_prefix(MbSlice *s, gsize slashes, guint max, guint *prefix) {
  gsize digits = 0;
  while (digits < s->len && g_ascii_isdigit(s->data[s->len - 1 - digits]))
    digits++;
  if (digits == 0 || digits + slashes > s->len)
    return TRUE;
  const char *number = s->data + s->len - digits;
  if (number[-1] != '/' || number[-(gssize)slashes] != '/')
    return TRUE;
  guint value = 0;
  for (gsize i = 0; i < digits; i++)
    value = MIN(value * 10 + (guint)(number[i] - '0'), 1000);
  if ((digits > 1 && number[0] == '0') || value > max)
    return FALSE;
  *prefix = value;
  s->len -= digits + slashes;
  return TRUE;
}

/* [":" domain-spec] [ip4-cidr-length] ["/" ip6-cidr-length] of "a" and "mx" */
static gboolean parse_host(MbSlice rest, MbSpfDirective *d) {
  if (!take_prefix(&rest, 2, 128, &d->prefix6) || !take_prefix(&rest, 1, 32, &d->prefix4))
    return FALSE;
  if (rest.len == 0)
    return TRUE;
  d->domain = after(rest, 1);
  return rest.data[0] == ':' && mb_spf_domain_spec_valid(d->domain);
}

static gboolean parse_ip(MbSlice rest, gboolean six, MbSpfDirective *d) {
  char text[64];
  if (rest.len < 2 || rest.data[0] != ':' || memchr(rest.data, 0, rest.len))
    return FALSE;
  rest = after(rest, 1);
  if (!(six ? take_prefix(&rest, 1, 128, &d->prefix6) : take_prefix(&rest, 1, 32, &d->prefix4)) ||
      rest.len >= sizeof text)
    return FALSE;
  memcpy(text, rest.data, rest.len);
  text[rest.len] = 0;
  d->net.family = six ? 6 : 4;
  return inet_pton(six ? AF_INET6 : AF_INET, text, d->net.bytes) == 1;
}

static gboolean parse_arguments(MbSlice rest, MbSpfDirective *d) {
  switch (d->kind) {
  case MB_SPF_ALL:
    return rest.len == 0;
  case MB_SPF_A:
  case MB_SPF_MX:
    return parse_host(rest, d);
  case MB_SPF_IP4:
  case MB_SPF_IP6:
    return parse_ip(rest, d->kind == MB_SPF_IP6, d);
  case MB_SPF_PTR:
    if (rest.len == 0)
      return TRUE;
    break;
  default:
    break;
  }
  if (rest.len < 2 || rest.data[0] != ':')
    return FALSE;
  d->domain = after(rest, 1);
  return mb_spf_domain_spec_valid(d->domain);
}

static gboolean parse_directive(MbSlice term, MbSpfDirective *d) {
  static const char *const names[] = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"};
  *d = (MbSpfDirective){.qualifier = '+', .prefix4 = 32, .prefix6 = 128, .text = term};
  if (strchr("+-?~", term.data[0]) && term.data[0]) {
    d->qualifier = term.data[0];
    term = after(term, 1);
  }
  gsize len = 0;
  while (len < term.len && g_ascii_isalnum(term.data[len]))
    len++;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    if (mb_slice_is(mb_slice(term.data, len), names[i])) {
      d->kind = (MbSpfMechanism)i;
      return parse_arguments(after(term, len), d);
    }
  }
  return FALSE;
}

/* name "=" macro-string; 0 when the term is no modifier, -1 when it is a wrong one. */
static int parse_modifier(MbSlice term, MbSpfRecord *record) {
  gsize len = 0;
  while (len < term.len && (g_ascii_isalnum(term.data[len]) ||
                            (len && strchr("-_.", term.data[len]) && term.data[len])))
    len++;
  if (len == 0 || len == term.len || term.data[len] != '=' || !g_ascii_isalpha(term.data[0]))
    return 0;
  MbSlice name = mb_slice(term.data, len), value = after(term, len + 1);
  MbSlice *known = mb_slice_is(name, "redirect") ? &record->redirect
                   : mb_slice_is(name, "exp")    ? &record->exp
                                                 : NULL;
  if (!known)
    return mb_spf_macro_valid(value, FALSE) ? 1 : -1;
  if (known->len || !mb_spf_domain_spec_valid(value)) /* section 6: at most once each */
    return -1;
  *known = value;
  return 1;
}

gboolean mb_spf_parse(MbArena *arena, MbSlice text, MbSpfRecord *record) {
  guint max = 1;
  for (gsize i = 0; i < text.len; i++)
    max += text.data[i] == ' ';
  *record = (MbSpfRecord){.directives = mb_arena_alloc(arena, max * sizeof(MbSpfDirective))};
  const char *p = text.data + 6, *end = text.data + text.len;
  while (p < end) {
    if (*p == ' ') {
      p++;
      continue;
    }
    const char *stop = memchr(p, ' ', (gsize)(end - p));
    MbSlice term = mb_slice(p, (gsize)((stop ? stop : end) - p));
    p += term.len;
    int modifier = parse_modifier(term, record);
    if (modifier < 0 || (!modifier && !parse_directive(term, &record->directives[record->n++])))
      return FALSE;
  }
  return TRUE;
}
