/* miyaburi-host: started by Thunderbird for the add-on, speaks native messaging on stdin and
 * stdout. SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipe.h"
#include "session.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ADDON_ID "addon@miyaburi.github.io"

typedef struct {
  MbPipe *pipe;
  MbSession session;
  GMainLoop *loop;
  gboolean warm;
  int status;
} Host;

/* The first answer goes before the first worker: whoever greets waits for nothing. */
static void on_frame(const char *json, gsize len, gpointer data) {
  Host *host = data;
  mb_session_request(&host->session, json, len);
  if (!host->warm)
    mb_checks_warm_up();
  host->warm = TRUE;
}

static void on_answer(const char *answer, gpointer data) {
  mb_pipe_send(((Host *)data)->pipe, answer, strlen(answer));
}

static void on_end(const char *why, gpointer data) {
  Host *host = data;
  gboolean clean = strcmp(why, "closed") == 0;
  if (!clean)
    g_printerr("miyaburi-host: connection ended: %s\n", why);
  host->status = clean ? 0 : 2;
  g_main_loop_quit(host->loop);
}

/* Thunderbird passes the manifest's path and the add-on's id; nobody else has business here. */
static gboolean caller_is_ours(int argc, char **argv) {
  return argc >= 3 && g_path_is_absolute(argv[1]) && g_str_has_suffix(argv[1], "/miyaburi.json") &&
         strcmp(argv[2], ADDON_ID) == 0;
}

/* A stray byte on stdout breaks the framing, and GLib writes debug lines there: the frames get a
 * descriptor of their own, and whatever prints goes to stderr. */
static int private_stdout(void) {
  g_log_writer_default_set_use_stderr(TRUE);
  fflush(stdout);
  int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
  if (out >= 0)
    dup2(STDERR_FILENO, STDOUT_FILENO);
  return out;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "--version") == 0) {
    printf("miyaburi-host %s\n", mb_version());
    return 0;
  }
  if (!caller_is_ours(argc, argv)) {
    g_printerr("miyaburi-host is started by Thunderbird for the Miyaburi add-on.\n");
    return 3;
  }
  int out = private_stdout();
  if (out < 0) {
    g_printerr("miyaburi-host: no descriptor for the answers\n");
    return 2;
  }
  Host host = {.loop = g_main_loop_new(NULL, FALSE)};
  mb_session_init(&host.session, on_answer, &host);
  host.pipe = mb_pipe_new(STDIN_FILENO, out, on_frame, on_end, &host);
  g_main_loop_run(host.loop);
  /* Checks may still run in their threads; the closed pipe means nobody waits for them. */
  _exit(host.status);
}
