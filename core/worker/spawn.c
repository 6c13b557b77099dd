/* Starting workers. The kernel sends a child its parent-death signal when the *thread* that started
 * it ends, so one thread that never ends starts them all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame.h"
#include "../base/error.h"

typedef struct {
  const char *program;
  int socket;
  pid_t pid;
  int error;
  gboolean done;
} Job;

static GMutex mutex;
static GCond changed;
static GQueue jobs = G_QUEUE_INIT;

/* Only what a sanitizer needs to know is handed on: reading mail depends on no environment. */
static char **worker_environment(void) {
  static const char *const kept[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"};
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
    const char *value = g_getenv(kept[i]);
    if (value) {
      g_autofree char *line = g_strdup_printf("%s=%s", kept[i], value);
      g_strv_builder_add(builder, line);
    }
  }
  return g_strv_builder_end(builder);
}

/* Default signals, none blocked, a process group of its own so that Ctrl-C is ours to handle. */
static void set_attributes(posix_spawnattr_t *attr) {
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_init(attr);
  posix_spawnattr_setsigdefault(attr, &all);
  posix_spawnattr_setsigmask(attr, &none);
  posix_spawnattr_setpgroup(attr, 0);
  posix_spawnattr_setflags(attr,
                           POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
}

static void run_job(Job *job) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attr;
  g_auto(GStrv) env = worker_environment();
  char pid[16];
  g_snprintf(pid, sizeof pid, "%d", (int)getpid());
  char *argv[] = {(char *)job->program, pid, NULL};
  set_attributes(&attr);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, job->socket, MB_WORKER_FD);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  if (!*env) /* what a worker may have to say could hold parts of a mail */
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  job->error = posix_spawn(&job->pid, job->program, &files, &attr, argv, env);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attr);
}

static gpointer spawn_forever(gpointer data) {
  g_mutex_lock(&mutex);
  for (;;) {
    Job *job = g_queue_pop_head(&jobs);
    if (!job) {
      g_cond_wait(&changed, &mutex);
      continue;
    }
    run_job(job);
    job->done = TRUE;
    g_cond_broadcast(&changed);
  }
  return NULL;
}

static void hand_over(Job *job) {
  static gsize once;
  if (g_once_init_enter(&once)) {
    g_thread_unref(g_thread_new("spawn", spawn_forever, NULL));
    g_once_init_leave(&once, 1);
  }
  g_mutex_lock(&mutex);
  g_queue_push_tail(&jobs, job);
  g_cond_broadcast(&changed);
  while (!job->done)
    g_cond_wait(&changed, &mutex);
  g_mutex_unlock(&mutex);
}

gboolean mb_worker_spawn(const char *program, pid_t *pid, int *fd, GError **error) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    g_set_error(error, MB_ERROR, MB_ERROR_WORKER, "socketpair: %s", g_strerror(errno));
    return FALSE;
  }
  Job job = {.program = program, .socket = pair[1]};
  hand_over(&job);
  close(pair[1]);
  if (job.error) {
    close(pair[0]);
    g_set_error(error, MB_ERROR, MB_ERROR_WORKER, "%s: %s", program, g_strerror(job.error));
    return FALSE;
  }
  *pid = job.pid;
  *fd = pair[0];
  return TRUE;
}

/* Upwards from the running program: a build tree has build.ninja at its top. */
static char *find_in_build_tree(const char *self, const char *name) {
  g_autofree char *folder = g_path_get_dirname(self);
  for (int i = 0; i < 5 && strlen(folder) > 1; i++) {
    g_autofree char *mark = g_build_filename(folder, "build.ninja", NULL);
    if (g_file_test(mark, G_FILE_TEST_EXISTS))
      return g_build_filename(folder, "core", "worker", name, NULL);
    char *up = g_path_get_dirname(folder);
    g_free(folder);
    folder = up;
  }
  return NULL;
}

char *mb_worker_find_program(const char *name) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *built = self ? find_in_build_tree(self, name) : NULL;
  if (built && g_file_test(built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer(&built);
  return g_build_filename(MB_LIBEXECDIR, name, NULL);
}
