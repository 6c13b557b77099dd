/* The DMARC record (RFC 9989 sections 4.7 and 4.8). SPDX-License-Identifier: GPL-3.0-or-later */
#include "dmarc.h"
#include "tags.h"

static MbSlice after_equals(MbSlice spec, MbSlice *name) {
  const char *equals = spec.len ? memchr(spec.data, '=', spec.len) : NULL;
  *name = MB_SLICE_NONE;
  if (!equals)
    return MB_SLICE_NONE;
  *name = mb_slice_trim(mb_slice(spec.data, (gsize)(equals - spec.data)));
  return mb_slice_trim(mb_slice(equals + 1, (gsize)(spec.data + spec.len - equals - 1)));
}

static gboolean read_policy(MbSlice value, MbPolicy *policy) {
  static const char *const names[] = {"none", "quarantine", "reject"};
  gboolean twice = *policy != MB_POLICY_ABSENT; /* two readers may differ on which one counts */
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    if (mb_slice_is(value, names[i])) {
      *policy = (MbPolicy)i;
      return !twice;
    }
  }
  return FALSE;
}

/* "mailto:" or another scheme with something behind it: enough of a reporting URI */
static gboolean has_uri(MbSlice value) {
  MbSlice uri;
  while (mb_tag_next(&value, ',', &uri)) {
    const char *colon = uri.len ? memchr(uri.data, ':', uri.len) : NULL;
    if (colon && colon > uri.data && colon + 1 < uri.data + uri.len)
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  MbDmarcRecord *record;
  gboolean wrong_policy, report;
} Reader;

static void read_tag(Reader *r, MbSlice name, MbSlice value) {
  MbDmarcRecord *record = r->record;
  if (mb_slice_is(name, "p"))
    r->wrong_policy |= !read_policy(value, &record->p);
  else if (mb_slice_is(name, "sp"))
    r->wrong_policy |= !read_policy(value, &record->sp);
  else if (mb_slice_is(name, "np"))
    r->wrong_policy |= !read_policy(value, &record->np);
  else if (mb_slice_is(name, "adkim"))
    record->strict_dkim = mb_slice_is(value, "s");
  else if (mb_slice_is(name, "aspf"))
    record->strict_spf = mb_slice_is(value, "s");
  else if (mb_slice_is(name, "t"))
    record->testing = mb_slice_is(value, "y");
  else if (mb_slice_is(name, "psd"))
    record->psd = mb_slice_is(value, "y") ? 'y' : mb_slice_is(value, "n") ? 'n' : 'u';
  else if (mb_slice_is(name, "rua"))
    r->report |= has_uri(value);
}

gboolean mb_dmarc_parse(MbSlice text, MbDmarcRecord *record) {
  MbSlice rest = text, spec, name, value;
  Reader r = {.record = record};
  *record = (MbDmarcRecord){
      .p = MB_POLICY_ABSENT, .sp = MB_POLICY_ABSENT, .np = MB_POLICY_ABSENT, .psd = 'u'};
  if (!mb_tag_next(&rest, ';', &spec))
    return FALSE;
  value = after_equals(spec, &name);
  if (!mb_slice_is(name, "v") || !mb_slice_equal(value, MB_SLICE_LIT("DMARC1")))
    return FALSE;
  while (mb_tag_next(&rest, ';', &spec)) {
    value = after_equals(spec, &name);
    read_tag(&r, name, value);
  }
  record->usable = TRUE;
  if (record->p == MB_POLICY_ABSENT || r.wrong_policy) { /* section 4.10.1 */
    record->p = MB_POLICY_NONE;
    record->sp = record->np = MB_POLICY_ABSENT;
    record->usable = r.report;
  }
  return TRUE;
}
