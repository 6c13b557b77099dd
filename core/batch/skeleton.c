/* SPDX-License-Identifier: GPL-3.0-or-later
 * Works on folded text, so width, case and hidden characters do not part copies. */
#include "skeleton.h"

#include "../miyaburi.h"

#define MIN_BYTES 6

/* Spam filters and mailing lists put "[spam]" in front, replies "Re:". */
static const char *skip_marks(const char *p) {
  static const char *const marks[] = {"re:", "fw:", "fwd:", "aw:", "[spam]", "*****spam*****"};
  for (guint i = 0; i < G_N_ELEMENTS(marks);) {
    while (*p == ' ')
      p++;
    if (g_str_has_prefix(p, marks[i])) {
      p += strlen(marks[i]);
      i = 0;
    } else {
      i++;
    }
  }
  return p;
}

static gboolean is_word_byte(char c) {
  return g_ascii_isalnum(c) || strchr("@.-_/:", c) != NULL;
}

static gboolean is_varying(const char *word, gsize len, const char *recipient) {
  const char *at = recipient ? strchr(recipient, '@') : NULL;
  gsize local = at ? (gsize)(at - recipient) : 0;
  while (len && strchr(":.-_/", word[len - 1]))
    len--; /* "tanaka: your password" */
  if (local && local == len && g_ascii_strncasecmp(word, recipient, len) == 0)
    return TRUE;
  for (gsize i = 0; i < len; i++)
    if (word[i] == '@' || g_ascii_isdigit(word[i]) ||
        (word[i] == '.' && i + 1 < len && g_ascii_isalpha(word[i + 1])))
      return TRUE;
  return FALSE;
}

char *mb_subject_skeleton(const char *subject, const char *recipient) {
  if (!subject)
    return NULL;
  g_autofree char *folded = mb_text_fold(mb_slice_str(subject));
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = skip_marks(folded); *p;) {
    const char *word = p;
    while (*p && is_word_byte(*p))
      p++;
    if (p > word && !is_varying(word, p - word, recipient))
      for (; word < p; word++)
        if (g_ascii_isalpha(*word))
          g_string_append_c(out, *word);
    if (*p && !is_word_byte(*p)) {
      if ((guchar)*p >= 0x80)
        g_string_append_c(out, *p);
      p++;
    }
  }
  return out->len >= MIN_BYTES ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
