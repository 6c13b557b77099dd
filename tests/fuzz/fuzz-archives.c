/* The parent of an archive worker: every byte is said by a worker that a zip has taken over. Names and
 * bytes keep within their limits, and a worker that failed once is not asked again.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hostile-worker.h"
#include "worker/archives.h"
#include "worker/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Never more than was said. */
static void read_entry(MbArchive *archive, gsize most) {
  char block[1000];
  gssize n;
  while ((n = mb_archive_read(archive, block, sizeof block, NULL)) > 0) {
    if (n > (gssize)sizeof block || (gsize)n > most)
      abort();
    most -= n;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static int fd = -1;
  if (fd < 0 && ((fd = memfd_create("zip", MFD_CLOEXEC)) < 0 || ftruncate(fd, 100) != 0))
    abort();
  hostile_worker_says(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(MbArchive) archive = mb_archive_open(fd, TRUE, &error);
  if (!archive)
    abort();         /* it greeted well */
  gsize entries = 0; /* each costs a frame's head at least */
  for (char *name; (name = mb_archive_next(archive, &error)); g_free(name)) {
    if (strlen(name) > MB_ARCHIVE_PIECE || ++entries > size)
      abort();
    read_entry(archive, size);
  }
  if (error && !g_utf8_validate(error->message, -1, NULL))
    abort();
  return 0;
}
