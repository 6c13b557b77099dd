/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values come from mails: they are put in once, so that a "{key}" inside a value stays as it is. */
#include "words.h"

static const char *value_of(const char *name, gsize len, va_list pairs) {
  for (const char *key; (key = va_arg(pairs, const char *));) {
    const char *value = va_arg(pairs, const char *);
    if (strlen(key) == len && memcmp(key, name, len) == 0)
      return value;
  }
  return NULL;
}

char *mb_batch_words(const MbCatalogue *catalogue, const char *text, ...) {
  GString *out = g_string_new(NULL);
  for (const char *p = mb_tr(catalogue, text); *p;) {
    gsize plain = strcspn(p, "{");
    g_string_append_len(out, p, plain);
    p += plain;
    const char *close = *p ? strchr(p, '}') : NULL;
    if (!close)
      break;
    va_list pairs;
    va_start(pairs, text);
    const char *value = value_of(p + 1, close - p - 1, pairs);
    va_end(pairs);
    g_string_append(out, value ? value : "");
    p = close + 1;
  }
  return g_string_free(out, FALSE);
}

char *mb_batch_time(gint64 time) {
  g_autoptr(GDateTime) when = time ? g_date_time_new_from_unix_utc(time) : NULL;
  return when ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S") : g_strdup("");
}

static const struct {
  const char *name, *label;
} same[] = {{"sender", N_("sender")},
            {"subject", N_("subject")},
            {"body", N_("text")},
            {"link", N_("place of the links")},
            {"attachment", N_("attachment")},
            {"address", N_("sending address")}};

const char *mb_same_name(guint bit) {
  return bit < G_N_ELEMENTS(same) ? same[bit].name : NULL;
}

const char *mb_same_label(guint bit) {
  return bit < G_N_ELEMENTS(same) ? same[bit].label : NULL;
}

const char *mb_batch_verdict(MbVerdict verdict, const MbCatalogue *catalogue) {
  const MbReport report = {.verdict = verdict};
  if (verdict == MB_VERDICT_SPOOFED) /* a report has one or the other word */
    return mb_tr(catalogue, N_("Spoofed or a trap"));
  return mb_verdict_label(&report, catalogue);
}
