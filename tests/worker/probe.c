/* Locks itself in and then tries one thing that reading mail does not need.
 * usage: probe ACTION   exit status: 0 = it worked (bad), 77 = this lock is not to be had here,
 * 1 = refused; a forbidden call kills. "probe text open|locked" prints a hash of texts decoded from
 * every charset, in or outside of the lock. SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/charset-names.h"
#include "mail/charset.h"
#include "worker/lock.h"

static void *run_thread(void *data) {
  return data;
}

static int probe_exec(void) {
  char *argv[] = {"/bin/true", NULL}, *env[] = {NULL};
  return execve(argv[0], argv, env);
}

static int probe_fork(void) {
  pid_t pid = fork();
  if (pid == 0)
    _exit(0);
  return pid > 0 ? waitpid(pid, NULL, 0) > 0 ? 0 : -1 : -1;
}

static int probe_thread(void) {
  pthread_t thread;
  return pthread_create(&thread, NULL, run_thread, NULL) == 0 ? 0 : -1;
}

static int probe_connect(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0 ? 0 : -1;
}

static int probe_mmap_exec(void) {
  return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
             ? -1
             : 0;
}

static int probe_mprotect_exec(void) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static int probe_mmap_file(void) {
  return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0) == MAP_FAILED ? -1 : 0;
}

static int probe_raise_limit(void) {
  struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
  return setrlimit(RLIMIT_AS, &r);
}

static int probe_much_memory(void) {
  void *p = mmap(NULL, 2048ul << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? -1 : 0;
}

static int simple(const char *action) {
  if (g_str_equal(action, "open"))
    return open("/etc/passwd", O_RDONLY);
  if (g_str_equal(action, "create"))
    return open("/tmp/miyaburi-probe", O_WRONLY | O_CREAT, 0600);
  if (g_str_equal(action, "unlink"))
    return unlink("/tmp/miyaburi-probe");
  if (g_str_equal(action, "socket"))
    return socket(AF_INET, SOCK_STREAM, 0);
  if (g_str_equal(action, "unix"))
    return socket(AF_UNIX, SOCK_STREAM, 0);
  if (g_str_equal(action, "kill"))
    return kill(getppid(), 0);
  if (g_str_equal(action, "ptrace"))
    return ptrace(PTRACE_ATTACH, getppid(), 0, 0);
  if (g_str_equal(action, "memfd"))
    return syscall(SYS_memfd_create, "x", 0);
  if (g_str_equal(action, "io_uring"))
    return syscall(425, 1, NULL);
  if (g_str_equal(action, "dumpable"))
    return prctl(PR_SET_DUMPABLE, 1);
  if (g_str_equal(action, "read-other"))
    return read(0, &(char){0}, 1);
  if (g_str_equal(action, "write-other"))
    return write(9, "x", 1);
  return -2;
}

static const struct {
  const char *action;
  int (*run)(void);
} probes[] = {
    {"exec", probe_exec},
    {"fork", probe_fork},
    {"thread", probe_thread},
    {"connect", probe_connect},
    {"mmap-exec", probe_mmap_exec},
    {"mprotect-exec", probe_mprotect_exec},
    {"mmap-file", probe_mmap_file},
    {"raise-limit", probe_raise_limit},
    {"much-memory", probe_much_memory},
};

static int run_probe(const char *action) {
  for (guint i = 0; i < G_N_ELEMENTS(probes); i++)
    if (g_str_equal(action, probes[i].action))
      return probes[i].run();
  return simple(action);
}

/* All pairs of bytes, and escape sequences that switch to two-byte sets. */
static GByteArray *sample(void) {
  static const char *const shifts[] = {"\x1b$B", "\x1b$@", "\x1b$A", "\x1b$)C\x0e", "\x1b(I", "~{"};
  GByteArray *bytes = g_byte_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(shifts); i++) {
    g_byte_array_append(bytes, (const guint8 *)shifts[i], strlen(shifts[i]));
    for (int c = 0x21; c < 0x7f; c++)
      for (int d = 0x21; d < 0x7f; d += 7)
        g_byte_array_append(bytes, (guint8[]){c, d}, 2);
    g_byte_array_append(bytes, (const guint8 *)"\x1b(B\x0f~}\n", 7);
  }
  for (int c = 0x80; c < 0x100; c++)
    for (int d = 0x40; d < 0x100; d++)
      g_byte_array_append(bytes, (guint8[]){c, d}, 2);
  return bytes;
}

static int print_texts(gboolean locked) {
  g_autoptr(GByteArray) bytes = sample();
  g_autoptr(GString) out = g_string_new(NULL);
  mb_charset_preload();
  if (locked && !(mb_lock_close(STDOUT_FILENO) & MB_LOCK_SECCOMP))
    return 77;
  for (int i = 0; i < MB_N_CHARSETS; i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    guint bad = 0;
    MbSlice text = mb_charset_to_utf8(arena, mb_slice((char *)bytes->data, bytes->len),
                                      mb_charsets[i].name, NULL, &bad);
    g_autofree char *hash =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)text.data, text.len);
    g_string_append_printf(out, "%s %u %s\n", mb_charsets[i].name, bad, hash);
  }
  for (gsize done = 0; done < out->len;) {
    gssize n = write(STDOUT_FILENO, out->str + done, out->len - done);
    if (n <= 0)
      return 1;
    done += n;
  }
  _exit(0);
}

int main(int argc, char **argv) {
  if (argc == 3 && g_str_equal(argv[1], "text"))
    return print_texts(g_str_equal(argv[2], "locked"));
  if (argc != 2)
    return 2;
  if (mb_lock_close(STDOUT_FILENO) != MB_LOCK_ALL)
    _exit(77);
  int result = run_probe(argv[1]);
  _exit(result == -2 ? 2 : result >= 0 ? 0 : 1);
}
