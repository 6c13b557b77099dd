/* Text lies in blocks that never move, so growing copies nothing; the table holds numbers only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "intern.h"

#include <string.h>

#define BLOCK_BITS 16
#define BLOCK      (1u << BLOCK_BITS)
#define MAX_TEXT   1024

struct _MbNames {
  GPtrArray *blocks;
  guint used; /* of the last block */
};

struct _MbIntern {
  MbNames *names;
  guint32 *slots; /* id, 0 = free */
  guint n_slots, n;
  gsize bytes;
  gboolean boundless;
};

guint64 mb_hash_text(const char *text) {
  guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
  if (!text || !*text)
    return 0;
  for (; *text; text++)
    hash = (hash ^ (guchar)*text) * G_GUINT64_CONSTANT(1099511628211);
  return hash;
}

MbNames *mb_names_new(void) {
  MbNames *names = g_new0(MbNames, 1);
  names->blocks = g_ptr_array_new_with_free_func(g_free);
  names->used = BLOCK;
  return names;
}

void mb_names_free(MbNames *names) {
  g_ptr_array_unref(names->blocks);
  g_free(names);
}

guint32 mb_names_add(MbNames *names, const char *text) {
  gsize len = strnlen(text, MAX_TEXT);
  const char *cut = text + len;
  if (*cut)
    g_utf8_validate(text, len, &cut); /* not in the middle of a character */
  len = cut - text;
  if (names->used + len + 1 > BLOCK) {
    g_ptr_array_add(names->blocks, g_malloc(BLOCK));
    names->used = names->blocks->len == 1 ? 1 : 0; /* so that no id is 0 */
  }
  guint block = names->blocks->len - 1, at = names->used;
  char *to = (char *)names->blocks->pdata[block] + at;
  memcpy(to, text, len);
  to[len] = '\0';
  names->used += len + 1;
  return (block << BLOCK_BITS) | at;
}

const char *mb_names_text(const MbNames *names, guint32 id) {
  return (const char *)names->blocks->pdata[id >> BLOCK_BITS] + (id & (BLOCK - 1));
}

MbIntern *mb_intern_new(void) {
  MbIntern *intern = g_new0(MbIntern, 1);
  intern->names = mb_names_new();
  intern->n_slots = 256;
  intern->slots = g_new0(guint32, intern->n_slots);
  return intern;
}

MbIntern *mb_intern_new_boundless(void) {
  MbIntern *intern = mb_intern_new();
  intern->boundless = TRUE;
  return intern;
}

void mb_intern_free(MbIntern *intern) {
  mb_names_free(intern->names);
  g_free(intern->slots);
  g_free(intern);
}

static guint32 *slot_of(const MbIntern *intern, const char *text) {
  guint at = mb_hash_text(text) & (intern->n_slots - 1);
  while (intern->slots[at] && strcmp(mb_names_text(intern->names, intern->slots[at]), text) != 0)
    at = (at + 1) & (intern->n_slots - 1);
  return &intern->slots[at];
}

static void grow(MbIntern *intern) {
  guint32 *old = intern->slots;
  guint n = intern->n_slots;
  intern->n_slots *= 2;
  intern->slots = g_new0(guint32, intern->n_slots);
  for (guint i = 0; i < n; i++)
    if (old[i])
      *slot_of(intern, mb_names_text(intern->names, old[i])) = old[i];
  g_free(old);
}

guint32 mb_intern_add(MbIntern *intern, const char *text) {
  if (!text || !*text)
    return 0;
  char cut[MAX_TEXT + 1];
  if (strnlen(text, MAX_TEXT + 1) > MAX_TEXT) { /* compared as it is kept */
    const char *end;
    g_utf8_validate(text, MAX_TEXT, &end);
    memcpy(cut, text, end - text);
    cut[end - text] = '\0';
    text = cut;
  }
  guint32 *slot = slot_of(intern, text);
  if (*slot)
    return *slot;
  if (!intern->boundless && (intern->n >= MB_INTERN_MAX || intern->bytes >= MB_INTERN_MAX_BYTES))
    return MB_INTERN_MORE;
  guint32 id = *slot = mb_names_add(intern->names, text);
  intern->bytes += strlen(text) + 1;
  if (++intern->n * 2 > intern->n_slots)
    grow(intern);
  return id;
}

const char *mb_intern_text(const MbIntern *intern, guint32 id) {
  if (id == MB_INTERN_MORE)
    return "…";
  return id ? mb_names_text(intern->names, id) : NULL;
}

guint mb_intern_count(const MbIntern *intern) {
  return intern->n;
}
