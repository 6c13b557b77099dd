/* Folders, without recursion and without following links: the paths that wait are a list of their own,
 * so depth costs no stack. SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../miyaburi.h"

#define MAX_DEPTH 64

typedef struct {
  char *path;
  guint depth;
} Waiting;

static void push(GQueue *queue, char *path, guint depth) {
  Waiting *w = g_new(Waiting, 1);
  w->path = path;
  w->depth = depth;
  g_queue_push_tail(queue, w);
}

static DIR *open_folder(const Waiting *w, GError **error) {
  int fd = open(w->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (w->depth ? O_NOFOLLOW : 0));
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  if (!dir) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, g_strerror(errno));
    if (fd >= 0)
      close(fd);
  }
  return dir;
}

/* Maildir's tmp holds mails that are still being written. */
static gboolean is_maildir_tmp(const char *folder, const char *name) {
  g_autofree char *cur = g_build_filename(folder, "cur", NULL);
  return g_str_equal(name, "tmp") && g_file_test(cur, G_FILE_TEST_IS_DIR);
}

static gboolean entry(const MbWalk *walk, GQueue *queue, const Waiting *w, int dir,
                      const struct dirent *e) {
  struct stat st;
  if (fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
    return TRUE;
  g_autofree char *path = g_build_filename(w->path, e->d_name, NULL);
  if (S_ISDIR(st.st_mode)) {
    if (w->depth < MAX_DEPTH && !is_maildir_tmp(w->path, e->d_name))
      push(queue, g_steal_pointer(&path), w->depth + 1);
    return TRUE;
  }
  if (!S_ISREG(st.st_mode) || e->d_name[0] == '.')
    return TRUE;
  if (!walk->found) {
    mb_source_count(walk, st.st_size);
    return !g_cancellable_is_cancelled(walk->cancellable);
  }
  g_autoptr(GError) error = NULL;
  int fd = mb_source_open(dir, e->d_name, FALSE, &error);
  return fd < 0 ? mb_source_failed(walk, path, error) : mb_source_file(walk, fd, path, TRUE);
}

static gboolean one_folder(const MbWalk *walk, GQueue *queue, const Waiting *w) {
  g_autoptr(GError) error = NULL;
  DIR *dir = open_folder(w, &error);
  if (!dir)
    return !walk->found || mb_source_failed(walk, w->path, error);
  gboolean go_on = TRUE;
  const struct dirent *e;
  while (go_on && (e = readdir(dir)))
    if (!g_str_equal(e->d_name, ".") && !g_str_equal(e->d_name, ".."))
      go_on = entry(walk, queue, w, dirfd(dir), e);
  closedir(dir);
  return go_on;
}

gboolean mb_source_folder(const MbWalk *walk, const char *path) {
  GQueue queue = G_QUEUE_INIT;
  gboolean go_on = TRUE;
  push(&queue, g_strdup(path), 0);
  for (Waiting *w; (w = g_queue_pop_head(&queue));) {
    go_on = go_on && one_folder(walk, &queue, w);
    g_free(w->path);
    g_free(w);
  }
  return go_on;
}
