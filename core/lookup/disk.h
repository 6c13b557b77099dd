/* Answers kept between runs, in one file that several programs may use at once. A file that is
 * broken, read-only or missing is no error: then nothing is remembered.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define MB_DISK_MAX_ROWS  20000
#define MB_DISK_MAX_BYTES (64 * 1024 * 1024)

typedef struct _MbDisk MbDisk;

/* The module's second symbol: SQLite comes with it, at the first question. */
typedef struct {
  /* NULL = works without. Used by one thread. */
  MbDisk *(*open)(const char *path);
  /* An answer not yet expired, to be freed; *left: seconds it has. now: seconds since 1970. */
  char *(*get)(MbDisk *disk, const char *key, gint64 now, guint32 *left);
  void (*put)(MbDisk *disk, const char *key, const char *answer, guint32 keep, gint64 now);
  void (*close)(MbDisk *disk);
  /* Forgets everything; a file that is no such database is removed, one in use is not. FALSE:
   * nothing was forgotten. */
  gboolean (*clear)(const char *path);
} MbDiskTable;
#define MB_LOOKUP_DISK "mb_lookup_disk"

extern const MbDiskTable mb_lookup_disk;
