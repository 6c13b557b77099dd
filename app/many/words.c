/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

static const struct {
  const char *icon, *class, *light, *dark;
} looks[] = {
    [MB_VERDICT_ERROR] = {"mb-error-symbolic", "leaning-strong", "#9141ac", "#c061cb"},
    [MB_VERDICT_LEGITIMATE] = {"mb-legitimate-symbolic", "leaning-good", "#1b7f4b", "#33d17a"},
    [MB_VERDICT_GENUINE] = {"mb-genuine-symbolic", "hop-boundary", "#1a5fb4", "#62a0ea"},
    [MB_VERDICT_UNKNOWN] = {"mb-unknown-symbolic", "leaning-info", "#77767b", "#9a9996"},
    [MB_VERDICT_SUSPICIOUS] = {"mb-suspicious-symbolic", "leaning-medium", "#e5a50a", "#f8e45c"},
    [MB_VERDICT_HIJACKED] = {"mb-hijacked-symbolic", "leaning-medium", "#e66100", "#ffa348"},
    [MB_VERDICT_SPOOFED] = {"mb-spoofed-symbolic", "leaning-strong", "#c01c28", "#ff7b63"},
};

const char *mb_many_verdict(MbVerdict verdict) {
  return mb_batch_verdict(verdict, mb_words());
}

const char *mb_many_icon(MbVerdict verdict) {
  return looks[verdict].icon;
}

const char *mb_many_class(MbVerdict verdict) {
  return looks[verdict].class;
}

const char *mb_many_color(MbVerdict verdict, gboolean dark) {
  return dark ? looks[verdict].dark : looks[verdict].light;
}

char *mb_many_number(guint n) {
  GString *out = g_string_new(NULL);
  g_string_printf(out, "%u", n);
  for (gssize at = (gssize)out->len - 3; at > 0; at -= 3)
    g_string_insert_c(out, at, ',');
  return g_string_free(out, FALSE);
}

char *mb_many_file(const char *path) {
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *text = g_filename_display_name(base);
  return mb_text_inert(mb_slice_str(text), 300);
}
