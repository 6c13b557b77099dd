/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "look.h"

#include "../language.h"

static const struct {
  const char *icon, *class, *color;
} looks[] = {
    [MB_VERDICT_ERROR] = {"mb-error-symbolic", "verdict-error", "#c01c28"},
    [MB_VERDICT_LEGITIMATE] = {"mb-legitimate-symbolic", "verdict-legitimate", "#1b7f4b"},
    [MB_VERDICT_GENUINE] = {"mb-genuine-symbolic", "verdict-genuine", "#1a5fb4"},
    [MB_VERDICT_UNKNOWN] = {"mb-unknown-symbolic", "verdict-unknown", "#5e5c64"},
    [MB_VERDICT_SUSPICIOUS] = {"mb-suspicious-symbolic", "verdict-suspicious", "#7a5c00"},
    [MB_VERDICT_HIJACKED] = {"mb-hijacked-symbolic", "verdict-hijacked", "#c64600"},
    [MB_VERDICT_SPOOFED] = {"mb-spoofed-symbolic", "verdict-spoofed", "#c01c28"},
};

const char *mb_look_icon(const MbReport *report) {
  return looks[report->verdict].icon;
}

/* Blue outline for a genuine address that nobody knows yet. */
const char *mb_look_class(const MbReport *report) {
  if (report->verdict == MB_VERDICT_GENUINE && !report->known)
    return "verdict-genuine-new";
  return looks[report->verdict].class;
}

const char *mb_look_color(const MbReport *report) {
  return looks[report->verdict].color;
}

static const struct {
  const char *leaning, *icon, *word;
} leanings[] = {
    {"strong", "mb-strong-symbolic", N_("Strong warning sign")},
    {"medium", "mb-medium-symbolic", N_("Warning sign")},
    {"weak", "mb-weak-symbolic", N_("Weak warning sign")},
    {"good", "mb-good-symbolic", N_("Speaks for the mail")},
    {"info", "mb-info-symbolic", N_("For information")},
};

static guint leaning_row(const char *leaning) {
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(leanings) && g_strcmp0(leanings[i].leaning, leaning) != 0)
    i++;
  return i;
}

const char *mb_look_leaning_icon(const char *leaning) {
  return leanings[leaning_row(leaning)].icon;
}

const char *mb_look_leaning_word(const char *leaning) {
  return _(leanings[leaning_row(leaning)].word);
}
