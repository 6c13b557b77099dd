/* Leaving a finding with its evidence: what a check saw and where in the given bytes it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

/* Evidence is shown to people; more than this of one value helps nobody and lets a mail bloat the
 * report. */
#define MAX_EVIDENCE_BYTES 1024
#define MAX_EVIDENCE       20

static const char *const family_names[MB_N_FAMILIES] = {
    [MB_FAMILY_AUTHENTICATION] = "authentication",
    [MB_FAMILY_IDENTITY] = "identity",
    [MB_FAMILY_ROUTE] = "route",
    [MB_FAMILY_REPUTATION] = "reputation",
    [MB_FAMILY_LINK] = "link",
    [MB_FAMILY_BODY] = "body",
    [MB_FAMILY_ATTACHMENT] = "attachment",
    [MB_FAMILY_HISTORY] = "history",
    [MB_FAMILY_BULK] = "bulk",
};

const char *mb_family_name(MbFamily family) {
  return family < MB_N_FAMILIES ? family_names[family] : "unknown";
}

const char *mb_leaning_name(MbLeaning leaning) {
  static const char *const names[] = {"info", "good", "weak", "medium", "strong"};
  return leaning <= MB_LEAN_STRONG ? names[leaning] : "info";
}

MbFinding *mb_case_find(MbCase *c, const MbCheck *check) {
  MbFinding *f = mb_arena_new0(c->arena, MbFinding);
  f->check = check;
  f->leaning = check->leaning;
  f->evidence = mb_arena_own(c->arena, g_array_new(FALSE, TRUE, sizeof(MbEvidence)),
                             (GDestroyNotify)g_array_unref);
  g_ptr_array_add(c->findings, f);
  return f;
}

/* Cut at a character, so that what is shown stays valid UTF-8. */
static MbSlice cut(MbSlice value) {
  if (value.len <= MAX_EVIDENCE_BYTES)
    return value;
  gsize n = MAX_EVIDENCE_BYTES;
  while (n > 0 && ((guchar)value.data[n] & 0xC0) == 0x80)
    n--;
  return mb_slice(value.data, n);
}

void mb_finding_add_at(MbCase *c, MbFinding *f, const char *label, MbSlice value, gssize offset,
                       gsize length) {
  if (f->evidence->len >= MAX_EVIDENCE)
    return;
  MbEvidence e = {label, mb_arena_slice(c->arena, cut(value)), offset, length};
  g_array_append_val(f->evidence, e);
}

void mb_finding_add(MbCase *c, MbFinding *f, const char *label, MbSlice value) {
  gssize offset = value.len ? mb_message_offset(c->message, value.data) : -1;
  mb_finding_add_at(c, f, label, value, offset, offset < 0 ? 0 : value.len);
}

void mb_finding_add_str(MbCase *c, MbFinding *f, const char *label, const char *value) {
  mb_finding_add_at(c, f, label, mb_slice_str(value), -1, 0);
}

gboolean mb_case_found(const MbCase *c, const char *id) {
  for (guint i = 0; i < c->findings->len; i++) {
    const MbFinding *f = g_ptr_array_index(c->findings, i);
    if (strcmp(f->check->id, id) == 0)
      return TRUE;
  }
  return FALSE;
}
