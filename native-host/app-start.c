/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-start.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

gboolean mb_app_present(void) {
  return g_file_test(MB_APP_PROGRAM, G_FILE_TEST_IS_EXECUTABLE);
}

/* In memory only: no temporary file ever holds a mail. -1 when there is no room. */
static int memory_file(GBytes *mail) {
  int fd = memfd_create("mail", MFD_CLOEXEC);
  gsize len, done = 0;
  const char *bytes = g_bytes_get_data(mail, &len);
  while (fd >= 0 && done < len) {
    gssize n = write(fd, bytes + done, len - done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      close(fd);
      return -1;
    }
    done += n;
  }
  if (fd >= 0)
    lseek(fd, 0, SEEK_SET);
  return fd;
}

/* The app outlives host and mail program. */
static void own_session(gpointer data) {
  setsid();
}

const char *mb_app_open(GBytes *mail) {
  static char program[] = MB_APP_PROGRAM, from_stdin[] = "-";
  char *argv[] = {program, from_stdin, NULL};
  int fd = mb_app_present() ? memory_file(mail) : -1;
  if (fd < 0)
    return "no-app";
  gboolean ok = g_spawn_async_with_fds("/", argv, NULL,
                                       G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                                       own_session, NULL, NULL, fd, -1, -1, NULL);
  close(fd);
  return ok ? NULL : "no-app";
}
