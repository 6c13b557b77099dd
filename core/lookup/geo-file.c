/* Opening a database: by descriptor, checked by fstat, copied into sealed memory unless only root
 * can write it (libmaxminddb maps the file, and a mapped file that shrinks is a SIGBUS).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo-file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define METADATA_MAX   (128 * 1024)
#define METADATA_DEPTH 16

typedef struct {
  const guint8 *data;
  gsize len, at;
} Reader;

/* Control byte and size of one value (MaxMind DB format, "Output Data Section"). FALSE at the end of
 * the bytes. */
static gboolean read_control(Reader *r, guint *type, gsize *size) {
  if (r->at >= r->len)
    return FALSE;
  guint8 c = r->data[r->at++];
  *type = c >> 5;
  *size = c & 31;
  if (*type == 0) {
    if (r->at >= r->len)
      return FALSE;
    *type = 7 + r->data[r->at++];
  }
  guint extra = *size < 29 ? 0 : *size - 28;
  static const gsize base[] = {0, 29, 285, 65821};
  if (r->len - r->at < extra)
    return FALSE;
  gsize more = 0;
  for (guint i = 0; i < extra; i++)
    more = more << 8 | r->data[r->at++];
  if (extra)
    *size = base[extra] + more;
  return TRUE;
}

static gboolean walk(Reader *r) {
  enum { POINTER = 1, MAP = 7, ARRAY = 11, BOOLEAN = 14, LAST = 15 };
  gsize left[METADATA_DEPTH] = {1};
  for (guint depth = 0;;) {
    while (left[depth] == 0) {
      if (depth == 0)
        return TRUE;
      depth--;
    }
    left[depth]--;
    guint type;
    gsize size;
    if (!read_control(r, &type, &size) || type == POINTER || type > LAST)
      return FALSE;
    if (type == MAP || type == ARRAY) {
      /* each entry takes a byte at least, so this bounds the work as well */
      if (++depth >= METADATA_DEPTH || size > r->len - r->at)
        return FALSE;
      left[depth] = type == MAP ? size * 2 : size;
    } else if (type != BOOLEAN) {
      if (size > r->len - r->at)
        return FALSE;
      r->at += size;
    }
  }
}

gboolean mb_geo_metadata_is_plain(const guint8 *data, gsize len) {
  static const char marker[] = "\xab\xcd\xefMaxMind.com";
  const gsize n = sizeof marker - 1;
  const guint8 *end = data + len, *start = len > METADATA_MAX ? end - METADATA_MAX : data;
  const guint8 *found = NULL;
  for (const guint8 *p = start; (p = memmem(p, (gsize)(end - p), marker, n)); p += n)
    found = p + n;
  if (!found)
    return FALSE;
  Reader r = {found, (gsize)(end - found), 0};
  return r.len > 0 && walk(&r);
}

/* Package managers replace files, they do not write into them; whoever works as root might. */
static gboolean only_root_writes(const struct stat *st) {
  return st->st_uid == 0 && geteuid() != 0 && !(st->st_mode & (S_IWGRP | S_IWOTH));
}

static gboolean is_safe(const struct stat *st) {
  return S_ISREG(st->st_mode) && (st->st_uid == 0 || st->st_uid == geteuid()) &&
         !(st->st_mode & S_IWOTH);
}

/* A sealed copy in memory, or -1. */
static int private_copy(int fd, gsize size) {
  int copy = memfd_create("mmdb", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  off_t at = 0;
  while (copy >= 0 && (gsize)at < size) {
    gssize n = sendfile(copy, fd, &at, size - at);
    if (n <= 0) {
      close(copy);
      return -1;
    }
  }
  if (copy >= 0)
    fcntl(copy, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return copy;
}

static gboolean open_checked(int fd, gsize size, MMDB_s *mmdb) {
  guint8 *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    return FALSE;
  gboolean plain = mb_geo_metadata_is_plain(bytes, size);
  munmap(bytes, size);
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  return plain && MMDB_open(path, MMDB_MODE_MMAP, mmdb) == MMDB_SUCCESS;
}

gboolean mb_geo_file_open(const char *path, MMDB_s *mmdb, MbGeoNoteKind *kind, gboolean *missing) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  *missing = fd < 0 && (errno == ENOENT || errno == ENOTDIR);
  *kind = MB_GEO_NOTE_UNREADABLE;
  if (fd < 0)
    return FALSE;
  gboolean ok = fstat(fd, &st) == 0;
  if (ok && !is_safe(&st))
    *kind = MB_GEO_NOTE_NOT_SAFE, ok = FALSE;
  if (ok && st.st_size > MB_GEO_MAX_FILE)
    *kind = MB_GEO_NOTE_TOO_LARGE, ok = FALSE;
  if (ok && !only_root_writes(&st)) {
    int copy = private_copy(fd, st.st_size);
    close(fd);
    fd = copy;
    ok = fd >= 0;
  }
  if (ok && (st.st_size == 0 || !open_checked(fd, st.st_size, mmdb)))
    *kind = MB_GEO_NOTE_NO_DATABASE, ok = FALSE;
  if (fd >= 0)
    close(fd); /* the mapping stays */
  return ok;
}
