/* A zip unpacked in a worker of its own, that is treated as hostile as the zip.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

typedef struct _MbArchive MbArchive;

/* fd: the zip, read with pread, the caller's, until mb_archive_free. require_lock as for mail. NULL with
 * MB_ERROR_WORKER; its message, here and below, is an id of a report's sentence ("error.worker-time"), but
 * where no worker could be started. MB_ERROR_IO: what is wrong with the zip. */
MbArchive *mb_archive_open(int fd, gboolean require_lock, GError **error);
void mb_archive_free(MbArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbArchive, mb_archive_free)

/* Name of the next entry that is a file, its bytes unchecked (g_free). NULL at the end, or with *error:
 * then no more can be read. */
char *mb_archive_next(MbArchive *archive, GError **error);
/* Of that entry, at most len bytes; 0 = its end, -1 = *error is set, and the next entry may be tried. */
gssize mb_archive_read(MbArchive *archive, char *to, gsize len, GError **error);
/* For tests: another program. */
void mb_archive_set_program(const char *path);
