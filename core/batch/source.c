/* One file: a mail, an mbox or a zip, told by its first bytes; a name ending in .eml is one mail
 * whatever it begins with. SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../miyaburi.h"

#define HEAD 4096

typedef enum { KIND_MAIL, KIND_MBOX, KIND_ZIP } Kind;

static gboolean ends_in(const char *path, const char *end) {
  gsize n = strlen(path), m = strlen(end);
  return n >= m && g_ascii_strcasecmp(path + n - m, end) == 0;
}

static void set_errno(GError **error, int number) {
  g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, g_strerror(number));
}

int mb_source_open(int folder, const char *name, gboolean follow, GError **error) {
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
  int fd = openat(folder, name, flags);
  if (fd < 0)
    set_errno(error, errno);
  return fd;
}

static gsize read_head(int fd, char *head) {
  gssize n = pread(fd, head, HEAD, 0);
  return MAX(n, 0);
}

static Kind kind_of(const char *path, const char *head, gsize len) {
  if (ends_in(path, ".eml"))
    return KIND_MAIL;
  if (len >= 4 && memcmp(head, "PK\3\4", 4) == 0)
    return KIND_ZIP;
  return mb_mbox_looks_like(head, len) ? KIND_MBOX : KIND_MAIL;
}

/* In Maildir every file of cur and new is a mail; elsewhere it has to look like one. */
gboolean mb_source_is_mail(const char *path, const char *head, gsize len) {
  static const char *const others[] = {".msf", ".dat", ".sqlite", ".json", ".js",  ".html",
                                       ".htm", ".css", ".log",    ".ini",  ".txt", ".md",
                                       ".yml", ".xml", ".csv",    ".py",   ".sh"};
  g_autofree char *folder = g_path_get_dirname(path), *last = g_path_get_basename(folder);
  if (ends_in(path, ".eml") || g_str_equal(last, "cur") || g_str_equal(last, "new"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    if (ends_in(path, others[i]))
      return FALSE;
  const char *p = head, *end = head + len;
  while (p < end && (g_ascii_isalnum(*p) || *p == '-'))
    p++;
  return kind_of(path, head, len) != KIND_MAIL || (p > head && p < end && *p == ':');
}

gboolean mb_source_failed(const MbWalk *walk, const char *path, const GError *error) {
  return walk->found(path, NULL, error, walk->data);
}

/* Thunderbird leaves deleted mails in the file until it is compacted. Its own lines stand first, above
 * all that a sender can write. */
static gboolean is_deleted(GBytes *mail) {
  static const char status[] = "X-Mozilla-Status: ";
  gsize len;
  const char *p = g_bytes_get_data(mail, &len), *end = p + len;
  const char *line = memchr(p, '\n', len); /* the separator's */
  while (line && end - line > 24) {
    p = line + 1;
    if (memcmp(p, status, sizeof status - 1) == 0) {
      char flags[5] = {p[18], p[19], p[20], p[21], 0};
      return g_ascii_strtoull(flags, NULL, 16) & 0x8;
    }
    if (memcmp(p, "X-Account-Key:", 14) != 0 && memcmp(p, "X-UIDL:", 7) != 0)
      return FALSE;
    line = memchr(p, '\n', end - p);
  }
  return FALSE;
}

/* An mbox of a single mail is that mail, under the file's own name. */
gboolean mb_source_mbox(const MbWalk *walk, const char *path, MbMboxRead read, gpointer data) {
  g_autoptr(MbMbox) mbox = mb_mbox_new(read, data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) mail = mb_mbox_next(mbox, &error);
  for (guint n = 1; mail; n++) {
    g_autoptr(GBytes) next = mb_mbox_next(mbox, &error);
    g_autofree char *name =
        n == 1 && !next && !error ? g_strdup(path) : g_strdup_printf("%s#%u", path, n);
    if (!is_deleted(mail) && !walk->found(name, mail, NULL, walk->data))
      return FALSE;
    g_bytes_unref(mail);
    mail = g_steal_pointer(&next);
  }
  return !error || mb_source_failed(walk, path, error);
}

void mb_source_count(const MbWalk *walk, guint64 bytes) {
  if (walk->bytes)
    __atomic_fetch_add(walk->bytes, bytes, __ATOMIC_RELAXED);
}

typedef struct {
  const MbWalk *walk;
  int fd;
} Open;

static gssize read_fd(gpointer data, char *to, gsize len, GError **error) {
  const Open *file = data;
  gssize n;
  do
    n = read(file->fd, to, len);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    set_errno(error, errno);
  mb_source_count(file->walk, MAX(n, 0));
  return n;
}

static gboolean one_mail(const MbWalk *walk, int fd, const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) mail = mb_read_mail_fd(fd, &error);
  return walk->found(path, mail, error, walk->data);
}

static gboolean regular(int fd, struct stat *st, GError **error) {
  if (fstat(fd, st) == 0 && S_ISREG(st->st_mode))
    return TRUE;
  set_errno(error, EINVAL);
  return FALSE;
}

static gboolean by_kind(const MbWalk *walk, int fd, const char *path, Kind kind) {
  Open file = {walk, fd};
  switch (kind) {
  case KIND_MBOX:
    return mb_source_mbox(walk, path, read_fd, &file);
  case KIND_ZIP:
    return mb_source_zip(walk, fd, path);
  default:
    return one_mail(walk, fd, path);
  }
}

gboolean mb_source_file(const MbWalk *walk, int fd, const char *path, gboolean inside) {
  g_autoptr(GError) error = NULL;
  struct stat st;
  char head[HEAD];
  gboolean go_on = TRUE;
  guint64 before = walk->bytes ? *walk->bytes : 0;
  gsize len = read_head(fd, head);
  if (!regular(fd, &st, &error))
    go_on = inside || mb_source_failed(walk, path, error);
  else if (!inside || mb_source_is_mail(path, head, len))
    go_on = by_kind(walk, fd, path, kind_of(path, head, len));
  guint64 counted = walk->bytes ? *walk->bytes - before : 0;
  if (!error && (guint64)st.st_size > counted)
    mb_source_count(walk, st.st_size - counted);
  close(fd);
  return go_on;
}

gboolean mb_source_is_many(const char *path) {
  char head[HEAD];
  struct stat st;
  int fd = mb_source_open(AT_FDCWD, path, TRUE, NULL);
  if (fd < 0)
    return FALSE;
  gboolean known = fstat(fd, &st) == 0;
  gboolean many =
      known && (S_ISDIR(st.st_mode) ||
                (S_ISREG(st.st_mode) && kind_of(path, head, read_head(fd, head)) != KIND_MAIL));
  close(fd);
  return many;
}

static gboolean walk_path(const MbWalk *walk, const char *path) {
  g_autoptr(GError) error = NULL;
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    return mb_source_folder(walk, path);
  int fd = mb_source_open(AT_FDCWD, path, TRUE, &error);
  return fd < 0 ? mb_source_failed(walk, path, error) : mb_source_file(walk, fd, path, FALSE);
}

gboolean mb_source_walk(const char *path, MbMailFound found, gpointer data) {
  return mb_source_walk_counted(path, found, data, NULL);
}

gboolean mb_source_walk_counted(const char *path, MbMailFound found, gpointer data,
                                guint64 *bytes) {
  const MbWalk walk = {.found = found, .data = data, .bytes = bytes};
  return walk_path(&walk, path);
}

gboolean mb_source_measure(const char *path, guint64 *bytes, GCancellable *cancellable) {
  const MbWalk walk = {.bytes = bytes, .cancellable = cancellable};
  struct stat st;
  if (stat(path, &st) != 0)
    return TRUE;
  if (S_ISDIR(st.st_mode))
    return mb_source_folder(&walk, path);
  if (S_ISREG(st.st_mode))
    mb_source_count(&walk, st.st_size);
  return !g_cancellable_is_cancelled(cancellable);
}
