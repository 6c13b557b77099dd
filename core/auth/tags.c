/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tag lists. Strict where two readers could differ (duplicates, bytes outside the grammar), because
 * a list that is read in two ways is an attacker's tool. */
#include "tags.h"

static gboolean is_name(MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if (!g_ascii_isalnum(s.data[i]) && s.data[i] != '_')
      return FALSE;
  return s.len > 0 && g_ascii_isalpha(s.data[0]);
}

/* VALCHAR and FWS; bytes from 0x80 for internationalised values (RFC 8616). */
static gboolean is_value(MbSlice s) {
  for (gsize i = 0; i < s.len; i++) {
    guchar c = (guchar)s.data[i];
    if ((c < 0x20 && !mb_is_blank((char)c)) || c == 0x7f)
      return FALSE;
  }
  return TRUE;
}

const MbTag *mb_tags_get(const MbTags *tags, const char *name) {
  gsize len = strlen(name);
  for (guint i = 0; i < tags->n; i++)
    if (tags->tags[i].name.len == len && memcmp(tags->tags[i].name.data, name, len) == 0)
      return &tags->tags[i];
  return NULL;
}

MbSlice mb_tags_value(const MbTags *tags, const char *name) {
  const MbTag *tag = mb_tags_get(tags, name);
  return tag ? tag->value : MB_SLICE_NONE;
}

static gboolean is_known(const MbTags *tags, MbSlice name) {
  for (guint i = 0; i < tags->n; i++)
    if (mb_slice_equal(tags->tags[i].name, name))
      return TRUE;
  return FALSE;
}

gboolean mb_tags_parse(MbArena *arena, MbSlice text, MbTags *tags) {
  MbTag found[MB_MAX_TAGS];
  *tags = (MbTags){found, 0};
  const char *p = text.data, *end = p + text.len;
  while (p < end) {
    const char *stop = memchr(p, ';', (gsize)(end - p));
    MbSlice spec = mb_slice_trim(mb_slice(p, (gsize)((stop ? stop : end) - p)));
    p = stop ? stop + 1 : end;
    if (spec.len == 0 && p == end) /* one ";" may stand at the end */
      break;
    const char *equals = spec.len ? memchr(spec.data, '=', spec.len) : NULL;
    if (!equals || tags->n == MB_MAX_TAGS)
      return FALSE;
    MbTag tag;
    tag.name = mb_slice_trim(mb_slice(spec.data, (gsize)(equals - spec.data)));
    tag.value = mb_slice_trim(mb_slice(equals + 1, (gsize)(spec.data + spec.len - equals - 1)));
    if (!is_name(tag.name) || !is_value(tag.value) || is_known(tags, tag.name))
      return FALSE;
    found[tags->n++] = tag;
  }
  tags->tags = mb_arena_alloc(arena, tags->n * sizeof(MbTag));
  memcpy(tags->tags, found, tags->n * sizeof(MbTag));
  return tags->n > 0;
}

MbSlice mb_tag_compact(MbArena *arena, MbSlice value) {
  char *out = mb_arena_alloc(arena, value.len + 1);
  gsize n = 0;
  for (gsize i = 0; i < value.len; i++)
    if (!mb_is_blank(value.data[i]))
      out[n++] = value.data[i];
  return mb_slice(out, n);
}

static int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

gboolean mb_base64_read(MbArena *arena, MbSlice text, MbSlice *bytes) {
  char *out = mb_arena_alloc(arena, text.len / 4 * 3 + 4);
  gsize n = 0, digits = 0;
  guint32 group = 0;
  gboolean padded = FALSE;
  for (gsize i = 0; i < text.len; i++) {
    int digit = base64_digit(text.data[i]);
    if (mb_is_blank(text.data[i]))
      continue;
    if (text.data[i] == '=') {
      padded = TRUE;
      continue;
    }
    if (digit < 0 || padded)
      return FALSE;
    group = group << 6 | (guint32)digit;
    if (++digits % 4 == 0) {
      out[n++] = (char)(group >> 16);
      out[n++] = (char)(group >> 8);
      out[n++] = (char)group;
    }
  }
  if (digits % 4 >= 2)
    out[n++] = (char)(group >> (digits % 4 == 2 ? 4 : 10));
  if (digits % 4 == 3)
    out[n++] = (char)(group >> 2);
  *bytes = mb_slice(out, n);
  return digits % 4 != 1;
}

gboolean mb_tag_number(MbSlice value, gint64 *number) {
  *number = 0;
  for (gsize i = 0; i < value.len; i++) {
    if (!g_ascii_isdigit(value.data[i]) || i >= 18)
      return FALSE;
    *number = *number * 10 + (value.data[i] - '0');
  }
  return value.len > 0;
}

gboolean mb_tag_next(MbSlice *rest, char sep, MbSlice *item) {
  if (!rest->data)
    return FALSE;
  const char *stop = memchr(rest->data, sep, rest->len);
  gsize len = stop ? (gsize)(stop - rest->data) : rest->len;
  *item = mb_slice_trim(mb_slice(rest->data, len));
  *rest = stop ? mb_slice(stop + 1, rest->len - len - 1) : MB_SLICE_NONE;
  return TRUE;
}
