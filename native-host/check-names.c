/* Names come one at a time, so that a batch may be endless, and reading them can be stopped.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-names.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "check-stop.h"

struct _MbNameList {
  char **files; /* of the command line, or */
  int fd;       /* where they are read from, -1 = nowhere */
  GString *read;
  gsize used; /* of read */
  gboolean any, end;
};

MbNameList *mb_name_list_open(const MbCommand *c) {
  int fd = -1;
  if (c->files_from)
    fd = g_str_equal(c->files_from, "-") ? STDIN_FILENO : open(c->files_from, O_RDONLY | O_CLOEXEC);
  if (c->files_from && fd < 0)
    return NULL;
  MbNameList *list = g_new0(MbNameList, 1);
  list->files = c->files;
  list->fd = fd;
  list->read = g_string_new(NULL);
  return list;
}

void mb_name_list_free(MbNameList *list) {
  if (list->fd > STDIN_FILENO)
    close(list->fd);
  g_string_free(list->read, TRUE);
  g_free(list);
}

static void read_more(MbNameList *list) {
  char block[65536];
  if (!mb_stop_wait_for(list->fd)) {
    list->end = TRUE;
    return;
  }
  gssize n = read(list->fd, block, sizeof block);
  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return;
  list->end = n <= 0;
  g_string_erase(list->read, 0, list->used);
  list->used = 0;
  g_string_append_len(list->read, block, MAX(n, 0));
}

/* One name, the last one perhaps without a NUL; NULL = no more. */
static char *cut_name(MbNameList *list) {
  for (;;) {
    const char *from = list->read->str + list->used;
    gsize left = list->read->len - list->used;
    const char *nul = memchr(from, '\0', left);
    if (nul || (list->end && left)) {
      gsize len = nul ? (gsize)(nul - from) : left;
      list->used += nul ? len + 1 : len;
      return g_strndup(from, len);
    }
    if (list->end)
      return NULL;
    read_more(list);
  }
}

char *mb_name_list_next(MbNameList *list) {
  if (mb_stop_asked())
    return NULL;
  if (list->fd < 0)
    return list->files && *list->files ? g_strdup(*list->files++) : NULL;
  for (char *name; (name = cut_name(list)); g_free(name)) {
    list->any = TRUE;
    if (*name)
      return name;
  }
  return NULL;
}

gboolean mb_name_list_any(const MbNameList *list) {
  return list->any || list->fd < 0;
}
