/* A zip of mails, unpacked by a locked worker: bounded in entries and in unpacked bytes, zips inside are
 * not opened but named.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-private.h"

#include "../miyaburi.h"

#define MAX_ENTRIES  1000000
#define MAX_UNPACKED (G_GINT64_CONSTANT(64) << 30)
#define MAX_MAIL     (50 * 1024 * 1024 + 1)
#define HEAD         4096

typedef struct {
  MbArchive *a;
  char head[HEAD]; /* already read, to know what it is */
  gsize len, used;
  gint64 left; /* of MAX_UNPACKED */
} Entry;

static gssize read_entry(gpointer data, char *to, gsize len, GError **error) {
  Entry *e = data;
  gssize n = MIN(len, e->len - e->used);
  if (n) {
    memcpy(to, e->head + e->used, n);
    e->used += n;
    return n;
  }
  n = e->left > 0 ? mb_archive_read(e->a, to, len, error) : -1;
  if (e->left <= 0)
    g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, "It is too large when unpacked.");
  e->left -= MAX(n, 0);
  return n;
}

static gboolean read_head(Entry *e, GError **error) {
  gsize len = 0;
  gssize n;
  e->len = e->used = 0;
  while (len < HEAD && (n = read_entry(e, e->head + len, HEAD - len, error)) > 0)
    len += n;
  e->len = len;
  return !error || !*error;
}

static gboolean one_mail(const MbWalk *walk, Entry *e, const char *name) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(GError) error = NULL;
  char block[16384];
  gssize n;
  while (bytes->len < MAX_MAIL && (n = read_entry(e, block, sizeof block, &error)) > 0)
    g_byte_array_append(bytes, (guint8 *)block, MIN((gsize)n, MAX_MAIL - bytes->len));
  if (error)
    return mb_source_failed(walk, name, error);
  g_autoptr(GBytes) mail = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
  return walk->found(name, mail, NULL, walk->data);
}

static gboolean one_entry(const MbWalk *walk, Entry *e, const char *inside, const char *path) {
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strconcat(path, "!", inside, NULL);
  if (!read_head(e, &error))
    return mb_source_failed(walk, name, error);
  if (g_str_has_suffix(inside, ".zip")) {
    g_set_error_literal(&error, MB_ERROR, MB_ERROR_IO, "a zip inside a zip is not opened");
    return mb_source_failed(walk, name, error);
  }
  if (!mb_source_is_mail(name, e->head, e->len) || (e->len > 1 && memcmp(e->head, "PK", 2) == 0))
    return TRUE;
  if (!g_str_has_suffix(name, ".eml") && mb_mbox_looks_like(e->head, e->len))
    return mb_source_mbox(walk, name, read_entry, e);
  return one_mail(walk, e, name);
}

gboolean mb_source_zip(const MbWalk *walk, int fd, const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  g_autoptr(MbArchive) a = mb_archive_open(fd, settings->require_lock, &error);
  Entry e = {.a = a, .left = MAX_UNPACKED};
  gboolean go_on = a != NULL;
  for (guint n = 0; go_on && n < MAX_ENTRIES; n++) {
    g_autofree char *name = mb_archive_next(a, &error);
    if (!name)
      return !error || mb_source_failed(walk, path, error);
    go_on = one_entry(walk, &e, name, path);
  }
  if (!a)
    return mb_source_failed(walk, path, error);
  g_set_error_literal(&error, MB_ERROR, MB_ERROR_IO, "Too many files are in it.");
  return go_on && mb_source_failed(walk, path, error);
}
