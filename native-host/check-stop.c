/* The handler only leaves a note in a pipe, which readers of names watch beside their own file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-stop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static int note[2] = {-1, -1};
static volatile sig_atomic_t asked;

static void on_signal(int number) {
  int kept = errno;
  (void)number;
  asked = 1;
  if (write(note[1], "", 1) < 0)
    asked = 1; /* the pipe is full of notes already */
  errno = kept;
}

void mb_stop_listen(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_RESETHAND};
  if (pipe2(note, O_CLOEXEC | O_NONBLOCK) != 0)
    return;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

gboolean mb_stop_asked(void) {
  return asked;
}

gboolean mb_stop_wait_for(int fd) {
  struct pollfd both[] = {{fd, POLLIN, 0}, {note[0], POLLIN, 0}};
  while (poll(both, G_N_ELEMENTS(both), -1) < 0 && errno == EINTR)
    ;
  return !asked;
}
