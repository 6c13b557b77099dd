/* Shared by the readers of folders, files and archives. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mbox.h"
#include "source.h"

typedef struct {
  MbMailFound found; /* NULL = sizes only */
  gpointer data;
  guint64 *bytes; /* atomic, NULL = nobody asks */
  GCancellable *cancellable;
} MbWalk;
void mb_source_count(const MbWalk *walk, guint64 bytes);

/* Opens without following a link when inside a folder; never blocks on a device. -1 = error set. */
int mb_source_open(int folder, const char *name, gboolean follow, GError **error);
/* Reads an open file as what it is; closes it. inside: it was met in a folder, so what is no mail is
 * passed over. */
gboolean mb_source_file(const MbWalk *walk, int fd, const char *path, gboolean inside);
gboolean mb_source_mbox(const MbWalk *walk, const char *path, MbMboxRead read, gpointer data);
gboolean mb_source_zip(const MbWalk *walk, int fd, const char *path);
gboolean mb_source_folder(const MbWalk *walk, const char *path);
gboolean mb_source_failed(const MbWalk *walk, const char *path, const GError *error);
/* Bytes and name are those of a mail, as far as a first look tells. */
gboolean mb_source_is_mail(const char *path, const char *head, gsize len);
