/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "say.h"

/* Isolation only where texts meet in one label; a value alone stays as it is, to be copied. */
char *mb_isolate(const char *text) {
  return text && *text ? g_strconcat("\u2068", text, "\u2069", NULL) : g_strdup("");
}

char *mb_say_in(const MbSentence *sentence, const MbCatalogue *words) {
  g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; sentence->args && i + 1 < sentence->args->len; i += 2) {
    const char *key = sentence->args->pdata[i], *value = sentence->args->pdata[i + 1];
    g_ptr_array_add(args, g_strdup(key));
    g_ptr_array_add(args, *key == '@' ? g_strdup(value) : mb_isolate(value));
  }
  return mb_sentence_text(&(MbSentence){sentence->id, args}, words);
}
